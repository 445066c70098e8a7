"""Loudness by EBU R128, measured by ffmpeg's ``ebur128`` and levelled by one gain and a limiter.

A single gain keeps the dynamics of the voice, while ffmpeg's ``loudnorm`` changes them; it is also several times faster.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.media import filter_audio
from engine.media.levelling import METER, RATE_HZ, levelled
from engine.watch import Watch

TARGET_LUFS = -16.0
TRUE_PEAK_DBTP = -1.5
_SILENT_LUFS = -70.0  # the absolute gate of EBU R128
_CLOSE_LU = 0.3


@dataclass(frozen=True)
class Loudness:
    """Measured loudness. ``integrated_lufs``: EBU R128, its gate's -70 for silence; ``true_peak_dbtp``: -inf for digital
    silence."""

    integrated_lufs: float
    true_peak_dbtp: float

    @property
    def is_silent(self) -> bool:
        """True if nothing passes the gate."""
        return not self.integrated_lufs > _SILENT_LUFS


def measure(source: Path, watch: Watch) -> Loudness:
    """Return the loudness of a wav."""
    return _filter(source, None, [], watch)


def normalise(source: Path, target: Path, loudness: Loudness, watch: Watch) -> None:
    """Write ``source`` as 48 kHz mono wav at -16 LUFS, true peak at most -1.5 dBTP; the level of silence is unchanged."""
    if loudness.is_silent:
        _filter(source, target, [], watch)
        return
    gain_db = TARGET_LUFS - loudness.integrated_lufs
    reached = _filter(source, target, levelled(gain_db, TRUE_PEAK_DBTP), watch)
    missing_db = TARGET_LUFS - reached.integrated_lufs  # reduction by the limiter
    if abs(missing_db) > _CLOSE_LU:
        _filter(source, target, levelled(gain_db + missing_db, TRUE_PEAK_DBTP), watch)


def _filter(source: Path, target: Path | None, filters: Sequence[tuple[str, Any]], watch: Watch) -> Loudness:
    """Run the filters; return the loudness of their output."""
    log = filter_audio(source, target, [*filters, *METER], sample_rate_hz=RATE_HZ, watch=watch)
    summary = "\n".join(log).rpartition("Summary:")[2]
    return Loudness(_figure(r"I:\s+(\S+) LUFS", summary), _figure(r"Peak:\s+(\S+) dBFS", summary))


def _figure(pattern: str, summary: str) -> float:
    found = re.search(pattern, summary)
    return float(found[1]) if found else -math.inf
