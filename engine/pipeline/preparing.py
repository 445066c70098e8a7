"""``prepare``: a face video or photo in, a template out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.articulation.features import FRAME_RATE_HZ
from engine.articulation.finish import rest_motion
from engine.articulation.model import Articulation
from engine.articulation.motion import MouthSpace, canonical_mouth, lift, steady_pose
from engine.articulation.personal import MIN_SPEECH_S, LipScore, personalise
from engine.face import save_track
from engine.face.landmarks import opening
from engine.findings import FaceRefused, Severity
from engine.media import IMAGE_KINDS, check_output, read_frames, write_image
from engine.pipeline import template as files
from engine.pipeline.analysis import AnalysedFace, analyse
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

_MOVING_MOUTH = 0.05  # interocular distances between closed and open: with less there is no mouth to re-use
_MIN_CROPS = 50


def prepare(
    source: Path, folder: Path, picture: Path | None, options: PrepareOptions, models: Models, watch: Watch
) -> Template:
    """See :meth:`engine.Engine.prepare`."""
    if picture:
        check_output(picture, kinds=IMAGE_KINDS, inputs=[source])
    with new_template(folder) as workplace:
        face = analyse(source, workplace, options, models, watch)
        if picture:
            drawn = draw_report(face.report, face.video, face.track, words=options.words, watch=watch)
            write_image(picture, drawn)
        _refuse(face, options)
        template = _build(face, workplace, models.articulation, watch)
        files.seal(template)
    return replace(template, folder=folder)


def _refuse(face: AnalysedFace, options: PrepareOptions) -> None:
    if face.report.verdict is Severity.FAIL and (face.report.blocked or not options.accept_findings):
        raise FaceRefused.of(face.report.findings, blocked=face.report.blocked)


def _build(face: AnalysedFace, folder: Path, generic: Articulation, watch: Watch) -> Template:
    """Write the template's files into ``folder``, where ``face.video`` already lies."""
    reusable = face.track.usable & ~face.report.mouth_hidden
    renderer = _suitable_renderer(face, reusable)
    if renderer == ReuseRenderer.name:
        space, motion = face.space, face.motion
        rest, floor = rest_motion(motion, reusable, face.speech.quiet if face.speech else None)
        _save_footage(face, motion, reusable, folder, watch)
    else:
        space, rest, floor = _borrowed_mouth(face, generic)
        motion = space.motion(canonical_mouth(face.track), steady_pose(face.track))
        _save_inner_mouth(face, space, rest, folder, watch)
        if not face.info.is_photo:
            _save_footage(face, motion, None, folder, watch)
    articulation, score = _articulate(face, generic, motion, reusable, watch)
    articulation.save(folder / files.ARTICULATION)
    files.save_space(folder / files.MOUTH_SPACE, space, rest, floor)
    save_track(face.track, folder / files.TRACK)
    first = next(read_frames(face.video, start=face.report.span[0], count=1, watch=watch))
    write_image(folder / files.POSTER, first)
    return Template(
        folder=folder,
        kind="photo" if face.info.is_photo else "video",
        renderer=renderer,
        size=face.track.size,
        span=face.report.span if not face.info.is_photo else (0, len(face.track) - 1),
        landmark_engine=face.track.engine,
        lip_lag_s=face.speech.offset.kept_lag_s if face.speech else 0.0,
        lip_score=score,
        pitch_hz=face.speech.voice.report.pitch_hz if face.speech else None,
        report=face.report.to_json(),
    )


def _suitable_renderer(face: AnalysedFace, reusable: np.ndarray) -> str:
    """``reuse`` where the footage shows this mouth open and closed, else ``warp``."""
    if face.info.is_photo or reusable.sum() < _MIN_CROPS:
        return WarpRenderer.name
    gaps = opening(canonical_mouth(face.track)[reusable])
    return ReuseRenderer.name if np.ptp(np.percentile(gaps, [5, 95])) > _MOVING_MOUTH else WarpRenderer.name


def _borrowed_mouth(face: AnalysedFace, generic: Articulation) -> tuple[MouthSpace, np.ndarray, float]:
    """(space, rest, floor) where the footage does not show how this mouth moves: the generic model's, fitted to it."""
    space = face.space
    if not face.info.is_photo:
        space = photo_space(face.space.mean[None], face.space.pose_mean[None], generic.rest, generic.scale)
    return space, generic.rest, float(lift(generic.rest[None])[0])


def _save_footage(
    face: AnalysedFace, motion: np.ndarray, reusable: np.ndarray | None, folder: Path, watch: Watch
) -> None:
    """Where a clip may run and jump, and of the frames that are ``reusable``, if any, the mouth library: in one reading."""
    finder = JoinFinder(face.track, face.report.span)
    library = None
    if reusable is not None:
        library = LibraryBuilder(face.track, motion, pick_frames(motion, steady_pose(face.track), reusable))
    for number, frame in enumerate(read_frames(face.video, pixels="yuv420p", watch=watch)):
        finder.add(number, frame)
        if library:
            library.add(number, frame)
        watch.report(Stage.COLLECT, (number + 1) / len(face.track))
    finder.find(lift(motion), face.speech.spoken if face.speech else None).save(folder / files.BASE_FOOTAGE)
    if library:
        library.build().save(folder / files.MOUTHS)


def _save_inner_mouth(face: AnalysedFace, space: MouthSpace, rest: np.ndarray, folder: Path, watch: Watch) -> None:
    """Paint from the frame whose mouth is widest open."""
    gaps = np.where(face.track.usable, opening(canonical_mouth(face.track)), 0)
    widest = int(gaps.argmax())
    frame = next(read_frames(face.video, start=widest, count=1, pixels="yuv420p", watch=watch))
    paint(frame, face.track.landmarks[widest], face.track.lips[widest], space, rest).save(folder / files.INNER_MOUTH)


def _articulate(
    face: AnalysedFace, generic: Articulation, motion: np.ndarray, reusable: np.ndarray, watch: Watch
) -> tuple[Articulation, LipScore | None]:
    """The person's own articulation where their speech teaches it, else the generic one."""
    speech = face.speech
    if speech is None or speech.offset.foreign or (speech.spoken & reusable).sum() / FRAME_RATE_HZ < MIN_SPEECH_S:
        return generic, None
    return personalise(generic, speech.encoded, motion, reusable, speech.spoken, watch)
