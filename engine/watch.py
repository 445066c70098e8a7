"""The caller's progress, cancellation and ffmpeg, passed through every long call as one small object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Lock

from engine.errors import Cancelled


class Stage(StrEnum):
    """A part of the engine's work, as progress and timings name it. Stable: texts, scripts and stored events use these."""

    START = "start"
    READ_AUDIO = "read audio"
    FILTER_AUDIO = "filter audio"
    VOICE = "voice"
    LISTEN = "listen"
    WRITE_DOWN = "write down"
    DRAW = "draw"
    SIGN = "sign"
    MUX = "mux"
    NORMALISE = "normalise"
    TRACK = "track"
    CHECK = "check"
    COLLECT = "collect"
    ANIMATE = "animate"
    LEARN_LIPS_TRIAL = "learn lips (trial)"
    LEARN_LIPS = "learn lips"
    LEARN = "learn"
    TRANSCODE = "transcode"
    READ_CORPUS = "read corpus"


Progress = Callable[[str, float], None]
"""Called with a stage, a :class:`Stage` for the engine's own work, and the finished fraction of that stage, 0 to 1."""

CancelSignal = Callable[[], bool]
"""Returns True once the caller wants the work to stop."""


def silent(stage: str, fraction: float) -> None:
    """Ignore progress."""


def never() -> bool:
    """Return False: the cancel signal of a caller that will not cancel."""
    return False


@dataclass(frozen=True)
class Watch:
    """The caller's side of a long call.

    Attributes:
        progress: called with the stage and its fraction.
        cancelled: returns whether to stop.
        ffmpeg: the program to run; None: the bundled one.
    """

    progress: Progress = silent
    cancelled: CancelSignal = never
    ffmpeg: Path | None = None

    def report(self, stage: str, fraction: float) -> None:
        """Report progress, and raise :class:`Cancelled` if the caller asked to stop."""
        self.check()
        self.progress(stage, min(max(fraction, 0.0), 1.0))

    def split(self, count: int) -> list[Watch]:
        """Return the watches for ``count`` equal parts of a stage, which may run in threads; they report their mean."""
        lock, fractions = Lock(), [0.0] * count

        def progress(number: int, stage: str, fraction: float) -> None:
            with lock:
                fractions[number] = fraction
                self.progress(stage, sum(fractions) / count)

        return [replace(self, progress=partial(progress, number)) for number in range(count)]

    def quiet(self) -> Watch:
        """Return the same watch without progress, for work that runs in parallel."""
        return replace(self, progress=silent)

    def check(self) -> None:
        """Raise :class:`Cancelled` if the caller asked to stop."""
        if self.cancelled():
            raise Cancelled("cancelled by the caller")
