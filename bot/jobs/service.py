"""The job service: between the front ends, the storage and the pool."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Self

from bot.jobs import delivery
from bot.jobs.delivery import Channel, Deliveries
from bot.jobs.errors import FaceNotAllowed, ServiceDraining
from bot.jobs.notifier import Notifier, wait_within
from bot.jobs.pool import WorkerPool
from bot.jobs.requests import ClipRequest, EditRequest, FaceRequest, VoiceRequest
from bot.jobs.running import Runners
from bot.jobs.shrinking import Shrinker
from bot.records import Chat, FileRole, Job, JobEvent, JobKind
from bot.records.preferences import BadgeRule
from storage import Reader, Store, chats, events, faces, jobs, leases, queue, retention
from storage.database import Writer
from storage.jobs import ENDED, NewJob
from storage.limits import Limits
from storage.queue import Estimate
from storage.reserve import MIN_FREE_BYTES
from storage.retention import KEEP_FINISHED

EVENTS_POLL_S = 1.0
"""Polling interval of the events where no notification comes: another process may have changed something."""

TIDY_S = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobOptions:
    """How the service works.

    Attributes:
        owner: a name for this server, the same after a restart; two that share a database have different ones.
        limits: what people and chats may have at a time.
        badge: every clip has a visible badge; without it, those of the groups that want one.
        lease_s: a job whose server has said nothing for so long is taken by another, or by this one after a restart.
        timeout_s: a job that runs longer fails.
        drain_s: how long running jobs and deliveries may go on at the end.
        keep_finished: how long clips are kept.
        keeps_reserve: keep some disk space, so that deleting works on a full disk.
    """

    owner: str = "facenote"
    limits: Limits = field(default_factory=Limits)
    badge: bool = False
    lease_s: float = 30.0
    timeout_s: float = 3600.0
    drain_s: float = 60.0
    keep_finished: timedelta = KEEP_FINISHED
    keeps_reserve: bool = False


class JobService:
    """``async with JobService(...)`` takes requests, runs and delivers them; leaving the block drains it."""

    def __init__(
        self, store: Store, pool: WorkerPool, channels: Mapping[str, Channel], options: JobOptions = JobOptions()
    ) -> None:
        self._store, self._pool, self._options = store, pool, options
        self._changed = Notifier()
        self._runners = Runners(
            store,
            pool,
            self._changed,
            owner=options.owner,
            lease_s=options.lease_s,
            timeout_s=options.timeout_s,
            min_free_bytes=max(options.limits.min_free_bytes, MIN_FREE_BYTES),
        )
        shrinker = Shrinker(pool, options.timeout_s)
        self._channels = dict(channels)
        self._deliveries = Deliveries(store, self._channels, shrinker, self._changed, options.owner)
        self._tasks: list[asyncio.Task[None]] = []
        self._estimated: tuple[int, Mapping[int, Estimate]] | None = None
        self._trusts_clock = True

    async def __aenter__(self) -> Self:
        async with self._store.write() as tx:
            await leases.expire_all_of(tx, self._options.owner)
        self._tasks = [
            asyncio.create_task(work(), name=work.__qualname__)
            for work in (self._runners.run, self._deliveries.run, self._tidy)
        ]
        return self

    async def __aexit__(self, *exception: object) -> None:
        running, delivering, _ = self._tasks
        try:
            self.drain()
            await self._pool.drain(self._options.drain_s)  # jobs that do not end in time return to the queue
            await running
            self._deliveries.close()
            await asyncio.wait([delivering], timeout=self._options.drain_s)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def add_channel(self, name: str, channel: Channel) -> None:
        """Add a channel; call it before the service runs."""
        self._channels[name] = channel

    @property
    def draining(self) -> bool:
        """Whether it takes no more requests."""
        return self._runners.closed

    @property
    def has_room(self) -> bool:
        """Whether the disk has room for the results of more jobs; without it, queued ones wait."""
        return self._runners.has_room

    def drain(self) -> None:
        """Take no new requests and begin no more jobs; running ones continue, queued ones are kept."""
        self._runners.close()

    async def submit_clip(self, request: ClipRequest, *, tx: Writer | None = None) -> Job:
        """Queue a clip, in the transaction ``tx`` if given; then call :meth:`notify` after the commit.

        Raises:
            FaceNotAllowed (face_not_allowed), ServiceDraining (service_draining); what :func:`storage.jobs.enqueue` raises.
        """
        new = NewJob(
            user_id=request.user_id,
            kind=JobKind.CLIP,
            cost_s=max(request.voice_s, 0.1),
            request=replace(request.options, badge=await self._wants_badge(request.chat_id, tx)),
            files={FileRole.VOICE: request.voice},
            chat_id=request.chat_id,
            face_id=request.face_id,
            batch_id=request.batch_id,
            key=request.key,
            origin=request.origin,
        )
        return await self._submit(new, tx)

    async def submit_face(self, request: FaceRequest, *, tx: Writer | None = None) -> Job:
        """Queue the check and preparation of a face; ``tx``: as in :meth:`submit_clip`.

        Raises:
            ServiceDraining (service_draining); what :func:`storage.jobs.enqueue` raises.
        """
        new = NewJob(
            user_id=request.user_id,
            kind=JobKind.FACE,
            cost_s=max(request.source_s, 0.1),
            files={FileRole.SOURCE: request.source},
            chat_id=request.chat_id,
            key=request.key,
            origin=request.origin,
        )
        return await self._submit(new, tx)

    async def submit_voice(self, request: VoiceRequest, *, tx: Writer | None = None) -> Job:
        """Queue the check of a voice; ``tx``: as in :meth:`submit_clip`.

        Raises:
            ServiceDraining (service_draining); what :func:`storage.jobs.enqueue` raises.
        """
        new = NewJob(
            user_id=request.user_id,
            kind=JobKind.VOICE,
            cost_s=max(request.voice_s, 0.1),
            files={FileRole.VOICE: request.voice},
            key=request.key,
            origin=request.origin,
        )
        return await self._submit(new, tx)

    async def submit_edit(self, request: EditRequest, *, tx: Writer | None = None) -> Job:
        """Queue the making of a voice from parts of others; ``tx``: as in :meth:`submit_clip`.

        Raises:
            ServiceDraining (service_draining); what :func:`storage.jobs.enqueue` raises.
        """
        new = NewJob(
            user_id=request.user_id,
            kind=JobKind.VOICE,
            cost_s=max(request.edit_s, 0.1),
            request=request.edit,
            files=request.sources,
            key=request.key,
            origin=request.origin,
        )
        return await self._submit(new, tx)

    def stop(self, ended: Iterable[Job]) -> None:
        """Stop the work on jobs that a committed transaction of the caller's has ended."""
        for job in ended:
            if job.state in ENDED:
                self._runners.stop(job.id)
        self._changed.notify()

    def notify(self) -> None:
        """Wake all who wait for changes: a committed transaction of the caller's has changed jobs."""
        self._changed.notify()

    @property
    def limits(self) -> Limits:
        """What people and chats may have at a time."""
        return self._options.limits

    def refuse_if_draining(self) -> None:
        """Raises ServiceDraining (service_draining)."""
        if self.draining:
            raise ServiceDraining("the service is draining")

    async def estimates(self, tx: Reader) -> Mapping[int, Estimate]:
        """Return the position and the time left, from measured speed, of all unfinished jobs, by job; computed once for each
        event."""
        event_id = await events.last_id(tx)
        if self._estimated is None or self._estimated[0] != event_id:
            self._estimated = (event_id, await queue.estimates(tx, workers=self._pool.size))
        return self._estimated[1]

    def listen(self) -> asyncio.Event:
        """Return an event that is set when jobs may have changed, see :class:`bot.jobs.notifier.Notifier`."""
        return self._changed.listen()

    async def changes(self, after_id: int) -> AsyncIterator[JobEvent]:
        """Yield all events after that one in order, then new ones as they come, for ever."""
        last = after_id
        while True:
            changed = self._changed.listen()
            async with self._store.read() as tx:
                found = await events.after(tx, last)
            for event in found:
                last = event.id
                yield event
            if not found:
                await wait_within(changed, EVENTS_POLL_S)

    async def _wants_badge(self, chat_id: int | None, tx: Reader | None) -> bool:
        """Return whether the operator, or the chat's administrators, want a visible badge on clips."""
        if self._options.badge or chat_id is None:
            return self._options.badge
        async with contextlib.nullcontext(tx) if tx is not None else self._store.read() as reader:
            chat: Chat = await chats.get(reader, chat_id)
        return chat.settings.badge is BadgeRule.ALWAYS

    async def _submit(self, new: NewJob, tx: Writer | None) -> Job:
        self.refuse_if_draining()
        async with contextlib.nullcontext(tx) if tx is not None else self._store.write() as writer:
            await require_face(writer, new)
            job = await jobs.enqueue(writer, new, self._options.limits)
        if tx is None:
            self._changed.notify()
        return job

    async def _tidy(self) -> None:
        """Clean up periodically: expired leases, old clips, files that no row names."""
        keep = self._options.keep_finished
        while True:
            try:
                # The reserve is for what people delete: used here each minute, it would soon be gone.
                async with self._store.write() as tx:
                    await leases.requeue_expired(tx)
                    if trusts := await retention.trusts_clock(tx):
                        await delivery.expire_unconfirmed(tx, keep)
                        await retention.expire(tx, keep_finished=keep)
                self._log_trust(trusts)
                self._changed.notify()
                await self._store.sweep()
                if self._options.keeps_reserve:
                    await asyncio.to_thread(self._store.reserve.keep)
            except Exception:
                log.exception("cleanup failed; retrying in %g s", TIDY_S)
            await asyncio.sleep(TIDY_S)

    def _log_trust(self, trusts_clock: bool) -> None:
        """Log when the clock begins to be doubted, and when it is relied on again."""
        if trusts_clock is not self._trusts_clock:
            log.warning(
                "the clock is trusted again: deletion by age continues"
                if trusts_clock
                else "the clock was set forward by more than an hour, or the server was off for so long: "
                "nothing is deleted by age for a day"
            )
        self._trusts_clock = trusts_clock


async def require_face(tx: Reader, job: Job | NewJob) -> None:
    """Raises FaceNotAllowed (face_not_allowed): the job may not be made with its face."""
    if not await may_use_its_face(tx, job):
        raise FaceNotAllowed(f"face {job.face_id} may not be used here", face_id=job.face_id)


async def may_use_its_face(tx: Reader, job: Job | NewJob) -> bool:
    """Return whether the job's face is the user's own or lent to the chat; True for jobs other than clips."""
    if job.kind != JobKind.CLIP:
        return True
    face_id = job.face_id
    return face_id is not None and await faces.may_use(tx, face_id, user_id=job.user_id, chat_id=job.chat_id)
