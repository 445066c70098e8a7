"""Checks of input files before use, and atomic writing of output files."""

from __future__ import annotations

import os
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.media.errors import MediaEmpty, MediaMissing, MediaTooLarge, UnusableOutput
from engine.media.info import MediaLimits

MAX_NAME_BYTES = 255
"""Longest name of a file on every common file system."""


def size_and_head(path: Path, limits: MediaLimits) -> tuple[int, bytes]:
    """Return the size in bytes and the first 16 bytes. Raises MediaMissing, MediaEmpty, MediaTooLarge."""
    try:
        if path.is_dir():
            raise MediaMissing(f"{path.name!r} is a folder", name=path.name)
        if not path.is_file():
            raise MediaMissing(f"not a file: {path.name!r}", name=path.name)
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        raise MediaMissing(f"cannot be read: {error}", name=path.name) from error
    if size == 0:
        raise MediaEmpty("0 bytes", size_bytes=0)
    if size > limits.max_bytes:
        raise MediaTooLarge(f"{size} bytes, at most {limits.max_bytes}", size_bytes=size, max_bytes=limits.max_bytes)
    return size, head


def check_output(target: Path, *, kinds: Collection[str] = (), inputs: Sequence[Path] = ()) -> None:
    """Check before the work that ``target`` can be written, has one of the suffixes ``kinds`` and is none of the ``inputs``.

    Raises:
        UnusableOutput (output_unusable).
    """
    if len(os.fsencode(target.name)) > MAX_NAME_BYTES:
        raise UnusableOutput(f"a name of more than {MAX_NAME_BYTES} bytes", name=target.name)
    if not target.parent.is_dir():
        raise UnusableOutput(f"there is no folder {str(target.parent)!r}", name=target.name)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise UnusableOutput(f"nothing can be written to the folder {str(target.parent)!r}", name=target.name)
    if target.is_dir():
        raise UnusableOutput(f"{target.name!r} is a folder", name=target.name)
    if kinds and target.suffix.lower() not in kinds:
        endings = " or ".join(sorted(kinds))
        wrong = UnusableOutput(f"{target.name!r} does not end in {endings}", name=target.name)
        wrong.advice = f"Name a file that ends in {endings}."
        raise wrong
    if target.exists() and any(path.exists() and target.samefile(path) for path in inputs):
        raise UnusableOutput(f"{target.name!r} is an input, too", name=target.name)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary name beside ``target``; rename it to ``target`` if the block succeeds, remove it if it fails."""
    temporary = target.with_name(f".{uuid.uuid4().hex}{target.suffix}")
    try:
        yield temporary
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
