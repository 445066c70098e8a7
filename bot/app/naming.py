"""Names of things: text to show, never paths."""

from __future__ import annotations

from pathlib import PurePosixPath

LONGEST = 80


def tidy(name: str) -> str:
    """Return the name as one line that is not too long."""
    return " ".join(name.split())[:LONGEST]


def stem(name: str) -> str:
    """Return a file's name without its suffix."""
    return PurePosixPath(name).stem
