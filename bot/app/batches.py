"""Use cases of batches: clips that are asked for together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.app.clips import studio_request
from bot.app.details import JobDetails, details
from bot.app.errors import OnlyAdministrators
from bot.app.naming import stem, tidy
from bot.app.order_keys import OrderKey
from bot.app.ownership import own_batch, own_face
from bot.app.people import Session
from bot.app.permission import Permission, use_of_job
from bot.app.voices import own_voice
from bot.jobs.errors import FaceNotAllowed
from bot.jobs.outlook import can_retry
from bot.jobs.service import JobService, may_use_its_face
from bot.records import Batch, BatchState, ClipOptions, Job
from bot.records.dialogues import CollectingBatch
from bot.records.origins import STUDIO
from storage import Reader, Store, Writer, batches, chats, events, faces, jobs
from storage.errors import WrongState
from storage.jobs import ENDED, JobState


@dataclass(frozen=True)
class BatchDetails:
    """A batch, and its jobs in the order in which they were queued."""

    batch: Batch
    jobs: list[JobDetails]


@dataclass(frozen=True)
class BatchClips:
    """A batch and its jobs."""

    batch: Batch
    jobs: tuple[Job, ...]


class Batches:
    """The use cases. Batches of others are not found."""

    def __init__(self, store: Store, service: JobService, permission: Permission) -> None:
        self._store, self._service, self._permission = store, service, permission

    async def get(self, user_id: int, batch_id: int) -> BatchDetails:
        """Return a batch as it stands. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            return (await batch_details(tx, self._service, [await own_batch(tx, user_id, batch_id)]))[0]

    async def of_user(self, user_id: int, limit: int) -> list[BatchDetails]:
        """Return the last batches that were asked for in the studio, newest first."""
        async with self._store.read() as tx:
            return await studio_batches(tx, self._service, user_id, limit)

    async def clips(self, user_id: int, batch_id: int) -> BatchClips:
        """Return a batch and its jobs. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            batch = await own_batch(tx, user_id, batch_id)
            return BatchClips(batch, await jobs.of_batch(tx, batch.id))

    async def order(
        self,
        user_id: int,
        face_ids: Sequence[int],
        voice_ids: Sequence[int],
        *,
        name: str | None,
        options: ClipOptions,
        key: OrderKey | None = None,
    ) -> BatchDetails:
        """Queue every face with every voice, all of them or none, in the order in which they are named. If the user already
        ordered them with this ``key``, return that batch and change nothing.

        Raises:
            OrderKeyReused (order_key_reused), NotFound (not_found), WrongState (wrong_state); what
            :meth:`bot.jobs.service.JobService.submit_clip` raises.
        """
        async with self._store.write() as tx:
            if key and (known := await batches.by_key(tx, user_id, key.name)):
                key.require_same(known.state.order)
                return (await batch_details(tx, self._service, [known]))[0]
            chosen = [await own_face(tx, user_id, number) for number in dict.fromkeys(face_ids)]
            voices = [await own_voice(tx, user_id, number) for number in dict.fromkeys(voice_ids)]
            common = chosen[0].name if len(voices) > 1 else stem(voices[0].origin.name)
            batch = await batches.create(tx, user_id, tidy(name or common), key.name if key else None)
            await batches.set_state(tx, batch.id, BatchState(STUDIO, order=key.digest if key else ""))
            for face in chosen:
                for voice in voices:
                    request = studio_request(face, voice, options, batch_id=batch.id)
                    await self._service.submit_clip(request, tx=tx)
        self._service.notify()
        return await self.get(user_id, batch.id)

    async def begin(self, session: Session) -> Batch:
        """Begin a batch that collects all voices until :meth:`close`; the batch that is collecting now is closed.

        Raises:
            FaceNotAllowed (face_not_allowed): there is no face yet.
        """
        async with self._store.write() as tx:
            if await faces.default_of(tx, session.user.id) is None:
                raise FaceNotAllowed(f"user {session.user.id} has no face")
            if isinstance(session.dialogue, CollectingBatch):
                await _close(tx, session, session.dialogue.batch_id)
            batch = await batches.create(tx, session.user.id, "telegram")
            await batches.set_state(tx, batch.id, BatchState(is_open=True))
            collecting = CollectingBatch(batch.id)
            await chats.set_dialogue(tx, session.user.id, session.chat.id, collecting.state, collecting)
        self._service.notify()
        return batch

    async def album(self, user_id: int, group: str) -> Batch:
        """Return the batch of the files that were sent together, made with the first of them."""
        name = f"album:{group}"
        async with self._store.write() as tx:
            known = await batches.of_user(tx, user_id, name=name, limit=1)
            return known[0] if known else await batches.create(tx, user_id, name)

    async def close(self, session: Session, batch_id: int) -> Batch:
        """Close the batch: it collects no more voices. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            batch = await _close(tx, session, batch_id)
        self._service.notify()
        return batch

    async def leave(self, session: Session, batch_id: int) -> None:
        """Close the batch and cancel its unfinished clips. Raises NotFound (not_found)."""
        async with self._store.write(may_use_reserve=True) as tx:
            batch = await _close(tx, session, batch_id)
            cancelled = await jobs.cancel_all(tx, batch_id=batch.id)
        self._service.stop(cancelled)

    async def cancel(self, user_id: int, batch_id: int) -> BatchDetails:
        """Cancel the unfinished clips; return the batch as it stands then. Raises NotFound (not_found)."""
        async with self._store.write(may_use_reserve=True) as tx:
            batch = await own_batch(tx, user_id, batch_id)
            cancelled = await jobs.cancel_all(tx, batch_id=batch.id)
        self._service.stop(cancelled)
        return await self.get(user_id, batch_id)

    async def rename(self, user_id: int, batch_id: int, name: str) -> BatchDetails:
        """Give a batch another name. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            await batches.rename(tx, (await own_batch(tx, user_id, batch_id)).id, tidy(name))
        return await self.get(user_id, batch_id)

    async def delete(self, user_id: int, batch_id: int) -> None:
        """Delete a batch with its clips; cancel the unfinished ones.

        Raises:
            WrongState (wrong_state): one of them is just being sent; NotFound (not_found).
        """
        async with self._store.write(may_use_reserve=True) as tx:
            batch = await own_batch(tx, user_id, batch_id)
            members = [job.id for job in await jobs.of_batch(tx, batch.id)]
            cancelled = await jobs.cancel_all(tx, batch_id=batch.id)
            if len(await jobs.delete_ended(tx, members)) < len(members):
                raise WrongState(f"a clip of batch {batch_id} is being sent", batch_id=batch_id)
            collecting = CollectingBatch(batch.id)
            await chats.end_dialogues(tx, user_id, collecting.state, collecting)
            await batches.delete(tx, batch.id)
        self._service.stop(cancelled)

    async def retry(self, user_id: int, batch_id: int) -> BatchDetails:
        """Requeue the failed and cancelled jobs that may succeed and whose face may be used: all of these or none. Return the
        batch as it stands then.

        Raises:
            ServiceDraining (service_draining); NotFound (not_found); what :func:`storage.jobs.restart` raises.
        """
        self._service.refuse_if_draining()
        async with self._store.read() as tx:
            batch = await own_batch(tx, user_id, batch_id)
            ended = [job for job in await jobs.of_batch(tx, batch.id) if can_retry(job)]
            uses = {job.id: await use_of_job(tx, job) for job in ended if job.face_id is not None}
        allowed = set()
        for job_id, use in uses.items():
            try:
                await self._permission.require(use)
                allowed.add(job_id)
            except (FaceNotAllowed, OnlyAdministrators):  # taken back, or somebody left the group: retry the others
                continue
        async with self._store.write() as tx:
            for job in await jobs.of_batch(tx, batch.id):
                if job.id in allowed and can_retry(job) and await may_use_its_face(tx, job):
                    await jobs.restart(tx, job.id, self._service.limits)
        self._service.notify()
        return await self.get(user_id, batch_id)

    async def note_status(self, batch_id: int, status: int) -> None:
        """Record which message shows the status of the batch. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            batch = await batches.get(tx, batch_id)
            await batches.set_state(tx, batch_id, replace(batch.state, status=status))

    async def claim_zip(self, batch_id: int) -> tuple[Job, ...]:
        """Return the jobs of a complete batch whose zip is still to be sent, and note it as sent; () if it is not due.

        Counted, not just noted: clips that join a finished batch (an album's last file, a second try) give a new zip.
        """
        async with self._store.write() as tx:
            batch = await batches.get(tx, batch_id)
            clips = batch.counts.get(JobState.DELIVERED, 0)
            if not is_complete(batch) or clips < 2 or clips <= batch.state.zipped:
                return ()
            await batches.set_state(tx, batch_id, replace(batch.state, zipped=clips))
            return await jobs.of_batch(tx, batch_id)

    async def release_zip(self, batch_id: int) -> None:
        """Record that the zip could not be sent, so that it is claimed again."""
        async with self._store.write() as tx:
            batch = await batches.get(tx, batch_id)
            await batches.set_state(tx, batch_id, replace(batch.state, zipped=0))


