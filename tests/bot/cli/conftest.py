"""Fixtures that run the command line, each time with its own folder for temporary files."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bot.cli import run as run_here
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
    """Return a function that runs ``facenote`` with arguments in this process, where the engine's libraries are loaded."""

    def run(*arguments: object) -> Finished:
        temporary, out, err = tmp_path_factory.mktemp("temporary"), io.StringIO(), io.StringIO()
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(err):
            here.setattr(tempfile, "tempdir", str(temporary))
            for name, value in _own_folders(temporary, tmp_path_factory).items():
                here.setenv(name, value)
            code = run_here([*map(str, arguments)])
        for number, handler in handlers.items():
            signal.signal(number, handler)
        return Finished(code, out.getvalue(), err.getvalue(), sorted(path.name for path in temporary.iterdir()))

    return run


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Facenote:
    """Return a function that runs ``facenote`` as a program and sends ``interrupt`` when the stage ``at`` is reported."""

    def run(*arguments: object, interrupt: signal.Signals | None = None, at: str = "") -> Finished:
        temporary = tmp_path_factory.mktemp("temporary")
        before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup, children would ignore it as well
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **_own_folders(temporary, tmp_path_factory)},
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )
        signal.signal(signal.SIGHUP, before)
        told = ""
        try:
            if interrupt is not None:
                told = "".join(_until(process, at))
                os.killpg(process.pid, interrupt)  # like a terminal: ffmpeg receives it too
            out, err = process.communicate(timeout=600)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return Finished(process.returncode, out, told + err, sorted(path.name for path in temporary.iterdir()))

    return run


def _own_folders(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    return {"TMPDIR": str(temporary), "XDG_DATA_HOME": str(home), "COLUMNS": "80"}


@pytest.fixture(scope="session")
def template(facenote: Facenote, face_photo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a prepared face."""
    folder = tmp_path_factory.mktemp("faces") / "astronaut"
    finished = facenote("prepare", face_photo, "--out", folder, "--force", "--json")
    assert (finished.code, finished.json["replaced"]) == (0, False), finished.err
    return folder


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the beginning of the demo's sentence: speech, three seconds."""
    path = tmp_path_factory.mktemp("voice") / "hello.wav"
    soundfile.write(path, read_audio(VOICE, watch=Watch())[:48_000], 16_000)
    return path


@pytest.fixture(scope="session")
def long_voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's sentence for a minute: its clip is still being drawn when a test interrupts that."""
    path, sentence = tmp_path_factory.mktemp("voice") / "minute.wav", read_audio(VOICE, watch=Watch())
    soundfile.write(path, np.tile(sentence, 60 * 16_000 // len(sentence)), 16_000)
    return path


def _until(process: subprocess.Popen[str], stage: str) -> Iterator[str]:
    assert process.stderr is not None
    for line in process.stderr:
        yield line
        if line.strip() == stage:
            return
    pytest.fail(f"the stage {stage} was never told")
