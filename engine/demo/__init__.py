"""A face and a voice that come along, so that the first clip needs nothing of one's own."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PIL import Image

VOICE = Path(__file__).with_name("voice.ogg")
"""A short spoken sentence; README.md beside it says where it comes from."""

_HEAD = (120, 8, 320, 208)  # left, top, right, bottom in the portrait's 512x512 pixels
_SIDE_PX = 720


def write_face(target: Path) -> Path:
    """Write the portrait, cut so that the face fills the picture, as PNG (720x720); returns ``target``.

    The file is read from scikit-image's folder: importing that package costs seconds and a hundred megabytes.
    """
    package = find_spec("skimage")
    assert package is not None and package.origin is not None
    with Image.open(Path(package.origin).with_name("data") / "astronaut.png") as portrait:
        face = portrait.convert("RGB").crop(_HEAD).resize((_SIDE_PX, _SIDE_PX), Image.Resampling.BICUBIC)
    face.save(target, "PNG")
    return target
