"""``render``: a template and a voice in, a talking video out."""

from __future__ import annotations

import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from engine import models
from engine.articulation.features import FRAME_RATE_HZ, encode
from engine.articulation.finish import finish
from engine.articulation.model import Articulation
from engine.articulation.motion import lift
from engine.articulation.offset import delayed
from engine.articulation.personal import LipScore
from engine.choices import Form
from engine.face import load_track
from engine.findings import Finding
from engine.media import VideoWriter, check_output, write_image
from engine.pipeline import template as files
from engine.pipeline.base_footage import BaseFootage
from engine.pipeline.base_path import BasePath, choose_path
from engine.pipeline.form import shape_for
from engine.pipeline.options import RendererChoice, RenderOptions
from engine.pipeline.playback import play
from engine.pipeline.template import Template
from engine.renderers.base import FaceGeometry, Renderer
from engine.renderers.inner_mouth import InnerMouth
from engine.renderers.library import MouthLibrary
from engine.renderers.planes import bgr
from engine.renderers.reuse import ReuseRenderer
from engine.renderers.warp import WarpRenderer
from engine.renderers.wav2lip import Wav2LipRenderer
from engine.renderers.wav2lip_mel import mel_spectrogram
from engine.renderers.wav2lip_net import Wav2Lip, best_device
from engine.voice import Voice, VoiceReport, judge_pitch, load_voice
from engine.voice.activity import speech_mask
from engine.voice.whisper import SpeechEncoder
from engine.watch import CancelSignal, Progress, Watch, never, silent

MARK = {
    "comment": "AI-generated video: the lips were made to follow another recording. Made with Facenote.",
    "ai_generated": "true",
    # The vocabulary term for real footage altered by a trained model, as IPTC and C2PA use it.
    "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
}


def marks() -> dict[str, str]:
    """Return the container tags of every clip: that it was generated, and by what."""
    return {**MARK, "encoder_software": f"Facenote {version('facenote')}"}


@dataclass(frozen=True)
class RenderReport:
    """What became of a render.

    Attributes:
        clip, poster: the files written; ``poster`` None if it was not wanted.
        size: (width, height), pixels. frames: at 25 a second. duration_s: length of the clip.
        form, renderer: what was made, and how.
        lip_score: the template's, see :class:`engine.pipeline.Template`.
        voice: measurements of the driving audio; findings: what is to be said about it.
        seed: what the way through the face video was chosen by, made of the voice: the same voice gives the same clip.
        stages_s: seconds spent in each stage, in order.
    """

    clip: Path
    poster: Path | None
    size: tuple[int, int]
    frames: int
    duration_s: float
    form: Form
    renderer: str
    lip_score: LipScore | None
    voice: VoiceReport
    findings: tuple[Finding, ...]
    seed: int
    stages_s: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        values = asdict(self)
        values["clip"], values["poster"] = str(self.clip), str(self.poster) if self.poster else None
        values["findings"] = [finding.to_json() for finding in self.findings]
        return values


def render(
    template: Template | Path,
    voice: Path,
    out: Path,
    *,
    options: RenderOptions = RenderOptions(),
    progress: Progress = silent,
    cancel: CancelSignal = never,
) -> RenderReport:
    """Make the clip ``out`` (mp4) in which the template's face says what ``voice`` says.

    Progress stages: ``read audio``, ``listen``, ``draw``. Nothing is left behind on failure or cancellation; memory does not grow
    with the length of the voice beyond its sound.

    Raises:
        UnusableOutput: ``out`` is no mp4 in a folder that exists, or is the voice itself.
        EngineError: every subclass of the template, the media and the voice parts; Cancelled.
    """
    check_output(out, kinds=[".mp4"], inputs=[voice])
    watch, clock = Watch(progress, cancel), _Clock()
    face = template if isinstance(template, Template) else Template.load(template)
    # Before all work: a long voice would be heard in vain.
    network = (
        models.require(models.WAV2LIP, options.models_folder) if options.renderer is RendererChoice.WAV2LIP else None
    )
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        with clock.stage("voice"):
            driving = load_voice(voice, Path(folder), options=options.voice, watch=watch)
        with clock.stage("listen"):
            motion = _motion(face, driving, options, watch)
        with clock.stage("draw"):
            size, poster = _draw(face, driving, motion, out, options, network, watch)
    return RenderReport(
        clip=out,
        poster=poster,
        size=size,
        frames=len(motion),
        duration_s=len(motion) / FRAME_RATE_HZ,
        form=options.form,
        renderer=face.renderer if options.renderer is RendererChoice.TEMPLATE else options.renderer.value,
        lip_score=face.lip_score,
        voice=driving.report,
        findings=(*driving.findings, *judge_pitch(driving.report.pitch_hz, face.pitch_hz)),
        seed=_seed(driving),
        stages_s=clock.seconds,
    )


