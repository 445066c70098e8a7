"""Photos: reading them safely and upright, writing them whole or not at all."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from engine.media.errors import DamagedMedia, MediaTooLarge
from engine.media.files import replacing
from engine.media.info import MediaLimits

FORMATS = ("JPEG", "PNG", "WEBP")
ORIENTATION_TAG = 0x0112


def photo_size(path: Path) -> tuple[int, int]:
    """(width, height) after EXIF orientation, in pixels, from the header alone. Raises DamagedMedia."""
    with _opened(path) as image:
        turned = image.getexif().get(ORIENTATION_TAG, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if turned else (image.width, image.height)


def read_photo(path: Path, *, limits: MediaLimits = MediaLimits()) -> np.ndarray:
    """Return the photo upright as uint8 BGR (H, W, 3).

    The size is checked in the header, before a pixel is unpacked: a few kilobytes of PNG can unpack to gigabytes.
    Raises MediaTooLarge, DamagedMedia.
    """
    with _opened(path) as image:
        if image.width * image.height > limits.max_pixels or max(image.size) > limits.max_side_px:
            raise MediaTooLarge(f"{image.width}x{image.height}", width=image.width, height=image.height)
        try:
            rgb = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
        except (OSError, ValueError, SyntaxError) as error:
            raise DamagedMedia(f"the photo breaks off or is broken: {error}") from error
    return np.ascontiguousarray(rgb[..., ::-1])


def write_image(path: Path, bgr: np.ndarray) -> None:
    """Write uint8 BGR (H, W, 3) as JPEG, PNG or WebP, by the name's ending."""
    with replacing(path) as temporary:
        Image.fromarray(np.ascontiguousarray(bgr[..., ::-1])).save(temporary, quality=92)


def _opened(path: Path) -> Any:
    """Open lazily: the header is read, no pixel yet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limits decide
        try:
            return Image.open(path, formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise MediaTooLarge(str(error)) from error
        except (OSError, ValueError, SyntaxError) as error:
            raise DamagedMedia(f"not a readable photo: {error}") from error
