"""A face and a voice for newcomers, so that their first clip needs nothing of their own."""

from __future__ import annotations

import asyncio
import logging

from bot.jobs.requests import FaceRequest, VoiceRequest
from bot.jobs.service import JobService
from bot.telegram import people
from bot.web.naming import front_of
from engine.demo import VOICE, write_face
from engine.errors import EngineError
from engine.media import probe_audio
from storage import Sealed, Store, Writer, faces, read_chunks, users
from storage.errors import StorageError
from storage.jobs import Job
from storage.users import User

FACE_NAME, VOICE_NAME = "Astronaut", "Hello.ogg"
FACE_KEY, VOICE_KEY = "demo:face", "demo:voice"
GIVEN = "demo_given"
"""In ``User.settings``: once is enough, what they delete does not come back."""

PHOTO_S = 1.0
SOURCE = "source"
"""Role of the picture that a demo face was made of: who has the same needs no work of their own."""

log = logging.getLogger(__name__)


class Demo:
    """Gives both to people who come for the first time and have no face."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    async def welcome(self, user: User) -> None:
        """Nothing for somebody who was here before, or who comes by Telegram: the bot would speak with that face. What
        cannot be given now is given at the next visit."""
        if user.settings.get(GIVEN) or user.account.startswith(people.PREFIX):
            return
        try:
            await self._give(user.id)
        except (EngineError, StorageError) as error:
            log.warning("no demo now: %s: %s", error.code, error.detail)

    async def _give(self, user_id: int) -> None:
        media = self._store.media
        async with media.scratch() as folder:
            picture = await media.seal(await asyncio.to_thread(write_face, folder / "face.png"))
            voice = await media.receive(read_chunks(VOICE), folder / "voice", max_bytes=VOICE.stat().st_size)
            _, sound = await asyncio.to_thread(probe_audio, voice.path)
            async with self._store.write() as tx:
                user = await users.get(tx, user_id)
                if user.settings.get(GIVEN):
                    return
                await users.set_settings(tx, user_id, {**user.settings, GIVEN: True})
                if await faces.of_user(tx, user_id):
                    return
                request = VoiceRequest(user_id, voice, sound.duration_s, key=VOICE_KEY, front=front_of(VOICE_NAME))
                await self._service.submit_voice(request, tx=tx)
                await self._give_face(tx, user_id, picture)

    async def _give_face(self, tx: Writer, user_id: int, picture: Sealed) -> None:
        known = await faces.made_of(tx, SOURCE, picture.sha256)
        if known:
            await faces.add(tx, user_id, name=FACE_NAME, facts=known.facts, sources=known.files)
        else:
            request = FaceRequest(user_id, picture, PHOTO_S, key=FACE_KEY, front=front_of(FACE_NAME))
            await self._service.submit_face(request, tx=tx)


async def keep(tx: Writer, job: Job) -> None:
    """Register the face that was prepared for a newcomer; doing it twice adds one."""
    if job.key == FACE_KEY and "template" in job.files:
        sources = {role: job.files[role] for role in ("template", "poster", SOURCE)}
        await faces.add(
            tx, job.user_id, name=FACE_NAME, facts={**job.result, "is_demo": True}, sources=sources, job_id=job.id
        )
