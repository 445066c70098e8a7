"""Tests of the whole report, for a person and for a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bot.test_serve import QUIET

REPOSITORY = Path(__file__).resolve().parents[3]
TOKEN = "7000000001:AAsecret-secret-secret-secret-0000"
NO_OTHER_FFMPEG = {"PATH": ""}
"""Environment in which only the bundled ffmpeg is found, and one trial is enough."""


def doctor(folder: Path, *options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FACENOTE_")}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "doctor", *options],
        env={**bare, "PYTHONPATH": str(REPOSITORY), "FACENOTE_PORT": "0", "FACENOTE_MIN_FREE_MB": "0", **settings},
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        **QUIET,
    )


def test_a_good_machine(tmp_path: Path) -> None:
    ended = doctor(tmp_path, "--json", "--data", str(tmp_path / "other"))
    report = json.loads(ended.stdout)
    assert [result for result in report["results"] if result["status"] == "fail"] == []
    assert ended.returncode == 0
    assert {
        "Python",
        "packages",
        "ffmpeg, bundled",
        "GPU",
        "cores",
        "confinement",
        "memory",
        "data folder",
        "disk",
        "port",
        "clock",
    } <= {result["subject"] for result in report["results"]}
    assert [result["facts"]["path"] for result in report["results"] if result["subject"] == "data folder"] == [
        str(tmp_path / "other")
    ]
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_is_told_with_advice_and_without_the_token(tmp_path: Path) -> None:
    wrong = {"FACENOTE_TELEGRAM_TOKEN": TOKEN, "FACENOTE_TELEGRAM_API_URL": "http://127.0.0.1:9", **NO_OTHER_FFMPEG}
    ended = doctor(tmp_path, FACENOTE_DATA_FOLDER="/dev/null", **wrong)
    assert ended.returncode == 1
    assert ended.stdout.count("fail") >= 2
    assert "FACENOTE_DATA_FOLDER" in ended.stdout
    assert TOKEN not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_wrong_settings_do_not_end_it(tmp_path: Path) -> None:
    ended = doctor(tmp_path, "--json", FACENOTE_WORKERS="none", **NO_OTHER_FFMPEG)
    assert ended.returncode == 1
    results = {result["subject"]: result for result in json.loads(ended.stdout)["results"]}
    assert "FACENOTE_WORKERS" in str(results["settings"])
    assert results["ffmpeg, bundled"]["status"] == "ok"
