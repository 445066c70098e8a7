"""Names and content types of downloaded files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

MAGIC = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "{family}/mp4"),
    (0, b"OggS", "{family}/ogg"),
    (0, b"\x1aE\xdf\xa3", "{family}/webm"),
)
"""Offset, signature and type of files that browsers can play and show; families of containers depend on their use."""

UNKNOWN = "application/octet-stream"
HEAD_BYTES = 16

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "video/mp4": ".mp4",
    "video/ogg": ".ogv",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
}


def content_type(path: Path, family: str) -> str:
    """Return the type that a file's own signature shows, regardless of its declared type; ``family``, "audio" or "video": its
    use.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    for offset, magic, kind in MAGIC:
        if head.startswith(magic, offset):
            return kind.format(family=family)
    return UNKNOWN


def distinct(stems: Iterable[str]) -> Iterator[str]:
    """Return the name, with a number if it was used before; case is ignored."""
    taken: set[str] = set()
    for stem in stems:
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        yield name


def content_disposition(name: str, *, download: bool) -> str:
    """Return the Content-Disposition header of a file that is to be kept or to be shown. Source: RFC 6266."""
    plain = re.sub(r"[^ -~]", "_", name).replace("%", "_")
    return f"{'attachment' if download else 'inline'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
