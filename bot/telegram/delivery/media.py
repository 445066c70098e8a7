"""Files to send, within Telegram's limits."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

THUMBNAIL_SIDE_PX = 320


def thumbnail(poster: Path) -> bytes:
    """Return a JPEG small enough for Telegram: sides up to 320 pixels."""
    with Image.open(poster) as picture:
        picture.thumbnail((THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
        target = io.BytesIO()
        picture.convert("RGB").save(target, "JPEG", quality=85)
    return target.getvalue()
