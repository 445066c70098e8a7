"""Use cases of clips: ask for one, for the same in another way, and say how good it is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.details import JobDetails, details
from bot.app.naming import stem, tidy
from bot.app.order_keys import OrderKey, job_ordered
from bot.app.ownership import own_clip, own_face
from bot.app.people import Session
from bot.app.permission import IntendedUse, Permission, intended_use, use_of_job
from bot.app.quota import require_quota
from bot.app.voices import own_voice
from bot.jobs.requests import ClipRequest
from bot.jobs.service import JobService
from bot.records import ClipOptions, Face, FileRole, Job, JobKind, StudioOrigin, TelegramOrigin, length_s
from bot.records.origins import TELEGRAM
from bot.records.preferences import Output
from engine.choices import Form
from storage import Store, faces, feedback, jobs
from storage.errors import NotFound
from storage.feedback import Verdict
from storage.files import FileSource
from storage.jobs import JobSearch, JobState


@dataclass(frozen=True)
class VoiceMessage:
    """A voice that a person sent to a chat, for a clip of one of their faces or of one that is lent to the chat.

    Attributes:
        source, seconds: the file and its length.
        key: names the message: the same one twice is one clip.
        origin: what the front end must know to answer it.
        batch_id: what the clip is part of.
    """

    source: FileSource
    seconds: float
    key: str
    origin: TelegramOrigin
    batch_id: int | None = None


@dataclass(frozen=True)
class Rated:
    """A clip, the verdict on it before, and how many faces its user has."""

    job: Job
    before: Verdict | None
    faces: int


@dataclass(frozen=True)
class OtherFaces:
    """A clip, and its user's faces that it was not made with."""

    job: Job
    faces: list[Face]


