"""Operations on voices: have one judged, and list those there are. A voice is its job: it is deleted as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.jobs.requests import JobKind, VoiceRequest
from bot.jobs.service import JobService
from bot.settings import Settings
from bot.web.intake import Intake
from bot.web.naming import front_of
from bot.web.openapi import Call, Operation, Sent, UploadId
from bot.web.uploads import Arrived
from bot.web.views import JobView, Views, VoicesView
from engine.media import MediaLimits, probe_audio
from storage import Store, Writer, jobs
from storage.jobs import Job

GROUP = "Voices"
LISTED = 200


class VoiceOrder(Sent):
    """A finished upload: any file with sound."""

    upload: UploadId


class Voices:
    """The operations."""

    def __init__(self, settings: Settings, store: Store, service: JobService, intake: Intake, views: Views) -> None:
        self._store, self._service, self._intake, self._views = store, service, intake, views
        self._limits = replace(MediaLimits(), max_duration_s=settings.max_voice_s)

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation(
                "POST", "/api/voices", GROUP, "Have an uploaded voice judged, and keep it for clips to come",
                self.add, body=VoiceOrder, answer=JobView, status=201,
                errors=["wrong_state", "no_sound", "media_too_long", "too_many_jobs"],
            ),
            Operation("GET", "/api/voices", GROUP, "My voices, newest first", self.list, answer=VoicesView),
        ]  # fmt: skip

    async def add(self, call: Call) -> JobView:
        """Raises what is wrong with the file."""
        user_id = call.visitor.user.id

        async def submit(arrived: Arrived, seconds: float, tx: Writer) -> Job:
            front = front_of(arrived.name or arrived.id[:8])
            request = VoiceRequest(user_id, arrived.sealed, seconds, key=arrived.key, front=front)
            return await self._service.submit_voice(request, tx=tx)

        job = await self._intake.take(user_id, call.body.upload, self._measure, submit)
        async with self._store.read() as tx:
            return await self._views.job(tx, job)

    async def list(self, call: Call) -> VoicesView:
        """Those included that are still being read, or could not be."""
        async with self._store.read() as tx:
            found = await jobs.of_user(tx, call.visitor.user.id, kind=JobKind.VOICE, limit=LISTED)
            return VoicesView(voices=await self._views.jobs(tx, found))

    def _measure(self, path: Path) -> float:
        _, sound = probe_audio(path, limits=self._limits)
        return sound.duration_s
