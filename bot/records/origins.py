"""Where a job was requested, and what its delivery needs: ``Job.origin``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

from bot.records.preferences import Output
from storage.values import Json

STUDIO, TELEGRAM = "web", "telegram"
"""Names of the channels that results are delivered by."""


@dataclass(frozen=True)
class Origin:
    """``channel``: how the result is delivered. ``is_asked``: the person has been asked whether it arrived."""

    channel: str
    is_asked: bool = False

    @property
    def name(self) -> str:
        """What the job was called when it was asked for; "" if it has no name."""
        return ""

    @property
    def voice(self) -> int | None:
        """The job of its voice, where that was uploaded before."""
        return None

    def asked(self, is_asked: bool) -> Self:
        """Return the same after the person was asked, or has answered."""
        return replace(self, is_asked=is_asked)

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"front": self.channel, **({"doubted": True} if self.is_asked else {})}


@dataclass(frozen=True)
class StudioOrigin(Origin):
    """Asked for in the studio, under the name ``label``; ``voice_job``: the job of a clip's voice; ``order``: the digest of the
    request, if that had a key.
    """

    channel: str = STUDIO
    label: str = ""
    voice_job: int | None = None
    order: str = ""

    @property
    def name(self) -> str:
        """What the job was called when it was asked for."""
        return self.label

    @property
    def voice(self) -> int | None:
        """The job of its voice."""
        return self.voice_job

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        voice = {} if self.voice_job is None else {"voice": self.voice_job}
        order = {"order": self.order} if self.order else {}
        return {**super().to_json(), "name": self.label, **voice, **order}


@dataclass(frozen=True)
class TelegramOrigin(Origin):
    """Asked for in a chat of Telegram.

    Attributes:
        chat: the chat's id when it was asked for; a group's changes when it becomes a supergroup.
        thread: the topic. reply: the message that the result answers.
        output: how the clip is sent; None for a face.
        status: the message that shows how the job stands.
    """

    channel: str = TELEGRAM
    chat: int = 0
    thread: int | None = None
    reply: int | None = None
    output: Output | None = None
    status: int | None = None

    def again(self, output: Output) -> Self:
        """Return the origin of another clip that answers the same message."""
        return replace(self, output=output, status=None, is_asked=False)

    def shown_by(self, *, chat: int, reply: int | None, status: int | None) -> Self:
        """Return the same with another message that shows how the job stands."""
        return replace(self, chat=chat, reply=reply, status=status)

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            **super().to_json(),
            "chat": self.chat,
            "thread": self.thread,
            "reply": self.reply,
            **({} if self.output is None else {"output": str(self.output)}),
            **({} if self.status is None else {"status": self.status}),
        }


def origin_from_json(values: Json) -> Origin:
    """Return what ``to_json`` of the origins made."""
    channel, is_asked = str(values.get("front", "")), bool(values.get("doubted", False))
    if channel == STUDIO:
        label, order = str(values.get("name", "")), str(values.get("order", ""))
        return StudioOrigin(channel, is_asked, label=label, voice_job=values.get("voice"), order=order)
    if channel == TELEGRAM:
        output = values.get("output")
        return TelegramOrigin(
            channel,
            is_asked,
            chat=int(values.get("chat", 0)),
            thread=values.get("thread"),
            reply=values.get("reply"),
            output=None if output is None else Output(output),
            status=values.get("status"),
        )
    return Origin(channel, is_asked)
