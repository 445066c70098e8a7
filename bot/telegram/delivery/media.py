"""Files to send: opened, and within Telegram's limits."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from telegram import InputFile

THUMBNAIL_SIDE_PX = 320


@contextlib.contextmanager
def opened(path: Path, name: str | None = None) -> Iterator[InputFile]:
    """Yield a file that is read in blocks while it is sent, under its own name or another one.

    A path would be read as a whole, and with a local Bot API server be sent as an address: that server, in a container or as
    another user, cannot read our files.
    """
    with path.open("rb") as file:
        yield InputFile(file, filename=name, read_file_handle=False)


def thumbnail(poster: Path) -> bytes:
    """Return a JPEG small enough for Telegram: sides up to 320 pixels."""
    with Image.open(poster) as picture:
        picture.thumbnail((THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
        target = io.BytesIO()
        picture.convert("RGB").save(target, "JPEG", quality=85)
    return target.getvalue()
