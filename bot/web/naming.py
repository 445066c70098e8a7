"""What things are called here: names are text to show, never paths."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import StringConstraints

from storage.values import Json

FRONT = "web"
"""In ``Job.front`` and ``Batch.front``: it was asked for here."""

LONGEST = 80

Name = Annotated[str, StringConstraints(pattern=r"[^\s\x00-\x1f\x7f-\x9f]", max_length=255)]
"""A name as people type it, or as files are called: something to be seen, kept by :func:`tidy`."""


def tidy(name: str) -> str:
    """One line, not too long."""
    return " ".join(name.split())[:LONGEST]


def stem(name: str) -> str:
    """A file's name without its suffix."""
    return PurePosixPath(name).stem


def front_of(name: str, **more: object) -> Json:
    """``Job.front`` of what is asked for here; more: e.g. ``voice``, the job of a clip's voice."""
    return {"front": FRONT, "name": name, **more}
