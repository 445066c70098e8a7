"""The store: database and media folder, opened and closed together.

    async with Store.open(folder) as store:
        async with store.write() as tx:
            user = await users.ensure(tx, "telegram:4711", name="Ada", language="en")
        async with store.read() as tx:
            mine = await jobs.of_user(tx, user.id)

Several calls in one ``write()`` are committed together or not at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage import files, uploads, users
from storage.database import Database, Reader, Writer
from storage.errors import StorageError
from storage.jobs import Job
from storage.media import Media
from storage.migrations import migrate, require_current
from storage.reserve import Reserve
from storage.values import Clock, Codec, PlainCodec, utc_now

DATABASE_NAME = "facenote.db"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sweep:
    """Result of a sweep: files without a row (removed), rows without a file (only reported), scratch folders of dead processes
    (removed)."""

    files_removed: int
    files_missing: tuple[str, ...]
    scratch_removed: int


class Store:
    """Created by :meth:`open`. ``media`` is the folder of contents. Read and change rows with the functions of the other
    modules of this package, inside :meth:`read` and :meth:`write`.
    """

    def __init__(self, database: Database, media: Media, reserve: Reserve) -> None:
        self._database = database
        self.media = media
        self.reserve = reserve
        self._unremovable = set[str]()
        """Files that could not be removed since the last sweep: without them each write would try all of them again."""

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls, folder: Path, *, clock: Clock = utc_now, codec: Codec = PlainCodec(), migrates: bool = True
    ) -> AsyncIterator[Store]:
        """Open the store in ``folder``; create it if missing, migrate the schema, finish interrupted removals. ``codec``
        decodes the columns whose content the storage does not know. Beside a server, which may be of an older version, open it
        with ``migrates=False``.

        Raises:
            StoreTooNew (store_too_new), StoreTooOld (store_too_old) without ``migrates`` only, StoreDamaged
                (store_damaged), StoreBusy (store_busy), StoreFull (disk_full).
        """
        media, reserve = Media(folder), Reserve(folder)
        if migrates:
            reserve.give_up_if_needed()  # to open and to migrate the database takes some room, too
        async with Database.open(folder / DATABASE_NAME, media, clock, codec) as database:
            async with database.write() as tx:
                await (migrate(tx) if migrates else require_current(tx))
            store = cls(database, media, reserve)
            await store._remove_dropped_files()
            yield store

    def read(self) -> contextlib.AbstractAsyncContextManager[Reader]:
        """Run a read transaction, see :meth:`storage.database.Database.read`."""
        return self._database.read()

    @contextlib.asynccontextmanager
    async def write(self, *, may_use_reserve: bool = False) -> AsyncIterator[Writer]:
        """Run a write transaction, see :meth:`storage.database.Database.write`; then remove files that no row names any more.

        ``may_use_reserve``: on a full disk the reserve is given up first, for what makes room or ends work.
        """
        if may_use_reserve:
            await asyncio.to_thread(self.reserve.give_up_if_needed)
        async with self._database.write() as tx:
            yield tx
            dropped = await files.pending_removals(tx, without=self._unremovable, limit=1)
        if dropped:
            await self._remove_dropped_files()

    async def forget_user(self, user_id: int) -> tuple[Job, ...]:
        """Delete a user completely and at once, see :func:`storage.users.forget`; no page of the database keeps their data.

        Raises:
            NotFound (not_found).
        """
        async with self.write(may_use_reserve=True) as tx:
            withdrawn = await users.forget(tx, user_id)
        async with self._database.write() as tx:
            await uploads.remove_unknown(tx)
        await self._database.empty_log()
        return withdrawn

    async def sweep(self) -> Sweep:
        """Find both kinds of orphan, and empty the database's log, which holds old states of what was deleted since. Call this at
        startup and periodically; it costs one listing of the folder.

        A missing file indicates external damage: it is logged and returned, and its row stays, so that restoring a backup
        repairs it.
        """
        scratch = await asyncio.to_thread(self.media.remove_abandoned_scratch)
        present = await asyncio.to_thread(self.media.names)
        async with self._database.read() as tx:
            unnamed, kept = await files.unnamed(tx), await files.all_kept(tx)
        lost = [sha256 for sha256 in sorted(kept - present) if not self.media.path(sha256).exists()]
        removed = 0
        self._unremovable.clear()
        # What was found is only suspected: it is looked at again under the lock, which others want, too.
        for suspects in _slices(sorted(present - kept | set(unnamed))):
            async with self._database.write() as tx:
                await files.drop_unnamed(tx, suspects)
                count, failed = await files.remove(tx, suspects)
            removed += count
            self._unremovable |= failed
        async with self._database.write() as tx:
            kept = await files.all_kept(tx) if lost else set()
            missing = tuple(sha256 for sha256 in lost if sha256 in kept)
            await uploads.remove_unknown(tx)
        await self._database.empty_log()
        if missing:
            log.error("%d files missing from the media folder, first: %s", len(missing), missing[0])
        return Sweep(removed, missing, scratch)

    async def _remove_dropped_files(self) -> None:
        """Process the list of removals. Files that cannot be removed now stay on it until the next sweep; the deletion itself is
        committed.
        """
        try:
            dropped = [""]
            while dropped:
                async with self._database.write() as tx:
                    dropped = await files.pending_removals(tx, without=self._unremovable, after=dropped[-1])
                    self._unremovable |= (await files.remove(tx, dropped))[1]
        except (OSError, StorageError):
            log.exception("could not remove files; retrying at the next change")


def _slices(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), files.SLICE):
        yield items[start : start + files.SLICE]
