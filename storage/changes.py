"""Changes for a person besides the state of jobs: written by the schema's triggers, read here.

Ids share one order with those of :mod:`storage.events`: "after the last id that I saw" works for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.database import Reader


class ChangeKind(StrEnum):
    """Kind of change."""

    FACES = "faces"
    LANGUAGE = "language"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """Change of a person's faces or language, or the deletion of the job ``job_id``."""

    id: int
    kind: ChangeKind
    job_id: int | None


async def between(tx: Reader, user_id: int, last_id: int, until_id: int) -> tuple[Change, ...]:
    """Return the user's changes after ``last_id`` up to and including ``until_id``, in order."""
    rows = await tx.all(
        "SELECT id, kind, job_id FROM changes WHERE user_id = ? AND id > ? AND id <= ? ORDER BY id",
        user_id, last_id, until_id,
    )  # fmt: skip
    return tuple(Change(row["id"], ChangeKind(row["kind"]), row["job_id"]) for row in rows)
