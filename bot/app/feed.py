"""Load what has changed for a person since an event."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.app.details import JobDetails, details
from bot.jobs.service import JobService
from bot.records import Face, User
from storage import Store, changes, events, faces, jobs, logins, tokens, users
from storage.changes import Change, ChangeKind
from storage.jobs import JobState

MAX_CHANGES = 100


@dataclass(frozen=True)
class ChangeSet:
    """What has changed for a person.

    Attributes:
        newest: the newest event of all; until: everything up to this event is in here.
        jobs: those that changed, and the queued ones, whose position other people's jobs change.
        event_ids: the last event of each job that changed.
        changes: what else has changed; faces: all of the person's, if theirs have.
    """

    user: User
    newest: int
    until: int
    jobs: list[JobDetails] = field(default_factory=list)
    event_ids: Mapping[int, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    faces: tuple[Face, ...] = ()


class Feed:
    """Use cases of the event stream."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    def listen(self) -> asyncio.Event:
        """Return an event that is set when jobs may have changed. Listen first, then look."""
        return self._service.listen()

    async def last_id(self) -> int:
        """Return the id of the newest event, where a new stream starts."""
        async with self._store.read() as tx:
            return await events.last_id(tx)

    async def since(
        self, account: str, last: int, seen: int | None, *, login: str | None = None, token: int | None = None
    ) -> ChangeSet | None:
        """Return what has changed for this person after the event ``last``; None once they may no longer know.

        That is when they logged out, revoked the API token with which they ask, were forgotten or banned.

        Args:
            seen: the newest event of the look before; while that is the newest, nothing is read.
            login: the hash of their login, if they have one; token: the id of the API token they showed, if it was one.
        """
        async with self._store.read() as tx:
            if login is not None and await logins.find(tx, [login]) is None:
                return None
            if token is not None and not await tokens.exists(tx, token):
                return None
            user = await users.find(tx, account)
            if user is None or await users.is_banned(tx, account):
                return None
            newest = await events.last_id(tx)
            if newest == seen:
                return ChangeSet(user, newest, newest)
            happened = await events.after(tx, last, user_id=user.id, limit=MAX_CHANGES)
            until = newest if len(happened) < MAX_CHANGES else happened[-1].id
            waiting = await jobs.of_user(tx, user.id, states=[JobState.QUEUED], limit=MAX_CHANGES)
            found = await jobs.get_many(tx, {event.job_id for event in happened})
            shown = {**found, **{job.id: job for job in waiting}}
            others = await changes.between(tx, user.id, last, until)
            faces_changed = any(change.kind is ChangeKind.FACES for change in others)
            return ChangeSet(
                user=user,
                newest=newest,
                until=until,
                jobs=await details(tx, self._service, list(shown.values())),
                event_ids={event.job_id: event.id for event in happened},
                changes=others,
                faces=await faces.of_user(tx, user.id) if faces_changed else (),
            )
