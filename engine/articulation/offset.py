"""The AV offset of a face video: the delay of its sound relative to its lips."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.articulation.features import FRAME_RATE_HZ
from engine.articulation.motion import lift, spread
from engine.voice.whisper import SAMPLE_RATE_HZ

_REACH = 8  # frames searched on each side
_WINDOW_S = 8
_TRUSTED_PEAK, _TRUSTED_GAIN, _TRUSTED_SPEECH_S = 0.6, 0.06, 4.0
_TRUSTED_ERROR_FRAMES = 0.5
_BLOCK_S = 2
_FOREIGN_PEAK = 0.4
_JUMP_FRAMES = 2.5


@dataclass(frozen=True)
class AvOffset:
    """Result of :func:`measure_offset`.

    Attributes:
        av_offset_ms: positive if the sound is late.
        peak: agreement at that offset, correlation of opening plus half that of width.
        trusted: strong, found on enough speech, and either clearly better than no offset or the same in all parts of the video:
            worth correcting, however small.
        foreign: the sound does not belong to this mouth.
        jumps: the offset differs between parts of the video.
    """

    av_offset_ms: float
    peak: float
    trusted: bool
    foreign: bool
    jumps: bool

    @property
    def lag_s(self) -> float:
        """Delay of the mouth relative to its sound, if trusted; else 0."""
        return -self.av_offset_ms / 1000 if self.trusted else 0.0


def measure_offset(expected: np.ndarray, seen: np.ndarray, speech: np.ndarray) -> AvOffset:
    """Compare the motion predicted from the sound with the motion in the picture.

    ``expected``, ``seen``: ``(n, 49, 2)``; ``speech``: bool ``(n,)``, frames with voice.
    """
    lag, peak, still = _best_lag(expected, seen)
    enough = speech.sum() / FRAME_RATE_HZ >= _TRUSTED_SPEECH_S
    window = _WINDOW_S * FRAME_RATE_HZ
    lags = [
        part[0]
        for start in range(0, len(seen) - window + 1, window)
        if speech[start : start + window].mean() > 0.5
        and (part := _best_lag(expected[start : start + window], seen[start : start + window]))[1] > _TRUSTED_PEAK
    ]
    return AvOffset(
        av_offset_ms=-lag * 1000 / FRAME_RATE_HZ,
        peak=peak,
        trusted=bool(
            enough
            and peak > _TRUSTED_PEAK
            and (peak - still > _TRUSTED_GAIN or _lag_error(expected, seen) < _TRUSTED_ERROR_FRAMES)
        ),
        foreign=bool(enough and peak < _FOREIGN_PEAK),
        jumps=bool(lags and np.ptp(lags) > _JUMP_FRAMES),
    )


def delayed(samples: np.ndarray, seconds: float) -> np.ndarray:
    """Return sound ``(n,)`` at 16 kHz delayed by ``seconds`` (advanced if negative), same length, filled with silence."""
    shift = round(seconds * SAMPLE_RATE_HZ)
    if shift == 0:
        return samples
    moved = np.zeros_like(samples)
    if shift > 0:
        moved[shift:] = samples[: len(samples) - shift]
    else:
        moved[:shift] = samples[-shift:]
    return moved


def advanced(motion: np.ndarray, frames: float) -> np.ndarray:
    """Return motion ``(n, ...)`` read ``frames`` frames later (linear interpolation, ends held): aligns late lips with their
    sound."""
    at = np.clip(np.arange(len(motion)) + frames, 0, len(motion) - 1)
    low = np.floor(at).astype(int)
    high = np.minimum(low + 1, len(motion) - 1)
    share = (at - low).reshape(-1, *[1] * (motion.ndim - 1)).astype(np.float32)
    return motion[low] * (1 - share) + motion[high] * share


def _best_lag(expected: np.ndarray, seen: np.ndarray) -> tuple[float, float, float]:
    """Return (lag of the picture in frames, agreement at it, agreement without a lag)."""
    n = len(seen)
    reach = min(_REACH, n // 4)
    curve = [
        _agreement(expected[max(0, -lag) : n - max(0, lag)], seen[max(0, lag) : n + min(0, lag)])
        for lag in range(-reach, reach + 1)
    ]
    best = int(np.argmax(curve))
    fraction = 0.0
    if 0 < best < len(curve) - 1:  # a parabola through the peak and its neighbours
        left, top, right = curve[best - 1 : best + 2]
        fraction = 0.5 * (left - right) / min(left - 2 * top + right, -1e-9)
    return best - reach + fraction, curve[best], curve[reach]


def _lag_error(expected: np.ndarray, seen: np.ndarray) -> float:
    """Return the standard error of the lag in frames: a jackknife over blocks of two seconds (B. Efron and C. Stein, "The
    Jackknife Estimate of Variance", 1981)."""
    block = _BLOCK_S * FRAME_RATE_HZ
    lags = []
    for start in range(0, len(seen) - block + 1, block):
        left = np.r_[0:start, start + block : len(seen)]
        lags.append(_best_lag(expected[left], seen[left])[0])
    return float(np.sqrt((len(lags) - 1) * np.var(lags))) if len(lags) > 1 else np.inf


def _agreement(a: np.ndarray, b: np.ndarray) -> float:
    return _pearson(lift(a), lift(b)) + 0.5 * _pearson(spread(a), spread(b))


def _pearson(a: np.ndarray, b: np.ndarray) -> float:
    if len(a) < 3 or a.std() < 1e-9 or b.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
