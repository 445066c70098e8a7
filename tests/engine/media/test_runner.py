"""Commands are watched, and what goes wrong in them is told apart."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import ffmpeg
import pytest

from engine.errors import Cancelled, EngineError
from engine.media import DiskFull, FfmpegFailed, FfmpegMissing, MediaTimeout, errors, ffmpeg_executable, runner
from engine.watch import Watch
from tests.engine.media.conftest import children

ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, EngineError)]


def test_system_ffmpeg_comes_first_if_it_can_do_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, trimmed = tmp_path / "full" / "ffmpeg", tmp_path / "trimmed" / "ffmpeg"
    for folder in (full.parent, trimmed.parent):
        folder.mkdir()
    full.symlink_to(ffmpeg_executable())
    trimmed.write_text("#!/bin/sh\necho \"Unknown encoder 'libx264'\" >&2; exit 1\n")
    trimmed.chmod(0o755)
    monkeypatch.setenv("PATH", str(full.parent))
    assert ffmpeg_executable() == str(full)
    monkeypatch.setenv("PATH", str(trimmed.parent))
    assert "imageio_ffmpeg" in ffmpeg_executable()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "imageio_ffmpeg" in ffmpeg_executable()


def test_no_ffmpeg_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(runner.imageio_ffmpeg, "get_ffmpeg_exe", nowhere)
    with pytest.raises(FfmpegMissing):
        ffmpeg_executable()


def test_failure_carries_exit_code_and_last_lines() -> None:
    with pytest.raises(FfmpegFailed) as caught:
        run(ffmpeg.input("testsrc2=d=1", format="lavfi").filter("scale", "nonsense").output("pipe:2", format="null"))
    assert caught.value.facts["exit_code"] != 0
    assert any("nonsense" in line for line in caught.value.facts["lines"])  # type: ignore[attr-defined]


def test_full_disk_is_told_apart() -> None:
    with pytest.raises(DiskFull):
        run(ffmpeg.input("testsrc2=d=5", format="lavfi").output("/dev/full", format="rawvideo"))


def test_standstill_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "STALL_S", 0.3)
    waiting = ffmpeg.input("pipe:0", format="rawvideo", video_size="64x64").output("pipe:1", format="rawvideo")
    with pytest.raises(MediaTimeout), runner.Ffmpeg(waiting, writes=True) as process:
        process.read_into(memoryview(bytearray(100)), Watch())
    assert not children()


def test_cancel_is_heard_at_once() -> None:
    begin = time.monotonic()
    endless = ffmpeg.input("testsrc2", format="lavfi", re=None).output("pipe:2", format="null")
    with pytest.raises(Cancelled):
        runner.run(endless, watch=Watch(cancelled=lambda: time.monotonic() > begin + 0.5), stage="x", duration_s=1.0)
    assert not children()


def test_chatter_does_not_block() -> None:
    """Megabytes of log, far more than a pipe holds: only the last lines are kept."""
    chatty = ffmpeg.input("anullsrc=d=20", format="lavfi").filter("ashowinfo").output("pipe:2", format="null")
    lines = runner.run(chatty, watch=Watch(), stage="x", duration_s=20.0, log_level="info", kept_lines=5)
    assert len(lines) == 5


@pytest.mark.parametrize("kind", ERRORS)
def test_errors_cross_processes(kind: type[EngineError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("one line", exit_code=1)))
    assert (type(copy), copy.detail, copy.facts) == (kind, "one line", {"exit_code": 1})


def test_codes_are_unique_and_advised() -> None:
    assert len({kind.code for kind in ERRORS}) == len(ERRORS)
    assert all(kind.advice != EngineError.advice for kind in ERRORS if kind is not EngineError)


def run(outputs: object) -> None:
    runner.run(outputs, watch=Watch(), stage="x", duration_s=1.0)
