"""What the bot expects next of a person in a chat: ``storage.chats.Dialogue.data``. Kept in the storage, so that a restart
loses nothing.

Each class has a ``state``, under which it is stored; states and keys of the JSON never change.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from bot.records.declarations import Declaration, ShownText, shown_from_json, shown_to_json
from bot.records.origins import Origin, origin_from_json
from storage.values import Json


@dataclass(frozen=True)
class Attachment:
    """A file in a message. ``bytes`` and ``seconds`` are None where Telegram does not say; ``is_still``: a photo."""

    file_id: str
    bytes: int | None
    seconds: float | None = None
    name: str = ""
    is_still: bool = False


@dataclass(frozen=True)
class FaceMedia:
    """A video or photo that is to become a face; ``key`` names the request by its message: the same one twice is one job."""

    attachment: Attachment
    origin: Origin
    key: str


@dataclass(frozen=True)
class AwaitingConsent:
    """The consent comes next; then ``media`` is checked, or asked for if nothing was sent yet. ``is_permitted``: the person has
    agreed to the text ``shown`` and said that somebody gave permission, and says next who."""

    state: ClassVar[str] = "consent"
    media: FaceMedia | None = None
    is_permitted: bool = False
    shown: ShownText | None = None

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        is_permitted = bool(values.get("permitted", False))
        shown = shown_from_json(values)
        if "footage" not in values:
            return cls(is_permitted=is_permitted, shown=shown)
        media = FaceMedia(Attachment(**values["footage"]), origin_from_json(values["front"]), str(values["key"]))
        return cls(media, is_permitted, shown)

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        permitted = ({"permitted": True} if self.is_permitted else {}) | shown_to_json(self.shown)
        if self.media is None:
            return permitted
        footage, front = asdict(self.media.attachment), self.media.origin.to_json()
        return {"footage": footage, "front": front, "key": self.media.key, **permitted}


@dataclass(frozen=True)
class AwaitingFace:
    """The next video or photo becomes a face; ``declaration``: whose, None if that was not said yet; ``sentence``: what the
    person was asked to say in it, "" if nothing."""

    state: ClassVar[str] = "face"
    declaration: Declaration | None = None
    sentence: str = ""

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        return cls(Declaration.from_json(values.get("declaration")), str(values.get("sentence", "")))

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        declaration = {"declaration": self.declaration.to_json()} if self.declaration else {}
        return declaration | ({"sentence": self.sentence} if self.sentence else {})


@dataclass(frozen=True)
class NamingFace:
    """The next text is the name of this face."""

    state: ClassVar[str] = "face-name"
    face_id: int

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        return cls(int(values["face"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"face": self.face_id}


@dataclass(frozen=True)
class CollectingBatch:
    """The next voices belong to this batch."""

    state: ClassVar[str] = "batch"
    batch_id: int

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        return cls(int(values["batch"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"batch": self.batch_id}


@dataclass(frozen=True)
class LentFacePicked:
    """The person's next clip in this group is made with this lent face."""

    state: ClassVar[str] = "team-face"
    face_id: int

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        return cls(int(values["face"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"face": self.face_id}


Dialogue = AwaitingConsent | AwaitingFace | NamingFace | CollectingBatch | LentFacePicked


def without_question(dialogue: Dialogue | None) -> Dialogue | None:
    """Return what is left of the dialogue when the next text is no answer any more."""
    match dialogue:
        case NamingFace():
            return None
        case AwaitingConsent(media=media, is_permitted=True):
            return AwaitingConsent(media)
    return dialogue


_KINDS: dict[str, type[Dialogue]] = {
    kind.state: kind for kind in (AwaitingConsent, AwaitingFace, NamingFace, CollectingBatch, LentFacePicked)
}


def dialogue_from_json(state: str, values: Json) -> Dialogue | None:
    """Return the dialogue that was stored under this state; None for one that only another version knows."""
    return _KINDS[state].from_json(values) if state in _KINDS else None
