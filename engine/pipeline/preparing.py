"""``prepare``: from a face video or photo to a template."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.ndimage import maximum_filter1d

from engine.articulation.features import FRAME_RATE_HZ
from engine.articulation.finish import rest_motion
from engine.articulation.model import Articulation
from engine.articulation.motion import MouthSpace, canonical_mouth, lift, steady_pose
from engine.articulation.personal import MIN_SPEECH_S, LipScore, personalise
from engine.face import FaceTrack, save_track
from engine.face.engines import LandmarkEngine
from engine.face.landmarks import opening
from engine.face.picture import Frame
from engine.findings import FaceRefused, Severity
from engine.media import IMAGE_KINDS, check_output, read_frames, write_image
from engine.pipeline import template as files
from engine.pipeline.analysis import AnalysedFace, Speech, analyse
from engine.pipeline.base_footage import JoinFinder
from engine.pipeline.models import Models
from engine.pipeline.options import PrepareOptions
from engine.pipeline.template import Template, new_template
from engine.quality import draw_report
from engine.renderers.library import LibraryBuilder, pick_frames
from engine.renderers.mouth_paint import paint
from engine.renderers.photo import photo_space
from engine.renderers.reuse import ReuseRenderer
from engine.renderers.warp import WarpRenderer
from engine.watch import Stage, Watch

_MOVING_MOUTH = 0.05  # interocular distances between closed and open: a mouth that moves less is not re-used
_SPEAKING_MOUTH = 0.09  # the same for a video without speech: the opening of generic motion
_MIN_CROPS = 50
_HUMAN_SCALE = (0.025, 0.07)
"""Standard deviation of the opening in real speech, interocular distances: values outside mean a wrong measurement."""
_REFINED_TOGETHER = 6  # frames of the mouth library refined at once
_TEACHING_MARGIN_S = 0.5  # around speech; beyond it a face may smile, yawn or grimace


def prepare(
    source: Path, folder: Path, picture: Path | None, options: PrepareOptions, models: Models, watch: Watch
) -> Template:
    """See :meth:`engine.Engine.prepare`."""
    if picture:
        check_output(picture, kinds=IMAGE_KINDS, inputs=[source])
        files.check_outside(picture, folder)
    with new_template(folder) as workplace:
        face = analyse(source, workplace, options, models, watch)
        if picture:
            drawn = draw_report(face.report, face.video, face.track, words=options.words, watch=watch)
            write_image(picture, drawn)
        _refuse(face, options)
        template = _build(face, workplace, models, watch)
        files.seal(template)
    return replace(template, folder=folder)


def _refuse(face: AnalysedFace, options: PrepareOptions) -> None:
    if face.report.verdict is Severity.FAIL and (face.report.blocked or not options.accept_findings):
        raise FaceRefused.of(face.report.findings, blocked=face.report.blocked)


def _build(face: AnalysedFace, folder: Path, models: Models, watch: Watch) -> Template:
    """Write the template's files into ``folder``, which already contains ``face.video``."""
    generic = models.articulation
    reusable = face.track.found & ~face.report.mouth_hidden
    seen = reusable if reusable.any() else face.track.found
    shapes, pose = canonical_mouth(face.track), steady_pose(face.track)
    taught = _teaches(face.own_speech, reusable)
    renderer = _suitable_renderer(face, reusable, taught)
    if taught and renderer == ReuseRenderer.name:
        spoken = face.space.scale * _size(face.motion[_teaching(taught, reusable)])
        space = replace(face.space, scale=float(np.clip(spoken, *_HUMAN_SCALE)))
        rest, floor = rest_motion(space.motion(shapes, pose), reusable, taught.quiet)
    else:
        space, rest, floor = _borrowed_mouth(face, generic, seen, renderer)
    motion = space.motion(shapes, pose)
    if renderer == ReuseRenderer.name:
        mouths = _of_one_shot(face, reusable, taught)
        library = LibraryBuilder(face.track, space, pick_frames(motion, pose, mouths))
        _save_footage(face, motion, library, models, folder, watch)
    else:
        _save_inner_mouth(face, widest_opening(face.track, seen), space, rest, folder, watch)
        if not face.info.is_photo:
            _save_footage(face, motion, None, models, folder, watch)
    articulation, score = _articulate(face, generic, taught, reusable, watch)
    articulation.save(folder / files.ARTICULATION)
    files.save_space(folder / files.MOUTH_SPACE, space, rest, floor)
    save_track(face.track, folder / files.TRACK)
    first = next(read_frames(face.video, start=face.report.span[0], count=1, info=face.video_info, watch=watch))
    write_image(folder / files.POSTER, first)
    return Template(
        folder=folder,
        kind="photo" if face.info.is_photo else "video",
        renderer=renderer,
        size=face.track.size,
        span=face.report.span if not face.info.is_photo else (0, len(face.track) - 1),
        landmark_engine=face.track.engine,
        lip_score=score,
        pitch_hz=face.own_speech.voice.report.pitch_hz if face.own_speech else None,
        report=face.report.to_json(),
    )


def _teaches(speech: Speech | None, reusable: np.ndarray) -> Speech | None:
    """Return the person's ``speech``, if there is enough to learn this person's articulation."""
    if speech is None or (speech.spoken & reusable).sum() / FRAME_RATE_HZ < MIN_SPEECH_S:
        return None
    return speech


