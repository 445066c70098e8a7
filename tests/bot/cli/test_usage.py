"""Tests of the command line without the engine: help, wrong usage, faults."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli.multi_value import spread
from engine import Engine
from tests.bot.cli.conftest import Facenote


@pytest.mark.parametrize(
    ("given", "parsed"),
    [
        ("--faces a b --voices v", "--faces a --faces b --voices v"),
        ("--faces a --out dir --faces b c", "--faces a --out dir --faces b --faces c"),
        ("--out dir --faces a b --json", "--out dir --faces a --faces b --json"),
        ("clip --out dir", "clip --out dir"),
        ("--faces", "--faces"),
    ],
)
def test_list_options_take_all_that_follows(given: str, parsed: str) -> None:
    assert " ".join(spread(given.split(), {"--faces", "--voices"})) == parsed


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "a.mp4", "--loud"],
        ["render", "folder", "voice.ogg"],
        ["render", "folder", "voice.ogg", "--out", "clip.mp4", "--form", "gif"],
        ["batch", "--faces", "a", "b", "--voices", "c", "d", "--out", "dir"],
        ["batch", "--voices", "c", "--out", "dir"],
        ["batch", "--faces", "a", "--voices", "c", "--out", "dir", "--permitted-by", "Bob"],
        ["batch", "--faces", "a", "--voices", "c", "--out", "dir", "--server", "http://[::1]:9", "--badge"],
        ["batch", "--faces", "a", "--voices", "c", "--out", "dir", "--server", "http://[::1]:9", "--permitted-by", " "],
        [
            "batch",
            "--faces",
            "a",
            "--voices",
            "c",
            "--out",
            "d",
            "--server",
            "http://[::1]:9",
            "--permitted-by",
            "b" * 201,
        ],
        ["sing"],
    ],
)
def test_wrong_usage_is_told_in_a_line_or_as_json(facenote: Facenote, arguments: list[str]) -> None:
    finished = facenote(*arguments)
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("usage: ")
    assert finished.err.endswith(f"See: facenote{'' if arguments == ['sing'] else ' ' + arguments[0]} --help.\n")
    finished = facenote(*arguments, "--json")
    assert (finished.code, finished.json["error"]["code"]) == (2, "usage")


@pytest.mark.parametrize("name", ["FACENOTE_SIGNING_CERTIFICATE", "FACENOTE_SIGNING_KEY"])
def test_a_certificate_without_its_key_is_refused(
    facenote: Facenote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "clips.pem"))
    finished = facenote("render", tmp_path / "face", tmp_path / "voice.ogg", "--out", tmp_path / "clip.mp4", "--json")
    assert (finished.code, finished.json["error"]["code"]) == (2, "usage")
    assert "FACENOTE_SIGNING_CERTIFICATE and FACENOTE_SIGNING_KEY" in finished.json["error"]["detail"]


def test_help_is_quick_and_plain(program: Facenote) -> None:
    finished = program("--help")
    assert finished.code == 0
    assert "\x1b" not in finished.out
    loaded = "import sys, bot.cli; sys.exit(bool({'torch', 'cv2'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", loaded], check=False, stdin=subprocess.DEVNULL).returncode == 0


def test_the_version_is_told(program: Facenote) -> None:
    finished = program("--version")
    assert (finished.code, finished.out, finished.err) == (0, f"facenote {version('facenote')}\n", "")


def test_a_fault_of_the_program_is_one_line_and_a_traceback_only_on_request(
    facenote: Facenote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("of\nall things")

    monkeypatch.setattr(Engine, "check", broken)
    finished = facenote("check", "face.mp4")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err.splitlines()[0] == "internal_error: ZeroDivisionError: of all things"
    assert "Traceback" not in finished.err
    debugged = facenote("check", "face.mp4", "--debug")
    assert "Traceback" in debugged.err
    assert "in broken" in debugged.err
