"""Pages that are written from the code say what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def test_troubleshooting_lists_every_error_code() -> None:
    page = REPOSITORY / "docs" / "troubleshooting.md"
    program = (
        "import sys; sys.path[:0] = ['scripts', '.']; import troubleshooting; sys.stdout.write(troubleshooting.page())"
    )
    written = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert page.read_text("utf-8") == written, "run: make docs"
