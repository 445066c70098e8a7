"""The operation that asks for a clip."""

from __future__ import annotations

from bot.jobs.requests import ClipRequest, Denoise, Form, JobKind
from bot.jobs.service import JobService
from bot.web.naming import front_of, stem, tidy
from bot.web.openapi import Call, Id, Operation, Sent
from bot.web.own import own_face, own_job
from bot.web.views import JobView, Views
from storage import Reader, Store
from storage.errors import NotFound, WrongState
from storage.faces import Face
from storage.jobs import Job, JobState

UNUSABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""A voice whose check ended so is not spoken; one that is still being checked may be."""


class ClipForm(Sent):
    """How clips are made."""

    form: Form = Form.VIDEO
    denoise: Denoise = Denoise.AUTO


class ClipOrder(ClipForm):
    """A voice, by its job, on a face."""

    face: Id
    voice: Id


class Clips:
    """The operation."""

    def __init__(self, store: Store, service: JobService, views: Views) -> None:
        self._store, self._service, self._views = store, service, views

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation(
                "POST", "/api/clips", "Clips", "Let a face say what a voice says",
                self.make, body=ClipOrder, answer=JobView, status=201, errors=["wrong_state", "too_many_jobs"],
            )
        ]  # fmt: skip

    async def make(self, call: Call) -> JobView:
        """Queue it."""
        user_id, order = call.visitor.user.id, call.body
        async with self._store.write() as tx:
            face = await own_face(tx, user_id, order.face)
            voice = await own_voice(tx, user_id, order.voice)
            job = await self._service.submit_clip(clip_request(face, voice, order), tx=tx)
            return await self._views.job(tx, job)


async def own_voice(tx: Reader, user_id: int, job_id: int) -> Job:
    """A voice that can be spoken, by its job.

    Raises:
        NotFound (not_found); WrongState (wrong_state): it could not be read, or that was cancelled.
    """
    voice = await own_job(tx, user_id, job_id)
    if voice.kind != JobKind.VOICE:
        raise NotFound(f"no voice {job_id}", job_id=job_id)
    if voice.state in UNUSABLE:
        raise WrongState(f"voice {job_id} is {voice.state}", job_id=job_id, state=str(voice.state))
    return voice


def clip_request(face: Face, voice: Job, form: ClipForm, batch_id: int | None = None) -> ClipRequest:
    """The clip of that voice on that face, named after both."""
    return ClipRequest(
        user_id=face.user_id,
        face_id=face.id,
        voice=voice.files["voice"],
        voice_s=voice.work,
        form=form.form,
        denoise=form.denoise,
        batch_id=batch_id,
        front=front_of(tidy(f"{face.name} - {stem(str(voice.front.get('name', '')))}"), voice=voice.id),
    )
