"""Zips the clips of a batch, in several files where one would be too large."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

OVERHEAD_BYTES = 4096
"""Upper bound of the bytes that a zip adds to one stored file."""

Entry = tuple[str, Path]
"""Name in the zip, and the file."""


def write_zips(entries: Iterable[Entry], folder: Path, max_bytes: int) -> list[Path]:
    """Zip files in ``folder``, each at most ``max_bytes`` large; skip an entry that is too large alone."""
    written = []
    for number, part in enumerate(_parts(entries, max_bytes), 1):
        target = folder / f"facenote-{number}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # clips do not compress any further
            for name, path in part:
                archive.write(path, name)
        written.append(target)
    return written


def _parts(entries: Iterable[Entry], max_bytes: int) -> Iterator[Sequence[Entry]]:
    part: list[Entry] = []
    room = max_bytes
    for entry in entries:
        size = entry[1].stat().st_size + OVERHEAD_BYTES
        if size > max_bytes:
            continue
        if size > room:
            yield part
            part, room = [], max_bytes
        part.append(entry)
        room -= size
    if part:
        yield part
