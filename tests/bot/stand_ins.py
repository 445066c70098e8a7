"""What a worker does where rendering is not what is tested: real files, no models. Found by the names of the tasks."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from PIL import Image

from bot.jobs import work
from engine.pool import Place
from engine.voice.errors import NoSpeech
from engine.watch import Watch

SLOW, SPEECHLESS, BAD = b"slow", b"speechless", b"bad"
"""A voice that begins or ends so takes until it is cancelled, or has no speech; a face video that ends so is blocked."""

PEAKS = [0.5] * work.PEAKS

GOOD_RESULT: dict[str, Any] = {
    "size": [64, 64],
    "duration_s": 2.0,
    "lip_score": {"opening_r": 0.86, "width_r": 0.7, "seconds": 9},
    "findings": [{"code": "voice_noise", "severity": "warn"}, {"code": "voice_level", "severity": "ok"}],
}


def make_face(source: Path, folder: Path, place: Place, watch: Watch) -> dict[str, Any]:
    """The face video itself is the template's only file, and a picture of one colour its report."""
    grey(folder / work.PICTURE)
    if source.read_bytes().endswith(BAD):
        finding = {"code": "face_size", "severity": "fail", "value": 40.0, "overridable": False}
        return {"blocked": True, "report": {"verdict": "fail", "blocked": True, "findings": [finding]}}
    (folder / work.TEMPLATE).mkdir()
    shutil.copyfile(source, folder / work.TEMPLATE / "video.mp4")
    grey(folder / work.POSTER)
    finding = {"code": "speech", "severity": "warn", "value": 3.2, "overridable": True}
    return {"blocked": False, "report": {"verdict": "warn", "findings": [finding]}, "lip_score": None, "kind": "video"}


def make_clip(
    template: Path, voice: Path, folder: Path, form: str, denoise: str, place: Place, watch: Watch
) -> dict[str, Any]:
    """The face video is the clip."""
    said = voice.read_bytes()
    if says(said, SPEECHLESS):
        raise NoSpeech("nobody speaks")
    while says(said, SLOW):
        watch.report("draw", 0.4)
        time.sleep(0.02)
    shutil.copyfile(template / "video.mp4", folder / work.CLIP)
    grey(folder / work.CLIP_POSTER)
    return GOOD_RESULT


def check_voice(source: Path, folder: Path, place: Place, watch: Watch) -> dict[str, Any]:
    """All voices are good."""
    watch.report("read audio", 1.0)
    return {"duration_s": 2.0, "peaks": PEAKS, "findings": GOOD_RESULT["findings"]}


def says(voice: bytes, word: bytes) -> bool:
    """The voice asks for that; a file that must be real has the word after its end."""
    return voice.startswith(word) or voice.endswith(word)


def grey(path: Path) -> None:
    """A picture."""
    Image.new("RGB", (64, 64), "grey").save(path)
