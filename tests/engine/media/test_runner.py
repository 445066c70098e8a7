"""Tests that commands are supervised, and that their failures are distinguished."""

from __future__ import annotations

import os
import pickle
import signal
import time
from dataclasses import replace
from pathlib import Path

import ffmpeg
import pytest

from engine.errors import Cancelled, EngineError
from engine.failure import InternalError
from engine.media import DiskFull, FfmpegFailed, FfmpegMissing, MediaTimeout, bundled_ffmpeg, errors, runner
from engine.watch import Watch
from tests.engine.media.conftest import children

ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, EngineError)]


def test_the_bundled_ffmpeg_is_the_one_whatever_the_path_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "ffmpeg"
    other.write_text("#!/bin/sh\nexit 1\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "imageio_ffmpeg" in str(bundled_ffmpeg())


def test_a_platform_without_a_bundled_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bare_binaries").mkdir()
    (tmp_path / "bare_binaries" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(runner, "BUNDLED", "bare_binaries")
    with pytest.raises(FfmpegMissing):
        bundled_ffmpeg()


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FfmpegMissing, match="nowhere"):
        run(Watch(ffmpeg=tmp_path / "nowhere"), ffmpeg.input("testsrc2=d=1", format="lavfi").output("-", format="null"))


def test_failure_carries_the_exit_code_and_the_log_has_the_last_lines(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(FfmpegFailed) as caught:
        run(
            watch,
            ffmpeg.input("testsrc2=d=1", format="lavfi").filter("scale", "nonsense").output("pipe:2", format="null"),
        )
    assert caught.value.facts["exit_code"] != 0
    assert "0x" not in str(caught.value.facts), "no address of this process"
    assert "nonsense" in caplog.text


def test_full_disk_is_told_apart(watch: Watch) -> None:
    with pytest.raises(DiskFull):
        run(watch, ffmpeg.input("testsrc2=d=5", format="lavfi").output("/dev/full", format="rawvideo"))


def test_who_kills_ffmpeg_does_not_damage_the_file(watch: Watch) -> None:
    endless = ffmpeg.input("testsrc2", format="lavfi", re=None).output("pipe:1", format="rawvideo")
    with runner.Ffmpeg(endless, watch) as process:
        process.read_into(memoryview(bytearray(100)))
        (child,) = children()
        os.kill(int(child), signal.SIGKILL)
        with pytest.raises(InternalError, match="SIGKILL"):
            process.finish()


def test_standstill_ends_in_time(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "STALL_S", 0.3)
    waiting = ffmpeg.input("pipe:0", format="rawvideo", video_size="64x64").output("pipe:1", format="rawvideo")
    with pytest.raises(MediaTimeout), runner.Ffmpeg(waiting, watch, writes=True) as process:
        process.read_into(memoryview(bytearray(100)))
    assert not children()


def test_cancel_is_heard_at_once(watch: Watch) -> None:
    begin = time.monotonic()
    endless = ffmpeg.input("testsrc2", format="lavfi", re=None).output("pipe:2", format="null")
    with pytest.raises(Cancelled):
        runner.run(
            endless, watch=replace(watch, cancelled=lambda: time.monotonic() > begin + 0.5), stage="x", duration_s=1.0
        )
    assert not children()


def test_chatter_does_not_block(watch: Watch) -> None:
    """Megabytes of log, far more than a pipe holds: only the last lines are kept."""
    chatty = ffmpeg.input("anullsrc=d=20", format="lavfi").filter("ashowinfo").output("pipe:2", format="null")
    lines = runner.run(chatty, watch=watch, stage="x", duration_s=20.0, log_level="info", kept_lines=5)
    assert len(lines) == 5


@pytest.mark.parametrize("kind", ERRORS)
def test_errors_cross_processes(kind: type[EngineError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("one line", exit_code=1)))
    assert (type(copy), copy.detail, copy.facts) == (kind, "one line", {"exit_code": 1})


def test_codes_are_unique_and_advised() -> None:
    coded = [kind for kind in ERRORS if "code" in vars(kind)]  # the others are bases
    assert len({kind.code for kind in coded}) == len(coded)
    assert all(kind.advice != EngineError.advice for kind in coded if kind is not EngineError)


def run(watch: Watch, outputs: object) -> None:
    runner.run(outputs, watch=watch, stage="x", duration_s=1.0)
