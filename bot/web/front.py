"""What was asked for on the page is fetched there: the web's side of the delivery loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.jobs import delivery
from bot.web import demo
from storage import Store
from storage.jobs import Job
from storage.values import Json


class WebFront:
    """Nothing is sent, so nothing is uncertain for long; the demo's face is kept without being asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def deliver(self, job: Job, files: Mapping[str, Path]) -> Sequence[Json]:
        """See :class:`bot.jobs.delivery.Front`."""
        async with self._store.write() as tx:
            await demo.keep(tx, job)
        return []

    async def doubt(self, job: Job) -> None:
        """The server ended between the two steps of a delivery: it is done again, and has arrived."""
        async with self._store.write() as tx:
            await demo.keep(tx, job)
            await delivery.resolve(tx, job.id, arrived=True)
