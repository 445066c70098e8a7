"""The operation that orders a clip."""

from __future__ import annotations

from bot.app.app import App
from bot.web.openapi import ApiRequest, Id, Operation, RequestModel
from bot.web.views import JobView, Views
from engine.choices import Denoise, Form, MouthSize


class ClipForm(RequestModel):
    """How clips are made."""

    form: Form = Form.VIDEO
    denoise: Denoise = Denoise.AUTO
    mouth: MouthSize = MouthSize.NATURAL


class ClipOrder(ClipForm):
    """A voice, by its job, on a face."""

    face: Id
    voice: Id


class ClipRoutes:
    """The operation."""

    def __init__(self, app: App, views: Views) -> None:
        self._clips, self._views = app.clips, views

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "POST", "/api/clips", "Clips", "Make a clip of a face and a voice",
                self.make, body=ClipOrder, response=JobView, status=201, errors=["wrong_state", "too_many_jobs"],
            )
        ]  # fmt: skip

    async def make(self, call: ApiRequest) -> JobView:
        """Queue the clip."""
        order = call.body
        return self._views.job(
            await self._clips.order_in_studio(
                call.principal.user.id,
                order.face,
                order.voice,
                form=order.form,
                denoise=order.denoise,
                mouth=order.mouth,
            )
        )
