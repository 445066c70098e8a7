"""Two connections to one SQLite file: a single writer, and a reader that never waits for it.

Settings and their reasons:

* WAL: readers see the last commit while a write is going on.
* ``synchronous=FULL``: a commit is on disk when it returns. ``NORMAL`` would survive ``kill -9`` too, but may forget
  the last commits when the power fails; "the clip is about to be sent" must not be forgotten, or it is sent twice. It
  costs one fsync a commit, and no caller writes more often than a few times a second.
* ``secure_delete``: what a person deletes is overwritten, not only unlinked from its page.
* ``BEGIN IMMEDIATE``: a writer takes the lock first and waits there; it never fails half way because it read before it
  wrote.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiosqlite

from storage.cancellation import finish_on_cancel
from storage.errors import StorageError, StoreBusy, StoreDamaged, StoreFull
from storage.media import Media
from storage.values import Clock, Codec, to_column

BUSY_TIMEOUT_S = 10.0

_CAUSES: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
}
"""Errors by primary result code; all others are a plain :class:`StorageError`."""

_MISTAKES = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}
"""Result codes of wrong SQL and broken constraints: program errors, passed on unchanged."""


class Reader:
    """Consistent view of the database, valid inside its ``async with`` only."""

    def __init__(self, connection: aiosqlite.Connection, now: datetime, codec: Codec) -> None:
        self.codec = codec
        self.now = now
        """Time when the transaction began, used for everything in it."""
        self._connection = connection

    async def all(self, sql: str, *values: object, **named: object) -> list[sqlite3.Row]:
        """Return all rows of one statement. Its placeholders are ``?``, filled in order, or ``:name``."""
        columns = {name: to_column(value) for name, value in named.items()} or [to_column(value) for value in values]
        with mapped():
            return list(await self._connection.execute_fetchall(sql, columns))

    async def one(self, sql: str, *values: object, **named: object) -> sqlite3.Row | None:
        """Return the first row, or None."""
        rows = await self.all(sql, *values, **named)
        return rows[0] if rows else None

    async def scalar(self, sql: str, *values: object) -> Any:
        """Return the first column of a statement that always returns a row."""
        return (await self.all(sql, *values))[0][0]


class Writer(Reader):
    """A :class:`Reader` that can also change data. Its changes are committed together or not at all."""

    def __init__(self, connection: aiosqlite.Connection, now: datetime, codec: Codec, media: Media) -> None:
        super().__init__(connection, now, codec)
        self.media = media

    async def run(self, sql: str, *values: object, **named: object) -> None:
        """Run one statement for its effect."""
        await self.all(sql, *values, **named)


class Database:
    """The two connections to the file. Each runs one transaction at a time; tasks wait in line."""

    def __init__(
        self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, media: Media, clock: Clock, codec: Codec
    ) -> None:
        self._codec = codec
        self._writer = writer
        self._reader = reader
        self._media = media
        self._clock = clock
        self._write_lock = asyncio.Lock()
        self._read_lock = asyncio.Lock()

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, path: Path, media: Media, clock: Clock, codec: Codec) -> AsyncIterator[Database]:
        """Open the database file; create it if missing."""
        async with contextlib.AsyncExitStack() as stack:
            with mapped():
                writer = await stack.enter_async_context(_connect(path))
                for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                    await writer.execute_fetchall(f"PRAGMA {pragma}")
                reader = await stack.enter_async_context(_connect(path))
                writer.row_factory = reader.row_factory = sqlite3.Row
                await reader.create_function("casefold", 1, str.casefold, deterministic=True)  # LOWER is for ASCII only
                await reader.execute_fetchall("PRAGMA query_only = ON")
            yield cls(writer, reader, media, clock, codec)

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """Run a read transaction, in which everything sees one state of the database."""
        async with self._transaction(self._read_lock, self._reader, "BEGIN"):
            yield Reader(self._reader, self._clock(), self._codec)

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[Writer]:
        """Run a write transaction: committed at the end, rolled back on any error. Keep it short: others wait.

        If a task is cancelled during the commit, the commit may have succeeded; the file is consistent either way.
        """
        async with self._transaction(self._write_lock, self._writer, "BEGIN IMMEDIATE"):
            yield Writer(self._writer, self._clock(), self._codec, self._media)

    async def empty_log(self) -> None:
        """Write the log (the ``-wal`` file) back into the database and empty it: it holds old states of changed pages.

        Waits for readers, at most for the busy timeout; the next checkpoint handles the rest.
        """
        async with self._write_lock:
            with mapped():
                await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.asynccontextmanager
    async def _transaction(
        self, lock: asyncio.Lock, connection: aiosqlite.Connection, begin: str
    ) -> AsyncIterator[None]:
        async with lock:
            try:
                with mapped():
                    await connection.execute_fetchall(begin)
                yield
                with mapped():
                    await connection.commit()
            except BaseException:
                # A statement whose task was cancelled still runs on the connection's thread; the rollback queues
                # behind it. Without a transaction (the commit succeeded) it does nothing.
                await finish_on_cancel(connection.rollback())
                raise


def _connect(path: Path) -> aiosqlite.Connection:
    return aiosqlite.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)


@contextlib.contextmanager
def mapped() -> Iterator[None]:
    """Map the errors of the file to our own errors."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF
        if primary in _MISTAKES:
            raise
        cause = _CAUSES.get(primary, StorageError)
        raise cause(f"{error} ({error.sqlite_errorname})", sqlite_error=error.sqlite_errorname) from error
