"""Everything that is stored about one user, as plain values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from storage import users
from storage.database import Reader

Rows = list[dict[str, Any]]

_OWN_FACES = "face_id IN (SELECT id FROM faces WHERE user_id = :user)"
_OWN_JOBS = "job_id IN (SELECT id FROM jobs WHERE user_id = :user)"

EXPORTED = {
    "users": "SELECT * FROM users WHERE id = :user",
    "consents": """
        SELECT consents.*, consent_texts.language, consent_texts.text
        FROM consents LEFT JOIN consent_texts ON sha256 = text_sha256 WHERE user_id = :user
        """,
    "chats": "SELECT * FROM chats WHERE user_id = :user",
    "dialogues": "SELECT * FROM dialogues WHERE user_id = :user",
    "faces": "SELECT * FROM faces WHERE user_id = :user",
    "face_files": f"SELECT * FROM face_files WHERE {_OWN_FACES}",
    "shared_faces": f"SELECT shared_faces.*, address FROM shared_faces JOIN chats ON chats.id = chat_id WHERE {_OWN_FACES}",
    "face_uses": f"""
        SELECT job_id, face_id, made_at, address, name AS user_name FROM face_uses
        LEFT JOIN chats ON chats.id = chat_id LEFT JOIN users ON users.id = face_uses.user_id
        WHERE {_OWN_FACES} OR face_uses.user_id = :user
        """,
    "batches": "SELECT * FROM batches WHERE user_id = :user",
    "jobs": "SELECT * FROM jobs WHERE user_id = :user",
    "job_files": f"""
        SELECT * FROM job_files WHERE {_OWN_JOBS} AND (job_id, role) NOT IN (SELECT job_id, role FROM withheld_files)
        """,
    "feedback": "SELECT * FROM feedback WHERE user_id = :user",
    "shares": f"SELECT * FROM shares WHERE {_OWN_JOBS}",
    "sessions": "SELECT * FROM sessions WHERE user_id = :user",
    "tokens": "SELECT * FROM tokens WHERE user_id = :user",
    "webhooks": "SELECT * FROM webhooks WHERE user_id = :user",
    "uploads": "SELECT * FROM uploads WHERE user_id = :user",
    "deleted_clips": "SELECT * FROM deleted_clips WHERE user_id = :user",
}
"""By table, what belongs to the user."""

NOT_EXPORTED = {
    "files": "named by face_files and job_files",
    "removals": "content that no row names any more",
    "bans": "only the account, of whoever is banned",
    "consent_texts": "part of consents",
    "clock": "the server's",
    "login_links": "of the server, until they are used",
    "cursors": "how far the server has handled updates and events",
    "job_events": "repeats the states of jobs, for open pages",
    "webhook_messages": "repeats the ends of jobs, until they are sent",
    "changes": "repeats the changes of faces and jobs, for open pages",
}
"""The other tables, each with the reason."""

_JSON = {"sentence_finding", "settings", "facts", "request", "result", "front", "messages", "data"}
_LEFT_OUT = {"owner", "token", "lease_until", "text_sha256", "secret"}
"""Columns of a worker's claim, of no meaning outside, and the secret of a webhook."""

_SECRET = {"shares", "sessions", "tokens"}
"""Tables whose ``sha256`` is that of a secret."""


async def collect(tx: Reader, user_id: int) -> dict[str, Rows]:
    """Return everything stored about a user, by table, but the content of files. Raises: NotFound (not_found)."""
    await users.get(tx, user_id)
    return {
        table: [dict(_values(table, row)) for row in await tx.all(query, user=user_id)]
        for table, query in EXPORTED.items()
    }


def _values(table: str, row: sqlite3.Row) -> Iterator[tuple[str, Any]]:
    for column in row.keys():  # noqa: SIM118 - a Row is no mapping
        if column in _LEFT_OUT or (column == "sha256" and table in _SECRET):
            continue
        value = row[column]
        yield column, json.loads(value) if column in _JSON and isinstance(value, str) else value
