"""A few changed files, always the same; ``make fuzz`` tries others for hours."""

from __future__ import annotations

from pathlib import Path

from scripts.fuzz.media import fuzz_media


def test_changed_files_are_read_or_refused(tmp_path: Path) -> None:
    assert fuzz_media("tests", range(12), tmp_path) == []
