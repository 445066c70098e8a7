"""A face and a voice that come along, so that the first clip needs nothing of one's own."""

from __future__ import annotations

from pathlib import Path

import cv2
import skimage.data

from engine.media import write_image

VOICE = Path(__file__).with_name("voice.ogg")
"""A short spoken sentence; README.md beside it says where it comes from."""

_HEAD = (slice(8, 208), slice(120, 320))  # rows, columns of the portrait's 512x512 pixels
_SIDE_PX = 720


def write_face(target: Path) -> Path:
    """Write the portrait, cut so that the face fills the picture, as PNG (720x720); returns ``target``."""
    portrait = cv2.cvtColor(skimage.data.astronaut()[_HEAD], cv2.COLOR_RGB2BGR)
    write_image(target, cv2.resize(portrait, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_CUBIC))
    return target
