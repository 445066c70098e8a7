"""Whose face or voice it is, as the person says who sends it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

from storage.consents import Subject
from storage.values import Json

MAX_NOTE_CHARS = 200


@dataclass(frozen=True)
class ShownText:
    """The consent text that a person was shown: its version and language."""

    version: str
    language: str


@dataclass(frozen=True)
class Declaration:
    """``subject``: what the consent is about; ``note``: who permitted a face; ``shown``: the text agreed to, if known."""

    subject: Subject
    note: str = ""
    shown: ShownText | None = None

    @classmethod
    def from_json(cls, values: Json | None) -> Self | None:
        """Return what :meth:`to_json` made."""
        return cls(Subject(values["subject"]), str(values["note"]), shown_from_json(values)) if values else None

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"subject": str(self.subject), "note": self.note, **shown_to_json(self.shown)}


def shown_from_json(values: Json) -> ShownText | None:
    """Return what :func:`shown_to_json` made part of these values."""
    return ShownText(**values["shown"]) if "shown" in values else None


def shown_to_json(shown: ShownText | None) -> dict[str, Any]:
    """Return plain values with stable keys."""
    return {"shown": asdict(shown)} if shown else {}


OWN_FACE, VOICES = Declaration(Subject.OWN_FACE), Declaration(Subject.VOICES)
