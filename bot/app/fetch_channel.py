"""The delivery of what was asked for in the studio: it is fetched there, so nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.app import demo
from bot.jobs import delivery
from bot.jobs.outcomes import preparing_delivery
from bot.records import FileRole, Job, SentMessage
from storage import Store


class FetchChannel:
    """Nothing is sent, so nothing stays uncertain; the demo's face is registered without being asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    max_clip_bytes = None

    async def deliver(self, job: Job, files: Mapping[FileRole, Path]) -> Sequence[SentMessage]:  # noqa: ARG002
        """See :class:`bot.jobs.delivery.Channel`."""
        with preparing_delivery():
            async with self._store.write() as tx:
                await demo.keep(tx, job)
        return []

    async def ask_delivered(self, job: Job) -> None:
        """The server ended between the two steps of a delivery: it is done again, and has arrived."""
        async with self._store.write() as tx:
            await demo.keep(tx, job)
            await delivery.resolve(tx, job.id, arrived=True)
