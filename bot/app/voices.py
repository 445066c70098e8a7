"""Use cases of voices. A voice is its job: it is deleted as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.details import JobDetails, details
from bot.app.errors import PartTooShort
from bot.app.naming import distinct_from, stem, tidy
from bot.app.order_keys import OrderKey, job_ordered
from bot.app.ownership import own_job
from bot.jobs.requests import EditRequest
from bot.jobs.service import JobService
from bot.records import FileRole, Job, JobKind, PartRole, SourcePart, StudioOrigin, VoiceEdit, length_s, part_role
from engine.media import MediaTooLong
from storage import Reader, Store, Writer, jobs
from storage.errors import NotFound, WrongState
from storage.files import FileSource
from storage.jobs import JobState

UNUSABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""A voice whose check ended so cannot be used; one that is still being checked can."""


SHORTEST_S = 0.5
"""Shortest voice that the engine accepts."""

NAMED = 1000
"""Voices whose names are compared when a new one is named."""


@dataclass(frozen=True)
class WantedPart:
    """A part of a voice: its job, and from when to when, seconds; ``end_s`` None: to its end."""

    voice: int
    start_s: float = 0.0
    end_s: float | None = None


class Voices:
    """The use cases; what adds one from a file is :meth:`bot.app.uploads.Uploads.add_voice`."""

    def __init__(self, store: Store, service: JobService, max_voice_s: float) -> None:
        self._store, self._service, self._max_s = store, service, max_voice_s

    async def edit(
        self, user_id: int, wanted: Sequence[Sequence[WantedPart]], key: OrderKey | None = None
    ) -> list[JobDetails]:
        """Queue the making of new voices, each from its parts in this order, all of them or none. The voices that the parts
        belong to stay as they are. If the user has voices with this ``key``, return those and change nothing.

        Raises:
            OrderKeyReused (order_key_reused); NotFound (not_found); WrongState (wrong_state): the check of a voice has not
            ended well; PartTooShort (part_too_short), MediaTooLong (media_too_long); what
            :meth:`bot.jobs.service.JobService.submit_edit` raises.
        """
        async with self._store.write() as tx:
            voices = await jobs.of_user(tx, user_id, kind=JobKind.VOICE, limit=NAMED)
            names = {voice.origin.name for voice in voices}
            checked: dict[int, Job] = {}
            made = [
                await self._edit(tx, user_id, parts, checked, names, key and key.of_part(n))
                for n, parts in enumerate(wanted)
            ]
        self._service.notify()
        async with self._store.read() as tx:
            return await details(tx, self._service, made)

    async def _edit(
        self,
        tx: Writer,
        user_id: int,
        wanted: Sequence[WantedPart],
        checked: dict[int, Job],
        names: set[str],
        key: OrderKey | None,
    ) -> Job:
        """Queue the making of one voice, under a name other than ``names``, which is added to these. ``checked`` holds the
        voices that were looked up before.
        """
        if known := await job_ordered(tx, user_id, key):
            return known
        for part in wanted:
            if part.voice not in checked:
                checked[part.voice] = await checked_voice(tx, user_id, part.voice)
        voices = {part.voice: checked[part.voice] for part in wanted}
        roles = {number: part_role(place) for place, number in enumerate(voices, 1)}
        sources: dict[str, FileSource] = {
            roles[number]: voice.files[FileRole.VOICE] for number, voice in voices.items()
        }
        edit = VoiceEdit(tuple(_within(part, roles[part.voice], length_s(voices[part.voice])) for part in wanted))
        seconds = round(sum(part.end_s - part.start_s for part in edit.parts), 6)  # 0.563 - 0.063 < 0.5
        if seconds < SHORTEST_S:
            raise PartTooShort(f"{seconds:.2f} s, at least {SHORTEST_S:g} s are needed", duration_s=round(seconds, 2))
        if seconds > self._max_s:
            raise MediaTooLong(
                f"{seconds:.1f} s, at most {self._max_s:g}", duration_s=round(seconds, 3), max_s=self._max_s
            )
        name = distinct_from(tidy(" + ".join(stem(voice.origin.name) for voice in voices.values())), names)
        names.add(name)
        origin = StudioOrigin(label=name, order=key.digest if key else "")
        request = EditRequest(user_id, edit, seconds, sources, origin, key.name if key else None)
        return await self._service.submit_edit(request, tx=tx)

    async def of_user(self, user_id: int, limit: int) -> list[JobDetails]:
        """Return the user's voices, newest first, including unchecked and unreadable ones."""
        async with self._store.read() as tx:
            return await details(tx, self._service, await jobs.of_user(tx, user_id, kind=JobKind.VOICE, limit=limit))


async def own_voice(tx: Reader, user_id: int, job_id: int) -> Job:
    """Return a usable voice of the user's, by its job.

    Raises:
        NotFound (not_found); WrongState (wrong_state): it could not be read, that was cancelled, or it is still being made from
            parts of others.
    """
    voice = await own_job(tx, user_id, job_id)
    if voice.kind != JobKind.VOICE:
        raise NotFound(f"no voice {job_id}", job_id=job_id)
    if voice.state in UNUSABLE or FileRole.VOICE not in voice.files:
        raise WrongState(f"voice {job_id} is {voice.state}", job_id=job_id, state=str(voice.state))
    return voice


async def checked_voice(tx: Reader, user_id: int, job_id: int) -> Job:
    """Return a voice of the user's whose check has ended well. Raises as :func:`own_voice`."""
    voice = await own_voice(tx, user_id, job_id)
    if voice.state is not JobState.DELIVERED:
        raise WrongState(f"voice {job_id} is {voice.state}", job_id=job_id, state=str(voice.state))
    return voice


def _within(part: WantedPart, role: PartRole, length_s: float) -> SourcePart:
    """Return the part as the job names it, as far as it is within the voice."""
    start_s = min(part.start_s, length_s)
    end_s = length_s if part.end_s is None else min(max(part.end_s, start_s), length_s)
    return SourcePart(role, start_s, end_s)
