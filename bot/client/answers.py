"""What the client reads of the API's answers. A newer server may send more: what is not named here is ignored."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, Field


class Anything(BaseModel):
    """Any JSON object."""


class Found(BaseModel):
    """Anything that has an id."""

    id: int


class Face(Found):
    """A registered face."""

    name: str


class Faces(BaseModel):
    """All registered faces of the user, oldest first."""

    faces: list[Face]


class Error(BaseModel):
    """Why a request or a job failed."""

    code: str
    message: str = ""
    advice: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class ErrorBody(BaseModel):
    """The body of every answer with a status of 400 or higher."""

    error: Error


class Report(BaseModel):
    """The report on a face; reports on voices and clips have none of these fields."""

    blocked: bool = False
    needs_override: bool = False
    findings: list[dict[str, Any]] = Field(default_factory=list)


class Job(Found):
    """The check of a face or a voice, or a clip; ``files`` are addresses by role."""

    state: str
    stage: str = ""
    progress: float = 0.0
    error: Error | None = None
    face: Found | None = None
    voice: int | None = None
    report: Report | None = None
    files: dict[str, str] = Field(default_factory=dict)


class Batch(Found):
    """Clips that were ordered together."""

    jobs: list[Job]


Answer = TypeVar("Answer", bound=BaseModel)
