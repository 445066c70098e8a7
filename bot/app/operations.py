"""Use cases of whoever runs the server."""

from __future__ import annotations

from dataclasses import dataclass

from bot.jobs.service import JobService
from bot.records import JobKind
from storage import Store, queue, totals
from storage.queue import Load
from storage.totals import Totals


@dataclass(frozen=True)
class Stats:
    """How much there is, how much is under way, and how fast clips are made (seconds of work for a second of voice)."""

    load: Load
    totals: Totals
    seconds_per_second: float | None
    free_bytes: int


class Operations:
    """The use cases."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    @property
    def draining(self) -> bool:
        """No new work is taken."""
        return self._service.draining

    async def stats(self) -> Stats:
        """Count everything once."""
        async with self._store.read() as tx:
            return Stats(
                await queue.load(tx),
                await totals.count(tx),
                await queue.seconds_per_work(tx, JobKind.CLIP),
                self._store.media.free_bytes(),
            )

    def drain(self) -> None:
        """Take no new work; what runs goes on, what waits is kept for after the restart."""
        self._service.drain()
