"""Files that are sent, within Telegram's limits."""

from __future__ import annotations

import asyncio
import io
import math
from pathlib import Path

from PIL import Image

from engine.media import EncodeOptions, transcode
from engine.watch import Watch

MIB = 1 << 20
THUMBNAIL_SIDE_PX = 320
CRF_WRITTEN = 15
"""How the engine encodes clips; 6 more halve the size."""

CRF_WORST = 45


async def fitting(path: Path, max_mb: int, folder: Path) -> Path | None:
    """The clip itself, or a copy in ``folder`` encoded again to be at most ``max_mb`` large; None if it cannot be."""
    size, limit = path.stat().st_size, max_mb * MIB
    if size <= limit:
        return path
    crf = CRF_WRITTEN + 2 + math.ceil(6 * math.log2(size / limit))
    smaller = folder / "fitting.mp4"
    while crf <= CRF_WORST:
        options = EncodeOptions(crf=crf, preset="veryfast", audio_kbps=64)
        await asyncio.to_thread(transcode, path, smaller, options, watch=Watch())
        if smaller.stat().st_size <= limit:
            return smaller
        crf += 4
    return None


def thumbnail(poster: Path) -> bytes:
    """A JPEG small enough for Telegram: sides up to 320 pixels."""
    with Image.open(poster) as picture:
        picture.thumbnail((THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
        target = io.BytesIO()
        picture.convert("RGB").save(target, "JPEG", quality=85)
    return target.getvalue()
