"""Options of callers, in a module of their own so that clients need not load the engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True)
class Credentials:
    """Two PEM files for signing clips: ``certificate``, followed by its chain, and its private ``key``, unencrypted."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class EngineOptions:
    """Configuration of an engine.

    Attributes:
        ffmpeg: the program to run, tested before use; None: the bundled one.
        models_folder: the operator's own model files; None: the default folder.
        device: device of the networks and of drawing: ``auto`` (a GPU if there is one), ``cpu``, ``cuda`` or ``cuda:N``.
        threads: of the video encoder; 0: one per core.
        credentials: for signing clips; None: clips are not signed.
    """

    ffmpeg: Path | None = None
    models_folder: Path | None = None
    device: str = "auto"
    threads: int = 0
    credentials: Credentials | None = None


class Form(StrEnum):
    """``video``: the whole picture, up to 1080p; ``note``: square, at most 640 pixels, for round video notes; the others: the
    largest part of the picture, around the face, with the sides 9:16, 1:1 and 16:9."""

    VIDEO = "video"
    NOTE = "note"
    PORTRAIT = "portrait"
    SQUARE = "square"
    LANDSCAPE = "landscape"


class ClipSize(StrEnum):
    """Largest short side of a clip, in lines; never enlarged. ``source``: that of the face video, at most 1080."""

    SOURCE = "source"
    P720 = "720p"
    P480 = "480p"

    @property
    def short_side_px(self) -> int | None:
        """Return the limit of the short side; None without one."""
        return None if self is ClipSize.SOURCE else int(self.removesuffix("p"))


class MouthSize(StrEnum):
    """How wide the mouth opens: as the voice asks for, or less, or more."""

    CALM = "calm"
    NATURAL = "natural"
    LIVELY = "lively"


class Denoise(StrEnum):
    """``auto``: the mouth follows a denoised copy if the noise is strong; ``on``: the clip's sound is denoised too."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class SubtitleUse(StrEnum):
    """What becomes of the subtitles of a clip. ``burn``: drawn into the picture; ``file``: beside it, as text with times."""

    OFF = "off"
    BURN = "burn"
    FILE = "file"


class Restoration(StrEnum):
    """Restoration of the drawn mouth. ``detail``: the finest detail of the footage, which warping takes, is put back;
    ``gfpgan``: the operator's own network also draws the mouth's surface anew."""

    DETAIL = "detail"
    GFPGAN = "gfpgan"
