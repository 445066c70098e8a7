"""Operations on batches: clips that are asked for together."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from bot.jobs.service import JobService
from bot.web.clips import ClipForm, clip_request, own_voice
from bot.web.naming import FRONT, Name, stem, tidy
from bot.web.openapi import Call, Id, Operation
from bot.web.own import own_batch, own_face
from bot.web.views import BatchesView, BatchView, Views
from storage import Store, batches

GROUP = "Batches"
MAX_CLIPS = 100
LISTED = 20

Ids = Annotated[list[Id], Field(min_length=1, max_length=MAX_CLIPS)]


class BatchOrder(ClipForm):
    """One voice on many faces, or many voices on one face; a thing named twice counts once."""

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


class Batches:
    """The operations."""

    def __init__(self, store: Store, service: JobService, views: Views) -> None:
        self._store, self._service, self._views = store, service, views

    def operations(self) -> list[Operation]:
        """For the API's table."""
        one = "/api/batches/{batch}"
        return [
            Operation(
                "POST", "/api/batches", GROUP, f"Ask for up to {MAX_CLIPS} clips together: all of them or none",
                self.make, body=BatchOrder, answer=BatchView, status=201, errors=["wrong_state", "too_many_jobs"],
            ),
            Operation("GET", "/api/batches", GROUP, "My last batches, newest first", self.list, answer=BatchesView),
            Operation("GET", one, GROUP, "A batch as it stands", self.show, answer=BatchView),
            Operation(
                "POST", f"{one}/cancel", GROUP, "Cancel what is not made yet", self.cancel, answer=BatchView,
            ),
            Operation(
                "POST", f"{one}/retry", GROUP, "Try again what failed, where that may end better",
                self.retry, answer=BatchView, errors=["too_many_jobs"],
            ),
        ]  # fmt: skip

    async def make(self, call: Call) -> BatchView:
        """Queue its clips, in the order in which faces and voices were named."""
        user_id, order = call.visitor.user.id, call.body
        async with self._store.write() as tx:
            own_faces = [await own_face(tx, user_id, number) for number in dict.fromkeys(order.faces)]
            voices = [await own_voice(tx, user_id, number) for number in dict.fromkeys(order.voices)]
            common = own_faces[0].name if len(voices) > 1 else stem(str(voices[0].front.get("name", "")))
            batch = await batches.create(tx, user_id, tidy(order.name or common))
            await batches.set_front(tx, batch.id, {"front": FRONT})
            for face in own_faces:
                for voice in voices:
                    await self._service.submit_clip(clip_request(face, voice, order, batch.id), tx=tx)
            return await self._views.batch(tx, await batches.get(tx, batch.id))

    async def list(self, call: Call) -> BatchesView:
        """Those that were asked for here; Telegram shows its own."""
        async with self._store.read() as tx:
            mine = await batches.of_user(tx, call.visitor.user.id)
            here = [batch for batch in mine if batch.front.get("front") == FRONT][:LISTED]
            return BatchesView(batches=await self._views.batches(tx, here))

    async def show(self, call: Call) -> BatchView:
        """One of them."""
        async with self._store.read() as tx:
            return await self._views.batch(tx, await own_batch(tx, call.visitor.user.id, call.ids["batch"]))

    async def cancel(self, call: Call) -> BatchView:
        """What is made stays."""
        await self._service.cancel_batch(await self._own(call))
        return await self.show(call)

    async def retry(self, call: Call) -> BatchView:
        """What is not failed stays as it is."""
        await self._service.retry_batch(await self._own(call))
        return await self.show(call)

    async def _own(self, call: Call) -> int:
        async with self._store.read() as tx:
            return (await own_batch(tx, call.visitor.user.id, call.ids["batch"])).id
