"""What a worker does: functions of files, run in the pool. The engine is imported inside, in the worker."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.records.requests import ClipOptions, JobKind, VoiceEdit
from bot.records.results import ClipResult, FaceResult, FileRole, VoiceResult
from engine.watch import Stage, Watch
from facenote.units import MEGABYTE

if TYPE_CHECKING:
    from engine import Engine

CLIP, CLIP_POSTER = "clip.mp4", "clip.poster.jpg"
TEMPLATE, PICTURE, POSTER = "template", "report.jpg", "poster.jpg"
SMALLER = "smaller.mp4"
EDITED = "voice.flac"
PEAKS = 200
"""Points of the outline of a voice."""

CRF_WRITTEN = 13
"""Quality at which the engine encodes clips; 6 more halve the size."""

CRF_WORST = 45

MADE: dict[JobKind, dict[FileRole, str]] = {
    JobKind.CLIP: {FileRole.CLIP: CLIP, FileRole.POSTER: CLIP_POSTER},
    JobKind.FACE: {FileRole.TEMPLATE: TEMPLATE, FileRole.PICTURE: PICTURE, FileRole.POSTER: POSTER},
    JobKind.VOICE: {FileRole.VOICE: EDITED},
}
"""By kind of job: role and name of each file that it may leave in its folder."""

STAGES: dict[JobKind, dict[str, tuple[Stage, float, float]]] = {
    JobKind.CLIP: {
        Stage.READ_AUDIO: (Stage.READ_AUDIO, 0.0, 0.1),
        Stage.LISTEN: (Stage.LISTEN, 0.1, 0.4),
        Stage.DRAW: (Stage.DRAW, 0.4, 1.0),
    },
    JobKind.FACE: {
        Stage.ANIMATE: (Stage.ANIMATE, 0.0, 1.0),  # the only stage of a photo
        Stage.NORMALISE: (Stage.NORMALISE, 0.0, 0.2),
        Stage.TRACK: (Stage.TRACK, 0.2, 0.52),
        Stage.LISTEN: (Stage.LISTEN, 0.52, 0.54),
        Stage.CHECK: (Stage.CHECK, 0.54, 0.6),
        Stage.COLLECT: (Stage.COLLECT, 0.6, 0.9),
        Stage.LEARN_LIPS_TRIAL: (Stage.LEARN, 0.9, 0.95),
        Stage.LEARN_LIPS: (Stage.LEARN, 0.95, 1.0),
    },
    JobKind.VOICE: {Stage.READ_AUDIO: (Stage.READ_AUDIO, 0.0, 1.0)},
}
"""By kind of job and stage of the engine: the stage that front ends show, and the part of the whole job that it takes (from,
to), as measured with seven seconds of video on two cores."""


class ProgressTracker:
    """The progress of a job: its ``stage``, and the share ``done`` of the whole, 0 to 1, which never falls."""

    def __init__(self, kind: JobKind) -> None:
        self._stages = STAGES[kind]
        self.stage, self.done = Stage.START, 0.0

    def update(self, stage: str, fraction: float) -> None:
        """Record that this ``fraction`` of that stage is done; ignore stages that are not listed."""
        if stage in self._stages:
            self.stage, begin, end = self._stages[stage]
            self.done = max(self.done, begin + (end - begin) * fraction)


def make_clip(
    template: Path, voice: Path, folder: Path, asked: ClipOptions, engine: Engine, watch: Watch
) -> ClipResult:
    """Render ``voice`` on ``template`` into ``folder``."""
    from engine.pipeline import RenderOptions
    from engine.voice import VoiceOptions

    options = RenderOptions(
        form=asked.form,
        size=asked.size,
        max_bytes=asked.max_mb and asked.max_mb * MEGABYTE,
        mouth_size=asked.mouth,
        badge=asked.badge,
        voice=VoiceOptions(denoise=asked.denoise),
    )
    return ClipResult.of(engine.render(template, voice, folder / CLIP, options=options, watch=watch))


def make_face(source: Path, folder: Path, engine: Engine, watch: Watch, *, sentence: bool = False) -> FaceResult:
    """Prepare ``source`` in spite of all findings that may be accepted; ``sentence``: it must contain a spoken one.

    A face that is refused for good has a result, too.
    """
    from engine.pipeline import FaceRefused, PrepareOptions, template

    options = PrepareOptions(
        accept_findings=True, words=False, sentence=sentence
    )  # the front ends print the findings in the person's language
    try:
        face = engine.prepare(source, folder / TEMPLATE, picture=folder / PICTURE, options=options, watch=watch)
    except FaceRefused as refused:
        return FaceResult.refused(refused)
    shutil.copyfile(face.path(template.POSTER), folder / POSTER)
    return FaceResult.of(face)


def shrink_clip(clip: Path, folder: Path, max_bytes: int, engine: Engine, watch: Watch) -> bool:
    """Encode a clip again as :data:`SMALLER` in ``folder``, at most ``max_bytes`` large; return whether that is possible.

    The copy says that it was generated, and is signed, as the clip is.
    """
    from engine.marks import marks
    from engine.media import EncodeOptions, transcode
    from engine.provenance import try_sign_copy

    crf = CRF_WRITTEN + 2 + math.ceil(6 * math.log2(clip.stat().st_size / max_bytes))
    while crf <= CRF_WORST:
        options = EncodeOptions(crf=crf, preset="veryfast", audio_kbps=64)
        transcode(clip, folder / SMALLER, options, metadata=marks(), watch=engine.bound(watch))
        if engine.options.credentials:
            try_sign_copy(folder / SMALLER, clip, engine.options.credentials)
        if (folder / SMALLER).stat().st_size <= max_bytes:
            return True
        crf += 4
    return False


def check_voice(source: Path, engine: Engine, watch: Watch) -> VoiceResult:
    """Judge a voice: its length, its outline of :data:`PEAKS` points, its findings and its speech."""
    from engine.voice.measures import peaks

    with TemporaryDirectory(
        prefix="facenote-"
    ) as folder:  # not the job's: its sound would travel from a worker elsewhere
        voice = engine.load_voice(source, Path(folder), watch=watch)
        outline = tuple(round(float(peak), 3) for peak in peaks(voice.samples_16k, PEAKS))
        speech = tuple((round(start, 2), round(end, 2)) for start, end in voice.speech)
        return VoiceResult(float(voice.report.duration_s), outline, tuple(voice.findings), speech)


def edit_voice(folder: Path, edit: VoiceEdit, engine: Engine, watch: Watch, **sources: Path) -> VoiceResult:
    """Make a voice from parts of the ``sources`` in ``folder``, and judge it like :func:`check_voice`."""
    from engine.media import SoundPart, join_audio

    parts = [SoundPart(sources[part.role], part.start_s, part.end_s) for part in edit.parts]
    join_audio(parts, folder / EDITED, watch=watch)
    return check_voice(folder / EDITED, engine, watch)
