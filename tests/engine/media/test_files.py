"""Tests that outputs are checked before the work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from engine.media import UnusableOutput, check_output


def test_a_folder_that_cannot_be_written_is_refused(small_disk: Path) -> None:
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True, stdin=subprocess.DEVNULL)
    with pytest.raises(UnusableOutput):
        check_output(small_disk / "clip.mp4")


def test_a_new_file_in_a_folder_is_fine(tmp_path: Path) -> None:
    check_output(tmp_path / "clip.MP4", kinds=[".mp4"], inputs=[tmp_path / "voice.mp4"])


@pytest.mark.parametrize("name", ["missing/clip.mp4", "folder.mp4", "clip.avi", "voice.mp4", "link.mp4"])
def test_what_cannot_or_must_not_be_written_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    voice = tmp_path / "voice.mp4"
    voice.touch()
    (tmp_path / "link.mp4").symlink_to(voice)
    with pytest.raises(UnusableOutput):
        check_output(tmp_path / name, kinds=[".mp4"], inputs=[voice])
