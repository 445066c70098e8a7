"""Wake tasks that wait for a change."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Notifier:
    """Wakes tasks that wait for a change. Listen first, then look, then wait: no change in between is missed."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def notify(self) -> None:
        """Wake all who wait."""
        self._next.set()
        self._next = asyncio.Event()

    def listen(self) -> asyncio.Event:
        """Return the event that the next :meth:`notify` sets."""
        return self._next


async def wait_within(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event, but no longer. (``asyncio.wait_for`` of Python 3.11 can swallow a cancellation.)"""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
