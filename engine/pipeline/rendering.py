"""``render``: from a template and a voice to a talking video."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from engine.articulation.features import FRAME_RATE_HZ, encode
from engine.articulation.finish import GAIN, GENERIC_GAIN, finish
from engine.articulation.motion import lift
from engine.articulation.personal import LipScore
from engine.choices import Credentials, Form, MouthSize, Restoration, SubtitleUse
from engine.errors import EngineError
from engine.findings import Finding
from engine.marks import marks, xmp_marks
from engine.media import EncodeOptions, VideoWriter, check_output, write_image
from engine.pipeline import template as files
from engine.pipeline.badge import badge_for
from engine.pipeline.base_path import BasePath, choose_path
from engine.pipeline.errors import ClipOverLimit
from engine.pipeline.form import shape_for
from engine.pipeline.loaded import LoadedTemplate, Templates
from engine.pipeline.models import Models
from engine.pipeline.options import RendererChoice, RenderOptions
from engine.pipeline.playback import play_ahead, play_beside
from engine.pipeline.prefetch import Closable
from engine.pipeline.template import Template
from engine.provenance import try_sign
from engine.renderers.base import Renderer
from engine.renderers.gfpgan_net import Gfpgan
from engine.renderers.planes import bgr
from engine.renderers.restoration import RestoringRenderer
from engine.renderers.reuse import ReuseRenderer, compositor_for
from engine.renderers.warp import WarpRenderer
from engine.renderers.wav2lip import Wav2LipRenderer
from engine.renderers.wav2lip_mel import mel_spectrogram
from engine.renderers.wav2lip_net import Wav2Lip
from engine.subtitles import Subtitles
from engine.subtitles.drawing import check_fonts, subtitles_for
from engine.voice import Voice, VoiceMeasures, judge_pitch, load_voice
from engine.voice.activity import speech_mask
from engine.watch import Stage, Watch

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RenderReport:
    """The result of a render.

    Attributes:
        clip, poster: the files written; ``poster`` None if not requested, or if writing it failed.
        signed: whether both carry signed content credentials.
        size: (width, height), pixels. frames: at 25 a second. duration_s: length of the clip.
        form, renderer, restoration: those used.
        lip_score: the template's, see :class:`engine.pipeline.Template`.
        voice: measurements of the driving audio; findings: its findings.
        subtitles: the lines of the clip; None if none were asked for.
        seed: seed of the base path, derived from the voice: the same voice gives the same clip.
        stages_s: seconds spent in each stage, in order.
    """

    clip: Path
    poster: Path | None
    signed: bool
    size: tuple[int, int]
    frames: int
    duration_s: float
    form: Form
    renderer: str
    restoration: str
    lip_score: LipScore | None
    voice: VoiceMeasures
    findings: tuple[Finding, ...]
    subtitles: Subtitles | None
    seed: int
    stages_s: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        values = asdict(self)
        values["clip"], values["poster"] = str(self.clip), str(self.poster) if self.poster else None
        values["subtitles"] = self.subtitles.to_json() if self.subtitles else None
        values["findings"] = [finding.to_json() for finding in self.findings]
        return values


@dataclass(frozen=True)
class Networks:
    """The operator's own networks that a clip asks for: one that draws, one that restores."""

    wav2lip: Wav2Lip | None = None
    gfpgan: Gfpgan | None = None


