"""The rules for a driving audio, used before and after a render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.findings import Finding, Severity

_QUIET_LUFS = -35.0
_PITCH_SEMITONES = 7.0


@dataclass(frozen=True)
class VoiceMeasures:
    """Measurements of a voice.

    Attributes:
        duration_s: length of the sound.
        loudness_lufs: EBU R128 integrated loudness of the source; None for digital silence.
        true_peak_dbtp: highest peak of the source.
        clipping_share: share of samples at full scale.
        snr_db: speech over noise; None without speech.
        speech_s: seconds of speech.
        pitch_hz: median pitch; None without speech.
    """

    duration_s: float
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    clipping_share: float
    snr_db: float | None
    speech_s: float
    pitch_hz: float | None

    @property
    def speech_share(self) -> float:
        """Share of the sound with speech."""
        return self.speech_s / self.duration_s if self.duration_s else 0.0


Times = Sequence[tuple[float, float]]
"""(start, end) of stretches of a voice, seconds."""


def judge_voice(report: VoiceMeasures, clipped: Times = (), pauses: Times = ()) -> tuple[Finding, ...]:
    """Return the findings on a driving audio, good ones included; a warning names the stretches in which it is heard:
    ``clipped`` samples, ``pauses`` without speech.

    Clipping is not reported for a quiet voice: there, bumps and pops are clipped, and speaking less loudly would not help.
    """
    too_quiet = report.loudness_lufs is not None and report.loudness_lufs < _QUIET_LUFS
    rows = (
        ("voice_level", report.loudness_lufs, "LUFS", _QUIET_LUFS, None, "Speak up, or closer to the microphone."),
        (
            "voice_clipping",
            None if too_quiet else report.clipping_share,
            "share",
            None,
            0.002,
            "Speak less loudly, or further from the microphone.",
        ),
        ("voice_noise", report.snr_db, "dB", 12.0, None, "Record in a quiet room."),
        ("voice_speech_share", report.speech_share, "share", 0.3, None, "Cut long silences and music."),
    )
    times: Mapping[str, Times] = {"voice_clipping": clipped, "voice_speech_share": pauses}
    found = (_finding(*row) for row in rows if row[1] is not None)
    return tuple(replace(one, times=tuple(times.get(one.code, ())) if one.side else ()) for one in found)


def judge_pitch(driving_hz: float | None, own_hz: float | None) -> tuple[Finding, ...]:
    """Judge whether the driving voice could be the template's own: a child's voice on a grown man's face looks wrong."""
    if driving_hz is None or own_hz is None:
        return ()
    apart = abs(12 * float(np.log2(driving_hz / own_hz)))
    advice = "The voice is much higher or lower than this face's own: the clip may look like a dubbed film."
    return (_finding("voice_pitch_mismatch", apart, "semitones", None, _PITCH_SEMITONES, advice),)


def _finding(code: str, value: float | None, unit: str, low: float | None, high: float | None, advice: str) -> Finding:
    assert value is not None
    side = "low" if low is not None and value < low else "high" if high is not None and value > high else ""
    return Finding(
        code=code,
        severity=Severity.WARN if side else Severity.OK,
        value=value,
        unit=unit,
        recommended=f"at least {low:g}" if low is not None else f"at most {high:g}",
        limit=low if low is not None else high,
        advice=advice,
        side=side,
    )
