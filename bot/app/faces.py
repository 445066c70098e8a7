"""Use cases of faces: have one judged, keep it, name it, prefer it, delete it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.app.consent import consent_of
from bot.app.naming import distinct_from, tidy
from bot.app.ownership import own_face, own_job
from bot.app.people import Session
from bot.app.sentences import Sentences
from bot.jobs.errors import FaceNotUsable
from bot.jobs.requests import FaceRequest
from bot.jobs.service import JobService
from bot.records import Face, FaceResult, FileRole, Job, JobKind
from bot.records.declarations import Declaration
from bot.texts import Texts
from storage import Store, Writer, chats, consents, faces
from storage.errors import NotFound
from storage.faces import FaceUse
from storage.files import FileSource


@dataclass(frozen=True)
class FaceUses:
    """A face, and the clips that others made with it, newest first; ``next_id``: where the next page begins."""

    face: Face
    uses: tuple[FaceUse, ...]
    next_id: int | None = None


class Faces:
    """The use cases. Faces of others are not found."""

    def __init__(self, store: Store, service: JobService, texts: Texts, sentences: Sentences) -> None:
        self._store, self._service, self._texts, self._sentences = store, service, texts, sentences

    async def of_user(self, user_id: int) -> tuple[Face, ...]:
        """Return the user's faces, oldest first."""
        async with self._store.read() as tx:
            return await faces.of_user(tx, user_id)

    async def get(self, user_id: int, face_id: int) -> Face:
        """Return a face. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            return await own_face(tx, user_id, face_id)

    async def uses(self, user_id: int, face_id: int) -> FaceUses:
        """Return the clips that others made with a face of one's own. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            return FaceUses(await own_face(tx, user_id, face_id), await faces.uses_of(tx, face_id))

    async def uses_page(self, user_id: int, face_id: int, *, before_id: int | None, limit: int) -> FaceUses:
        """Return the same page by page. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            face = await own_face(tx, user_id, face_id)
            found = await faces.uses_of(tx, face_id, before_id=before_id, limit=limit + 1)
        shown = found[:limit]
        return FaceUses(face, shown, shown[-1].job_id if len(found) > limit else None)

    async def check(
        self, session: Session, request: FaceRequest, declaration: Declaration, way: str, *, sentence: str = ""
    ) -> Job:
        """Queue the check and preparation of a face video or photo that was awaited in a chat, and record the consent to it; the
        same key twice is one job. ``sentence``: what the person was asked to say in it.

        Raises:
            SentenceNeeded (sentence_needed): another sentence is demanded; what
            :meth:`bot.jobs.service.JobService.submit_face` raises.
        """
        demanded = self._sentences.require(session.user, sentence)
        async with self._store.write() as tx:
            job = await self._service.submit_face(request, tx=tx)
            consent = consent_of(self._texts, session.user, way, declaration, job.id, demanded)
            await consents.give(tx, session.user.id, consent)
            await chats.end_dialogue(tx, session.user.id, session.chat.id)
        self._service.notify()
        return job

    async def keep(
        self, user_id: int, job_id: int, *, name: str | None = None, numbered: Callable[[int], str] | None = None
    ) -> Face:
        """Register the face that a finished check prepared; idempotent. The first face of one's own becomes the default, in
        place of the demo's. It is called ``name``, else ``numbered(number of the face)``, else as the check.

        Raises:
            NotFound (not_found): it is no check of a face; FaceNotUsable (face_not_usable).
        """
        async with self._store.write() as tx:
            job = await own_job(tx, user_id, job_id)
            if job.kind != JobKind.FACE:
                raise NotFound(f"no face check {job_id}", job_id=job_id)
            if name is None and numbered is not None:
                name = numbered(len(await faces.of_user(tx, user_id)) + 1)
            taken = {face.name for face in await faces.of_user(tx, user_id)}
            return await register(tx, job, distinct_from(tidy(name or job.origin.name or str(job.id)), taken))

    async def rename(self, user_id: int, face_id: int, name: str) -> Face:
        """Give a face another name, numbered if another face has it. Raises NotFound (not_found)."""
        return await self.change(user_id, face_id, name=name)

    async def make_default(self, user_id: int, face_id: int) -> Face:
        """Make a face the default. Raises NotFound (not_found)."""
        return await self.change(user_id, face_id, is_default=True)

    async def change(self, user_id: int, face_id: int, *, name: str | None = None, is_default: bool = False) -> Face:
        """Change the given attributes; return the face as it is then. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            face = await own_face(tx, user_id, face_id)
            if name:
                others = {other.name for other in await faces.of_user(tx, user_id) if other.id != face.id}
                await faces.rename(tx, face.id, distinct_from(tidy(name), others))
            if is_default:
                await faces.make_default(tx, face.id)
            return await faces.get(tx, face.id)

    async def delete(self, user_id: int, face_id: int) -> Face:
        """Delete a face with its files and loans; cancel its unfinished clips, keep the finished ones.

        Raises:
            NotFound (not_found).
        """
        async with self._store.write(may_use_reserve=True) as tx:
            face = await own_face(tx, user_id, face_id)
            cancelled = await faces.delete(tx, face.id)
        self._service.stop(cancelled)
        return face


async def register(tx: Writer, job: Job, name: str) -> Face:
    """Register the face of a finished check. Raises FaceNotUsable (face_not_usable)."""
    if job.kind != JobKind.FACE or FileRole.TEMPLATE not in job.files:
        raise FaceNotUsable(f"job {job.id} holds no face that can be used", job_id=job.id)
    sources: dict[FileRole, FileSource] = {role: job.files[role] for role in (FileRole.TEMPLATE, FileRole.POSTER)}
    face = await faces.add(tx, job.user_id, name=name, facts=job.result or FaceResult(), sources=sources, job_id=job.id)
    for finding in face.facts.findings:
        if finding.code == "sentence":
            await consents.set_sentence_finding(tx, job.id, finding.to_json())
    others = [other for other in await faces.of_user(tx, job.user_id) if other.id != face.id]
    if all(other.facts.is_demo for other in others):
        await faces.make_default(tx, face.id)
    return await faces.get(tx, face.id)
