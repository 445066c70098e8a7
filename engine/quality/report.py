"""The verdict on a face video or photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.findings import Finding, Severity


@dataclass(frozen=True)
class QualityReport:
    """The findings on a face video or photo.

    Attributes:
        findings: one per rule that applies, the good ones included.
        span: first and last frame of the base path: the longest stretch that can carry a clip.
        mouth_hidden: bool (n,), frames with unusable mouth pixels: covered, or outside the picture.
    """

    findings: tuple[Finding, ...]
    span: tuple[int, int]
    mouth_hidden: np.ndarray

    @property
    def verdict(self) -> Severity:
        """The worst severity among the findings."""
        severities = {finding.severity for finding in self.findings}
        return next((level for level in (Severity.FAIL, Severity.WARN) if level in severities), Severity.OK)

    @property
    def blocked(self) -> bool:
        """True if there is a failure that cannot be overridden."""
        return any(f.severity is Severity.FAIL and not f.overridable for f in self.findings)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """All findings that are not good: failures that cannot be overridden, other failures, warnings."""
        bad = (finding for finding in self.findings if finding.severity is not Severity.OK)
        return tuple(sorted(bad, key=lambda f: (f.severity is not Severity.FAIL, f.overridable)))

    @property
    def measured(self) -> dict[str, float | None]:
        """The measured value of each rule by its code."""
        return {finding.code: finding.value for finding in self.findings}

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "verdict": self.verdict.value,
            "blocked": self.blocked,
            "findings": [finding.to_json() for finding in self.findings],
            "measured": self.measured,
            "span": list(self.span),
            "mouth_hidden_share": round(float(np.mean(self.mouth_hidden)), 3),
        }
