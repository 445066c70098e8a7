"""Tasks for workers in tests that do not concern rendering: real files, no models. Found by the names of the tasks."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import soundfile
from PIL import Image

from bot.jobs import work
from bot.records import ClipOptions, ClipResult, FaceResult, LipQuality, VoiceEdit, VoiceResult
from engine.findings import Finding, Severity
from engine.media import SoundPart, join_audio
from engine.voice.errors import NoSpeech
from engine.watch import Watch

SLOW, SPEECHLESS, BAD = b"slow", b"speechless", b"bad"
"""A voice that begins or ends so takes until it is cancelled, or has no speech; a face video that ends so is blocked."""

FINDINGS = (Finding("voice_noise", Severity.WARN), Finding("voice_level", Severity.OK))
GOOD_RESULT = ClipResult((64, 64), 2.0, lips=LipQuality(opening_r=0.86, width_r=0.7, seconds=9), findings=FINDINGS)


def make_face(source: Path, folder: Path, _engine: object, _watch: Watch, *, sentence: bool = False) -> FaceResult:
    """Make a template with the face video as its only file, and a report with a grey picture. Any ``sentence`` is heard."""
    grey(folder / work.PICTURE)
    if source.read_bytes().endswith(BAD):
        finding = Finding("face_size", Severity.FAIL, value=40.0, overridable=False)
        return FaceResult(Severity.FAIL, blocked=True, findings=(finding,))
    (folder / work.TEMPLATE).mkdir()
    shutil.copyfile(source, folder / work.TEMPLATE / "video.mp4")
    grey(folder / work.POSTER)
    spoken = (Finding("sentence", Severity.OK, value=5.1, overridable=False),) if sentence else ()
    return FaceResult(Severity.WARN, findings=(Finding("speech", Severity.WARN, value=3.2), *spoken), kind="video")


def make_clip(
    template: Path, voice: Path, folder: Path, asked: ClipOptions, _engine: object, watch: Watch
) -> ClipResult:
    """Return the face video as the clip."""
    said = voice.read_bytes()
    if says(said, SPEECHLESS):
        raise NoSpeech("nobody speaks")
    while says(said, SLOW):
        watch.report("draw", 0.4)
        time.sleep(0.02)
    shutil.copyfile(template / "video.mp4", folder / work.CLIP)
    grey(folder / work.CLIP_POSTER)
    return replace(GOOD_RESULT, form=asked.form)


def check_voice(_source: Path, _engine: object, watch: Watch) -> VoiceResult:
    """Accept every voice."""
    watch.report("read audio", 1.0)
    return VoiceResult(2.0, (0.5,) * work.PEAKS, FINDINGS)


def edit_voice(folder: Path, edit: VoiceEdit, _engine: object, watch: Watch, **sources: Path) -> VoiceResult:
    """Make the real sound, and accept it."""
    parts = [SoundPart(sources[part.role], part.start_s, part.end_s) for part in edit.parts]
    join_audio(parts, folder / work.EDITED, watch=watch)
    return VoiceResult(soundfile.info(folder / work.EDITED).duration, (0.5,) * work.PEAKS, FINDINGS)


def says(voice: bytes, word: bytes) -> bool:
    """Return whether the voice contains the instruction; a real file has the word after its end."""
    return voice.startswith(word) or voice.endswith(word)


def grey(path: Path) -> None:
    """Return a grey picture."""
    Image.new("RGB", (64, 64), "grey").save(path)
