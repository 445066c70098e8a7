"""Photos: their size, and their pixels upright, in sRGB, without transparency."""

from __future__ import annotations

import io
import json
import mmap
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps

from engine.media.inspector.fence import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
ORIENTATION_TAG = 0x0112
SIDEWAYS = (5, 6, 7, 8)

MAX_SEGMENTS = 2000
"""Of a JPEG's header, or a PNG's chunks other than pixels."""

MAX_SCANS = 200
"""Passes of a progressive JPEG; encoders write about ten."""

MAX_XMP_BYTES = 1 << 16

MARKER = re.compile(rb"\xff+[^\x00\x01\xd0-\xd8\xff]")
"""The start of a segment; within a scan FF is followed by 00 or a restart."""

WHITE = (255, 255, 255)

BROKEN_EXIF = suppress(KeyError, ValueError, TypeError, SyntaxError, struct.error)
"""Ignores broken EXIF data: the picture is what counts."""


def photo_facts(path: str, limits: dict[str, Any], out: BinaryIO) -> None:
    """Write the upright ``width`` and ``height``, the ``format`` and the ``xmp`` packet as JSON. Raises Refused."""
    with opened(path, limits) as image:
        turned = False
        with pillow(), BROKEN_EXIF:  # of a PNG this decodes the pixels, which may be broken as well
            turned = image.getexif().get(ORIENTATION_TAG, 1) in SIDEWAYS
        width, height = (image.height, image.width) if turned else image.size
        kind = "jpeg" if image.format == "MPO" else str(image.format).lower()  # a JPEG followed by other pictures
        facts = {"width": width, "height": height, "format": kind, "xmp": xmp_of(image)}
        out.write(json.dumps(facts).encode())


def photo(path: str, limits: dict[str, Any], out: BinaryIO) -> None:
    """Write width and height as two 32-bit numbers, then the pixels, RGB in rows. Raises Refused."""
    with opened(path, limits) as image:
        with pillow():
            image.load()
            turn_upright(image)
            rgb = on_white(in_srgb(image))
        out.write(struct.pack("<II", *rgb.size))
        rows = max(1, (1 << 20) // rgb.width)
        for top in range(0, rgb.height, rows):
            out.write(rgb.crop((0, top, rgb.width, min(top + rows, rgb.height))).tobytes())


@contextmanager
def opened(path: str, limits: dict[str, Any]) -> Iterator[Image.Image]:
    """Open by content; check the header before decoding pixels: kilobytes of PNG can contain gigabytes. Raises Refused."""
    Image.MAX_IMAGE_PIXELS = None  # the given limits apply instead
    with open(path, "rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        head = file.read(12)
        is_heif = head[4:8] == b"ftyp"
        if head[:2] == b"\xff\xd8":
            check_jpeg(file)
        elif head[:4] == b"\x89PNG":
            check_png(file)
        elif is_heif:
            from pillow_heif import register_heif_opener

            register_heif_opener()
        file.seek(0)
        with pillow():
            image = Image.open(file, formats=[name for name in FORMATS if name != "HEIF" or is_heif])
        with image:
            if image.width * image.height > limits["max_pixels"] or max(image.size) > limits["max_side_px"]:
                raise Refused("pixels", width=image.width, height=image.height)
            yield image


@contextmanager
def pillow() -> Iterator[None]:
    """Refuse a file whose content Pillow cannot read. Wrap only its calls, so that internal faults are not blamed on the
    file."""
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError, IndexError, SyntaxError, RuntimeError, struct.error) as error:
        # Pillow raises all of them for broken content; its messages may contain addresses and paths.
        raise Refused("damaged", why=type(error).__name__) from error


def check_jpeg(file: BinaryIO) -> None:
    """Refuse a JPEG with too many segments or scans. Data after its end is ignored."""
    scans, at = 0, 2
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for _ in range(MAX_SEGMENTS):
            marker = MARKER.search(data, at)
            if marker is None or marker[0][-1] == 0xD9:
                return
            at = marker.end()
            if marker[0][-1] == 0xDA:
                scans += 1
                if scans > MAX_SCANS:
                    raise Refused("scans", max_scans=MAX_SCANS)
            if at + 2 > len(data):
                return
            at += int.from_bytes(data[at : at + 2])
    raise Refused("segments", max_segments=MAX_SEGMENTS)


def check_png(file: BinaryIO) -> None:
    """Refuse a PNG with too many chunks other than pixels."""
    others, at = 0, 8
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        others += head[4:] not in (b"IDAT", b"fdAT", b"fcTL")
        if others > MAX_SEGMENTS:
            raise Refused("segments", max_segments=MAX_SEGMENTS)
        at += 12 + int.from_bytes(head[:4])


def xmp_of(image: Image.Image) -> str:
    """Return the packet of metadata, or its beginning; "" without one."""
    packet = image.info.get("xmp", b"")
    return bytes(packet[:MAX_XMP_BYTES]).decode(errors="replace") if isinstance(packet, bytes) else ""


def turn_upright(image: Image.Image) -> None:
    """Rotate in place by the EXIF orientation."""
    with BROKEN_EXIF:
        ImageOps.exif_transpose(image, in_place=True)


def in_srgb(image: Image.Image) -> Image.Image:
    """Return RGB or grey, with alpha if present, in sRGB by the embedded profile."""
    profile = image.info.get("icc_profile")
    transparent = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    if image.mode.startswith("I") or image.mode == "F":
        image = from_16_bits(image)
    elif image.mode not in ("RGB", "L", "CMYK", "LAB") or transparent:
        image = image.convert("RGBA" if transparent else "RGB")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return by_profile(image, profile)
    return image


def by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert to sRGB; keep alpha unchanged. Raises PyCMSError for profiles of another colour model, or broken ones."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    is_grey = source.profile.xcolor_space.strip() == "GRAY"
    opaque = image.convert("L" if is_grey else "RGB") if alpha or is_grey else image
    converted = ImageCms.profileToProfile(opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert converted is not None
    if alpha:
        converted.putalpha(alpha)
    return converted


def from_16_bits(image: Image.Image) -> Image.Image:
    """Convert grey of 16 bits, which Pillow would clip at 255."""
    import numpy as np

    return Image.fromarray((np.asarray(image) // 256).clip(0, 255).astype(np.uint8))


def on_white(image: Image.Image) -> Image.Image:
    """Return RGB; transparent pixels become white, not the colours stored in them."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    background = Image.new("RGB", image.size, WHITE)
    background.paste(image.convert("RGB"), mask=image.getchannel("A"))
    return background
