"""Positions of event readers, kept over restarts."""

from __future__ import annotations

from storage.database import Reader, Writer


async def get(tx: Reader, name: str) -> int:
    """Return the id of the last event that this reader has handled; 0 for a new reader."""
    row = await tx.one("SELECT event_id FROM cursors WHERE name = ?", name)
    return int(row["event_id"]) if row else 0


async def set(tx: Writer, name: str, event_id: int) -> None:  # noqa: A001  storage functions are called by module
    """Store the position."""
    await tx.run(
        """
        INSERT INTO cursors (name, event_id) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET event_id = excluded.event_id
        """,
        name, event_id,
    )  # fmt: skip
