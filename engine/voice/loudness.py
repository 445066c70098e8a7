"""Loudness by EBU R128, measured and brought to one level by ffmpeg's ``loudnorm`` in two passes."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from engine.media import filter_audio
from engine.watch import Watch

TARGET_LUFS = -16.0
TRUE_PEAK_DBTP = -1.5
RANGE_LU = 11.0
SAMPLE_RATE_HZ = 48_000
_SILENT_LUFS = -70.0  # the absolute gate of EBU R128


@dataclass(frozen=True)
class Loudness:
    """``integrated_lufs``: -inf for silence; ``true_peak_dbtp``, ``range_lu``, ``threshold_lufs``: as EBU R128 has them."""

    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float
    threshold_lufs: float

    @property
    def is_silent(self) -> bool:
        """Nothing passes the gate."""
        return not self.integrated_lufs > _SILENT_LUFS


def measure(source: Path, watch: Watch) -> Loudness:
    """Loudness of any file with sound."""
    options = {"I": TARGET_LUFS, "TP": TRUE_PEAK_DBTP, "LRA": RANGE_LU, "print_format": "json"}
    log = "\n".join(filter_audio(source, None, [("loudnorm", options)], sample_rate_hz=SAMPLE_RATE_HZ, watch=watch))
    values = json.loads(log[log.rindex("{") : log.rindex("}") + 1])
    return Loudness(*(float(values[f"input_{name}"]) for name in ("i", "tp", "lra", "thresh")))


def normalise(source: Path, target: Path, loudness: Loudness, watch: Watch) -> None:
    """Write ``source`` as 48 kHz mono wav at -16 LUFS, true peak at most -1.5 dBTP; left as it is if silent."""
    filters = []
    if not loudness.is_silent and math.isfinite(loudness.true_peak_dbtp):
        options = {
            "I": TARGET_LUFS,
            "TP": TRUE_PEAK_DBTP,
            "LRA": RANGE_LU,
            "measured_I": loudness.integrated_lufs,
            "measured_TP": loudness.true_peak_dbtp,
            "measured_LRA": loudness.range_lu,
            "measured_thresh": loudness.threshold_lufs,
            "linear": "true",
        }
        filters.append(("loudnorm", options))
    filter_audio(source, target, filters, sample_rate_hz=SAMPLE_RATE_HZ, watch=watch)
