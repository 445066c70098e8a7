"""Operations on voices: check one, list all. A voice is its job: it is deleted as one."""

from __future__ import annotations

from bot.app.app import App
from bot.app.overview import VOICES
from bot.web.openapi import ApiRequest, Operation, RequestModel, UploadId
from bot.web.views import JobView, Views, VoicesView

GROUP = "Voices"


class VoiceOrder(RequestModel):
    """A finished upload: any file with sound."""

    upload: UploadId


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
                errors=["wrong_state", "no_sound", "media_too_long", "too_many_jobs"],
            ),
            Operation("GET", "/api/voices", GROUP, "My voices, newest first", self.list, response=VoicesView),
        ]  # fmt: skip

    async def add(self, call: ApiRequest) -> JobView:
        """Queue the check of a voice. Raises the errors of the file."""
        return self._views.job(await self._app.uploads.add_voice(call.principal.user.id, call.body.upload))

    async def list(self, call: ApiRequest) -> VoicesView:
        """Return all voices, including unchecked and unreadable ones."""
        found = await self._app.voices.of_user(call.principal.user.id, VOICES)
        return VoicesView(voices=[self._views.job(one) for one in found])
