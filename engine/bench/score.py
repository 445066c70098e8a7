"""Quality of speech and picture of a clip, from its pixels alone: landmarks are tracked again in the finished clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from engine.face import track_face
from engine.face.canonical import apply as map_points
from engine.face.canonical import canonical_transforms
from engine.face.landmarks import mouth_points, opening, width
from engine.media import FPS, read_audio, read_frames
from engine.watch import Watch

FRAME_MS = 1000 / float(FPS)
LAG_FRAMES = 10  # largest lag searched, in both directions
_IN_STEP_FRAMES = 2  # 80 ms: real videos are not always in step with their own sound
LAG_WINDOW = 75  # frames: 3 s, the length of a GRID clip
SIDE_PX = 192
_PLACE = np.array([[SIDE_PX / 2.4, 0, SIDE_PX / 2], [0, SIDE_PX / 2.4, SIDE_PX * 0.28]])
"""From the canonical frame to a crop of the whole face, 192x192."""

_MOUTH = (slice(int(SIDE_PX * 0.55), int(SIDE_PX * 0.85)), slice(int(SIDE_PX * 0.3), int(SIDE_PX * 0.7)))
_OPEN_RATIO = 0.25
_SHEET_ROWS, _SHEET_COLUMNS = 4, 16
_UPPER = slice(0, int(SIDE_PX * 0.42))
_SAMPLE_RATE_HZ = 16_000


@dataclass(frozen=True)
class LipScores:
    """The clip's lips against the truth's.

    Attributes:
        open_r, width_r: Pearson r over frames of inner-lip opening and of mouth width.
        lag_ms: shift with the best fit, positive if the clip is late.
        lag_held: share of windows of 3 s in which the lag is within 40 ms.
        amplitude: standard deviation of opening over the truth's.
        closure: share of the truth's lip closures that are closed in the clip within 80 ms; None without any.
        open_r_in_step, width_r_in_step: the correlations at the best lag of opening within 80 ms.
        opening_std, width_std: standard deviations in the clip, interocular distances.
        false_closures: share of the clip's lip closures at which the truth is open for 80 ms either way; None without any.
    """

    open_r: float
    width_r: float
    lag_ms: float
    lag_held: float
    amplitude: float
    closure: float | None
    open_r_in_step: float
    width_r_in_step: float
    opening_std: float
    width_std: float
    false_closures: float | None


@dataclass(frozen=True)
class PictureScores:
    """The clip's picture against the face video's.

    Attributes:
        sharpness: variance of the Laplacian around the mouth, median frame.
        flicker: mean second difference in time of the aligned lower face.
        upper_psnr: dB, median over frames against the nearest frame of the face video, above the nose.
    """

    sharpness: float
    flicker: float
    upper_psnr: float


@dataclass(frozen=True)
class Footage:
    """A video prepared for the scores: mouth shapes ``(n, 49, 2)`` in the canonical frame, aligned crops, both 25 fps."""

    mouth: np.ndarray
    crops: np.ndarray
    found: np.ndarray

    @classmethod
    def read(cls, video: Path, watch: Watch) -> Footage:
        """Track a 25 fps video and cut its face out of every frame."""
        track = track_face(video, watch=watch)
        transforms = canonical_transforms(track.landmarks)
        mouth = map_points(transforms, mouth_points(track.landmarks, track.lips))
        return cls(mouth, np.stack([*_crops(video, transforms, watch)]), track.found)


def lips(clip: Footage, truth: Footage) -> LipScores:
    """Score the lips, over the frames in both."""
    n = min(len(clip.mouth), len(truth.mouth))
    made, real = opening(clip.mouth[:n]), opening(truth.mouth[:n])
    windows = [slice(start, start + LAG_WINDOW) for start in range(0, max(n - LAG_WINDOW, 0) + 1, LAG_WINDOW)]
    closures = _closures(real)
    shut = 0.25 * np.percentile(made, 95)
    kept = [made[max(0, i - 2) : i + 3].min() <= shut for i in closures]
    open_limit = 0.25 * np.percentile(real, 95)
    false = [real[max(0, i - 2) : i + 3].min() > open_limit for i in _closures(made)]
    wide, real_width = width(clip.mouth[:n]), width(truth.mouth[:n])
    step = max(range(-_IN_STEP_FRAMES, _IN_STEP_FRAMES + 1), key=lambda k: _pearson(*_shifted(made, real, k)))
    return LipScores(
        open_r=_pearson(made, real),
        width_r=_pearson(wide, real_width),
        lag_ms=_lag_ms(made, real),
        lag_held=float(np.mean([abs(_lag_ms(made[window], real[window])) <= 40 for window in windows])),
        amplitude=float(made.std() / real.std()),
        closure=float(np.mean(kept)) if kept else None,
        open_r_in_step=_pearson(*_shifted(made, real, step)),
        width_r_in_step=_pearson(*_shifted(wide, real_width, step)),
        opening_std=float(made.std()),
        width_std=float(wide.std()),
        false_closures=float(np.mean(false)) if false else None,
    )


def picture(clip: Footage, face: Footage) -> PictureScores:
    """Score the picture against the clip's source video."""
    return PictureScores(
        sharpness=_sharpness(clip.crops) / _sharpness(face.crops),
        flicker=_flicker(clip.crops) / max(_flicker(face.crops), 1e-6),
        upper_psnr=_upper_psnr(clip.crops[::5], face.crops),
    )


