"""A face and a voice that come along, so that the first clip needs nothing of one's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image

from engine.media import write_image

VOICE = Path(__file__).with_name("voice.ogg")
"""A short spoken sentence; README.md beside it says where it comes from."""

_HEAD = (slice(8, 208), slice(120, 320))  # rows, columns of the portrait's 512x512 pixels
_SIDE_PX = 720


def write_face(target: Path) -> Path:
    """Write the portrait, cut so that the face fills the picture, as PNG (720x720); returns ``target``."""
    portrait = Image.fromarray(skimage.data.astronaut()[_HEAD])
    rgb = np.asarray(portrait.resize((_SIDE_PX, _SIDE_PX), Image.Resampling.BICUBIC))
    write_image(target, rgb[..., ::-1])
    return target
