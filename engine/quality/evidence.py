"""The evidence for the rules, gathered before any rule is applied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.face.track import FaceTrack
from engine.media import MediaInfo
from engine.quality.looks import Looks

HEAD_TO_FACE = 1.22
"""Width of a face as drawn by people and detectors, ears included, over the distance of iBUG 0 and 16: measured on 20 clips,
1.21 to 1.24. The rules refer to the former."""


@dataclass(frozen=True)
class Sound:
    """Measurements of the sound of a face video.

    Attributes:
        speech_s: seconds of speech in it while there is a picture.
        snr_db: speech over noise, decibels; None without speech.
        clipped: share of samples at full scale.
        loudness_lufs: EBU R128 integrated loudness; None for digital silence.
    """

    speech_s: float
    snr_db: float | None
    clipped: float
    loudness_lufs: float | None


@dataclass(frozen=True)
class Evidence:
    """One face video or photo, measured.

    Attributes:
        info: the file as sent; None for a picture without a file.
        track: the face in the normalised video of ``n`` frames; in a photo, ``n`` is 1.
        looks: measurements of the pixels of sampled frames.
        mouth_hidden: bool (n,), something covers the mouth.
        span: first and last frame of the base path.
        sound: None without a sound track, or if it was not analysed.
        av_offset_ms: sound against lips, positive: sound late; None if unknown.
        foreign_sound: the sound does not belong to these lips.
        sentence: a spoken sentence is demanded.
        generated: the file says that a model made it, or part of it.
        turned: degrees by which the picture had to be turned to be upright.
        is_photo: there is one frame and no time.
    """

    info: MediaInfo | None
    track: FaceTrack
    looks: Looks
    mouth_hidden: np.ndarray
    span: tuple[int, int]
    sound: Sound | None = None
    av_offset_ms: float | None = None
    foreign_sound: bool = False
    sentence: bool = False
    generated: bool = False
    turned: int = 0
    is_photo: bool = False

    @property
    def head_width_px(self) -> np.ndarray:
        """Float (n,): width of the face, ears included."""
        return self.track.face_width_px * HEAD_TO_FACE


@dataclass(frozen=True)
class Reading:
    """A measured value and the frame that shows it best."""

    value: float
    frame: int | None = None


def extreme(values: np.ndarray, percentile: float, frames: np.ndarray) -> Reading:
    """Return the percentile of ``values`` (k,) and the frame, of ``frames`` (k,), with the nearest value."""
    value = float(np.percentile(values, percentile))
    return Reading(value, int(frames[np.argmin(np.abs(values - value))]))


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """Return the first and last index of every stretch of True in ``mask`` (n,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(first), int(end) - 1) for first, end in zip(edges[::2], edges[1::2], strict=True)]


def longest(stretches: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the longest of ``stretches``, the first of equals; None if there is none."""
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0], default=None)