def render(
    template: Template | Path,
    voice: Path,
    out: Path,
    options: RenderOptions,
    models: Models,
    templates: Templates,
    credentials: Credentials | None,
    watch: Watch,
) -> RenderReport:
    """See :meth:`engine.Engine.render`."""
    check_output(out, kinds=[".mp4"], inputs=[voice])
    clock = _Clock()
    loaded = templates.load(template)
    face = loaded.template
    files.check_outside(out, face.folder)
    # Fail fast: check the weights before processing the audio.
    networks = _networks(options, models)
    write_down = options.subtitles is not SubtitleUse.OFF and options.lines is None
    transcriber = models.transcriber if write_down else None
    if options.subtitles is SubtitleUse.BURN and options.lines:
        check_fonts(options.lines)
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        with clock.stage(Stage.VOICE):
            driving = load_voice(voice, Path(folder), options=options.voice, watch=watch)
        encoding = _encoding(options, driving.report.duration_s)
        with clock.stage(Stage.LISTEN):
            motion = mouth_motion(loaded, driving, options.mouth_size, models, watch)
        lines = None if options.subtitles is SubtitleUse.OFF else options.lines
        if transcriber:
            with clock.stage(Stage.WRITE_DOWN):
                lines = transcriber.hear(driving.samples_16k, watch=watch)
        if lines:
            options = replace(options, lines=lines.within(len(motion) / FRAME_RATE_HZ))
        with clock.stage(Stage.DRAW):
            size, poster = _draw(loaded, driving, motion, out, options, encoding, models.device, networks, watch)
        with clock.stage(Stage.SIGN):
            signed = credentials is not None and _sign(face, voice, out, poster, credentials)
    if options.max_bytes is not None and out.stat().st_size > options.max_bytes:
        for file in filter(None, (out, poster)):
            file.unlink()
        raise _too_large(options.max_bytes, driving.report.duration_s)
    return RenderReport(
        clip=out,
        poster=poster,
        signed=signed,
        size=size,
        frames=len(motion),
        duration_s=len(motion) / FRAME_RATE_HZ,
        form=options.form,
        renderer=face.renderer if options.renderer is RendererChoice.TEMPLATE else options.renderer.value,
        restoration=options.restoration.value,
        lip_score=face.lip_score,
        voice=driving.report,
        findings=(*driving.findings, *judge_pitch(driving.report.pitch_hz, face.pitch_hz)),
        subtitles=options.lines if options.subtitles is not SubtitleUse.OFF else None,
        seed=_seed(driving),
        stages_s=clock.seconds,
    )


def _networks(options: RenderOptions, models: Models) -> Networks:
    return Networks(
        models.wav2lip if options.renderer is RendererChoice.WAV2LIP else None,
        models.gfpgan if options.restoration is Restoration.GFPGAN else None,
    )


def mouth_motion(
    face: LoadedTemplate, voice: Voice, size: MouthSize, models: Models, watch: Watch = Watch()
) -> np.ndarray:
    """Return the finished mouth motion of the whole clip, ``(frames, 49, 2)``."""
    _, rest, floor = face.mouth
    frames = max(1, round(voice.report.duration_s * FRAME_RATE_HZ))
    encoded = encode(models.speech_encoder, voice.samples_16k, frames, watch)
    gain = GAIN if face.articulation.personal else GENERIC_GAIN
    return finish(face.articulation.motion(encoded), voice.audible, rest, floor, size, gain)


def _draw(
    face: LoadedTemplate,
    voice: Voice,
    motion: np.ndarray,
    out: Path,
    options: RenderOptions,
    encoding: EncodeOptions,
    device: torch.device,
    networks: Networks,
    watch: Watch,
) -> tuple[tuple[int, int], Path | None]:
    template = face.template
    landmarks = face.track.landmarks[template.span[0] : template.span[1] + 1]
    size, shape = shape_for(options.form, template.size, landmarks, options.size.short_side_px)
    draw_badge = badge_for(options.form, size) if options.badge else None
    burnt = options.lines if options.subtitles is SubtitleUse.BURN else None
    draw_lines = subtitles_for(options.form, size, burnt) if burnt else None
    # Many small solves and products per frame: BLAS threads would only wait for each other, and take cores from ffmpeg.
    with (
        threadpool_limits(1, "blas"),
        VideoWriter(
            out,
            size,
            frames=len(motion),
            wav=voice.sound,
            options=encoding,
            metadata=marks(),
            watch=watch,
        ) as writer,
        closing(drawn_frames(face, voice, motion, device, networks, watch)) as frames,
    ):
        for done, frame in enumerate(frames, 1):
            picture = shape(frame)
            if draw_badge:
                draw_badge(picture)
            if draw_lines:
                still = picture.copy() if done == len(motion) else picture
                draw_lines(picture, (done - 0.5) / FRAME_RATE_HZ)
            writer.write(picture)
            watch.report(Stage.DRAW, done / len(motion))
    still = still if draw_lines else picture  # the poster shows no half of a sentence
    poster = _write_poster(out.with_suffix(".poster.jpg"), bgr(still)) if options.poster else None
    return size, poster


