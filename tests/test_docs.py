"""Tests that pages generated from the code are up to date."""

from __future__ import annotations

import re
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


def test_troubleshooting_has_every_code_that_people_are_told_of() -> None:
    texts = (REPOSITORY / "locales" / "en.ftl").read_text("utf-8")
    told = {name.replace("-", "_") for name in re.findall(r"^error-([a-z0-9-]+)", texts, re.M)}
    listed = set(re.findall(r"^\| `(\w+)` ", (REPOSITORY / "docs" / "troubleshooting.md").read_text("utf-8"), re.M))
    assert told <= listed
    assert {"method_not_allowed", "request_too_large"} <= listed
