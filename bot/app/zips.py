"""Zips, written while they are sent."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_IFREG
from typing import BinaryIO

from stream_zip import NO_COMPRESSION_32, NO_COMPRESSION_64, Method, stream_zip

from storage.media import no_room_mapped

BLOCK_BYTES = 256 << 10
ZIP64_BYTES = (1 << 32) - (1 << 20)
"""Limit of the fields of the old format; above it, headers hold the sizes."""

MODE = S_IFREG | 0o644


@dataclass(frozen=True)
class Entry:
    """A file in a zip."""

    name: str
    path: Path
    at: datetime


OVERHEAD_BYTES = 4096
"""Upper bound of the bytes that a zip adds to one stored file."""


def zip_bytes(entries: Sequence[Entry]) -> int:
    """Return an upper bound of the size of a zip of these files."""
    return sum(entry.path.stat().st_size + OVERHEAD_BYTES for entry in entries)


async def zipped(entries: Sequence[Entry]) -> AsyncIterator[bytes]:
    """Yield a zip of these files in blocks, uncompressed (clips do not compress any further); memory holds one block."""
    blocks = iter(stream_zip(_members(entries), chunk_size=BLOCK_BYTES))
    while block := await asyncio.to_thread(next, blocks, b""):
        yield block


async def write_zip(entries: Sequence[Entry], file: BinaryIO) -> None:
    """Write a zip of these files. Raises StoreFull (disk_full): no room for it."""
    with no_room_mapped():
        async for block in zipped(entries):
            await asyncio.to_thread(file.write, block)


def _members(entries: Sequence[Entry]) -> Iterator[tuple[str, datetime, int, Method, Iterator[bytes]]]:
    """Yield the members for stream-zip. Each file is read twice: its checksum comes before it."""
    sizes = [entry.path.stat().st_size for entry in entries]
    stored = NO_COMPRESSION_64 if sum(sizes) > ZIP64_BYTES else NO_COMPRESSION_32
    for entry, size in zip(entries, sizes, strict=True):
        checksum = 0
        for block in _read(entry.path):
            checksum = zlib.crc32(block, checksum)
        yield entry.name, entry.at, MODE, stored(size, checksum), _read(entry.path)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