def _encoding(options: RenderOptions, seconds: float) -> EncodeOptions:
    """Return the encoder options, within the limit of the file's size. Raises ClipOverLimit."""
    if options.max_bytes is None:
        return options.encode
    if (encoding := options.encode.within(options.max_bytes, seconds)) is None:
        raise _too_large(options.max_bytes, seconds)
    return encoding


def _too_large(max_bytes: int, seconds: float) -> ClipOverLimit:
    return ClipOverLimit(f"{seconds:.0f} s in {max_bytes} bytes", max_bytes=max_bytes, duration_s=seconds)


def drawn_frames(
    face: LoadedTemplate,
    voice: Voice,
    motion: np.ndarray,
    device: torch.device,
    networks: Networks = Networks(),
    watch: Watch = Watch(),
) -> Generator[np.ndarray, None, None]:
    """Yield the frames of the clip, I420, of the template's size, drawn on ``device``; ``motion`` as :func:`mouth_motion`."""
    path = base_path(face, voice, motion)
    video, info = face.template.path(files.VIDEO), face.video_info
    if device.type == "cpu":
        played: Closable[np.ndarray] = play_beside(video, path, info=info, watch=watch)
    else:
        played = play_ahead(video, path, torch.get_num_threads(), info=info, watch=watch)
    with closing(played) as frames:  # which begins to read
        renderer = renderer_for(face, path, voice, device, networks)
        yield from renderer.render(frames, np.arange(len(motion)), motion)


def _write_poster(poster: Path, picture: np.ndarray) -> Path | None:
    """Write the poster; return None on failure, so that the finished clip is not lost."""
    try:
        write_image(poster, picture, xmp=xmp_marks())
    except (OSError, EngineError):
        log.warning("could not write the poster of a clip", exc_info=True)
        return None
    return poster


def _sign(face: Template, voice: Path, clip: Path, poster: Path | None, credentials: Credentials) -> bool:
    """Sign the files; return whether that succeeded.

    The template's manifest represents the template, as it holds a digest of each of its files.
    """
    try:
        ingredients = {"template": _sha256(face.path(files.MANIFEST)), "voice": _sha256(voice)}
    except OSError as error:
        log.warning("clip not signed: %s, of which it is made, cannot be read: %s", error.filename, error.strerror)
        return False
    signed = [try_sign(path, credentials, ingredients) for path in (clip, poster) if path]
    return all(signed)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def base_path(face: LoadedTemplate, voice: Voice, motion: np.ndarray) -> BasePath:
    """Return the path through the template video that suits the voice."""
    moments = (np.arange(len(motion)) + 0.5) / FRAME_RATE_HZ
    heard = np.zeros(len(motion))
    for start, end in voice.audible:
        heard[(start <= moments) & (moments < end)] = 1
    reversible = face.template.kind == "photo"
    return choose_path(face.footage, heard, lift(motion), seed=_seed(voice), reversible=reversible)


def _seed(voice: Voice) -> int:
    """Return a seed from the voice: the same voice gives the same clip, another voice another clip."""
    return zlib.crc32(np.ascontiguousarray(voice.samples_16k).data.cast("B"))


def renderer_for(
    face: LoadedTemplate, path: BasePath, voice: Voice, device: torch.device, networks: Networks = Networks()
) -> Renderer:
    """Return the renderer of the template, or that of the ``networks``, for the frames along ``path``, with the restoration."""
    geometry = face.geometry.along(path.numbers, path.others, path.shares)
    renderer: Renderer
    if networks.wav2lip:
        heard = voice.samples_16k * speech_mask(voice.audible, len(voice.samples_16k))
        renderer = Wav2LipRenderer(geometry, networks.wav2lip, mel_spectrogram(heard))
    elif face.template.renderer == WarpRenderer.name:
        renderer = WarpRenderer(geometry, face.inner_mouth)
    else:
        renderer = ReuseRenderer(geometry, face.library, compositor_for(face.library, device))
    return RestoringRenderer(renderer, geometry, networks.gfpgan) if networks.gfpgan else renderer


class _Clock:
    """Clock of the seconds spent in named stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
