"""The operation that orders a clip."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field

from bot.app.app import App
from bot.app.order_keys import OrderKey
from bot.records import ClipOptions
from bot.web.openapi import ApiRequest, Header, Id, Operation, RequestModel
from bot.web.views import JobView, Views
from engine.choices import ClipSize, Denoise, Form, MouthSize

ORDER_KEY = Header(
    "Idempotency-Key",
    "Any text that names this order, such as a UUID. The same one again, after a lost answer, returns what was ordered before;"
    " with another request it gets 422, order_key_reused.",
)
"""Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/"""

MAX_MB = 2000


class ClipForm(RequestModel):
    """How clips are made. ``size``: the largest short side; ``max_mb``: the largest file, in millions of bytes, for messengers
    that take no larger ones; null: no limit."""

    form: Form = Form.VIDEO
    denoise: Denoise = Denoise.AUTO
    mouth: MouthSize = MouthSize.NATURAL
    size: ClipSize = ClipSize.SOURCE
    max_mb: Annotated[int, Field(ge=1, le=MAX_MB)] | None = None

    def options(self) -> ClipOptions:
        """Return what the use cases take."""
        return ClipOptions(self.form, self.denoise, self.mouth, size=self.size, max_mb=self.max_mb)


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
                self.make, body=ClipOrder, response=JobView, status=201, headers=[ORDER_KEY],
                errors=["wrong_state", "too_many_jobs", "order_key_reused"],
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
                order.options(),
                key=order_key(call),
            )
        )


def order_key(call: ApiRequest) -> OrderKey | None:
    """Return the key of an order, by the header Idempotency-Key; None without one. Hashed, so that it may be any text. The order
    is the same whether it names a default or leaves it out, and in a version with more defaults.
    """
    text = call.request.headers.get(ORDER_KEY.name, "")
    ordered = call.body.model_dump_json(exclude_defaults=True)
    return OrderKey(f"web:order:{_hash(text)}", _hash(ordered)) if text else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
