"""Operations on faces: check a video or a photo, register the result, rename, make default, delete."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from bot.app.app import App
from bot.records.declarations import MAX_NOTE_CHARS, Declaration
from bot.web.naming import Name
from bot.web.openapi import ApiRequest, Id, Operation, Query, RequestModel, UploadId
from bot.web.views import FacesView, FaceView, JobView, Views, face_view, faces_view
from storage.consents import Subject

GROUP = "Faces"


class FaceCheckOrder(RequestModel):
    """A finished upload: a video or a photo of a face. ``name`` for the face, else that of the file. ``whose``: one's own face,
    or that of somebody who permitted it, named in the ``note``; both are recorded with the consent. Without it, whose face it is
    is recorded as not stated. ``sentence``: the session's, which the person was shown and says in the video."""

    upload: UploadId
    name: Name | None = None
    whose: Literal["own_face", "permitted_face"] | None = None
    note: Annotated[str, Field(max_length=MAX_NOTE_CHARS)] = ""
    sentence: Annotated[str, Field(max_length=500)] = ""

    @model_validator(mode="after")
    def _names_who_permitted_it(self) -> Self:
        if self.whose == "permitted_face" and not self.note.strip():
            raise ValueError("note: who permitted it is missing")
        return self


class FaceKeep(RequestModel):
    """A finished check whose face to keep; accepts findings that may be overridden."""

    job: Id
    name: Name | None = None


class FaceChange(RequestModel):
    """The values to change."""

    name: Name | None = None
    is_default: Literal[True] | None = None


class FaceUsesQuery(Query):
    """Which uses. ``before``: the ``next`` of the page before."""

    before: Id | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class FaceUseView(BaseModel):
    """A clip that somebody made with a lent face; ``by``: null if they have deleted their data since."""

    by: str | None
    made_at: datetime


class FaceUsesView(BaseModel):
    """A page of clips that others made with the face, newest first; entries remain after the clips are deleted. ``next`` is where
    the next page begins (``before``), null at the end."""

    uses: list[FaceUseView]
    next: int | None


class FaceRoutes:
    """The operations."""

    def __init__(self, app: App, views: Views) -> None:
        self._app, self._views = app, views

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "POST", "/api/face-checks", GROUP, "Check and prepare an uploaded face video or photo",
                self.check, body=FaceCheckOrder, response=JobView, status=201,
                errors=[
                    "consent_needed", "sentence_needed", "wrong_state", "no_video", "media_too_long", "too_many_jobs",
                    "server_busy",
                ],
            ),
            Operation(
                "POST", "/api/faces", GROUP, "Keep the face of a finished check",
                self.keep, body=FaceKeep, response=FaceView, status=201, errors=["face_not_usable"],
            ),
            Operation("GET", "/api/faces", GROUP, "My faces, oldest first", self.list, response=FacesView),
            Operation(
                "PATCH", "/api/faces/{face}", GROUP, "Rename a face, or make it the default",
                self.change, body=FaceChange, response=FaceView,
            ),
            Operation(
                "GET", "/api/faces/{face}/uses", GROUP, "Clips that others made with this face, newest first",
                self.list_uses, query=FaceUsesQuery, response=FaceUsesView,
            ),
            Operation(
                "DELETE", "/api/faces/{face}", GROUP, "Delete a face and cancel the clips that wait for it",
                self.delete, status=204,
            ),
        ]  # fmt: skip

    async def check(self, call: ApiRequest) -> JobView:
        """Queue a check. Raises ConsentNeeded, and the errors of the file."""
        order = call.body
        note = order.note.strip() if order.whose == Subject.PERMITTED_FACE else ""
        return self._views.job(
            await self._app.uploads.check_face(
                call.principal.user.id,
                order.upload,
                name=order.name,
                declaration=Declaration(Subject(order.whose or Subject.GENERAL), note),
                way=call.principal.way,
                sentence=order.sentence,
            )
        )

    async def keep(self, call: ApiRequest) -> FaceView:
        """Register the face of a check; idempotent."""
        return face_view(await self._app.faces.keep(call.principal.user.id, call.body.job, name=call.body.name))

    async def list(self, call: ApiRequest) -> FacesView:
        """Return all faces."""
        return faces_view(await self._app.faces.of_user(call.principal.user.id))

    async def list_uses(self, call: ApiRequest) -> FaceUsesView:
        """Return who used a face that is, or was, lent."""
        found = await self._app.faces.uses_page(
            call.principal.user.id, call.ids["face"], before_id=call.query.before, limit=call.query.limit
        )
        uses = [FaceUseView(by=use.user_name, made_at=use.made_at) for use in found.uses]
        return FaceUsesView(uses=uses, next=found.next_id)

    async def change(self, call: ApiRequest) -> FaceView:
        """Change the given attributes."""
        change = call.body
        return face_view(
            await self._app.faces.change(
                call.principal.user.id, call.ids["face"], name=change.name, is_default=bool(change.is_default)
            )
        )

    async def delete(self, call: ApiRequest) -> None:
        """Delete a face; its finished clips stay."""
        await self._app.faces.delete(call.principal.user.id, call.ids["face"])
