"""Numbered migrations of the schema: ``NNNN_name.sql`` in this folder, applied in order, never edited after a release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib import resources

from storage.database import Reader, Writer
from storage.errors import StoreTooNew, StoreTooOld


@cache
def scripts() -> tuple[str, ...]:
    """Return the SQL of each migration; index 0 is migration 0001."""
    found = sorted(item.name for item in resources.files(__name__).iterdir() if item.name.endswith(".sql"))
    for number, name in enumerate(found, start=1):
        if not name.startswith(f"{number:04d}_"):
            raise RuntimeError(f"migration {number:04d} expected, found {name}")
    return tuple((resources.files(__name__) / name).read_text(encoding="utf-8") for name in found)


async def migrate(tx: Writer) -> None:
    """Migrate the schema to the newest version, in the caller's transaction: all migrations or none.

    Raises:
        StoreTooNew (store_too_new): a newer version of the program has written this database.
    """
    for script in scripts()[await _version(tx) :]:
        for statement in statements(script):
            await tx.run(statement)
    await tx.run(f"PRAGMA user_version = {len(scripts())}")


async def require_current(tx: Reader) -> None:
    """Require the newest version of the schema.

    Raises:
        StoreTooNew (store_too_new), StoreTooOld (store_too_old).
    """
    if (version := await _version(tx)) < len(scripts()):
        raise StoreTooOld(
            f"the database has version {version}, this program writes {len(scripts())}",
            version=version,
            known=len(scripts()),
        )


async def _version(tx: Reader) -> int:
    version = int(await tx.scalar("PRAGMA user_version"))
    if version > len(scripts()):
        raise StoreTooNew(
            f"the database has version {version}, this program knows {len(scripts())}",
            version=version,
            known=len(scripts()),
        )
    return version


def statements(script: str) -> Iterator[str]:
    """Split a script into statements; keep trigger bodies together. (``executescript`` would commit the transaction first.)"""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if "".join(line for line in statement.splitlines() if not line.lstrip().startswith("--")).strip():
        raise RuntimeError(f"unfinished statement at the end of a migration: {statement.strip()[:80]}")
