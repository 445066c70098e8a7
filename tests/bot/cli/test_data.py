"""Tests of the commands for a server's data (backup, restore) and of ``verify``."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from bot.cli.app import run
from facenote.folders import SIGNING
from storage import Store, users
from storage.store import DATABASE_NAME
from tests.engine.media.conftest import run_ffmpeg


def make_data(folder: Path) -> None:
    async def make() -> None:
        async with Store.open(folder) as store, store.write() as tx:
            await users.ensure(tx, "test:ada", name="Ada", language="en")

    asyncio.run(make())


def test_a_backup_is_made_and_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_data(tmp_path / "data")
    assert run(["backup", str(tmp_path / "data"), "--out", str(tmp_path / "backup")]) == 0
    assert "verified" in capsys.readouterr().out
    assert run(["restore", str(tmp_path / "backup"), "--data", str(tmp_path / "again"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["contents"] == 0
    assert (tmp_path / "again" / "facenote.db").is_file()


def test_a_backup_without_missing_files_is_made_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_data(tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / DATABASE_NAME) as connection:
        connection.execute("INSERT INTO files (sha256, bytes, created_at) VALUES (?, 1, '')", ["0" * 64])
    assert run(["backup", str(tmp_path / "data"), "--out", str(tmp_path / "backup")]) == 1
    assert "1 files were missing or damaged" in capsys.readouterr().out
    assert run(["restore", str(tmp_path / "backup"), "--data", str(tmp_path / "again")]) == 0


def opened_by_reader(fifo: Path, process: subprocess.Popen[str]) -> BinaryIO:
    """Open a FIFO for writing once the process has begun to read it; fail if the process ends before."""
    while process.poll() is None:
        try:
            return os.fdopen(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK), "wb")
        except OSError as error:
            if error.errno != errno.ENXIO:  # nobody reads it yet
                raise
        time.sleep(0.01)
    pytest.fail(f"ended before it read {fifo.name}: {process.communicate()[1]}")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_backup_leaves_nothing(end: signal.Signals, tmp_path: Path) -> None:
    make_data(data := tmp_path / "data")
    (data / SIGNING).mkdir()
    os.mkfifo(data / SIGNING / "key.pem")
    command = [sys.executable, "-m", "bot.cli", "backup", str(data), "--out", str(tmp_path / "backup")]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        with opened_by_reader(data / SIGNING / "key.pem", process):
            process.send_signal(end)
            assert process.communicate(timeout=600)[1].startswith("cancelled")
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 128 + end
    assert [*tmp_path.iterdir()] == [data]


def test_a_restore_over_data_is_refused_with_a_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_data(tmp_path / "data")
    assert run(["backup", str(tmp_path / "data"), "--out", str(tmp_path / "backup")]) == 0
    assert run(["restore", str(tmp_path / "backup"), "--data", str(tmp_path / "data")]) == 1
    assert "folder_in_use" in capsys.readouterr().err


def test_a_file_without_credentials_says_so(face_photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(face_photo)]) == 0
    assert "content credentials: none" in capsys.readouterr().out


def test_an_unsigned_webm_is_not_called_altered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64:d=0.2", tmp_path / "clip.webm")
    assert run(["verify", str(tmp_path / "clip.webm")]) == 0
    assert "content credentials: none" in capsys.readouterr().out


def test_a_video_without_marks_is_told_from_a_clip(talking_video: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(talking_video)]) == 0
    assert "metadata: not marked as AI-generated" in capsys.readouterr().out


def test_what_is_no_media_has_no_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clip := tmp_path / "clip.mp4").write_text("a letter, and no clip")
    assert run(["verify", str(clip), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "media_unsupported"


def test_what_a_file_says_does_not_control_the_terminal(
    talking_video: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = tmp_path / "clip.mp4"
    said = ["-metadata", "ai_generated=true", "-metadata", "encoder_software=\x1b[31mEvil\x07\n" + 900 * "x"]
    run_ffmpeg("-i", talking_video, "-c", "copy", "-movflags", "use_metadata_tags", *said, clip)
    assert run(["verify", str(clip)]) == 0
    shown = capsys.readouterr().out
    assert "Evil" in shown
    assert "not signed" in " ".join(shown.split())
    assert not {"\x1b", "\x07"} & set(shown)
    assert shown.count("x") < 300
