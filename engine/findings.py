"""Findings: measurements of a face video or a voice, their recommended ranges, and advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.errors import EngineError


class Severity(StrEnum):
    """``ok``: as wanted; ``warn``: goes on, said to the user; ``fail``: stops unless overridable and accepted."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One rule's result.

    Attributes:
        code: stable name of the rule.
        severity: how bad it is.
        value: as measured, in ``unit``; None where the rule has no number.
        unit: such as ``px``, ``s``, ``dB``, ``deg``; empty for shares and counts.
        side: on which side of the recommended range the value is: ``low``, ``high``, or empty within it.
        recommended: the range that is wanted, for people.
        limit: the bound that was crossed, or that applies.
        overridable: a failure may be accepted by the user.
        advice: what the person can do, one line.
        frame: the frame of the normalised video that shows it.
        times: (start, end) of the stretches of the voice in which it is heard, seconds.
    """

    code: str
    severity: Severity
    value: float | None = None
    unit: str = ""
    recommended: str | None = None
    limit: float | None = None
    overridable: bool = True
    advice: str = ""
    frame: int | None = None
    side: str = ""
    times: tuple[tuple[float, float], ...] = ()

    @property
    def measured(self) -> str:
        """Return the value with its unit for display; empty without a value."""
        if self.value is None:
            return ""
        number = f"{self.value:.0f}" if abs(self.value) >= 100 else f"{self.value:.3g}"
        return f"{number} {self.unit}".strip()

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "value": None if self.value is None else round(self.value, 3),
            "unit": self.unit,
            "recommended": self.recommended,
            "limit": self.limit,
            "overridable": self.overridable,
            "advice": self.advice,
            "frame": self.frame,
            "side": self.side,
            "times": [[round(start, 2), round(end, 2)] for start, end in self.times],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Finding:
        """Return the finding from the result of :meth:`to_json`."""
        times = tuple((float(start), float(end)) for start, end in values.get("times", ()))
        return cls(**{**values, "severity": Severity(values["severity"]), "times": times})


class FaceRefused(EngineError):
    """The face video has faults that prevent a good clip."""

    code = "face_refused"
    advice = "Film again with that in mind, or accept the face as it is with --force."

    @staticmethod
    def of(findings: Iterable[Finding], *, blocked: bool) -> FaceRefused:
        """Return the refusal that lists the failures among the findings; ``blocked``: they cannot be accepted."""
        failures = [finding for finding in findings if finding.severity is Severity.FAIL]
        said = "; ".join(f"{', '.join(filter(None, (f.code, f.measured)))}: {f.advice.rstrip('.')}" for f in failures)
        refused = FaceRefused(said, findings=[finding.to_json() for finding in failures], blocked=blocked)
        if blocked:
            refused.advice = "Film again with that in mind."
        return refused