async def batch_details(tx: Reader, service: JobService, wanted: Sequence[Batch]) -> list[BatchDetails]:
    """Return the batches with their jobs."""
    members = await details(tx, service, await jobs.of_batches(tx, [batch.id for batch in wanted]))
    return [BatchDetails(batch, [one for one in members if one.job.batch_id == batch.id]) for batch in wanted]


async def studio_batches(tx: Reader, service: JobService, user_id: int, limit: int) -> list[BatchDetails]:
    """Return the last batches that were ordered in the studio, newest first."""
    return await batch_details(tx, service, await batches.of_user(tx, user_id, channel=STUDIO, limit=limit))


async def _close(tx: Writer, session: Session, batch_id: int) -> Batch:
    """Close the batch, and end the dialogue in which it collects voices."""
    batch = await own_batch(tx, session.user.id, batch_id)
    await batches.set_state(tx, batch_id, replace(batch.state, is_open=False))
    for job in (await jobs.of_batch(tx, batch_id))[-1:]:
        await events.repeat(tx, job.id)
    if session.dialogue == CollectingBatch(batch_id):
        await chats.end_dialogue(tx, session.user.id, session.chat.id)
    return batch


def is_complete(batch: Batch) -> bool:
    """Return whether the batch is closed and all of its jobs have ended."""
    return not batch.state.is_open and all(count == 0 or state in ENDED for state, count in batch.counts.items())
