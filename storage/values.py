"""Encoding of values in the database: times as UTC text, structures as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

Clock = Callable[[], datetime]

Json = Mapping[str, Any]
"""Object defined by the caller; the storage does not look inside."""


class Codec(Protocol):
    """Decodes the columns that hold objects of the caller. Their ``to_json`` encodes them again."""

    def job_kind(self, kind: str) -> Any:
        """Decode ``Job.kind``."""
        ...

    def job_stage(self, stage: str) -> Any:
        """Decode ``Job.stage``; "" before the first and after the last."""
        ...

    def file_role(self, role: str) -> Any:
        """Decode a key of ``Job.files`` and of ``Face.files``."""
        ...

    def job_request(self, kind: str, values: Json) -> Any:
        """Decode ``Job.request`` of a job of that kind."""
        ...

    def job_result(self, kind: str, values: Json) -> Any:
        """Decode ``Job.result`` of a job of that kind."""
        ...

    def job_origin(self, values: Json) -> Any:
        """Decode ``Job.origin``."""
        ...

    def job_message(self, values: Any) -> Any:
        """Decode one of ``Job.messages``."""
        ...

    def dialogue(self, state: str, values: Json) -> Any:
        """Decode ``Dialogue.data`` of a dialogue in that state."""
        ...

    def batch_state(self, values: Json) -> Any:
        """Decode ``Batch.state``."""
        ...

    def face_facts(self, values: Json) -> Any:
        """Decode ``Face.facts``."""
        ...

    def user_settings(self, values: Json) -> Any:
        """Decode ``User.settings``."""
        ...

    def chat_settings(self, values: Json) -> Any:
        """Decode ``Chat.settings``."""
        ...


class PlainCodec:
    """Codec that leaves everything as JSON."""

    def job_kind(self, kind: str, /) -> str:
        """Return it unchanged."""
        return kind

    job_stage = file_role = job_kind

    def job_request(self, kind: str, values: Json) -> Json:  # noqa: ARG002
        """Return it unchanged, like the others."""
        return values

    job_result = dialogue = job_request

    def job_message(self, values: Any) -> Any:
        """Return it unchanged."""
        return values

    def job_origin(self, values: Json) -> Json:
        """Return it unchanged, like the others."""
        return values

    batch_state = face_facts = user_settings = chat_settings = job_origin


def utc_now() -> datetime:
    """Return the current time, with its time zone."""
    return datetime.now(UTC)


def to_column(value: object) -> object:
    """Return a Python value as SQLite stores it. Times have a fixed width, so they sort as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    value = _encoded(value)
    if isinstance(value, Mapping):
        value = dict(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(
            [_encoded(item) for item in value] if isinstance(value, (list, tuple)) else value,
            ensure_ascii=False,
            separators=(",", ":"),
        )
    return value


def _encoded(value: object) -> object:
    """Return the plain values of an object that a codec decodes; anything else unchanged."""
    return value.to_json() if hasattr(value, "to_json") else value


def to_time(text: str) -> datetime:
    """Return the time in a column; the inverse of :func:`to_column`."""
    return datetime.fromisoformat(text)


def to_time_or_none(text: str | None) -> datetime | None:
    """Return the same for a column that may be empty."""
    return None if text is None else to_time(text)
