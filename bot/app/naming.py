"""Names of things: text to show, never paths; and where a thing was asked for."""

from __future__ import annotations

from pathlib import PurePosixPath

from storage.values import Json

STUDIO, TELEGRAM = "web", "telegram"
"""Where a job or a batch was asked for."""

LONGEST = 80


def tidy(name: str) -> str:
    """Return the name as one line that is not too long."""
    return " ".join(name.split())[:LONGEST]


def stem(name: str) -> str:
    """Return a file's name without its suffix."""
    return PurePosixPath(name).stem


def studio_origin(name: str, **more: object) -> Json:
    """Return the origin of what is asked for in the studio; more: e.g. ``voice``, the job of a clip's voice."""
    return {"front": STUDIO, "name": name, **more}
