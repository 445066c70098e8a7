"""Judges a face video or a photo: gathers the evidence in one pass, then asks the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.face.track import FaceTrack
from engine.media import MediaInfo, read_frames
from engine.quality.evidence import Evidence, Sound
from engine.quality.looks import SCALE, Looks, look_at
from engine.quality.report import QualityReport
from engine.quality.rules import judge
from engine.quality.span import base_path, mouth_hidden
from engine.watch import Watch

SAMPLES_PER_S = 8
"""Light, focus and a hand before the mouth last longer than an eighth of a second; motion is judged on every frame's
landmarks."""

STAGE = "check"


def assess_video(
    original: MediaInfo,
    video: Path,
    track: FaceTrack,
    *,
    sound: Sound | None = None,
    av_offset_ms: float | None = None,
    turned_deg: int = 0,
    watch: Watch,
) -> QualityReport:
    """Judge a face video by every rule.

    ``original``: the file as sent; ``video``: its normalised form, read once; ``track``: the face in that;
    ``sound``: None where there is no sound track; ``av_offset_ms``: None where unknown; ``turned_deg``: how far the
    picture was turned to stand upright. Raises what ``read_frames`` raises.
    """
    looks = look_at(_samples(video, track, watch))
    hidden = mouth_hidden(looks, len(track))
    evidence = Evidence(
        original, track, looks, hidden, base_path(track, hidden), sound, av_offset_ms=av_offset_ms, turned_deg=turned_deg
    )
    return QualityReport(judge(evidence), evidence.span, hidden)


def assess_photo(bgr: np.ndarray, track: FaceTrack, *, original: MediaInfo | None = None, turned_deg: int = 0) -> QualityReport:
    """Judge a photo, uint8 (H, W, 3), by the rules that need neither time nor sound; ``track`` has one frame."""
    looks = look_at([(0, bgr, track.landmarks[0], track.lips[0])] if track.found[0] else [])
    hidden = mouth_hidden(looks, 1)
    evidence = Evidence(original, track, looks, hidden, (0, 0), turned_deg=turned_deg, is_photo=True)
    return QualityReport(judge(evidence), evidence.span, hidden)


def _samples(video: Path, track: FaceTrack, watch: Watch) -> Iterator[tuple[int, np.ndarray, np.ndarray, np.ndarray]]:
    """Every third frame or so in which the face was found, scaled down to what :func:`look_at` can use."""
    if not track.found.any():
        return
    step = max(1, round(track.fps / SAMPLES_PER_S))
    width, height = track.size
    eyes = np.linalg.norm(track.landmarks[:, 45] - track.landmarks[:, 36], axis=-1)
    scale = min(1.0, 1.5 * SCALE / float(np.median(eyes[track.found])))
    size = (round(width * scale), round(height * scale))
    ratio = np.array(size, np.float32) / track.size
    for number, frame in enumerate(read_frames(video, size=size, watch=watch)):
        if number >= len(track):
            return
        if number % step == 0:
            watch.report(STAGE, number / len(track))
            if track.found[number]:
                yield number, frame, track.landmarks[number] * ratio, track.lips[number] * ratio
    watch.report(STAGE, 1.0)
