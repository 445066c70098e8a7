"""The command line as a person or a script runs it: a process of its own, with a folder for its temporary files."""

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
    """A run that ended; ``left`` is what it left among the temporary files."""

    code: int
    out: str
    err: str
    left: list[str]

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


Facenote = Callable[..., Finished]


@pytest.fixture(scope="session")
def facenote(tmp_path_factory: pytest.TempPathFactory) -> Facenote:
    """Runs ``facenote`` with arguments; ``interrupt`` is sent once the stage ``at`` is told."""

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
            os.killpg(process.pid, interrupt)  # as a terminal does: ffmpeg hears it too
        out, err = process.communicate(timeout=600)
        return Finished(process.returncode, out, told + err, sorted(path.name for path in temporary.iterdir()))

    return run


@pytest.fixture(scope="session")
def template(facenote: Facenote, face_photo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared face."""
    folder = tmp_path_factory.mktemp("faces") / "astronaut"
    finished = facenote("prepare", face_photo, "--out", folder, "--force")
    assert finished.code == 0, finished.err
    return folder


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of the demo's sentence: speech, three seconds."""
    path = tmp_path_factory.mktemp("voice") / "hello.wav"
    soundfile.write(path, read_audio(VOICE, watch=Watch())[:48_000], 16_000)
    return path


def _until(process: subprocess.Popen[str], stage: str) -> Iterator[str]:
    assert process.stderr is not None
    for line in process.stderr:
        yield line
        if line.strip() == stage:
            time.sleep(0.3)  # into the stage, not at its edge
            return
    pytest.fail(f"the stage {stage} was never told")
