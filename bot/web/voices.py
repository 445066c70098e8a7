"""Operations on voices: check one, make new ones from parts, list all. A voice is its job: it is deleted as one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from bot.app.app import App
from bot.app.overview import VOICES
from bot.app.voices import WantedPart
from bot.web.clips import ORDER_KEY, order_key
from bot.web.openapi import ApiRequest, Id, Operation, RequestModel, UploadId
from bot.web.views import JobView, Views, VoicesView

GROUP = "Voices"
MAX_PARTS = 50
MAX_PARTS_IN_ALL = 200

Second = Annotated[float, Field(ge=0, le=86400)]


class VoiceOrder(RequestModel):
    """A finished upload: any file with sound."""

    upload: UploadId


class VoicePart(RequestModel):
    """A part of a voice, by its job, from ``start_s`` to ``end_s``; what is beyond its end is ignored, and null is its end."""

    voice: Id
    start_s: Second = 0.0
    end_s: Second | None = None


class VoiceEdits(RequestModel):
    """New voices, each made of its parts, one after the other: one part trims a voice, several voices of one part each split it,
    one voice of several parts joins them.
    """

    voices: Annotated[
        list[Annotated[list[VoicePart], Field(min_length=1, max_length=MAX_PARTS)]],
        Field(min_length=1, max_length=MAX_PARTS, description=f"At most {MAX_PARTS_IN_ALL} parts in all."),
    ]

    @field_validator("voices")
    @classmethod
    def _few_in_all(cls, voices: list[list[VoicePart]]) -> list[list[VoicePart]]:
        if sum(map(len, voices)) > MAX_PARTS_IN_ALL:
            raise ValueError(f"at most {MAX_PARTS_IN_ALL} parts in all")
        return voices


class VoiceRoutes:
    """The operations."""

    def __init__(self, app: App, views: Views) -> None:
        self._app, self._views = app, views

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "POST", "/api/voices", GROUP, "Check an uploaded voice and keep it for later clips",
                self.add, body=VoiceOrder, response=JobView, status=201,
                errors=["wrong_state", "no_sound", "media_too_long", "too_many_jobs", "server_busy"],
            ),
            Operation(
                "POST", "/api/voices/edits", GROUP, "Trim, split or join voices: new ones are made, the old ones stay",
                self.edit, body=VoiceEdits, response=VoicesView, status=201, headers=[ORDER_KEY],
                errors=["wrong_state", "part_too_short", "media_too_long", "too_many_jobs", "order_key_reused"],
            ),
            Operation("GET", "/api/voices", GROUP, "My voices, newest first", self.list, response=VoicesView),
        ]  # fmt: skip

    async def add(self, call: ApiRequest) -> JobView:
        """Queue the check of a voice. Raises the errors of the file."""
        return self._views.job(await self._app.uploads.add_voice(call.principal.user.id, call.body.upload))

    async def edit(self, call: ApiRequest) -> VoicesView:
        """Queue the making of voices from parts of others: all of them or none."""
        wanted = [[WantedPart(part.voice, part.start_s, part.end_s) for part in parts] for parts in call.body.voices]
        made = await self._app.voices.edit(call.principal.user.id, wanted, order_key(call))
        return VoicesView(voices=[self._views.job(one) for one in made])

    async def list(self, call: ApiRequest) -> VoicesView:
        """Return all voices, including unchecked and unreadable ones."""
        found = await self._app.voices.of_user(call.principal.user.id, VOICES)
        return VoicesView(voices=[self._views.job(one) for one in found])
