"""Copies of files on a worker's machine."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from engine.ray_pool.files import FOLDER, Input, safe_join

KEPT_BYTES = 2 << 30
KEPT_S = 3600.0
"""Templates that nobody has used for this long are removed: they are pictures of people, who may have deleted them."""


class Cache:
    """Inputs by digest. Folders, which are templates, are kept for later jobs; single files only until the end of their job,
    except those of :meth:`keep`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "inputs"
        self._arriving = folder / "arriving"
        self.folder.mkdir()
        self._arriving.mkdir()
        self._kept: frozenset[str] = frozenset()

    def keep(self, digests: frozenset[str]) -> None:
        """Keep these files as long as the worker lives: its options name them."""
        self._kept = digests

    def missing(self, wanted: Input) -> bool:
        """Return whether it has to be written, and note its use."""
        path = self.folder / wanted.digest
        if not path.exists():
            return True
        path.touch()
        return False

    def write(self, digest: str, name: str, block: bytes) -> None:
        """Append to a file of an input that is arriving."""
        target = self._arriving / digest
        file = safe_join(target, name) if name else target
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("ab") as opened:
            opened.write(block)

    def complete(self, digest: str) -> None:
        """Make an input available that has arrived."""
        arrived = self._arriving / digest
        if digest.endswith(FOLDER):
            arrived.mkdir(exist_ok=True)  # an empty one
        arrived.rename(self.folder / digest)

    def clear(self) -> None:
        """Remove single files, and what has arrived in part: the job that needed them is over."""
        for path in [*self._arriving.iterdir(), *self.folder.iterdir()]:
            if path.parent == self._arriving or (path.suffix != FOLDER and path.name not in self._kept):
                remove(path)

    def prune(self) -> None:
        """Remove folders that were not used for long, or that take too much room together."""
        room = KEPT_BYTES
        for path in sorted(self.folder.glob(f"*{FOLDER}"), key=lambda kept: kept.stat().st_mtime, reverse=True):
            room -= sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
            if room < 0 or time.time() - path.stat().st_mtime > KEPT_S:
                remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder with its content."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(FileNotFoundError):
            path.unlink()
