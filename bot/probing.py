"""Probes uploaded files: a few at a time, in a separate thread pool."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from engine.media import FACE_LIMITS, MediaLimits, probe_audio, probe_picture
from facenote.errors import FacenoteError

P = ParamSpec("P")
T = TypeVar("T")

MAX_PROBES = 1
MOST_WAITING = 16
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
    """Runs calls that probe a file, which may take half a minute each.

    They do not share the threads that serve pages, write uploads and use the database.
    """

    def __init__(self, *, at_once: int = MAX_PROBES, most_waiting: int = MOST_WAITING) -> None:
        self._executor = ThreadPoolExecutor(at_once, thread_name_prefix="probe")
        self._most, self._queued = at_once + most_waiting, 0

    @property
    def is_full(self) -> bool:
        """Return whether :meth:`run` takes no more files."""
        return self._queued >= self._most

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Queue the call and return its result.

        Raises:
            ServerBusy (server_busy): the queue is full.
            The errors of ``call``.
        """
        if self.is_full:
            raise ServerBusy(f"{self._queued} files are waiting to be probed", retry_after_s=RETRY_AFTER_S)
        self._queued += 1
        try:
            return await self.run_in_turn(call, *args, **kwargs)
        finally:
            self._queued -= 1

    async def run_in_turn(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Queue the call, however many wait, and return its result: for senders with one file at a time, as in Telegram.
        It takes no place from the calls of :meth:`run`.

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
