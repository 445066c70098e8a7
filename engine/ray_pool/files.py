"""Files that travel with a message: named by a digest of their content, so that a worker keeps what it may need again."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

BLOCK_BYTES = 4 << 20
"""Size of the pieces in which files travel, which limits memory on both sides."""


FOLDER = ".folder"


@dataclass(frozen=True)
class Input:
    """A file, or a folder with all files in it.

    Attributes:
        digest: of its content and of the names in it; ends in :data:`FOLDER` for a folder.
        files: name and size of each file; a single file has the name ``""``.
    """

    digest: str
    files: tuple[tuple[str, int], ...]


def describe(path: Path) -> Input:
    """Return the description of a file or folder. Raises OSError: it cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    files = list_files(path) if path.is_dir() else (("", path.stat().st_size),)
    for name, _ in files:
        file = path / name
        status = file.stat()
        digest.update(f"{name}\0{_digest(file, status.st_ino, status.st_size, status.st_mtime_ns)}\n".encode())
    return Input(f"{digest.hexdigest()}{FOLDER if path.is_dir() else ''}", files)


def list_files(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return name and size of each file in a folder and its subfolders, sorted."""
    found = ((path.relative_to(folder).as_posix(), path.stat().st_size) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(found))


def read_blocks(file: Path) -> Iterator[bytes]:
    """Return the content in pieces, at least one."""
    with file.open("rb") as opened:
        yield opened.read(BLOCK_BYTES)
        while block := opened.read(BLOCK_BYTES):
            yield block


def safe_join(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder. Raises ValueError: the name leads out of it."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(f"{name!r} leads out of its folder")
    return folder / pure


def pack(value: Any, inputs: dict[Path, Input], out: Path | None) -> bytes:
    """Pickle a message. Paths of ``inputs`` become their digests, those of ``out`` and in it are made relative to it."""
    stream = io.BytesIO()
    _Packer(stream, inputs, out).dump(value)
    return stream.getvalue()


def unpack(data: bytes, inputs: Path | None, out: Path | None) -> Any:
    """Return a message, with its paths in the folders ``inputs`` and ``out`` of this machine."""
    return _Unpacker(io.BytesIO(data), inputs, out).load()


def arguments_of(task: Callable[..., object]) -> tuple[object, ...]:
    """Return the arguments that a task brings along, by position and by keyword."""
    return (*task.args, *task.keywords.values()) if isinstance(task, partial) else ()


def paths_in(arguments: Iterable[object], out: Path | None) -> list[Path]:
    """Return the paths among the arguments that are not ``out`` or in it."""
    paths = [value for value in arguments if isinstance(value, Path)]
    return [path for path in paths if out is None or not path.is_relative_to(out)]


@lru_cache(maxsize=4096)
def _digest(path: Path, _inode: int, _size: int, _changed: int) -> str:
    """Return a digest of the content; what else identifies it makes the cache notice a change."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


class _Packer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, inputs: dict[Path, Input], out: Path | None) -> None:
        super().__init__(stream)
        self._inputs, self._out = inputs, out

    def persistent_id(self, value: Any) -> tuple[str, str] | None:
        if not isinstance(value, Path):
            return None
        if value in self._inputs:
            return "input", self._inputs[value].digest
        if self._out is not None and value.is_relative_to(self._out):
            return "out", os.fspath(value.relative_to(self._out))
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, inputs: Path | None, out: Path | None) -> None:
        super().__init__(stream)
        self._folders = {"input": inputs, "out": out}

    def persistent_load(self, named: tuple[str, str]) -> Path:
        kind, name = named
        folder = self._folders[kind]
        if folder is None:
            raise pickle.UnpicklingError(f"no folder for {kind}")
        return safe_join(folder, name)
