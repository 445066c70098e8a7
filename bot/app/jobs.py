"""Use cases of jobs of any kind: look at them, cancel, retry, delete."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.app.details import JobDetails, details, face_names, name_of
from bot.app.messenger import Messenger
from bot.app.naming import tidy
from bot.app.ownership import own_job
from bot.app.permission import IntendedUse, Permission, use_of_job
from bot.app.quota import require_quota
from bot.app.recipients import ShownJob, shown_alone
from bot.jobs import delivery
from bot.jobs.outlook import can_retry
from bot.jobs.service import JobService, require_face
from bot.records import Job, JobEvent, JobKind, StudioOrigin, TelegramOrigin
from storage import Reader, Store, cursors, events, jobs
from storage.errors import NotFound, WrongState
from storage.jobs import ENDED, EVERYTHING, UNFINISHED, JobSearch, JobState


@dataclass(frozen=True)
class Page:
    """Some jobs, newest first; ``next``: where the next page begins, None at the end."""

    jobs: list[JobDetails]
    next: int | None


@dataclass(frozen=True)
class LogEntry:
    """An event of a job, and the name of the job."""

    event: JobEvent
    job: Job
    name: str


class Jobs:
    """The use cases. Jobs of others are not found."""

    def __init__(
        self, store: Store, service: JobService, permission: Permission, messenger: Messenger | None = None
    ) -> None:
        self._store, self._service, self._permission, self._messenger = store, service, permission, messenger
        self._removals: set[asyncio.Task[None]] = set()

    async def get(self, user_id: int, job_id: int) -> JobDetails:
        """Return a job as it stands. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            return (await details(tx, self._service, [await own_job(tx, user_id, job_id)]))[0]

    async def page(
        self,
        user_id: int,
        *,
        kind: str | None = None,
        states: Iterable[JobState] = JobState,
        matching: JobSearch = EVERYTHING,
        before_id: int | None = None,
        limit: int = 50,
    ) -> Page:
        """Return the user's jobs, newest first, page by page."""
        async with self._store.read() as tx:
            found = await jobs.of_user(
                tx, user_id, kind=kind, states=states, matching=matching, before_id=before_id, limit=limit + 1
            )
            shown = found[:limit]
            next_id = shown[-1].id if len(found) > len(shown) else None
            return Page(await details(tx, self._service, shown), next_id)

    async def unfinished(self, user_id: int, *, channel: str, chat_id: int | None, limit: int) -> list[JobDetails]:
        """Return the user's unfinished jobs of a channel, in one chat or in all, oldest first."""
        async with self._store.read() as tx:
            found = await jobs.of_user(
                tx, user_id, states=UNFINISHED, matching=JobSearch(channel=channel, chat_id=chat_id),
                oldest_first=True, limit=limit,
            )  # fmt: skip
            return await details(tx, self._service, found)

    async def log(self, user_id: int, limit: int) -> list[LogEntry]:
        """Return the last events of the user's jobs, the newest last."""
        async with self._store.read() as tx:
            happened = await events.last_of_user(tx, user_id, limit)
            found = await jobs.get_many(tx, {event.job_id for event in happened})
            names = await face_names(tx, list(found.values()))
        return [LogEntry(event, found[event.job_id], name_of(found[event.job_id], names)) for event in happened]

    async def cancel(self, user_id: int, job_id: int) -> JobDetails:
        """Cancel a job; cancelling it twice is no error. Return it as it stands then.

        Raises:
            WrongState (wrong_state): it has ended otherwise, or is just being sent; NotFound (not_found).
        """
        async with self._store.write(may_use_reserve=True) as tx:
            job = await jobs.cancel(tx, (await own_job(tx, user_id, job_id)).id)
        self._service.stop([job])
        if job.state is not JobState.CANCELLED:
            raise WrongState(f"job {job_id} is {job.state}", job_id=job_id, state=str(job.state))
        return await self.get(user_id, job_id)

    async def retry(self, user_id: int, job_id: int) -> JobDetails:
        """Put a failed or cancelled job back, by the rules of the chat that it belongs to; the owner of a lent face is told.

        Raises:
            FaceNotAllowed (face_not_allowed): its face was taken back or deleted meanwhile, or somebody left the group;
            OnlyAdministrators (only_administrators); DailyLimitReached (daily_limit_reached); WrongState (wrong_state): it
            would fail again; MessengerUnreachable (messenger_unreachable): the owner cannot be told now; ServiceDraining
            (service_draining); NotFound; what :func:`storage.jobs.restart` raises.
        """
        self._service.refuse_if_draining()
        async with self._store.read() as tx:
            use = await _use_of_retry(tx, user_id, job_id)
        if use is not None:
            await self._permission.require(use)
            # Before the restart, so that no clip is made without the owner's knowledge.
            await self._permission.tell_owner(use)
        async with self._store.write() as tx:
            await _use_of_retry(tx, user_id, job_id)
            await jobs.restart(tx, job_id, self._service.limits)
        self._service.notify()
        return await self.get(user_id, job_id)

    async def delete(self, user_id: int, job_id: int) -> None:
        """Delete a job with its files; cancel it first if it is unfinished.

        Raises:
            WrongState (wrong_state): it is just being sent; NotFound (not_found).
        """
        async with self._store.write(may_use_reserve=True) as tx:
            job = await own_job(tx, user_id, job_id)
            cancelled = await jobs.cancel(tx, job.id)
            await jobs.delete(tx, job.id)
        self._service.stop([cancelled])
        self._remove_status([job])

    async def delete_several(self, user_id: int, job_ids: Sequence[int]) -> list[int]:
        """Delete the user's jobs among these, as :meth:`delete` does, except those that are being sent; return their ids."""
        async with self._store.write(may_use_reserve=True) as tx:
            mine = [job for job in (await jobs.get_many(tx, job_ids)).values() if job.user_id == user_id]
            cancelled = [await jobs.cancel(tx, job.id) for job in mine if job.state not in ENDED]
            gone = await jobs.delete_ended(tx, [job.id for job in mine])
        self._service.stop(cancelled)
        self._remove_status([job for job in mine if job.id in gone])
        return sorted(gone)

    def _remove_status(self, deleted: Sequence[Job]) -> None:
        """Delete the status messages of deleted jobs: nobody would update them any more, and their buttons do nothing.

        The caller does not wait for Telegram, which may be away.
        """
        if self._messenger and deleted:
            task = asyncio.ensure_future(self._remove_status_of(self._messenger, deleted))
            self._removals.add(task)
            task.add_done_callback(self._removals.discard)

    async def _remove_status_of(self, messenger: Messenger, deleted: Sequence[Job]) -> None:
        shown: list[ShownJob] = []
        async with self._store.read() as tx:
            for job in deleted:
                with suppress(NotFound):  # the person, or the chat, is gone as well
                    shown += await shown_alone(tx, [job])
        if shown:
            await messenger.remove_status(shown, {one.job.id for one in shown})

    async def rename(self, user_id: int, job_id: int, name: str) -> JobDetails:
        """Rename a voice, a clip or a check, and emit an event.

        Raises:
            WrongState (wrong_state): it was asked for in a chat, where it has no name; NotFound (not_found).
        """
        async with self._store.write() as tx:
            job = await own_job(tx, user_id, job_id)
            if not isinstance(job.origin, StudioOrigin):
                raise WrongState(f"job {job_id} was asked for in a chat", job_id=job_id, state=str(job.state))
            await jobs.set_origin(tx, job_id, replace(job.origin, label=tidy(name)))
            await events.repeat(tx, job_id)
        self._service.notify()
        return await self.get(user_id, job_id)

    async def finished_clips(self, user_id: int, job_ids: Sequence[int]) -> list[JobDetails]:
        """Return the user's finished clips among these, in this order."""
        async with self._store.read() as tx:
            found = await jobs.get_many(tx, job_ids)
            mine = [
                job
                for job_id in dict.fromkeys(job_ids)
                if (job := found.get(job_id))
                and job.user_id == user_id
                and job.kind == JobKind.CLIP
                and job.state is JobState.DELIVERED
            ]
            return await details(tx, self._service, mine)

    async def resolve(self, user_id: int, job_id: int, *, arrived: bool) -> Job:
        """Record the outcome of an unconfirmed delivery: it arrived, or is to be sent again.

        Raises:
            WrongState (wrong_state), NotFound (not_found).
        """
        async with self._store.write() as tx:
            job = await delivery.resolve(tx, (await own_job(tx, user_id, job_id)).id, arrived=arrived)
        self._service.notify()
        return job

    async def note_status(self, job_id: int, *, chat: int, reply: int | None, status: int | None) -> None:
        """Record which message of the chat shows the status of the job. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            job = await jobs.get(tx, job_id)
            if isinstance(job.origin, TelegramOrigin):
                await jobs.set_origin(tx, job_id, job.origin.shown_by(chat=chat, reply=reply, status=status))

    async def cursor(self, name: str) -> int:
        """Return the id of the last event that this reader has handled."""
        async with self._store.read() as tx:
            return await cursors.get(tx, name)

    async def keep_cursor(self, name: str, event_id: int) -> None:
        """Record the id of the last event that this reader has handled."""
        async with self._store.write() as tx:
            await cursors.set(tx, name, event_id)


async def _use_of_retry(tx: Reader, user_id: int, job_id: int) -> IntendedUse | None:
    """Return which face a retry would use, None if it uses none. Raises as :meth:`Jobs.retry`."""
    job = await own_job(tx, user_id, job_id)
    use = await use_of_job(tx, job) if job.kind == JobKind.CLIP else None
    await require_face(tx, job)
    if not can_retry(job):
        why = f": {job.failure.code}" if job.failure else ""
        raise WrongState(f"job {job_id} is {job.state}{why}", job_id=job_id, state=str(job.state))
    if use is not None and use.group is not None:
        await require_quota(tx, use.group, more=1)
    return use
