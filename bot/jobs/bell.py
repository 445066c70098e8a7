"""Waiting for something to happen."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Bell:
    """Rung when something has changed. Listen first, then look, then wait: what happens in between is not missed."""

    def __init__(self) -> None:
        self._ring = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait."""
        self._ring.set()
        self._ring = asyncio.Event()

    def listen(self) -> asyncio.Event:
        """The next ring."""
        return self._ring


async def heard(ring: asyncio.Event, within_s: float) -> None:
    """Wait for that ring, but no longer. (``asyncio.wait_for`` of Python 3.11 can swallow a cancellation.)"""
    with suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            await ring.wait()
