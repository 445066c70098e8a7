"""Use cases of links to clips: let others see one for a while, or no longer."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.errors import SharingOff
from bot.app.ownership import own_clip
from bot.app.permission import use_of_job
from bot.jobs.errors import FaceNotAllowed
from bot.jobs.service import JobService
from bot.records import Job
from bot.settings import Settings
from storage import Store, events, jobs, shares, users
from storage.errors import NotFound
from storage.jobs import JobState


@dataclass(frozen=True)
class NewLink:
    """A link as its owner gets it, once: ``secret`` is what opens it."""

    secret: str
    allows_download: bool
    expires_at: datetime


@dataclass(frozen=True)
class SharedClip:
    """A clip as whoever has the link sees it."""

    job: Job
    allows_download: bool
    expires_at: datetime


class Shares:
    """The use cases. Nothing is shared, and no link opens, unless the operator allows it."""

    def __init__(self, settings: Settings, store: Store, service: JobService) -> None:
        self._lasts = timedelta(days=settings.web_share_days)
        self._store, self._service = store, service

    async def begin(self, user_id: int, job_id: int, *, allows_download: bool) -> NewLink:
        """Make a link to a finished clip; an earlier link to it stops working.

        Raises:
            SharingOff (sharing_off); WrongState (wrong_state): it is not finished; FaceNotAllowed (face_not_allowed): its face
                is lent to a group, not to the public, or was deleted; NotFound (not_found).
        """
        self._require_on()
        secret = secrets.token_urlsafe(24)
        async with self._store.write() as tx:
            job = await own_clip(tx, user_id, job_id, state=JobState.DELIVERED)
            if (use := await use_of_job(tx, job)).is_lent:
                raise FaceNotAllowed(f"the face of job {job_id} is lent", job_id=job_id, face_id=use.face.id)
            share = await shares.begin(tx, job_id, _hash(secret), self._lasts, allows_download=allows_download)
            await events.repeat(tx, job_id)
        self._service.notify()
        return NewLink(secret, share.allows_download, share.expires_at)

    async def end(self, user_id: int, job_id: int) -> None:
        """Revoke the link to a clip. Raises NotFound (not_found): there is no such clip."""
        async with self._store.write() as tx:
            await own_clip(tx, user_id, job_id)
            await shares.end(tx, job_id)
            await events.repeat(tx, job_id)
        self._service.notify()

    async def open(self, secret: str) -> SharedClip:
        """Return the clip that a link shows. Raises NotFound (not_found): it works no more, or never did."""
        async with self._store.read() as tx:
            share = await shares.find(tx, _hash(secret)) if self._lasts else None
            if share is None:
                raise NotFound("no such link")
            job = await jobs.get(tx, share.job_id)
            if await users.is_banned(tx, (await users.get(tx, job.user_id)).account):
                raise NotFound("the link of somebody who is banned")
            return SharedClip(job, share.allows_download, share.expires_at)

    def _require_on(self) -> None:
        if not self._lasts:
            raise SharingOff("web_share_days is 0")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
