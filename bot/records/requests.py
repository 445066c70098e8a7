"""What a job is to do: ``Job.kind`` and, besides its files, ``Job.request``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from engine.choices import ClipSize, Denoise, Form, MouthSize
from storage.values import Json


class JobKind(StrEnum):
    """``Job.kind`` of every job."""

    CLIP = "clip"
    FACE = "face"
    VOICE = "voice"


@dataclass(frozen=True)
class ClipOptions:
    """How a clip is made, see :class:`engine.pipeline.RenderOptions`; ``max_mb``: the largest file, in millions of bytes.
    Checks of faces and voices have none."""

    form: Form = Form.VIDEO
    denoise: Denoise = Denoise.AUTO
    mouth: MouthSize = MouthSize.NATURAL
    badge: bool = False
    size: ClipSize = ClipSize.SOURCE
    max_mb: int | None = None

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        known = cls()
        return cls(
            Form(values.get("form", known.form)),
            Denoise(values.get("denoise", known.denoise)),
            MouthSize(values.get("mouth", known.mouth)),
            bool(values.get("badge", known.badge)),
            ClipSize(values.get("size", known.size)),
            values.get("max_mb"),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        chosen = {
            "badge": self.badge,
            "size": None if self.size is ClipSize.SOURCE else str(self.size),
            "max_mb": self.max_mb,
        }
        usual = {"form": str(self.form), "denoise": str(self.denoise), "mouth": str(self.mouth)}
        return usual | {name: value for name, value in chosen.items() if value}


@dataclass(frozen=True)
class SourcePart:
    """A part of another voice: the role of its file in the job, see :func:`bot.records.results.part_role`, and seconds."""

    role: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class VoiceEdit:
    """A voice that is made from parts of others, in this order."""

    parts: tuple[SourcePart, ...]

    @classmethod
    def from_json(cls, values: Json) -> Self | None:
        """Return what :meth:`to_json` made; None for a voice that was uploaded."""
        parts = values.get("parts")
        return cls(tuple(SourcePart(*part) for part in parts)) if parts else None

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {"parts": [[part.role, part.start_s, part.end_s] for part in self.parts]}
