"""Fixtures that run the command line in its own process, with its own folder for temporary files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import soundfile

from engine.demo import VOICE
from engine.media import read_audio
from engine.watch import Watch


@dataclass(frozen=True)
class Finished:
    """Finished run; ``left`` lists its remaining temporary files."""

    code: int
    out: str
    err: str
    left: list[str]

    @property
    def json(self) -> dict[str, Any]:
        """Return the one object on standard output."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


Facenote = Callable[..., Finished]


@pytest.fixture(scope="session")
def facenote(tmp_path_factory: pytest.TempPathFactory) -> Facenote:
    """Return a function that runs ``facenote`` with arguments and sends ``interrupt`` when the stage ``at`` is reported."""

    def run(*arguments: object, interrupt: signal.Signals | None = None, at: str = "") -> Finished:
        temporary = tmp_path_factory.mktemp("temporary")
        environment = {**os.environ, "TMPDIR": str(temporary), "XDG_DATA_HOME": str(tmp_path_factory.mktemp("home"))}
        command = [sys.executable, "-m", "bot.cli", *map(str, arguments)]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )
        told = ""
        if interrupt is not None:
            told = "".join(_until(process, at))
            os.killpg(process.pid, interrupt)  # like a terminal: ffmpeg receives it too
        out, err = process.communicate(timeout=600)
        return Finished(process.returncode, out, told + err, sorted(path.name for path in temporary.iterdir()))

    return run


@pytest.fixture(scope="session")
def template(facenote: Facenote, face_photo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a prepared face."""
    folder = tmp_path_factory.mktemp("faces") / "astronaut"
    finished = facenote("prepare", face_photo, "--out", folder, "--force")
    assert finished.code == 0, finished.err
    return folder


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the beginning of the demo's sentence: speech, three seconds."""
    path = tmp_path_factory.mktemp("voice") / "hello.wav"
    soundfile.write(path, read_audio(VOICE, watch=Watch())[:48_000], 16_000)
    return path


def _until(process: subprocess.Popen[str], stage: str) -> Iterator[str]:
    assert process.stderr is not None
    for line in process.stderr:
        yield line
        if line.strip() == stage:
            time.sleep(0.3)  # inside the stage, not at its boundary
            return
    pytest.fail(f"the stage {stage} was never told")
