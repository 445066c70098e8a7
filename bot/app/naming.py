"""Names of things: text to show, never paths."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count
from pathlib import PurePosixPath

from facenote.names import one_line

LONGEST = 80


def tidy(name: str) -> str:
    """Return the name as one line without control characters; one that is too long ends at a word, if it has one, with an
    ellipsis.
    """
    line = one_line(name)
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1]
    words, _, _ = cut.rpartition(" ") if line[LONGEST - 1] != " " else (cut, "", "")
    return f"{(words if len(words) > LONGEST // 2 else cut).rstrip()}…"


def distinct_from(name: str, taken: Container[str]) -> str:
    """Return the name, with a number after it if something else is called so: "Ada (2)"."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def stem(name: str) -> str:
    """Return a file's name without its suffix."""
    return PurePosixPath(name).stem