def silence(clip: Footage, sound: Path, watch: Watch) -> dict[str, float]:
    """Return ``silence_motion`` and ``silence_opening``: spread and mean of opening in pauses, over that in speech.

    Pauses are longer than 0.5 s and count from 0.3 s on. Empty without ten frames of each.
    """
    level = _loudness(read_audio(sound, _SAMPLE_RATE_HZ, watch=watch), len(clip.mouth))
    loud = np.percentile(level, 95)
    speech, pause = level > 0.12 * loud, _late_in_long_runs(level < 0.03 * loud)
    if min(speech.sum(), pause.sum()) < 10:
        return {}
    gap = opening(clip.mouth)
    return {
        "silence_motion": float(gap[pause].std() / max(gap[speech].std(), 1e-9)),
        "silence_opening": float(gap[pause].mean() / max(gap[speech].mean(), 1e-9)),
    }


def aspect_ratio(clip: Footage) -> np.ndarray:
    """Return the mouth's opening over its width in each frame, ``(n,)``."""
    return opening(clip.mouth) / width(clip.mouth)


def lip_leak(clip: Footage, rest: float, quiet: np.ndarray) -> float:
    """Return the share of open mouths in the frames ``quiet``, bool ``(frames,)``, of a clip without a voice in them: aspect
    ratio over .25 beyond ``rest`` (A. Bigata et al., "KeySync", 2025)."""
    frames = min(len(clip.mouth), len(quiet))
    beyond = np.maximum(aspect_ratio(clip)[:frames] - rest, 0)
    return float((beyond[quiet[:frames]] > _OPEN_RATIO).mean())


def contact_sheet(clip: Footage, truth: Footage) -> np.ndarray:
    """Return mouths at evenly spaced moments, uint8 BGR: those of the truth above, those of the clip below."""
    frames = np.linspace(0, min(len(clip.crops), len(truth.crops)) - 1, _SHEET_ROWS * _SHEET_COLUMNS).astype(int)
    rows = [
        np.hstack([crops[frame][_MOUTH] for frame in part])
        for part in np.split(frames, _SHEET_ROWS)
        for crops in (truth.crops, clip.crops)
    ]
    return np.vstack(rows)


def _late_in_long_runs(quiet: np.ndarray) -> np.ndarray:
    """Return the runs of True longer than half a second, without their first 0.3 s."""
    late = np.zeros_like(quiet)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(int), [0]])))
    for start, end in edges.reshape(-1, 2):
        if (end - start) / FPS > 0.5:
            late[start + round(0.3 * FPS) : end] = True
    return late


