"""Postprocessing of a predicted mouth motion: its size, no crossing lips, and a closed mouth in pauses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.articulation.features import FRAME_RATE_HZ
from engine.articulation.motion import lift
from engine.choices import MouthSize

GAIN = np.array([1.4, 1.15], np.float32)
"""Across and up: regression shrinks its predictions, the width more than the opening; this restores the real mouth's
deviation."""
GENERIC_GAIN = np.array([2.2, 1.15], np.float32)
"""The same for the generic model, which knows little of the width: real widths deviate by .023 to .044 interocular
distances."""
SIZES = {MouthSize.CALM: 0.75, MouthSize.NATURAL: 1.0, MouthSize.LIVELY: 1.3}
"""Movement away from rest, as a multiple of the model's."""
_PAUSE_S = 0.5  # real mouths move in shorter ones
_CLOSE_S = 0.28  # from the last sound to rest
_OPEN_S = 0.40  # from rest to the first sound: lips part before the voice begins
_EDGE_S = 0.12  # at the very start and end of a clip
_MIN_QUIET_S = 1.0
_NEARLY_SHUT, _PRESSED = 1.2, 0.2
"""Deviations of the opening above rest below which lips are pressed, and the share of their distance below it added by
pressing. Found on 20 clips of one person and 20 s of another: .96 and .94 of the real closures instead of .95 and .88, r
changes by -.004 and 0."""
_CLOSED_SHARE = 0.3  # of the range of openings: a mouth open wider than this is not at rest


def finish(
    motion: np.ndarray,
    audible: Sequence[tuple[float, float]],
    rest: np.ndarray,
    floor: float,
    size: MouthSize = MouthSize.NATURAL,
    gain: np.ndarray = GAIN,
) -> np.ndarray:
    """Return the finished motion, float32 ``(n, 49, 2)``.

    ``motion``: as predicted; ``audible``: (start, end) of each stretch of voice, seconds; ``rest`` ``(49, 2)``: motion of the
    closed mouth; ``floor``: the least opening (:func:`engine.articulation.motion.lift`) that this mouth shows; ``gain``:
    ``GAIN`` or ``GENERIC_GAIN``.
    """
    motion = motion.mean(0) + gain * (motion - motion.mean(0))
    motion = rest + SIZES[size] * (motion - rest)
    return settle(keep_apart(press(motion, rest), floor), voice_weight(len(motion), audible), rest)


def press(motion: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Press lips that nearly meet: regression to the mean leaves them ajar in closures."""
    nearly = lift(rest[None])[0] + _NEARLY_SHUT - lift(motion)
    return _opened(motion, -_PRESSED * np.maximum(nearly, 0))


def keep_apart(motion: np.ndarray, floor: float) -> np.ndarray:
    """Raise openings below ``floor`` to it, along the direction in which the whole shape follows the opening."""
    return _opened(motion, np.maximum(floor - lift(motion), 0))


def voice_weight(frames: int, audible: Sequence[tuple[float, float]]) -> np.ndarray:
    """Return the share of the motion to keep in each frame, float32 ``(frames,)``.

    1 during voice, 0 in pauses, smooth between. Pauses of up to 0.5 s count as voice. The clip always begins and ends at rest.
    """
    time = (np.arange(frames) + 0.5) / FRAME_RATE_HZ
    weight = np.zeros(frames)
    for start, end in _without_short_pauses(audible):
        weight = np.maximum(
            weight, _ease((time - (start - _OPEN_S)) / _OPEN_S) * _ease((end + _CLOSE_S - time) / _CLOSE_S)
        )
    edges = _ease(time / _EDGE_S) * _ease((frames / FRAME_RATE_HZ - time) / _EDGE_S)
    return (weight * edges).astype(np.float32)


def settle(motion: np.ndarray, weight: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Blend ``motion`` towards ``rest`` in frames with ``weight`` ``(n,)`` below 1."""
    share = weight[:, None, None]
    return (share * motion + (1 - share) * rest).astype(np.float32)


def rest_motion(motion: np.ndarray, usable: np.ndarray, quiet: np.ndarray | None = None) -> tuple[np.ndarray, float]:
    """Return (motion of the closed mouth ``(49, 2)``, least opening) of a real mouth's ``motion``.

    ``usable``: bool ``(n,)``; ``quiet``: bool ``(n,)``, frames in pauses. Rest is this person's mouth in pauses; if too few are
    known or the mouth hangs open in them, it is the median of the tenth of the frames with the smallest openings.
    """
    opening = lift(motion)
    low, high = np.percentile(opening[usable], [10, 95])
    closed = usable & (opening <= low)
    if quiet is not None:
        still = usable & quiet & (opening <= low + _CLOSED_SHARE * (high - low))
        if still.sum() >= _MIN_QUIET_S * FRAME_RATE_HZ:
            closed = still
    return np.median(motion[closed], axis=0).astype(np.float32), float(np.percentile(opening[usable], 1))


def _opened(motion: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Return ``motion`` with openings changed by ``by`` ``(n,)``, along the direction in which the whole shape follows the
    opening."""
    opening = lift(motion)
    centred = opening - opening.mean()
    power = float((centred**2).sum())
    if power < 1e-9:
        return motion
    direction = np.einsum("n,nkd->kd", centred, motion - motion.mean(0)) / power
    return motion + by[:, None, None] * direction


def _without_short_pauses(stretches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if joined and start - joined[-1][1] <= _PAUSE_S:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _ease(x: np.ndarray) -> np.ndarray:
    """Return smoothstep of ``x``: 0 below 0, 1 above 1."""
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)
