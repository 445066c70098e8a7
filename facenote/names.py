"""Names from outside, which may hold anything: as a line to show, and as the name of a file."""

from __future__ import annotations

import re

CONTROLS = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""Characters, for a class of a regular expression, that control a terminal, break a line, or turn the direction of the text
(as in ``gpj.exe``)."""

MAX_STEM_BYTES = 200
"""File systems take names of 255 bytes; a number and a suffix are still added."""

NAMELESS = "facenote"
_CONTROL = re.compile(f"[{CONTROLS}]")
_UNSAFE = re.compile(rf'[<>:"/\\|?*{CONTROLS}]')
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.|$)", re.I)


def one_line(text: str) -> str:
    """Return the text as one line without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def safe_stem(name: str) -> str:
    """Return a name as that of a file without suffix, valid on every system."""
    words = " ".join(_UNSAFE.sub(" ", name).split())
    stem = words.encode(errors="ignore")[:MAX_STEM_BYTES].decode(errors="ignore").strip(". ")
    return (f"_{stem}" if _DEVICES.match(stem) else stem) or NAMELESS
