"""Use cases of uploads: receive a file in parts, and queue the job that checks it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from weakref import WeakValueDictionary

from bot.app.consent import as_shown, consent_of
from bot.app.details import JobDetails, details
from bot.app.errors import ConsentNeeded
from bot.app.naming import stem, tidy
from bot.app.people import People
from bot.app.sentences import Sentences
from bot.consent import TEXT_VERSION
from bot.jobs.requests import FaceRequest, VoiceRequest
from bot.jobs.service import JobService
from bot.probing import Probes, face_length_s, voice_length_s
from bot.records import Job, JobKind, StudioOrigin
from bot.records.declarations import Declaration
from bot.settings import Settings
from bot.texts import Texts
from engine.media import UnusableMedia
from facenote.units import MIB
from storage import Store, Writer, consents, jobs, uploads, users
from storage.errors import NotFound, WrongState
from storage.limits import Limits
from storage.media import StagedFile
from storage.uploads import Upload


@dataclass(frozen=True)
class CompletedUpload:
    """A file that came in whole; ``staged`` is in a scratch folder, ready to be named by a job."""

    id: str
    name: str
    staged: StagedFile

    @property
    def key(self) -> str:
        """Key of the job that is made of it: the same upload twice is one job."""
        return job_key(self.id)


Measure = Callable[[Path], float]
"""Returns the length of a file, seconds; raises UnusableMedia, or another EngineError for a fault of the server. Blocks."""

Submit = Callable[[CompletedUpload, float, Writer], Awaitable[Job]]
"""Queues the job of a file of that length, under the file's key."""


