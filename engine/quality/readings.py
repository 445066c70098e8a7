"""Readings of each rule's value from the evidence, one small function each. The limits are in the table of rules."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import uniform_filter1d

from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.landmarks import STABLE, mouth_points, opening
from engine.quality.evidence import HEAD_TO_FACE, Evidence, Reading, extreme, longest, runs
from engine.quality.span import SHORTEST_S

FOREHEAD = np.array([[-0.4, -0.55], [0.0, -0.65], [0.4, -0.55]])
"""The hairline in the canonical frame; iBUG ends at the brows."""

SHAKE_WINDOW = 7
"""Frames at 25 a second."""

FROZEN_CHANGE = 0.3
"""Mean change of the face's pixels between samples, in grey levels: at least 0.46 for living faces that keep still, less than
this limit for a still picture encoded as a video."""


# The file


USUAL_CODECS = {"h264", "hevc", "vp8", "vp9", "av1"}
"""What phones and browsers record."""


def recommended_format(e: Evidence) -> Reading:
    assert e.info
    assert e.info.video
    usual = any(name in e.info.container for name in ("mp4", "webm")) and e.info.video.codec in USUAL_CODECS
    return Reading(float(usual))


def duration_s(e: Evidence) -> Reading:
    """Return the length of the file, or of its picture if that is too short: the sound may be longer."""
    assert e.info
    shown_s = float(len(e.track) / e.track.fps)
    return Reading(shown_s if shown_s < SHORTEST_S else e.info.duration_s)


def short_side_px(e: Evidence) -> Reading:
    video = e.info.video if e.info else None
    return Reading(min((video.width, video.height) if video else e.track.size))


def frame_rate_fps(e: Evidence) -> Reading:
    assert e.info
    assert e.info.video
    return Reading(float(e.info.video.fps))


def generated(e: Evidence) -> Reading:
    return Reading(float(e.generated))


def turned_deg(e: Evidence) -> Reading:
    return Reading(e.turned, e.span[0])


# The face in the frame


def face_share(e: Evidence) -> Reading:
    return _typical(e, np.round(e.head_width_px / e.track.size[0], 2))  # as it is shown


def face_size_px(e: Evidence) -> Reading:
    """Return the size in pixels of the file as sent, which may be larger than the normalised video."""
    video = e.info.video if e.info else None
    across = (video.height if e.turned % 180 else video.width) if video else e.track.size[0]
    return _typical(e, e.head_width_px * across / e.track.size[0])


def face_margin(e: Evidence) -> Reading:
    """Return the room between the outline of the face, ears and forehead included, and the nearest border, in face widths."""
    frames = np.flatnonzero(e.track.found)
    landmarks = e.track.landmarks[frames]
    outline = np.concatenate([landmarks[:, :17], apply(invert(canonical_transforms(landmarks)), FOREHEAD)], axis=1)
    middle = outline.mean(axis=1, keepdims=True)
    outline = middle + (outline - middle) * [HEAD_TO_FACE, 1.0]
    room = np.minimum(outline.min(axis=1), e.track.size - outline.max(axis=1)).min(axis=-1)
    return extreme(room / e.head_width_px[frames], 10, frames)


def face_present(e: Evidence) -> Reading:
    gap = longest(runs(~e.track.usable))
    return Reading(float(np.mean(e.track.usable)), sum(gap) // 2 if gap else None)


def face_gap_s(e: Evidence) -> Reading:
    """Return the longest time without a face: in the base path if that is long enough, else anywhere."""
    first, last = e.span
    missing = ~e.track.usable
    if last - first >= 15 * e.track.fps:
        missing = missing & (np.arange(len(missing)) >= first) & (np.arange(len(missing)) <= last)
    gap = longest(runs(missing))
    return Reading(float((gap[1] - gap[0] + 1) / e.track.fps), sum(gap) // 2) if gap else Reading(0.0)


def base_path_s(e: Evidence) -> Reading | None:
    """Return the length of the base path; None if it is the whole video."""
    first, last = e.span
    return Reading(float((last - first + 1) / e.track.fps), first) if (first, last) != (0, len(e.track) - 1) else None


def yaw_deg(e: Evidence) -> Reading:
    return _angle(e, 0)


def pitch_deg(e: Evidence) -> Reading:
    return _angle(e, 1)


def roll_deg(e: Evidence) -> Reading:
    return _angle(e, 2)


def rival(e: Evidence) -> Reading:
    """Return the size of the largest other face over that of this one, as seen in 5 % of the frames."""
    frames = np.flatnonzero(e.track.found)
    return extreme(e.track.rivals[frames], 95, frames)


# Light and sharpness


def luma(e: Evidence) -> Reading:
    return extreme(e.looks.luma, 50, e.looks.frames)


def backlight(e: Evidence) -> Reading:
    return extreme(e.looks.backlight, 50, e.looks.frames)


def side_light(e: Evidence) -> Reading:
    return extreme(e.looks.side_light, 50, e.looks.frames)


def hot_spots(e: Evidence) -> Reading:
    return extreme(e.looks.hot_spots, 50, e.looks.frames)


def sharpness(e: Evidence) -> Reading:
    return extreme(e.looks.sharpness, 50, e.looks.frames)


# Camera and motion


def shake(e: Evidence) -> Reading:
    """Return the typical distance of the face from its own smooth path, in percent of its width.

    The path is the mean over 0.28 s: it follows nods and steps, but not a shaking hand. The median ignores short gestures and
    the few frames dropped or doubled by a change of frame rate.
    """
    centres, together = _centres(e)
    half = SHAKE_WINDOW // 2
    whole = np.flatnonzero(np.convolve(together, np.ones(SHAKE_WINDOW - 1), "valid") == SHAKE_WINDOW - 1) + half
    off = np.linalg.norm(centres - uniform_filter1d(centres, SHAKE_WINDOW, axis=0), axis=-1)
    return extreme(100 * off[whole], 50, whole) if len(whole) else Reading(0.0)


def jump(e: Evidence) -> Reading:
    """Return the largest step of the face between two frames of a shot, in face widths; changes of scale count as distance."""
    centres, together = _centres(e)
    scale = np.abs(np.diff(np.log(e.head_width_px)))
    step = np.where(together, np.maximum(np.linalg.norm(np.diff(centres, axis=0), axis=-1), scale), 0.0)
    return Reading(float(step.max(initial=0.0)), int(step.argmax()) + 1 if len(step) else None)


def pan(e: Evidence) -> Reading:
    """Return the movement of the face through the picture within the base path, in picture widths."""
    path = e.track.landmarks[e.span[0] : e.span[1] + 1, STABLE].mean(axis=1) / e.track.size[0]
    low, high = np.percentile(path, [2, 98], axis=0)
    return Reading(float(np.linalg.norm(high - low)), e.span[1])


def zoom(e: Evidence) -> Reading:
    """Return the largest over the smallest size of the face within the base path."""
    low, high = np.percentile(e.head_width_px[e.span[0] : e.span[1] + 1], [2, 98])
    return Reading(float(high / low), e.span[1])


def cuts(e: Evidence) -> Reading:
    return Reading(len(e.track.cuts), int(e.track.cuts[0]) if len(e.track.cuts) else None)


def frozen(e: Evidence) -> Reading:
    """Return the share of samples in which no pixel of the face changes, not even by noise."""
    still = e.looks.change <= FROZEN_CHANGE
    return Reading(float(still[1:].mean()) if len(still) > 1 else 0.0, _first(e, still))


# What hides the face


def mouth_visible(e: Evidence) -> Reading:
    seen = e.track.usable
    hidden = e.mouth_hidden & seen
    stretch = longest(runs(hidden))
    return Reading(float(1 - hidden.sum() / max(1, seen.sum())), sum(stretch) // 2 if stretch else None)


def eyes_visible(e: Evidence) -> Reading:
    return Reading(float(np.mean(e.looks.eyes_visible)), _first(e, ~e.looks.eyes_visible))


# Sound


def sound_tracks(e: Evidence) -> Reading:
    assert e.info
    return Reading(float(e.info.audio is not None))


def loudness_lufs(e: Evidence) -> Reading:
    assert e.sound
    return Reading(-70.0 if e.sound.loudness_lufs is None else max(e.sound.loudness_lufs, -70.0))


def speech_s(e: Evidence) -> Reading:
    return Reading(e.sound.speech_s if e.sound else 0.0)


def sentence_s(e: Evidence) -> Reading:
    """Return the seconds of speech from these lips."""
    return Reading(0.0) if e.sound is None or e.foreign_sound else speech_s(e)


def snr_db(e: Evidence) -> Reading | None:
    return None if e.sound is None or e.sound.snr_db is None else Reading(e.sound.snr_db)


def clipped(e: Evidence) -> Reading:
    assert e.sound
    return Reading(e.sound.clipped)


def av_offset_ms(e: Evidence) -> Reading | None:
    return None if e.av_offset_ms is None else Reading(e.av_offset_ms)


def foreign_sound(e: Evidence) -> Reading:
    return Reading(float(e.foreign_sound))


def mouth_open(e: Evidence) -> Reading:
    """Return the gap between the lips, in distances between the eyes."""
    mouth = apply(canonical_transforms(e.track.landmarks[:1]), mouth_points(e.track.landmarks[:1], e.track.lips[:1]))
    return Reading(float(opening(mouth)[0]), 0)


def photo(_e: Evidence) -> Reading:
    return Reading(1.0, 0)


def _typical(e: Evidence, values: np.ndarray) -> Reading:
    """Return the median over the frames with a face."""
    frames = np.flatnonzero(e.track.found)
    return extreme(values[frames], 50, frames)


def _angle(e: Evidence, axis: int) -> Reading:
    """Return an angle over the frames of the base path: the others are not shown."""
    first, last = e.span
    frames = first + np.flatnonzero(e.track.usable[first : last + 1])
    return extreme(np.abs(e.track.pose[frames, axis]), 95, frames)


def _centres(e: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """Return the centre of the face in face widths, (n, 2), and whether frames i and i + 1 show it in one shot, bool (n -
    1,)."""
    found = e.track.found
    centres = e.track.landmarks[:, STABLE].mean(axis=1) / np.median(e.head_width_px[found])
    together = found[1:] & found[:-1]
    together[e.track.cuts[(e.track.cuts > 0) & (e.track.cuts < len(found))] - 1] = False
    return centres, together


def _first(e: Evidence, samples: np.ndarray) -> int | None:
    """Return the frame in the middle of the longest stretch of these samples."""
    stretch = longest(runs(samples))
    return int(e.looks.frames[sum(stretch) // 2]) if stretch else None
