"""Judgement of a face video or a photo: gather the evidence in one pass, then apply the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.face.track import FaceTrack
from engine.media import MediaInfo, read_frames
from engine.quality.evidence import Evidence, Sound
from engine.quality.looks import SCALE, look_at
from engine.quality.report import QualityReport
from engine.quality.rules import judge
from engine.quality.span import base_path, mouth_hidden, mouth_outside
from engine.watch import Stage, Watch

if TYPE_CHECKING:  # the rules need only its data, not the networks imported with it
    from engine.articulation.offset import AvOffset

SAMPLES_PER_S = 8
"""Sampling rate for light, focus and hands, which last longer than an eighth of a second; motion is judged on the landmarks of
every frame."""


def assess_video(
    original: MediaInfo,
    video: Path,
    track: FaceTrack,
    *,
    video_info: MediaInfo | None = None,
    voice: Sound | None = None,
    offset: AvOffset | None = None,
    sentence: bool = False,
    generated: bool = False,
    turned: int = 0,
    watch: Watch,
) -> QualityReport:
    """Judge a face video by every rule.

    ``original``: the file as sent; ``video``: its normalised form, read once (``video_info`` saves probing it); ``track``: the
    face in that; ``voice``: its sound, None without sound; ``offset``: None if not measured; ``sentence``: a
    spoken one is demanded; ``generated``: the file says so of itself; ``turned``: degrees by which the picture was turned to
    stand upright. Raises what ``read_frames`` raises.
    """
    looks = look_at(_samples(video, video_info, track, watch))
    hidden = mouth_hidden(looks, len(track))
    span = base_path(track, hidden | mouth_outside(track))
    known = offset.av_offset_ms if offset and offset.trusted else None
    foreign = bool(offset and offset.foreign)
    return _report(
        Evidence(
            original,
            track,
            looks,
            hidden,
            span,
            voice,
            av_offset_ms=known,
            foreign_sound=foreign,
            sentence=sentence,
            generated=generated,
            turned=turned,
        )
    )


def assess_photo(
    original: MediaInfo,
    bgr: np.ndarray,
    track: FaceTrack,
    *,
    sentence: bool = False,
    generated: bool = False,
    turned: int = 0,
) -> QualityReport:
    """Judge a photo, uint8 (H, W, 3), by the rules that need neither time nor sound; ``track`` has one frame."""
    looks = look_at([(0, bgr, track.landmarks[0], track.lips[0])] if track.found[0] else [])
    hidden = mouth_hidden(looks, 1)
    return _report(
        Evidence(
            original, track, looks, hidden, (0, 0), sentence=sentence, generated=generated, turned=turned, is_photo=True
        )
    )


def _report(evidence: Evidence) -> QualityReport:
    unseen = evidence.mouth_hidden | mouth_outside(evidence.track)
    return QualityReport(judge(evidence), evidence.span, unseen)


def _samples(
    video: Path, info: MediaInfo | None, track: FaceTrack, watch: Watch
) -> Iterator[tuple[int, np.ndarray, np.ndarray, np.ndarray]]:
    """Yield about every third of the frames with a face, scaled down to the size used by :func:`look_at`."""
    if not track.found.any():
        return
    step = max(1, round(track.fps / SAMPLES_PER_S))
    width, height = track.size
    eyes = np.linalg.norm(track.landmarks[:, 45] - track.landmarks[:, 36], axis=-1)
    scale = min(1.0, 1.5 * SCALE / float(np.median(eyes[track.found])))
    size = (round(width * scale), round(height * scale))
    ratio = np.array(size, np.float32) / track.size
    chosen = set(np.flatnonzero(track.found)[::step].tolist())
    for number, frame in enumerate(read_frames(video, size=size, info=info, watch=watch)):
        if number >= len(track):
            return
        if number in chosen:
            watch.report(Stage.CHECK, number / len(track))
            yield number, frame, track.landmarks[number] * ratio, track.lips[number] * ratio
    watch.report(Stage.CHECK, 1.0)
