"""A face and a voice for newcomers, so that their first clip needs nothing of their own."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.accounts import is_telegram
from bot.jobs.requests import FaceRequest, VoiceRequest
from bot.jobs.service import JobService
from bot.probing import PHOTO_COST_S, voice_length_s
from bot.records import FaceResult, FileRole, Job, StudioOrigin, User
from bot.texts import Texts
from engine.demo import VOICE, write_face
from engine.media import MediaLimits
from facenote.errors import FacenoteError
from storage import StagedFile, Store, Writer, faces, jobs, read_chunks, users
from storage.files import FileSource

FACE_KEY, VOICE_KEY = "demo:face", "demo:voice"
NAMES = {FACE_KEY: "demo-face", VOICE_KEY: "demo-voice"}
"""By key of the job: the text that names what it makes."""

log = logging.getLogger(__name__)


class Demo:
    """Gives both to newcomers who have no face."""

    def __init__(self, store: Store, service: JobService, texts: Texts) -> None:
        self._store, self._service, self._texts = store, service, texts

    async def welcome(self, user: User) -> None:
        """Add the demo's face and voice for a newcomer to the studio.

        Users of Telegram get none: the bot would take that face. A failure is logged, and retried at the next visit.
        """
        given = user.settings.demo_given
        if is_telegram(user.account):
            return
        try:
            if given is None:
                await self._give(user.id)
            elif given == "" and user.language:
                await self._rename(user.id)
        except (FacenoteError, OSError):
            log.warning("could not create the demo", exc_info=True)

    async def _give(self, user_id: int) -> None:
        media = self._store.media
        async with media.scratch() as folder:
            picture = await media.stage(await asyncio.to_thread(write_face, folder / "face.png"))
            voice = await media.receive(read_chunks(VOICE), folder / "voice", max_bytes=VOICE.stat().st_size)
            seconds = await asyncio.to_thread(voice_length_s, voice.path, MediaLimits().max_duration_s)
            async with self._store.write() as tx:
                user = await users.get(tx, user_id)
                if user.settings.demo_given is not None:
                    return
                await users.set_settings(tx, user_id, replace(user.settings, demo_given=user.language))
                if await faces.of_user(tx, user_id):
                    return
                origin = StudioOrigin(label=self._name(user, VOICE_KEY))
                request = VoiceRequest(user_id, voice, seconds, origin, key=VOICE_KEY)
                await self._service.submit_voice(request, tx=tx)
                await self._give_face(tx, user, picture)
            self._service.notify()

    async def _give_face(self, tx: Writer, user: User, picture: StagedFile) -> None:
        name = self._name(user, FACE_KEY)
        known = await faces.made_of(tx, FileRole.SOURCE, picture.sha256)
        if known:
            await faces.add(tx, user.id, name=name, facts=known.facts, sources=known.files)
        else:
            request = FaceRequest(user.id, picture, PHOTO_COST_S, StudioOrigin(label=name), key=FACE_KEY)
            await self._service.submit_face(request, tx=tx)

    async def _rename(self, user_id: int) -> None:
        """Rename what was prepared before the first visit, in the language of that visit."""
        async with self._store.write() as tx:
            user = await users.get(tx, user_id)
            await users.set_settings(tx, user_id, replace(user.settings, demo_given=user.language))
            for key in NAMES:
                if job := await jobs.by_key(tx, user_id, key):
                    await jobs.set_origin(tx, job.id, replace(job.origin, label=self._name(user, key)))
            for face in await faces.of_user(tx, user_id):
                if face.facts.is_demo:
                    await faces.rename(tx, face.id, self._name(user, FACE_KEY))

    def _name(self, user: User, key: str) -> str:
        return self._texts.say(user.language, NAMES[key])


async def keep(tx: Writer, job: Job) -> None:
    """Register the face that was prepared for a newcomer; doing it twice adds one."""
    if job.key == FACE_KEY and FileRole.TEMPLATE in job.files:
        sources: dict[FileRole, FileSource] = {
            role: job.files[role] for role in (FileRole.TEMPLATE, FileRole.POSTER, FileRole.SOURCE)
        }
        facts = (job.result if isinstance(job.result, FaceResult) else FaceResult()).as_demo()
        await faces.add(tx, job.user_id, name=job.origin.name, facts=facts, sources=sources, job_id=job.id)