class Uploads:
    """The use cases. Uploads of others are not found."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        service: JobService,
        texts: Texts,
        people: People,
        sentences: Sentences,
        probes: Probes,
    ) -> None:
        self._store, self._service, self._texts, self._people, self._probes = store, service, texts, people, probes
        self._sentences = sentences
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._limits = Limits(
            bytes_per_user=settings.quota_mb_per_user * MIB or None, min_free_bytes=settings.min_free_mb * MIB
        )
        self._max_face_s, self._max_voice_s = settings.max_face_video_s, settings.max_voice_s

    async def begin(self, user_id: int, *, name: str, size: int) -> Upload:
        """Begin an upload of that many bytes. Raises StoreFull (disk_full), QuotaExceeded (quota_exceeded)."""
        async with self._store.write() as tx:
            return await uploads.create(tx, user_id, name=name, size=size, limits=self._limits)

    async def get(self, user_id: int, upload_id: str) -> Upload:
        """Return an upload as it stands. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            return await uploads.get(tx, user_id, upload_id)

    async def append(self, upload: Upload, block: bytes) -> Upload:
        """Write the next part; it is durable when this returns.

        Room is checked again: that for the rest of an upload is kept for :data:`storage.uploads.RESERVED` only.

        Raises:
            FileTooLarge (file_too_large), NotFound (not_found), StoreFull (disk_full): what has come so far is kept;
            WrongState (wrong_state): another request has written to it since ``upload`` was read.
        """
        self._store.media.require_free(self._limits.min_free_bytes + len(block))
        async with self._unchanged(upload):
            await uploads.write(self._store.media, upload, block)
            async with self._store.write() as tx:
                return await uploads.set_received(tx, upload.id, upload.received + len(block))

    async def complete(self, upload: Upload) -> Upload:
        """End an upload whose size was not known: what has arrived is all of it. Raises as :meth:`append`."""
        async with self._unchanged(upload), self._store.write() as tx:
            return await uploads.set_complete(tx, upload.id)

    @contextlib.asynccontextmanager
    async def _unchanged(self, upload: Upload) -> AsyncIterator[None]:
        """Hold the upload for one writer that knows all of it. A complete upload can be content already, under the hash of
        what it was: nobody writes to its file again.
        """
        async with self._locks.setdefault(upload.id, asyncio.Lock()):
            now = await self.get(upload.user_id, upload.id)
            if (now.received, now.bytes) != (upload.received, upload.bytes):
                raise WrongState(
                    f"{now.received} of {now.bytes} bytes are here, not {upload.received}", state="changed"
                )
            yield

    async def drop(self, upload_id: str) -> None:
        """Delete an upload."""
        async with self._store.write(may_use_reserve=True) as tx:
            await uploads.delete(tx, upload_id)
        await self._remove_files()

    async def add_voice(self, user_id: int, upload_id: str) -> JobDetails:
        """Queue the check of an uploaded voice, once.

        Raises:
            NotFound (not_found), WrongState (wrong_state): it is incomplete, or taken as a face; what is wrong with it; what
            :meth:`bot.jobs.service.JobService.submit_voice` raises.
        """

        async def submit(upload: CompletedUpload, seconds: float, tx: Writer) -> Job:
            origin = StudioOrigin(label=upload.name or upload.id[:8])
            request = VoiceRequest(user_id, upload.staged, seconds, origin, key=upload.key)
            return await self._service.submit_voice(request, tx=tx)

        return await self._take(
            JobKind.VOICE, user_id, upload_id, partial(voice_length_s, max_s=self._max_voice_s), submit
        )

    async def check_face(
        self, user_id: int, upload_id: str, *, name: str | None, declaration: Declaration, way: str, sentence: str = ""
    ) -> JobDetails:
        """Queue the check of an uploaded face video or photo, once, and record the consent to it, with the text
        that was shown before the first face; ``name`` for the face, else that of the file; ``sentence``: what the person was
        asked to say in it.

        Raises:
            ConsentNeeded (consent_needed); SentenceNeeded (sentence_needed): another sentence is demanded; otherwise as
            :meth:`add_voice`.
        """
        if not await self._people.has_consented(user_id):
            raise ConsentNeeded("the text about permission comes first", version=TEXT_VERSION)

        async def submit(upload: CompletedUpload, seconds: float, tx: Writer) -> Job:
            origin = StudioOrigin(label=tidy(name or stem(upload.name)) or upload.id[:8])
            request = FaceRequest(user_id, upload.staged, seconds, origin, key=upload.key)
            user = await users.get(tx, user_id)
            demanded = self._sentences.require(user, sentence)
            job = await self._service.submit_face(request, tx=tx)
            shown = await consents.given(tx, user_id, TEXT_VERSION)
            consent = consent_of(self._texts, user, way, declaration, job.id, demanded)
            await consents.give(tx, user_id, as_shown(consent, shown))
            return job

        return await self._take(
            JobKind.FACE, user_id, upload_id, partial(face_length_s, max_s=self._max_face_s), submit
        )

    async def _take(self, kind: JobKind, user_id: int, upload_id: str, measure: Measure, submit: Submit) -> JobDetails:
        """Return the job of an upload: queued now, or when it was asked for before.

        The upload ends in the transaction that queues the job, so nothing is lost or done twice. An unusable file
        is deleted as well. The upload stays for another try if the job is refused or the server is at fault.
        """
        job = await self._taken(kind, user_id, upload_id)
        if job is None:
            try:
                job = await self._queue(kind, user_id, upload_id, measure, submit)
            except NotFound:  # the same order, sent twice at once, may have ended the upload meanwhile
                job = await self._taken(kind, user_id, upload_id)
                if job is None:
                    raise
        async with self._store.read() as tx:
            return (await details(tx, self._service, [job]))[0]

    async def _taken(self, kind: JobKind, user_id: int, upload_id: str) -> Job | None:
        """Return the job that the upload became, if it did. Raises WrongState (wrong_state): one of another kind."""
        async with self._store.read() as tx:
            job = await jobs.by_key(tx, user_id, job_key(upload_id))
        if job is not None:
            _require_kind(job, kind, upload_id)
        return job

    async def _queue(self, kind: JobKind, user_id: int, upload_id: str, measure: Measure, submit: Submit) -> Job:
        async with self._probes.place(user_id), self._completed(user_id, upload_id) as upload:
            try:
                seconds = await self._probes.run(measure, upload.staged.path)
            except UnusableMedia:
                await self.drop(upload_id)
                raise
            async with self._store.write() as tx:
                job = await submit(upload, seconds, tx)
                _require_kind(job, kind, upload_id)  # it may have become another job meanwhile
                await uploads.delete(tx, upload_id)
            self._service.notify()
        return job

    @contextlib.asynccontextmanager
    async def _completed(self, user_id: int, upload_id: str) -> AsyncIterator[CompletedUpload]:
        """Stage a complete upload for the length of the block; it stays an upload unless its row is deleted in the block."""
        upload = await self.get(user_id, upload_id)
        if not upload.is_complete:
            raise WrongState(f"{upload.received} of {upload.bytes} bytes are here", state="incomplete")
        async with self._store.media.scratch() as folder:
            yield CompletedUpload(upload.id, upload.name, await uploads.stage(self._store.media, upload, folder))
        await self._remove_files()

    async def _remove_files(self) -> None:
        async with self._store.write() as tx:
            await uploads.remove_unknown(tx)


def _require_kind(job: Job, kind: JobKind, upload_id: str) -> None:
    if job.kind != kind:
        raise WrongState(f"upload {upload_id} is job {job.id}, a {job.kind} already", state=str(job.kind))


def job_key(upload_id: str) -> str:
    """Return the key of the job that an upload becomes."""
    return f"web:upload:{upload_id}"
