"""Operations on batches: clips that are ordered together."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from bot.app.app import App
from bot.app.overview import BATCHES
from bot.web.clips import ORDER_KEY, ClipForm, order_key
from bot.web.naming import Name
from bot.web.openapi import ApiRequest, Id, Operation, RequestModel
from bot.web.views import BatchesView, BatchView, Views

GROUP = "Batches"
MAX_CLIPS = 100

Ids = Annotated[list[Id], Field(min_length=1, max_length=MAX_CLIPS)]


class BatchOrder(ClipForm):
    """One voice on many faces, or many voices on one face; duplicates count once."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"properties": {name: {"maxItems": 1}}} for name in ("faces", "voices")]}
    )

    faces: Ids
    voices: Ids
    name: Name | None = None

    @model_validator(mode="after")
    def _check_together(self) -> BatchOrder:
        if len(self.faces) > 1 and len(self.voices) > 1:
            raise ValueError("one of faces and voices must have a single entry")
        return self


class BatchChange(RequestModel):
    """The values to change."""

    name: Name


class BatchRoutes:
    """The operations."""

    def __init__(self, app: App, views: Views) -> None:
        self._batches, self._views = app.batches, views

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        one = "/api/batches/{batch}"
        return [
            Operation(
                "POST", "/api/batches", GROUP, f"Request up to {MAX_CLIPS} clips at once: all of them or none",
                self.make, body=BatchOrder, response=BatchView, status=201, headers=[ORDER_KEY],
                errors=["wrong_state", "too_many_jobs", "order_key_reused"],
            ),
            Operation("GET", "/api/batches", GROUP, "My last batches, newest first", self.list, response=BatchesView),
            Operation("GET", one, GROUP, "A batch and its state", self.show, response=BatchView),
            Operation("PATCH", one, GROUP, "Rename a batch", self.change, body=BatchChange, response=BatchView),
            Operation(
                "DELETE", one, GROUP, "Delete a batch with its clips, and cancel the unfinished ones",
                self.delete, status=204, errors=["wrong_state"],
            ),
            Operation(
                "POST", f"{one}/cancel", GROUP, "Cancel the unfinished clips of a batch", self.cancel, response=BatchView,
            ),
            Operation(
                "POST", f"{one}/retry", GROUP,
                "Retry the failed and cancelled clips of a batch, where another attempt can succeed", self.retry,
                response=BatchView, errors=["too_many_jobs", "messenger_unreachable"],
            ),
        ]  # fmt: skip

    async def make(self, call: ApiRequest) -> BatchView:
        """Queue the clips, in the order in which faces and voices were named."""
        order = call.body
        return self._views.batch(
            await self._batches.order(
                call.principal.user.id,
                order.faces,
                order.voices,
                name=order.name,
                options=order.options(),
                key=order_key(call),
            )
        )

    async def list(self, call: ApiRequest) -> BatchesView:
        """Return the last batches of the studio; Telegram shows its own."""
        found = await self._batches.of_user(call.principal.user.id, BATCHES)
        return BatchesView(batches=[self._views.batch(batch) for batch in found])

    async def show(self, call: ApiRequest) -> BatchView:
        """Return a batch."""
        return self._views.batch(await self._batches.get(call.principal.user.id, call.ids["batch"]))

    async def change(self, call: ApiRequest) -> BatchView:
        """Rename a batch."""
        return self._views.batch(await self._batches.rename(call.principal.user.id, call.ids["batch"], call.body.name))

    async def delete(self, call: ApiRequest) -> None:
        """Delete a batch. Raises WrongState: one of its clips is being sent."""
        await self._batches.delete(call.principal.user.id, call.ids["batch"])

    async def cancel(self, call: ApiRequest) -> BatchView:
        """Cancel the unfinished clips."""
        return self._views.batch(await self._batches.cancel(call.principal.user.id, call.ids["batch"]))

    async def retry(self, call: ApiRequest) -> BatchView:
        """Retry failed and cancelled clips."""
        return self._views.batch(await self._batches.retry(call.principal.user.id, call.ids["batch"]))
