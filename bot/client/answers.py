"""Parts of the API's responses that the client reads. Unknown fields are ignored, as a newer server may send more."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, Field


class Anything(BaseModel):
    """Any JSON object."""


class Found(BaseModel):
    """Any object with an id."""

    id: int


class FaceAnswer(Found):
    """A registered face."""

    name: str


class FacesAnswer(BaseModel):
    """All registered faces of the user, oldest first."""

    faces: list[FaceAnswer]


class Error(BaseModel):
    """Why a request or a job failed."""

    code: str
    message: str = ""
    advice: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class ErrorAnswer(BaseModel):
    """Body of every response with a status of 400 or higher."""

    error: Error


class Report(BaseModel):
    """Report on a face; reports on voices and clips have none of these fields."""

    blocked: bool = False
    needs_override: bool = False
    findings: list[dict[str, Any]] = Field(default_factory=list)


class JobAnswer(Found):
    """Job: the check of a face or a voice, or a clip; ``files`` are addresses by role."""

    state: str
    stage: str = ""
    progress: float = 0.0
    error: Error | None = None
    face: Found | None = None
    voice: int | None = None
    report: Report | None = None
    files: dict[str, str] = Field(default_factory=dict)


class BatchAnswer(Found):
    """Clips that were ordered together."""

    jobs: list[JobAnswer]


Answer = TypeVar("Answer", bound=BaseModel)
