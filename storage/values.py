"""How values lie in the database: times as UTC text, structures as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

Clock = Callable[[], datetime]

Json = Mapping[str, Any]
"""An object of the front end's own making; the storage carries it and never looks inside."""


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def to_column(value: object) -> object:
    """A Python value as SQLite stores it. Times come out in one width, so they sort as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Mapping):
        value = dict(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def to_time(text: str) -> datetime:
    """The inverse of :func:`to_column` for times."""
    return datetime.fromisoformat(text)


def to_time_or_none(text: str | None) -> datetime | None:
    """The same for a column that may be empty."""
    return None if text is None else to_time(text)
