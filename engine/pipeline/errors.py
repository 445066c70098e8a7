"""What can go wrong between a face video and a clip."""

from __future__ import annotations

from collections.abc import Iterable

from engine.errors import EngineError
from engine.findings import Finding, Severity


class FaceRefused(EngineError):
    """The face video breaks rules that prevent a good clip."""

    code = "face_refused"
    advice = "Follow the advice in brackets; what is no bar to a clip can be accepted with --force."

    @classmethod
    def of(cls, findings: Iterable[Finding], *, blocked: bool) -> FaceRefused:
        """The refusal that tells the failures among the findings; ``blocked``: nobody may accept them."""
        failures = [finding for finding in findings if finding.severity is Severity.FAIL]
        said = "; ".join(f"{f.code} {f.measured}".rstrip() + (f" ({f.advice})" if f.advice else "") for f in failures)
        return cls(said, findings=[finding.to_json() for finding in failures], blocked=blocked)


class FolderTaken(EngineError):
    """The folder for the template holds something else."""

    code = "folder_taken"
    advice = "Name a new or empty folder."


class TemplateMissing(EngineError):
    """There is no template in this folder."""

    code = "template_missing"
    advice = "Prepare a face first: facenote prepare VIDEO --out FOLDER."


class TemplateDamaged(EngineError):
    """The template's files are incomplete or were changed."""

    code = "template_damaged"
    advice = "Prepare the face again."


class TemplateTooNew(EngineError):
    """The template was made by a newer version."""

    code = "template_too_new"
    advice = "Update Facenote, or prepare the face again with this version."
