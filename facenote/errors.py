"""The base of all errors that Facenote raises on purpose.

    FacenoteError
        EngineError     engine.errors: a file, a face, a voice, a model or a worker
        StorageError    storage.errors: the database, the media folder, the limits
        and what the bot refuses: bot.app.errors, bot.jobs.errors, bot.web.refusals, bot.client, bot.cli

Codes are stable: front ends translate them, scripts test for them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self


class FacenoteError(Exception):
    """An error that has a code, and advice for the person who meets it.

    ``code`` never changes once it was released; ``advice`` is one line, and an instance may know better than its class.
    ``detail`` is one line of plain English for the log and the command line; ``facts`` holds the measured values.
    Instances survive pickling, so they may cross process boundaries.
    """

    code: ClassVar[str] = "internal_error"
    advice: str = "Try again; if it happens again, report it with the log."

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.detail, self.facts), {"advice": self.advice}


class FailureCode(StrEnum):
    """Base of codes that no error class has. A member is its code, and has the ``meaning`` and the ``advice`` of an error."""

    meaning: str
    advice: str

    def __new__(cls, code: str, meaning: str, advice: str) -> Self:
        """Make a member of its three texts."""
        member = str.__new__(cls, code)
        member._value_, member.meaning, member.advice = code, meaning, advice
        return member


def _rebuild(cls: type[FacenoteError], detail: str, facts: dict[str, object]) -> FacenoteError:
    return cls(detail, **facts)