class Clips:
    """The use cases."""

    def __init__(self, store: Store, service: JobService, permission: Permission) -> None:
        self._store, self._service, self._permission = store, service, permission

    async def may_order(self, session: Session) -> bool:
        """Return whether the settings of the chat let this person ask for clips."""
        return await self._permission.may_order(session.chat, session.user)

    async def order(self, session: Session, voice: VoiceMessage, face: Face | int) -> Job:
        """Queue the clip of a message that was sent to this chat, by the rules of the chat. One write with an own face.

        Raises:
            OnlyAdministrators (only_administrators); FaceNotAllowed (face_not_allowed); DailyLimitReached
            (daily_limit_reached): also the group's own quota; NotFound (not_found): the face is gone; what
            :meth:`bot.jobs.service.JobService.submit_clip` raises.
        """
        if isinstance(face, int):
            async with self._store.read() as tx:
                use = await intended_use(tx, session.user, face, session.chat)
        else:
            use = IntendedUse(session.user, face, session.user, session.chat)
        await self._permission.require(use, is_present=True)
        settings = session.user.settings
        options = ClipOptions(form_of(voice.origin, voice.seconds), settings.denoise, settings.mouth)
        return await self._submit(
            use,
            ClipRequest(
                user_id=session.user.id,
                face_id=use.face.id,
                voice=voice.source,
                voice_s=voice.seconds,
                options=options,
                chat_id=session.chat.id,
                batch_id=voice.batch_id,
                key=voice.key,
                origin=voice.origin,
            ),
        )

    async def order_again(
        self, session: Session, job_id: int, *, key: str, face_id: int | None = None, output: Output | None = None
    ) -> Job:
        """Queue another clip of the same voice, by the rules of the chat that the first one belongs to.

        Raises:
            As :meth:`order`; FaceNotAllowed (face_not_allowed): also if the face of the first one was deleted.
        """
        async with self._store.read() as tx:
            job = await own_clip(tx, session.user.id, job_id)
            if face_id is not None:
                await own_face(tx, session.user.id, face_id)
            use = await use_of_job(tx, job, face_id)
        await self._permission.require(use)
        if not isinstance(job.origin, TelegramOrigin):
            raise NotFound(f"job {job_id} was not asked for in a chat", job_id=job_id)
        origin = job.origin.again(output or job.origin.output or Output.VIDEO)
        return await self._submit(
            use,
            ClipRequest(
                user_id=session.user.id,
                face_id=use.face.id,
                voice=job.files[FileRole.VOICE],
                voice_s=length_s(job),
                options=ClipOptions(form_of(origin, length_s(job)), use.user.settings.denoise, use.user.settings.mouth),
                chat_id=job.chat_id,
                key=key,
                origin=origin,
            ),
        )

    async def order_in_studio(
        self,
        user_id: int,
        face_id: int,
        voice_id: int,
        options: ClipOptions,
        *,
        key: OrderKey | None = None,
    ) -> JobDetails:
        """Queue the clip of a voice that was uploaded, on an own face. If the user already ordered it with this ``key``, return
        that clip.

        Raises:
            OrderKeyReused (order_key_reused); NotFound (not_found); WrongState (wrong_state): the voice cannot be read; what
            :meth:`bot.jobs.service.JobService.submit_clip` raises.
        """
        async with self._store.write() as tx:
            job = await job_ordered(tx, user_id, key)
            if job is None:
                face, voice = await own_face(tx, user_id, face_id), await own_voice(tx, user_id, voice_id)
                request = studio_request(face, voice, options, key=key)
                job = await self._service.submit_clip(request, tx=tx)
        self._service.notify()
        async with self._store.read() as tx:
            return (await details(tx, self._service, [job]))[0]

    async def other_faces(self, user_id: int, job_id: int) -> OtherFaces:
        """Return the faces that a clip could be made with instead. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            job = await own_clip(tx, user_id, job_id)
            return OtherFaces(job, [face for face in await faces.of_user(tx, user_id) if face.id != job.face_id])

    async def rate(self, user_id: int, job_id: int, verdict: Verdict) -> Rated:
        """Record the user's verdict on a clip. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            job = await own_clip(
                tx, user_id, job_id
            )  # no state: its buttons appear shortly before the delivery is recorded
            before = await feedback.verdict_of(tx, user_id, job_id)
            await feedback.give(tx, user_id, job_id, verdict)
            return Rated(job, before, len(await faces.of_user(tx, user_id)))

    async def history(self, user_id: int) -> tuple[list[Job], dict[int, str]]:
        """Return the clips that were delivered by Telegram, newest first, and the names of their faces by id."""
        async with self._store.read() as tx:
            by_telegram = JobSearch(channel=TELEGRAM)
            found = await jobs.of_user(
                tx, user_id, kind=JobKind.CLIP, states=[JobState.DELIVERED], matching=by_telegram
            )
            names = await faces.names(tx, (job.face_id for job in found if job.face_id is not None))
        return list(found), names

    async def sent(self, user_id: int, job_id: int) -> Job:
        """Return a clip of the user's that was sent to a chat. Raises NotFound (not_found), WrongState (wrong_state)."""
        async with self._store.read() as tx:
            job = await own_clip(tx, user_id, job_id, state=JobState.DELIVERED)
        if not job.messages or job.messages[0].file_id is None:
            raise NotFound(f"clip {job_id} was not sent to a chat", job_id=job_id)
        return job

    async def _submit(self, use: IntendedUse, request: ClipRequest) -> Job:
        async with self._store.write() as tx:
            job = await self._service.submit_clip(request, tx=tx)
            if use.group is not None:
                # Checked after the insert, so that a repeated request counts once; an error rolls the insert back.
                await require_quota(tx, use.group, more=0)
        self._service.notify()
        # After the commit: if the update is handled again, the owner is told twice rather than never.
        await self._permission.tell_owner(use)
        return job


def form_of(origin: TelegramOrigin, seconds: float) -> Form:
    """Return the form to render for the way in which a clip is sent."""
    return (origin.output or Output.VIDEO).form(seconds)


def studio_request(
    face: Face, voice: Job, options: ClipOptions, *, batch_id: int | None = None, key: OrderKey | None = None
) -> ClipRequest:
    """Return the request for the clip of an uploaded voice on a face, named after both."""
    return ClipRequest(
        user_id=face.user_id,
        face_id=face.id,
        voice=voice.files[FileRole.VOICE],
        voice_s=length_s(voice),
        options=options,
        batch_id=batch_id,
        key=key.name if key else None,
        origin=StudioOrigin(
            label=tidy(f"{face.name} - {stem(voice.origin.name)}"), voice_job=voice.id, order=key.digest if key else ""
        ),
    )
