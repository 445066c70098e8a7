"""Delivers results, each once; :mod:`storage.deliveries` says what a crash leaves at each moment."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bot.jobs.leasing import lease_kept
from bot.jobs.notifier import Notifier, wait_within
from bot.jobs.outcomes import ChatMoved, NotDelivered, Undeliverable, preparing_delivery
from bot.jobs.retrying import write_with_retry
from bot.jobs.shrinking import Shrinker
from bot.records import FileRole, Job, SentMessage
from storage import Store, Writer, chats, deliveries, jobs, leases
from storage.errors import StorageError
from storage.jobs import JobFailure
from storage.leases import Claim
from storage.values import utc_now

MAX_DELIVERIES = 16
LEASE_S = 60.0
DELIVERY_POLL_S = 2.0
RETRY_AT_MOST_S = 3600.0
ASK_AGAIN_S = 30.0

log = logging.getLogger(__name__)


class Channel(Protocol):
    """A way to deliver results; ``Job.origin.channel`` names that of a job."""

    @property
    def max_clip_bytes(self) -> int | None:
        """The largest clip that can be sent."""
        ...

    async def deliver(self, job: Job, files: Mapping[FileRole, Path]) -> Sequence[SentMessage]:
        """Deliver a finished job, whose ``files`` are by role; return the messages that it became.

        Raises:
            NotDelivered, ChatMoved, Undeliverable; any other error leaves open whether it has arrived, so everything that
            can fail before the first request belongs in :func:`bot.jobs.outcomes.preparing_delivery`.
        """
        ...

    async def ask_delivered(self, job: Job) -> None:
        """Ask the person whether it has arrived; :meth:`bot.jobs.JobService.resolve` takes the answer."""
        ...


class Deliveries:
    """The delivery loop: a few at a time, so that one slow upload does not keep the others waiting."""

    def __init__(
        self, store: Store, channels: Mapping[str, Channel], shrinker: Shrinker, changed: Notifier, owner: str
    ) -> None:
        self._store, self._channels, self._shrinker = store, channels, shrinker
        self._changed, self._owner = changed, owner
        self._sending: set[asyncio.Task[None]] = set()
        self._closed = False
        self._ask_at = 0.0

    async def run(self) -> None:
        """Deliver rendered jobs until :meth:`close`, then wait for the deliveries under way. If cancelled, stop those: the
        people are asked at the next start whether they have arrived."""
        try:
            # Two loops, so that a slow question does not delay clips.
            await asyncio.gather(self._repeat(self._send_what_waits), self._repeat(self._ask_about_unconfirmed))
            await asyncio.gather(*self._sending)
        finally:
            for task in self._sending:
                task.cancel()
            await asyncio.gather(*self._sending, return_exceptions=True)

    def close(self) -> None:
        """Begin no more deliveries; rendered jobs are kept."""
        self._closed = True
        self._changed.notify()

    async def _repeat(self, step: Callable[[], Awaitable[None]]) -> None:
        while not self._closed:
            changed = self._changed.listen()
            try:
                await step()
            except Exception:  # mostly faults of the storage; the loop must not end
                log.exception("delivery loop failed; retrying")
            await wait_within(changed, DELIVERY_POLL_S)

    async def _send_what_waits(self) -> None:
        while len(self._sending) < MAX_DELIVERIES:
            async with self._store.write() as tx:
                claim = await deliveries.claim(tx, self._owner, LEASE_S)
            if claim is None:
                return
            task = asyncio.create_task(self._send(claim), name=f"send-{claim.job.id}")
            self._sending.add(task)
            task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._changed.notify()

    async def _send(self, claim: Claim) -> None:
        job, lease = claim.job, claim.lease
        try:
            async with lease_kept(self._store, claim, lease_s=LEASE_S, every_s=LEASE_S / 3):
                messages = await self._deliver(job)
        except NotDelivered as error:
            if isinstance(error, ChatMoved):
                await self._follow(error)
            again_at = utc_now() + timedelta(seconds=max(error.retry_in_s, _pause_s(job.sends)))
            await self._note(job, lambda tx: deliveries.postpone(tx, lease, again_at))
        except Undeliverable as error:
            failure = JobFailure(error.code)
            await self._note(job, lambda tx: leases.fail(tx, lease, failure))
        except Exception:
            # Keep the lease: when it expires, the person is asked.
            log.exception("delivery outcome unknown", extra={"job_id": job.id})
        else:
            await self._note(job, lambda tx: deliveries.record(tx, lease, messages))

    async def _follow(self, moved: ChatMoved) -> None:
        with contextlib.suppress(StorageError):  # the next attempt finds the same
            async with self._store.write() as tx:
                await chats.move(tx, moved.old_address, moved.new_address)

    async def _deliver(self, job: Job) -> Sequence[SentMessage]:
        channel = self._channel_of(job)
        if channel is None:
            raise NotDelivered(RETRY_AT_MOST_S)  # the channel is off now, e.g. no token is set
        files = {
            role: self._store.media.path(sha256) for role, sha256 in job.files.items() if isinstance(role, FileRole)
        }
        async with contextlib.AsyncExitStack() as stack:
            if FileRole.CLIP in files and (limit := channel.max_clip_bytes) is not None:
                with preparing_delivery():
                    folder = await stack.enter_async_context(self._store.media.scratch())
                    files[FileRole.CLIP] = await self._shrinker.fit(job, files[FileRole.CLIP], folder, limit)
            return await channel.deliver(job, files)

    async def _note(self, job: Job, outcome: Callable[[Writer], Awaitable[Job]]) -> None:
        try:
            await write_with_retry(self._store, outcome)
        except StorageError:  # the lease expires and the person is asked, unless the delivery was resolved meanwhile
            log.exception("could not record delivery outcome", extra={"job_id": job.id})

    async def _ask_about_unconfirmed(self) -> None:
        if time.monotonic() < self._ask_at:
            return
        async with self._store.read() as tx:
            uncertain = [job for job in await deliveries.uncertain(tx) if not job.origin.is_asked]
        await asyncio.gather(*(self._ask(job) for job in uncertain))

    async def _ask(self, job: Job) -> None:
        channel = self._channel_of(job)
        if channel is None:
            return
        try:
            await channel.ask_delivered(job)
            async with self._store.write() as tx:
                for now in await deliveries.uncertain(tx):  # unless the answer came first
                    if (now.id, now.sends) == (job.id, job.sends):
                        await jobs.set_origin(tx, job.id, now.origin.asked(True))
        except Exception:
            log.warning(
                "could not ask about an unconfirmed delivery; retrying", extra={"job_id": job.id}, exc_info=True
            )
            self._ask_at = time.monotonic() + ASK_AGAIN_S

    def _channel_of(self, job: Job) -> Channel | None:
        return self._channels.get(job.origin.channel)


async def resolve(tx: Writer, job_id: int, *, arrived: bool) -> Job:
    """Record the outcome of an unconfirmed delivery; it is asked about again if the next one is unconfirmed, too.

    Raises:
        WrongState (wrong_state), NotFound (not_found).
    """
    job = await deliveries.resolve(tx, job_id, arrived=arrived)
    await jobs.set_origin(tx, job_id, job.origin.asked(False))
    return await jobs.get(tx, job_id)


async def expire_unconfirmed(tx: Writer, older_than: timedelta) -> None:
    """Count deliveries as arrived about which the person was asked so long ago and has not answered."""
    for job in await deliveries.uncertain(tx):
        if job.rendered_at is not None and job.rendered_at < tx.now - older_than:
            await resolve(tx, job.id, arrived=True)


def _pause_s(sends: int) -> float:
    """Return the pause before the next attempt; it doubles with each."""
    return min(2.0 ** min(sends, 12), RETRY_AT_MOST_S)
