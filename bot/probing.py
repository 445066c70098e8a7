"""Probes uploaded files: a few at a time, in a separate thread pool."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

from engine.media import FACE_LIMITS, MediaLimits, probe_audio, probe_picture
from facenote.errors import FacenoteError

P = ParamSpec("P")
T = TypeVar("T")

MAX_PROBES = 1
MOST_WAITING = 64
MOST_OF_ONE = 16
RETRY_AFTER_S = 30


PHOTO_COST_S = 1.0
"""Seconds of face video that a photo counts as in estimates of work."""


class ServerBusy(FacenoteError):
    """The queue of files to be opened is full, or the person has too many event streams.

    Facts: ``retry_after_s``.
    """

    code = "server_busy"
    advice = "Try again in a moment."


class Probes:
    """Runs calls that probe a file, which may take half a minute of computing each.

    They do not share the threads that serve pages, write uploads and use the database. A person's files come one after the
    other, so that whoever sends many delays the others by one file.
    """

    def __init__(
        self, *, at_once: int = MAX_PROBES, most_waiting: int = MOST_WAITING, most_of_one: int = MOST_OF_ONE
    ) -> None:
        self._executor = ThreadPoolExecutor(at_once, thread_name_prefix="probe")
        self._most, self._most_of_one = at_once + most_waiting, most_of_one
        self._places: Counter[Hashable] = Counter()
        self._turns: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def is_full(self, whose: Hashable) -> bool:
        """Return whether there is no place for another file of that person."""
        return self._places[whose] >= self._most_of_one or self._places.total() >= self._most

    @contextlib.asynccontextmanager
    async def place(self, whose: Hashable) -> AsyncIterator[None]:
        """Take a place in the queue, and wait until the earlier ones of the same person are done with theirs.

        Raises:
            ServerBusy (server_busy): the queue, or the person's part of it, is full.
        """
        if self.is_full(whose):
            raise ServerBusy(f"{self._places.total()} files are waiting to be probed", retry_after_s=RETRY_AFTER_S)
        self._places[whose] += 1
        try:
            async with self._turns.setdefault(whose, asyncio.Lock()):
                yield
        finally:
            self._places[whose] -= 1
            if not self._places[whose]:
                del self._places[whose]

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the call after those that wait and return its result: in a :meth:`place`, or for senders with one file at a time,
        as in Telegram.

        Raises the errors of ``call``.
        """
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(call, *args, **kwargs))


def voice_length_s(path: Path, max_s: float) -> float:
    """Return the length of the sound in a file, seconds. Raises as :func:`engine.media.probe_audio`; blocks."""
    _, sound = probe_audio(path, limits=MediaLimits(max_duration_s=max_s))
    return sound.duration_s


def face_length_s(path: Path, max_s: float) -> float:
    """Return the length of a face video, seconds; a photo counts as :data:`PHOTO_COST_S`.

    Raises as :func:`engine.media.probe_picture`; blocks.
    """
    info, _ = probe_picture(path, limits=replace(FACE_LIMITS, max_duration_s=max_s))
    return PHOTO_COST_S if info.is_photo else info.duration_s
