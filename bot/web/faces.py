"""Operations on faces: have a video or a photo judged, keep what came of it, name it, prefer it, delete it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from bot import consent
from bot.jobs.requests import FaceRequest, JobKind
from bot.jobs.service import JobService
from bot.settings import Settings
from bot.web.intake import Intake
from bot.web.naming import Name, front_of, stem, tidy
from bot.web.openapi import Call, Id, Operation, Sent, UploadId
from bot.web.own import own_face, own_job
from bot.web.refusals import ConsentNeeded
from bot.web.uploads import Arrived
from bot.web.views import FacesView, FaceView, JobView, Views, face_view, faces_view
from engine.media import FACE_LIMITS, NoVideo, probe
from storage import Store, Writer, faces
from storage.errors import NotFound
from storage.jobs import Job

GROUP = "Faces"
PHOTO_S = 1.0
"""What a photo counts as, in seconds of face video, where work is estimated."""


class FaceCheckOrder(Sent):
    """A finished upload: a video or a photo of a face. ``name`` for the face, else that of the file."""

    upload: UploadId
    name: Name | None = None


class FaceKeep(Sent):
    """A finished check whose face is to be kept, findings that may be accepted included."""

    job: Id
    name: Name | None = None


class FaceChange(Sent):
    """What is to be changed."""

    name: Name | None = None
    is_default: Literal[True] | None = None


class Faces:
    """The operations."""

    def __init__(self, settings: Settings, store: Store, service: JobService, intake: Intake, views: Views) -> None:
        self._store, self._service, self._intake, self._views = store, service, intake, views
        self._limits = replace(FACE_LIMITS, max_duration_s=settings.max_face_video_s)

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation(
                "POST", "/api/face-checks", GROUP, "Have an uploaded face video or photo judged and prepared",
                self.check, body=FaceCheckOrder, answer=JobView, status=201,
                errors=["consent_needed", "wrong_state", "no_video", "media_too_long", "too_many_jobs"],
            ),
            Operation(
                "POST", "/api/faces", GROUP, "Keep the face of a finished check",
                self.keep, body=FaceKeep, answer=FaceView, status=201, errors=["face_not_usable"],
            ),
            Operation("GET", "/api/faces", GROUP, "My faces, oldest first", self.list, answer=FacesView),
            Operation(
                "PATCH", "/api/faces/{face}", GROUP, "Rename a face, or take it where none is named",
                self.change, body=FaceChange, answer=FaceView,
            ),
            Operation(
                "DELETE", "/api/faces/{face}", GROUP, "Delete a face; clips that wait for it are cancelled",
                self.delete, status=204,
            ),
        ]  # fmt: skip

    async def check(self, call: Call) -> JobView:
        """Raises ConsentNeeded, and what is wrong with the file."""
        user, order = call.visitor.user, call.body
        if not await consent.is_given(self._store, user.id):
            raise ConsentNeeded("the text about permission comes first", version=consent.TEXT_VERSION)

        async def submit(arrived: Arrived, seconds: float, tx: Writer) -> Job:
            front = front_of(tidy(order.name or stem(arrived.name)) or arrived.id[:8])
            request = FaceRequest(user.id, arrived.sealed, seconds, key=arrived.key, front=front)
            return await self._service.submit_face(request, tx=tx)

        job = await self._intake.take(user.id, order.upload, self._measure, submit)
        async with self._store.read() as tx:
            return await self._views.job(tx, job)

    async def keep(self, call: Call) -> FaceView:
        """Doing it twice keeps one."""
        async with self._store.read() as tx:
            job = await own_job(tx, call.visitor.user.id, call.body.job)
        if job.kind != JobKind.FACE:
            raise NotFound(f"no face check {job.id}", job_id=job.id)
        name = tidy(call.body.name or str(job.front.get("name", job.id)))
        return face_view(await self._service.keep_face(job.id, name=name))

    async def list(self, call: Call) -> FacesView:
        """All of them."""
        async with self._store.read() as tx:
            return faces_view(await faces.of_user(tx, call.visitor.user.id))

    async def change(self, call: Call) -> FaceView:
        """What is not named stays."""
        async with self._store.write() as tx:
            face = await own_face(tx, call.visitor.user.id, call.ids["face"])
            if call.body.name:
                await faces.rename(tx, face.id, tidy(call.body.name))
            if call.body.is_default:
                await faces.make_default(tx, face.id)
            return face_view(await faces.get(tx, face.id))

    async def delete(self, call: Call) -> None:
        """Its finished clips stay."""
        async with self._store.write() as tx:
            face = await own_face(tx, call.visitor.user.id, call.ids["face"])
            cancelled = await faces.delete(tx, face.id)
        self._service.stop(cancelled)

    def _measure(self, path: Path) -> float:
        info = probe(path, limits=self._limits)
        if info.video is None:
            raise NoVideo(f"{info.container} holds no picture", container=info.container)
        return PHOTO_S if info.is_photo else info.duration_s
