"""Fonts for burnt-in subtitles: DejaVu Sans, which the package matplotlib carries, and those of the system.

DejaVu has Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters; others need fonts of the system. The letters of
a font are looked up in it, because a missing one would be drawn as a box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont, features

from engine.subtitles.errors import SubtitlesFontMissing

_CARRIER, _BUNDLED = "matplotlib", "mpl-data/fonts/ttf/DejaVuSans-Bold.ttf"
_SYSTEM = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "/run/current-system/sw/share/X11/fonts"),
    *("/System/Library/Fonts", "/Library/Fonts"),
)
_SUFFIXES = {".ttf", ".otf", ".ttc"}
_UNSUITABLE = (
    "mono",
    "serif",
    "italic",
    "oblique",
    "condensed",
    "thin",
    "light",
    "emoji",
    "lastresort",
    "symbol",
    "math",
)
_SHAPED = ("Mn", "Mc")
"""Categories of the marks that scripts of India and others place around their letters."""


def font_for(text: str) -> Path:
    """Return a font with all letters of ``text``.

    Raises SubtitlesFontMissing if there is none, or if this machine cannot join letters as the script needs it.
    """
    letters = frozenset(ord(char) for char in text if not char.isspace() and unicodedata.category(char) != "Cf")
    if _needs_shaping(text) and not (features.check("raqm") and features.check("fribidi")):
        raise SubtitlesFontMissing("the library fribidi, which this script needs, is not installed")
    path = next((path for path in _fonts() if letters <= _letters_of(path) and _opens(path)), None)
    if path is None:
        best = min((letters - _letters_of(path) for path in _fonts()), key=len, default=letters)
        lacking = "".join(chr(letter) for letter in sorted(best)[:8])
        raise SubtitlesFontMissing(f"no font has all of these letters: {lacking}", letters=lacking)
    return path


@lru_cache(maxsize=1)
def _fonts() -> tuple[Path, ...]:
    """Return the fonts of this machine, in the order in which they are tried."""
    spec = find_spec(_CARRIER)
    carried = [Path(folder) / _BUNDLED for folder in (spec.submodule_search_locations if spec else None) or ()]
    own = [Path.home() / ".local/share/fonts", Path.home() / ".fonts"]
    return (*(path for path in carried if path.is_file()), *_sorted([*map(Path, _SYSTEM), *own]))


def _sorted(folders: Iterable[Path]) -> list[Path]:
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    usable = (path for path in found if "lastresort" not in path.name.lower())
    return sorted(usable, key=lambda path: (_unsuitable(path), "bold" not in path.name.lower(), path.name))


def _unsuitable(path: Path) -> bool:
    return any(word in path.name.lower() for word in _UNSUITABLE)


@cache
def _letters_of(path: Path) -> frozenset[int]:
    """Return the letters of a font; none if it cannot be read."""
    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except Exception:  # noqa: BLE001  a damaged font raises struct.error, ValueError, IndexError, EOFError and others
        return frozenset()


def _opens(path: Path) -> bool:
    """Return whether letters of any size can be drawn with a font; some have only pictures."""
    try:
        ImageFont.truetype(path, 20)
    except OSError:
        return False
    return True


def _needs_shaping(text: str) -> bool:
    return any(
        unicodedata.bidirectional(char) in {"R", "AL"}
        or (unicodedata.category(char) in _SHAPED and not unicodedata.name(char, "").startswith("COMBINING"))
        for char in text
    )
