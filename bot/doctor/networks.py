"""Check of the models: whether their files are installed and are the published ones."""

from __future__ import annotations

from pathlib import Path

from bot.doctor.result import CheckResult
from engine.models import MODELS, Model, digest, locate

SHOWN_DIGITS = 12


def check_models(folder: Path | None = None) -> list[CheckResult]:
    """Check every model; ``folder`` holds the operator's own files."""
    return [_check(model, folder) for model in MODELS]


def _check(model: Model, folder: Path | None) -> CheckResult:
    subject = f"model {model.name}"
    path = locate(model, folder)
    if path is None and model.shipped is None:
        return CheckResult.ok(subject, "not added; optional", optional=True)
    if path is None:
        return CheckResult.fail(subject, "its file is missing", "Install Facenote again: its packages bring this file.")
    found = digest(path)
    facts = {"path": str(path), "sha256": found}
    if model.hashes and not found.startswith(model.hashes):
        advice = f"Delete {path}, or put the published file in its place."
        return CheckResult.fail(
            subject, f"{path} is not the published file: SHA-256 {found[:SHOWN_DIGITS]}", advice, **facts
        )
    return CheckResult.ok(subject, f"SHA-256 {found[:SHOWN_DIGITS]}", **facts)
