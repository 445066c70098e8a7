"""What a job is to do: ``Job.kind`` and, besides its files, ``Job.request``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from engine.choices import Denoise, Form, MouthSize
from storage.values import Json


class JobKind(StrEnum):
    """``Job.kind`` of every job."""

    CLIP = "clip"
    FACE = "face"
    VOICE = "voice"


@dataclass(frozen=True)
class ClipOptions:
    """How a clip is made, see :class:`engine.pipeline.RenderOptions`. Checks of faces and voices have none."""

    form: Form = Form.VIDEO
    denoise: Denoise = Denoise.AUTO
    mouth: MouthSize = MouthSize.NATURAL
    badge: bool = False

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        known = cls()
        return cls(
            Form(values.get("form", known.form)),
            Denoise(values.get("denoise", known.denoise)),
            MouthSize(values.get("mouth", known.mouth)),
            bool(values.get("badge", known.badge)),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        badge = {"badge": True} if self.badge else {}
        return {"form": str(self.form), "denoise": str(self.denoise), "mouth": str(self.mouth), **badge}
