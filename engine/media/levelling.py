"""The ffmpeg filters that bring a voice to a level, and those that measure it."""

from __future__ import annotations

from typing import Any

Filters = list[tuple[str, dict[str, Any]]]

RATE_HZ = 48_000
_OVERSAMPLED_HZ = 4 * RATE_HZ  # where samples show true peaks, as ITU-R BS.1770 asks
_ATTACK_MS = 5
_LIMITER_DELAY = _OVERSAMPLED_HZ * _ATTACK_MS // 1000 - 1
"""Samples by which ffmpeg's limiter is late. Its own option against that came with version 5.1."""

METER: Filters = [("ebur128", {"peak": "true", "framelog": "verbose"})]
"""Loudness by EBU R128 and true peak, printed as a summary at the end."""


def levelled(gain_db: float, true_peak_dbtp: float) -> Filters:
    """A gain for the whole, and a limiter that holds the true peak; no sample is moved in time."""
    return [
        ("aresample", {"osr": _OVERSAMPLED_HZ}),
        ("volume", {"volume": f"{gain_db:.2f}dB"}),
        ("apad", {"pad_len": _LIMITER_DELAY}),
        ("alimiter", {"limit": round(10 ** (true_peak_dbtp / 20), 4), "level": "false", "attack": _ATTACK_MS}),
        ("atrim", {"start_sample": _LIMITER_DELAY}),
        ("asetpts", {"expr": "N/SR/TB"}),
        ("aresample", {"osr": RATE_HZ}),
    ]
