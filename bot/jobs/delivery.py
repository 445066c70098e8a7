"""Brings what was made to its people, once: see :mod:`storage.deliveries` for what holds at which moment."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from storage import Store, deliveries, jobs, leases
from storage.errors import LeaseLost
from storage.jobs import Job
from storage.leases import Claim
from storage.values import Json, utc_now

AT_ONCE = 4
LEASE_S = 60.0
LOOK_S = 2.0
RETRY_AT_MOST_S = 3600.0
ASK_AGAIN_S = 30.0
DOUBTED = "doubted"

log = logging.getLogger(__name__)


class NotArrived(Exception):
    """It has certainly not arrived; to be tried again, ``retry_in_s`` seconds from now at the earliest."""

    def __init__(self, retry_in_s: float) -> None:
        super().__init__(f"to be tried again in {retry_in_s:g} s")
        self.retry_in_s = retry_in_s


class Undeliverable(Exception):
    """It will never arrive; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Front(Protocol):
    """A way to people; ``job.front["front"]`` names the one that a job came by."""

    async def deliver(self, job: Job, files: Mapping[str, Path]) -> Sequence[Json]:
        """Bring a finished job, whose ``files`` are by role, to its person; return which messages it became.

        Raises:
            NotArrived, Undeliverable; any other error leaves open whether it has arrived.
        """
        ...

    async def doubt(self, job: Job) -> None:
        """Ask the person whether it has arrived; :meth:`bot.jobs.JobService.resolve` takes the answer."""
        ...


class Deliveries:
    """The delivery loop."""

    def __init__(self, store: Store, fronts: Mapping[str, Front], owner: str) -> None:
        self._store, self._fronts, self._owner = store, fronts, owner
        self._sending: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._ask_at = 0.0

    def wake(self) -> None:
        """Something is ready to be sent."""
        self._news.set()

    async def run(self) -> None:
        """Send what is rendered, for ever; cancelled, it lets go of what it is sending."""
        try:
            while True:
                self._news.clear()
                while len(self._sending) < AT_ONCE and (claim := await self._claim()):
                    task = asyncio.create_task(self._send(claim), name=f"send-{claim.job.id}")
                    self._sending.add(task)
                    task.add_done_callback(self._sent)
                await self._ask_of_the_uncertain()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):  # not wait_for: in Python 3.11 that can swallow a cancellation
                        await self._news.wait()
        finally:
            for task in self._sending:
                task.cancel()
            await asyncio.gather(*self._sending, return_exceptions=True)

    async def finish(self, within_s: float) -> None:
        """Wait for what is being sent just now."""
        if self._sending:
            await asyncio.wait(set(self._sending), timeout=within_s)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._news.set()

    async def _claim(self) -> Claim | None:
        async with self._store.write() as tx:
            return await deliveries.claim(tx, self._owner, LEASE_S)

    async def _send(self, claim: Claim) -> None:
        job, lease = claim.job, claim.lease
        files = {role: self._store.media.path(sha256) for role, sha256 in job.files.items()}
        try:
            async with self._lease_kept(claim):
                front = self._fronts.get(str(job.front.get("front")))
                if front is None:
                    raise NotArrived(RETRY_AT_MOST_S)  # that way is closed now, e.g. no token
                messages = await front.deliver(job, files)
        except NotArrived as error:
            wait_s = max(error.retry_in_s, min(2.0 ** min(job.sends, 12), RETRY_AT_MOST_S))
            with contextlib.suppress(LeaseLost):
                async with self._store.write() as tx:
                    await deliveries.postpone(tx, lease, utc_now() + timedelta(seconds=wait_s))
        except Undeliverable as error:
            with contextlib.suppress(LeaseLost):
                async with self._store.write() as tx:
                    await leases.fail(tx, lease, error.code, {})
        except Exception:
            # The lease is not ended: it runs out, and the person is asked.
            log.exception("nobody knows whether it has arrived", extra={"job_id": job.id})
        else:
            with contextlib.suppress(LeaseLost):
                async with self._store.write() as tx:
                    await deliveries.record(tx, lease, messages)

    @contextlib.asynccontextmanager
    async def _lease_kept(self, claim: Claim) -> AsyncIterator[None]:
        async def keep() -> None:
            while True:
                await asyncio.sleep(LEASE_S / 3)
                async with self._store.write() as tx:
                    await leases.renew(tx, claim.lease, LEASE_S)

        keeper = asyncio.create_task(keep())
        try:
            yield
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)

    async def _ask_of_the_uncertain(self) -> None:
        if time.monotonic() < self._ask_at:
            return
        async with self._store.read() as tx:
            uncertain = [job for job in await deliveries.uncertain(tx) if not job.front.get(DOUBTED)]
        for job in uncertain:
            front = self._fronts.get(str(job.front.get("front")))
            if front is None:
                continue
            try:
                await front.doubt(job)
            except Exception:
                log.warning("cannot ask about a delivery yet", extra={"job_id": job.id}, exc_info=True)
                self._ask_at = time.monotonic() + ASK_AGAIN_S
                return
            async with self._store.write() as tx:
                await jobs.set_front(tx, job.id, {**(await jobs.get(tx, job.id)).front, DOUBTED: True})
