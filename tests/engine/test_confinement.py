"""Tests of what confined processes may still do: real processes, a real listener."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import confinement

landlockpy = pytest.importorskip("landlockpy")

pytestmark = pytest.mark.skipif(not confinement.enforced()[0], reason="this kernel has no Landlock")

TRIAL = """
import socket, subprocess, sys
from pathlib import Path
from engine import confinement

getattr(confinement, sys.argv[1])(map(Path, sys.argv[5:]))

def tried(name, action):
    try:
        action()
    except PermissionError:
        print(name, "denied")
    else:
        print(name, "allowed")

given, other, port = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
tried("read", lambda: (given / "file").read_bytes())
tried("read other", lambda: (other / "file").read_bytes())
tried("write", lambda: (given / "new").write_text(""))
tried("write other", lambda: (other / "new").write_text(""))
tried("overwrite other", lambda: (other / "file").open("r+").close())
tried("delete other", lambda: (other / "spare").unlink())
tried("connect", lambda: socket.create_connection(("127.0.0.1", port), 5).close())
tried("null", lambda: open("/dev/null").close())
tried("program", lambda: subprocess.run(["/bin/true"], check=True))
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders with a file each."""
    made = tmp_path / "given", tmp_path / "other"
    for folder in made:
        folder.mkdir()
        (folder / "file").write_text("content")
        (folder / "spare").write_text("content")
    return made


@pytest.fixture
def port() -> Iterator[int]:
    """Listen on a port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def denied(restriction: str, folders: tuple[Path, Path], port: int, *allowed: Path) -> set[str]:
    """Return what a process that restricts itself cannot do."""
    given = [restriction, *map(str, folders), str(port), *map(str, allowed)]
    said = subprocess.run(
        [sys.executable, "-c", TRIAL, *given], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    ends = dict(line.rsplit(" ", 1) for line in said.stdout.splitlines())
    assert len(ends) == 9, said.stdout
    return {name for name, end in ends.items() if end == "denied"}


def network() -> set[str]:
    """Return what is denied of the network: old kernels cannot."""
    return {"connect"} if confinement.enforced()[1] else set()


def test_a_filter_of_system_calls_may_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise landlockpy.LandlockError(errno.EPERM, "by a filter")

    monkeypatch.setattr(landlockpy, "abi_version", refused)
    assert confinement.enforced() == (False, False)


def test_a_reader_has_its_files_alone(folders: tuple[Path, Path], port: int) -> None:
    changes = {"write", "write other", "overwrite other", "delete other"}
    assert denied("allow_reading_only", folders, port, folders[0]) == {"read other", *changes, *network()}


def test_a_writer_changes_nothing_elsewhere(folders: tuple[Path, Path], port: int) -> None:
    elsewhere = {"write other", "overwrite other", "delete other"}
    assert denied("allow_writing_only", folders, port, folders[0]) == {*elsewhere, *network()}
