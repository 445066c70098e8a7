"""Whose face or voice it is, as the person says who sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from storage.consents import Subject
from storage.values import Json

MAX_NOTE_CHARS = 200


@dataclass(frozen=True)
class Declaration:
    """``subject``: what the consent is about; ``note``: who permitted a face."""

    subject: Subject
    note: str = ""

    @classmethod
    def from_json(cls, values: Json | None) -> Self | None:
        """Return what :meth:`to_json` made."""
        return cls(Subject(values["subject"]), str(values["note"])) if values else None

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"subject": str(self.subject), "note": self.note}


OWN_FACE, VOICES = Declaration(Subject.OWN_FACE), Declaration(Subject.VOICES)
