"""A face and a voice that come with Facenote, so that a first clip needs no other files."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

PORTRAIT = Path(__file__).with_name("portrait.jpg")
"""A head and shoulders, 256x256 pixels; README.md beside it states its source."""

VOICE = Path(__file__).with_name("voice.ogg")
"""A short spoken sentence; README.md beside it states its source."""

_HEAD = (20, 8, 220, 208)  # left, top, right, bottom in the portrait
_SIDE_PX = 720


def write_face(target: Path) -> Path:
    """Write the portrait, cropped so that the face fills the picture, as PNG (720x720); return ``target``."""
    with Image.open(PORTRAIT) as portrait:
        face = portrait.convert("RGB").crop(_HEAD).resize((_SIDE_PX, _SIDE_PX), Image.Resampling.BICUBIC)
    face.save(target, "PNG")
    return target
