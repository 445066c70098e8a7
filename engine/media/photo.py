"""Photos: safe, upright reading and atomic writing."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.media.confined import inspect
from engine.media.errors import MediaTooLarge
from engine.media.files import replacing, size_and_head
from engine.media.info import LIMITS, MediaLimits

IMAGE_KINDS = (".jpg", ".jpeg", ".png", ".webp")
"""Suffixes of pictures that can be written."""

STILL_BRANDS = {
    b"avif",
    b"avis",
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"mif2",
    b"miaf",
    b"msf1",
}
"""Brands of HEIF files (ISO/IEC 23008-12, AVIF): photos, and short animations that hold a still as well."""

MOST_BOXES = 64


def is_photo(path: Path, head: bytes) -> bool:
    """Return whether the first bytes are those of a photo. Reads ``path`` if its brands leave it open."""
    if head[4:8] == b"ftyp":
        return _is_still(path)
    return head[:3] == b"\xff\xd8\xff" or head[:8] == b"\x89PNG\r\n\x1a\n" or head[:4] + head[8:12] == b"RIFFWEBP"


class PhotoFacts(NamedTuple):
    """``width`` and ``height``: upright, pixels; ``xmp``: the packet of metadata, "" without one."""

    width: int
    height: int
    format: str
    xmp: str


def photo_facts(path: Path, *, limits: MediaLimits = LIMITS) -> PhotoFacts:
    """Read a photo's header. Raises what :func:`read_photo` raises."""
    _check_bytes(path, limits)
    return PhotoFacts(**json.loads(inspect("photo_facts", path, limits)))


def read_photo(path: Path, *, limits: MediaLimits = LIMITS) -> NDArray[np.uint8]:
    """Return the photo as uint8 BGR (H, W, 3): upright, in sRGB, transparency on white; the first picture of an animation.

    Opened in a separate process, within limits. Raises MediaMissing, MediaEmpty, MediaTooLarge, DamagedMedia, MediaTimeout.
    """
    _check_bytes(path, limits)
    data = inspect("photo", path, limits)
    width, height = struct.unpack_from("<II", data)
    rgb = np.frombuffer(data, np.uint8, offset=8).reshape(height, width, 3)
    return np.ascontiguousarray(rgb[..., ::-1])


def write_image(path: Path, bgr: NDArray[np.uint8], *, xmp: bytes = b"") -> None:
    """Write uint8 BGR (H, W, 3) as JPEG, PNG or WebP, by the name's suffix; ``xmp``: metadata, only for JPEG or WebP."""
    with replacing(path) as temporary:
        Image.fromarray(np.ascontiguousarray(bgr[..., ::-1])).save(temporary, quality=92, xmp=xmp)


def _check_bytes(path: Path, limits: MediaLimits) -> None:
    size, _ = size_and_head(path, limits)
    if size > limits.max_photo_bytes:
        raise MediaTooLarge(
            f"a photo of {size} bytes, at most {limits.max_photo_bytes}",
            size_bytes=size,
            max_bytes=limits.max_photo_bytes,
        )


def _is_still(path: Path) -> bool:
    """Return whether an ISO file is a photo: by its main brand, else by any of its brands if it has no moving pictures."""
    with path.open("rb") as file:
        size, _, main = struct.unpack(">I4s4s", file.read(12).ljust(12, b"\0"))
        if main in STILL_BRANDS:
            return True
        others = file.read(max(0, min(size, 1024) - 12))[4:]
        if not STILL_BRANDS & {others[at : at + 4] for at in range(0, len(others), 4)}:
            return False
        place = size
        for _ in range(MOST_BOXES):
            file.seek(place)
            length, kind = struct.unpack(">I4s", file.read(8).ljust(8, b"\0"))
            if kind == b"moov":
                return False
            if length < 8:  # the last one, a large one, or the end
                return True
            place += length
    return True
