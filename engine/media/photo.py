"""Photos: reading them safely and upright, writing them whole or not at all."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.media.errors import DamagedMedia, MediaTooLarge
from engine.media.files import replacing, size_and_head
from engine.media.info import LIMITS, MediaLimits

FORMATS = ("JPEG", "PNG", "WEBP")
ORIENTATION_TAG = 0x0112
IMAGE_KINDS = (".jpg", ".jpeg", ".png", ".webp")
"""Endings of pictures that can be written."""


def photo_size(path: Path, *, limits: MediaLimits = LIMITS) -> tuple[int, int]:
    """(width, height) after EXIF orientation, in pixels. Raises what :func:`read_photo` raises."""
    with _opened(path, limits) as image:
        turned = image.getexif().get(ORIENTATION_TAG, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if turned else (image.width, image.height)


def read_photo(path: Path, *, limits: MediaLimits = LIMITS) -> NDArray[np.uint8]:
    """Return the photo upright as uint8 BGR (H, W, 3).

    Raises MediaMissing, MediaEmpty, MediaTooLarge, DamagedMedia.
    """
    size_and_head(path, limits)
    with _opened(path, limits) as image:
        upright = ImageOps.exif_transpose(image)
        if upright.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255
            upright = Image.fromarray((np.asarray(upright) // 256).clip(0, 255).astype(np.uint8))
        rgb = np.asarray(upright.convert("RGB"))
    return np.ascontiguousarray(rgb[..., ::-1])


def write_image(path: Path, bgr: NDArray[np.uint8]) -> None:
    """Write uint8 BGR (H, W, 3) as JPEG, PNG or WebP, by the name's ending."""
    with replacing(path) as temporary:
        Image.fromarray(np.ascontiguousarray(bgr[..., ::-1])).save(temporary, quality=92)


@contextmanager
def _opened(path: Path, limits: MediaLimits) -> Iterator[Image.Image]:
    """Open by content; check the size in the header before a pixel is unpacked: kilobytes of PNG can hold gigabytes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limits decide
            image = Image.open(path, formats=FORMATS)
        with image:
            if image.width * image.height > limits.max_pixels or max(image.size) > limits.max_side_px:
                raise MediaTooLarge(f"{image.width}x{image.height}", width=image.width, height=image.height)
            yield image
    except Image.DecompressionBombError as error:
        raise MediaTooLarge(str(error), max_pixels=limits.max_pixels) from error
    except (OSError, EOFError, ValueError, KeyError, TypeError, SyntaxError, struct.error) as error:
        # All of them are what Pillow raises for broken content.
        raise DamagedMedia(f"the photo is broken or breaks off: {error}") from error
