"""Files at the border: inputs are looked at before use, outputs appear whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.media.errors import MediaEmpty, MediaMissing, MediaTooLarge
from engine.media.info import MediaLimits


def size_and_head(path: Path, limits: MediaLimits) -> tuple[int, bytes]:
    """Return the size in bytes and the first 16 bytes. Raises MediaMissing, MediaEmpty, MediaTooLarge."""
    try:
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


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary name beside ``target`` that becomes it when the block succeeds and vanishes when it fails."""
    temporary = target.with_name(f".{uuid.uuid4().hex}{target.suffix}")
    try:
        yield temporary
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
