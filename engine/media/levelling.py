"""ffmpeg filters that level a voice, and those that measure its level."""

from __future__ import annotations

from typing import Any

Filters = list[tuple[str, dict[str, Any]]]

RATE_HZ = 48_000
_OVERSAMPLED_HZ = 4 * RATE_HZ  # rate at which samples show true peaks, from ITU-R BS.1770
_ATTACK_MS = 5
_LIMITER_DELAY = _OVERSAMPLED_HZ * _ATTACK_MS // 1000 - 1
"""Delay of ffmpeg's limiter in samples. Its option to compensate came with version 5.1."""

METER: Filters = [("ebur128", {"peak": "true", "framelog": "verbose"})]
"""Loudness by EBU R128 and true peak, printed as a summary at the end."""


def levelled(gain_db: float, true_peak_dbtp: float) -> Filters:
    """Return a constant gain and a limiter that holds the true peak; samples are not delayed."""
    return [
        ("aresample", {"osr": _OVERSAMPLED_HZ}),
        ("volume", {"volume": f"{gain_db:.2f}dB"}),
        ("apad", {"pad_len": _LIMITER_DELAY}),
        ("alimiter", {"limit": round(10 ** (true_peak_dbtp / 20), 4), "level": "false", "attack": _ATTACK_MS}),
        ("atrim", {"start_sample": _LIMITER_DELAY}),
        ("asetpts", {"expr": "N/SR/TB"}),
        ("aresample", {"osr": RATE_HZ}),
    ]
