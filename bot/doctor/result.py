"""Result of a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class CheckStatus(StrEnum):
    """How a check ended, from good to bad."""

    OK = "ok"
    WARN = "warn"
    """It works, but less well than it could."""
    FAIL = "fail"
    """Something will not work."""


@dataclass(frozen=True)
class CheckResult:
    """One line of the report.

    Attributes:
        subject: what was checked.
        status: how it ended.
        found: what is there, for a person.
        advice: what to do where the status is not ``ok``.
        facts: the same for a program.
    """

    subject: str
    status: CheckStatus
    found: str
    advice: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def ok(cls, subject: str, found: str, **facts: Any) -> CheckResult:
        """Return a result that needs no action."""
        return cls(subject, CheckStatus.OK, found, facts=facts)

    @classmethod
    def warn(cls, subject: str, found: str, advice: str, **facts: Any) -> CheckResult:
        """Return a result that something could be better."""
        return cls(subject, CheckStatus.WARN, found, advice, facts)

    @classmethod
    def fail(cls, subject: str, found: str, advice: str, **facts: Any) -> CheckResult:
        """Return a result that something must be done."""
        return cls(subject, CheckStatus.FAIL, found, advice, facts)


def worst(results: Iterable[CheckResult]) -> CheckStatus:
    """Return the worst status among the results."""
    order = list(CheckStatus)
    return max((result.status for result in results), key=order.index, default=CheckStatus.OK)
