"""Tests of the page's build: repeated only after a change, with clear errors for missing parts."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "bot" / "web" / "page"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the sources that may be changed."""
    page = tmp_path / PAGE.relative_to(REPOSITORY)
    shutil.copytree(PAGE, page, ignore=shutil.ignore_patterns("node_modules", "built", ".*"))
    shutil.copytree(REPOSITORY / "locales", tmp_path / "locales")
    return page


def fingerprint(page: Path) -> str:
    return str(runpy.run_path(str(page / "build.py"))["fingerprint"]())


def test_what_is_built_is_not_built_again(built_page: Path) -> None:
    before = (built_page / "index.html").stat().st_mtime_ns
    subprocess.run([sys.executable, PAGE / "build.py"], check=True, stdin=subprocess.DEVNULL)
    assert (built_page / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "name", ["src/app.tsx", "src/styles/base.css", "index.html", "package-lock.json", "vite.config.ts"]
)
def test_a_changed_source_is_noticed(copied: Path, name: str) -> None:
    before = fingerprint(copied)
    assert fingerprint(copied) == before
    with (copied / name).open("a") as source:
        source.write("\n")
    assert fingerprint(copied) != before


def test_a_changed_text_is_noticed(copied: Path) -> None:
    before = fingerprint(copied)
    with (copied.parents[2] / "locales" / "de.ftl").open("a") as text:
        text.write("\n")
    assert fingerprint(copied) != before


@pytest.mark.usefixtures("built_page")
def test_a_failing_build_leaves_no_page_that_counts_as_built(copied: Path) -> None:
    (copied / "node_modules").symlink_to(PAGE / "node_modules")
    (copied / "src" / "app.tsx").write_text("this is no program")
    done = subprocess.run(
        [sys.executable, copied / "build.py"], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode != 0
    assert "vite.js failed" in done.stderr
    assert not (copied / "built" / ".fingerprint").exists()
