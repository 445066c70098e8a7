"""What people and groups choose: ``User.settings`` and ``Chat.settings``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from engine.choices import Denoise, Form, MouthSize
from storage.values import Json

MAX_NOTE_S = 59.5
"""Telegram takes round video notes of up to a minute; the last frame may end a little later than the voice."""


class Output(StrEnum):
    """How a clip is sent."""

    NOTE = "note"
    VIDEO = "video"
    FILE = "file"

    def form(self, voice_s: float) -> Form:
        """What is to be rendered for it: a voice too long for a round note becomes a video."""
        return Form.NOTE if self is Output.NOTE and voice_s <= MAX_NOTE_S else Form.VIDEO


@dataclass(frozen=True)
class UserSettings:
    """What a person chose: ``User.settings``.

    Attributes:
        quality: whether a clip's caption tells its quality.
        demo_given: in which language the demo's face and voice were named, "" before one was known; None: none was given.
    """

    output: Output = Output.VIDEO
    denoise: Denoise = Denoise.AUTO
    mouth: MouthSize = MouthSize.NATURAL
    quality: bool = True
    demo_given: str | None = None

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        known = cls()
        return cls(
            output=Output(values.get("output", known.output)),
            denoise=Denoise(values.get("denoise", known.denoise)),
            mouth=MouthSize(values.get("mouth", known.mouth)),
            quality=bool(values.get("quality", known.quality)),
            demo_given=values.get("demo_given"),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class VoiceRule(StrEnum):
    """Whose voice messages may be animated."""

    OWN = "own"
    ANYBODY = "anybody"


class ClipTrigger(StrEnum):
    """What begins a clip: somebody's wish, or every voice note."""

    REQUEST = "request"
    EVERY = "every"


class MemberRule(StrEnum):
    """Who may use the bot."""

    ALL = "all"
    ADMINISTRATORS = "administrators"


class BadgeRule(StrEnum):
    """Which clips have a visible badge: those that the operator wants it on, or all."""

    OPERATOR = "operator"
    ALWAYS = "always"


@dataclass(frozen=True)
class GroupSettings:
    """Kept in ``Chat.settings``. ``output`` and ``language``: None leaves them to each person; ``quota``: clips of the
    whole group in 24 hours, None: no limit of its own."""

    voices: VoiceRule = VoiceRule.OWN
    start: ClipTrigger = ClipTrigger.REQUEST
    output: Output | None = None
    quota: int | None = None
    language: str | None = None
    members: MemberRule = MemberRule.ALL
    badge: BadgeRule = BadgeRule.OPERATOR

    @classmethod
    def from_json(cls, settings: Json) -> Self:
        """Return what :meth:`to_json` made."""
        known = cls()
        return cls(
            voices=VoiceRule(settings.get("voices", known.voices)),
            start=ClipTrigger(settings.get("start", known.start)),
            output=Output(settings["output"]) if "output" in settings else None,
            quota=int(settings["quota"]) if "quota" in settings else None,
            language=settings.get("language"),
            members=MemberRule(settings.get("members", known.members)),
            badge=BadgeRule(settings.get("badge", known.badge)),
        )

    def to_json(self) -> Json:
        """The inverse of :meth:`from_json`; what is left to each person is left out."""
        return {name: value for name, value in asdict(self).items() if value is not None}