def score(made: Footage, clip: Path, truth: Footage, face: Footage, watch: Watch) -> dict[str, float | None]:
    """Return the figures of a ``clip`` with a truth, read as ``made``; ``found`` is the share of its frames with a face."""
    return {
        **asdict(lips(made, truth)),
        **asdict(picture(made, face)),
        **silence(made, clip, watch),
        "found": float(made.found.mean()),
    }


def _crops(video: Path, transforms: np.ndarray, watch: Watch) -> list[np.ndarray]:
    """Return crops uint8 BGR (SIDE_PX, SIDE_PX, 3) of every frame."""
    matrices = _PLACE[:, :2] @ transforms
    matrices[..., 2] += _PLACE[:, 2]
    return [
        cv2.warpAffine(frame, matrix, (SIDE_PX, SIDE_PX), flags=cv2.INTER_AREA)
        for frame, matrix in zip(read_frames(video, watch=watch), matrices, strict=True)
    ]


def _lag_ms(made: np.ndarray, real: np.ndarray) -> float:
    return FRAME_MS * max(range(-LAG_FRAMES, LAG_FRAMES + 1), key=lambda k: _pearson(*_shifted(made, real, k)))


def _shifted(made: np.ndarray, real: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    n = len(made)
    return made[max(0, k) : n + min(0, k)], real[max(0, -k) : n - max(0, k)]


def _pearson(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if min(a.std(), b.std()) > 1e-9 else 0.0


def _closures(gap: np.ndarray) -> list[int]:
    """Return the frames in which the lips meet between openings: local minima under 15 % of the 95th percentile."""
    limit = 0.15 * np.percentile(gap, 95)
    return [
        i
        for i in range(1, len(gap) - 1)
        if gap[i] <= min(limit, gap[i - 1]) and gap[i] < gap[i + 1] and gap[max(0, i - 6) : i + 7].max() > 2 * limit
    ]


def _grey(crop: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)


def _sharpness(crops: np.ndarray) -> float:
    return float(np.median([cv2.Laplacian(_grey(crop[_MOUTH]), cv2.CV_32F).var() for crop in crops]))


def _flicker(crops: np.ndarray) -> float:
    smooth = np.stack([cv2.GaussianBlur(_grey(crop[SIDE_PX // 2 :]), (0, 0), 2) for crop in crops]).astype(np.float32)
    return float(np.abs(smooth[2:] - 2 * smooth[1:-1] + smooth[:-2]).mean())


def _upper_psnr(crops: np.ndarray, face: np.ndarray) -> float:
    thumbnails = np.stack([cv2.resize(crop[_UPPER], (48, 20), interpolation=cv2.INTER_AREA) for crop in face])
    known = thumbnails.reshape(len(face), -1).astype(np.float32)
    values = []
    for crop in crops:
        thumbnail = cv2.resize(crop[_UPPER], (48, 20), interpolation=cv2.INTER_AREA).ravel().astype(np.float32)
        nearest = face[((known - thumbnail) ** 2).mean(1).argmin()]
        error = ((crop[_UPPER].astype(np.float32) - nearest[_UPPER]) ** 2).mean()
        values.append(10 * np.log10(255**2 / max(error, 1e-3)))
    return float(np.median(values))


def _loudness(samples: np.ndarray, frames: int) -> np.ndarray:
    """Return the root mean square around each frame: the frame itself and one to either side, (frames,)."""
    hop = round(_SAMPLE_RATE_HZ / FPS)
    padded = np.pad(samples, (hop, max(0, (frames + 2) * hop - len(samples))))
    power = np.add.reduceat(padded[: (frames + 2) * hop] ** 2, np.arange(frames + 2) * hop)
    return np.sqrt((power[:-2] + power[1:-1] + power[2:]) / (3 * hop))
