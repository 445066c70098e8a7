"""State of a batch that its front end needs: ``Batch.state``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from storage.values import Json


@dataclass(frozen=True)
class BatchState:
    """State of a batch.

    Attributes:
        channel: where it was asked for; "" for one of Telegram's.
        is_open: it collects more voices.
        status: the message that shows how it stands.
        zipped: how many clips were in the zip that was sent.
        order: the digest of the request, if that had a key.
    """

    channel: str = ""
    is_open: bool = False
    status: int | None = None
    zipped: int = 0
    order: str = ""

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        return cls(
            str(values.get("front", "")),
            bool(values.get("open", False)),
            values.get("status"),
            int(values.get("zipped", 0)),
            str(values.get("order", "")),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            **({"front": self.channel} if self.channel else {}),
            "open": self.is_open,
            "status": self.status,
            "zipped": self.zipped,
            **({"order": self.order} if self.order else {}),
        }
