"""What a caller may choose of a clip; here, so that who only asks for clips need not load the engine."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """``video``: original size up to 1080p; ``note``: square, at most 640 pixels, for round video notes."""

    VIDEO = "video"
    NOTE = "note"


class Denoise(StrEnum):
    """``auto``: the mouth listens to a cleaned copy where the noise is bad; ``on``: the sound of the clip is cleaned too."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"