def _motion(face: Template, voice: Voice, options: RenderOptions, watch: Watch) -> np.ndarray:
    """Finished mouth motion of the whole clip, ``(frames, 49, 2)``."""
    articulation = Articulation.load(face.path(files.ARTICULATION))
    _, rest, floor = files.load_space(face.path(files.MOUTH_SPACE))
    encoder = SpeechEncoder.load(models.require(models.WHISPER, options.models_folder))
    frames = max(1, round(voice.report.duration_s * FRAME_RATE_HZ))
    encoded = encode(encoder, delayed(voice.samples_16k, face.lip_lag_s), frames, watch)
    return finish(articulation.motion(encoded), voice.audible, rest, floor)


def _draw(
    face: Template,
    voice: Voice,
    motion: np.ndarray,
    out: Path,
    options: RenderOptions,
    network: Path | None,
    watch: Watch,
) -> tuple[tuple[int, int], Path | None]:
    track = load_track(face.path(files.TRACK))
    space, _, _ = files.load_space(face.path(files.MOUTH_SPACE))
    path = _base_path(face, voice, motion)
    geometry = FaceGeometry.of(track, space).along(path.numbers, path.others, path.shares)
    renderer = _renderer(face, voice, geometry, network)
    size, shape = shape_for(options.form, face.size, track.landmarks[face.span[0] : face.span[1] + 1])
    poster = out.with_suffix(".poster.jpg") if options.poster else None
    # Many small solves and products a frame: BLAS threads would only wait for each other, and take cores from ffmpeg.
    with (
        threadpool_limits(1, "blas"),
        VideoWriter(
            out,
            size,
            frames=len(motion),
            audio=voice.sound,
            options=options.encode,
            metadata=marks(),
            watch=watch,
        ) as writer,
    ):
        frames = play(face.path(files.VIDEO), path, watch)
        for done, frame in enumerate(renderer.render(frames, np.arange(len(motion)), motion), 1):
            writer.write(picture := shape(frame))
            watch.report("draw", done / len(motion))
    if poster:
        try:
            write_image(poster, bgr(picture))
        except BaseException:
            out.unlink(missing_ok=True)
            raise
    return size, poster


def _base_path(face: Template, voice: Voice, motion: np.ndarray) -> BasePath:
    """The way through the template video that suits the voice."""
    known = face.path(files.BASE_FOOTAGE)
    footage = BaseFootage.load(known) if known.is_file() else BaseFootage.plain(face.span)
    moments = (np.arange(len(motion)) + 0.5) / FRAME_RATE_HZ
    heard = np.zeros(len(motion))
    for start, end in voice.audible:
        heard[(start <= moments) & (moments < end)] = 1
    return choose_path(footage, heard, lift(motion), seed=_seed(voice), reversible=face.kind == "photo")


def _seed(voice: Voice) -> int:
    """The same voice gives the same clip, another one another."""
    return zlib.crc32(np.ascontiguousarray(voice.samples_16k).data.cast("B"))


def _renderer(face: Template, voice: Voice, geometry: FaceGeometry, network: Path | None) -> Renderer:
    """The renderer of the template, or that of ``network``, the weights of Wav2Lip."""
    if network:
        net = Wav2Lip.load(network, best_device())
        heard = voice.samples_16k * speech_mask(voice.audible, len(voice.samples_16k))
        return Wav2LipRenderer(geometry, net, mel_spectrogram(heard))
    if face.renderer == WarpRenderer.name:
        return WarpRenderer(geometry, InnerMouth.load(face.path(files.INNER_MOUTH)))
    return ReuseRenderer(geometry, MouthLibrary.load(face.path(files.MOUTHS)))


class _Clock:
    """Seconds spent in named stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
