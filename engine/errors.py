"""The engine's error tree: one subclass for each cause a person can act on.

Codes are stable: front ends translate them, scripts test for them. ``detail`` is one plain English line
for the log and the command line, ``facts`` holds the measured values.
"""

from __future__ import annotations

from typing import ClassVar


class EngineError(Exception):
    """Base of all errors that the engine raises on purpose.

    ``code`` is stable for ever; ``advice`` says in one line what the person can do, an instance may know better than its
    class. Instances survive pickling, so they may cross process borders.
    """

    code: ClassVar[str] = "engine_failed"
    advice: str = "Try again; if it happens again, report it with the log."

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.detail, self.facts), {"advice": self.advice}


def _rebuild(cls: type[EngineError], detail: str, facts: dict[str, object]) -> EngineError:
    return cls(detail, **facts)


class Cancelled(EngineError):
    """The caller's cancel signal was set."""

    code = "cancelled"
    advice = "Start it again when you want it."


class DiskFull(EngineError):
    """No space was left for the output."""

    code = "disk_full"
    advice = "Free some disk space and start again."