def _teaching(taught: Speech, reusable: np.ndarray) -> np.ndarray:
    """Return bool ``(n,)``: the frames in which speech moves the mouth, with a margin before and after."""
    return reusable & maximum_filter1d(taught.spoken, 2 * round(_TEACHING_MARGIN_S * FRAME_RATE_HZ) + 1)


def _size(motion: np.ndarray) -> float:
    """Return the standard deviation of the opening."""
    return float(lift(motion).std())


def _of_one_shot(face: AnalysedFace, reusable: np.ndarray, taught: Speech | None) -> np.ndarray:
    """Return those of the reusable frames that are of the clip's shot, if they suffice: others have other light and scale."""
    shot = np.zeros_like(reusable)
    shot[face.track.shot(face.report.span[0])] = True
    own = reusable & shot
    return own if _suitable_renderer(face, own, taught) == ReuseRenderer.name else reusable


def _suitable_renderer(face: AnalysedFace, reusable: np.ndarray, taught: Speech | None) -> str:
    """Return ``reuse`` if the source video shows this mouth open and closed, else ``warp``."""
    if face.info.is_photo or reusable.sum() < _MIN_CROPS:
        return WarpRenderer.name
    needed = _MOVING_MOUTH if taught else _SPEAKING_MOUTH
    gaps = opening(canonical_mouth(face.track)[reusable])
    return ReuseRenderer.name if np.ptp(np.percentile(gaps, [5, 95])) > needed else WarpRenderer.name


def _borrowed_mouth(
    face: AnalysedFace, generic: Articulation, seen: np.ndarray, renderer: str
) -> tuple[MouthSpace, np.ndarray, float]:
    """Return (space, rest, floor) for a mouth that is not shown speaking: the generic model's motion, fitted to the size of
    this mouth and to its closed lips in the frames ``seen``, bool ``(n,)``, independent of its other movements."""
    space = face.space
    if not face.info.is_photo:
        rest, _ = rest_motion(face.motion, seen, face.own_speech.quiet if face.own_speech else None)
        closed = space.mean + space.scale * rest
        close = renderer == WarpRenderer.name
        fitted = photo_space(closed[None], space.pose_mean[None], generic.rest, generic.scale, close=close)
        space = replace(fitted, pose_slope=space.pose_slope)
    return space, generic.rest, float(lift(generic.rest[None])[0])


def _save_footage(
    face: AnalysedFace, motion: np.ndarray, library: LibraryBuilder | None, models: Models, folder: Path, watch: Watch
) -> None:
    """Write the base frames' data and, if needed, the mouth library, in one pass over the video."""
    finder = JoinFinder(face.track, face.report.span)
    with closing(models.faces.landmarks(face.track.engine)) as landmarks:
        waiting: dict[int, np.ndarray] = {}
        for number, frame in enumerate(read_frames(face.video, pixels="yuv420p", info=face.video_info, watch=watch)):
            finder.add(number, frame)
            if library and library.wants(number):
                waiting[number] = frame
                if len(waiting) == _REFINED_TOGETHER:
                    _add_refined(library, waiting, face.track, landmarks)
                    waiting.clear()
            watch.report(Stage.COLLECT, (number + 1) / len(face.track))
        if library:
            _add_refined(library, waiting, face.track, landmarks)
    finder.find(lift(motion), face.own_speech.spoken if face.own_speech else None).save(folder / files.BASE_FOOTAGE)
    if library:
        library.build().save(folder / files.MOUTHS)


def _add_refined(
    library: LibraryBuilder, frames: Mapping[int, np.ndarray], track: FaceTrack, landmarks: LandmarkEngine
) -> None:
    """Add frames by number, with landmarks more exact than the track's."""
    exact = landmarks.refine([Frame(frame) for frame in frames.values()], [track.face(number) for number in frames])
    for (number, frame), found in zip(frames.items(), exact, strict=True):
        library.add(number, frame, found)


def widest_opening(track: FaceTrack, seen: np.ndarray) -> int:
    """Return the number of the frame, of those ``seen``, bool ``(n,)``, in which the mouth is open widest."""
    return int(np.where(seen, opening(canonical_mouth(track)), -np.inf).argmax())


def _save_inner_mouth(
    face: AnalysedFace, widest: int, space: MouthSpace, rest: np.ndarray, folder: Path, watch: Watch
) -> None:
    """Paint the inner mouth from the frame ``widest``."""
    frame = next(read_frames(face.video, start=widest, count=1, pixels="yuv420p", info=face.video_info, watch=watch))
    paint(frame, face.track.landmarks[widest], face.track.lips[widest], space, rest).save(folder / files.INNER_MOUTH)


def _articulate(
    face: AnalysedFace, generic: Articulation, taught: Speech | None, reusable: np.ndarray, watch: Watch
) -> tuple[Articulation, LipScore | None]:
    """Return the personal articulation if the person's speech suffices, else the generic one."""
    if taught is None:
        return generic, None
    teaching = _teaching(taught, reusable)
    # In units of the mouth's real size, regardless of the size drawn.
    motion = face.motion / _size(face.motion[teaching])
    return personalise(generic, taught.encoded, motion, teaching, taught.spoken, watch)
