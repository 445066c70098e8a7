"""The messages by which a job was delivered: ``Job.messages``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from bot.records.preferences import Output
from storage.values import Json


@dataclass(frozen=True)
class SentMessage:
    """A message of Telegram. ``file_id``: the clip in it, which can be sent again without an upload; ``output``: its form."""

    message: int
    file_id: str | None = None
    output: Output | None = None

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        output = values.get("output")
        return cls(int(values["message"]), values.get("file_id"), None if output is None else Output(output))

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "message": self.message,
            **({} if self.file_id is None else {"file_id": self.file_id}),
            **({} if self.output is None else {"output": str(self.output)}),
        }
