"""Use case of a person's right to their data: everything that is kept about them, as one zip."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

from bot.app.downloads import SUFFIXES, content_type
from bot.app.zips import Entry, write_zip
from bot.records import FileRole, PartRole, open_store
from bot.records.results import role_of
from engine.media.files import replacing
from storage import Media, Store, export, users
from storage.errors import NotFound
from storage.export import Rows
from storage.store import DATABASE_NAME

LIST_NAME = "data.json"


class Exports:
    """The use case."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextlib.asynccontextmanager
    async def of_account(self, account: str) -> AsyncIterator[list[Entry]]:
        """Yield as :meth:`of_user`. Raises NotFound (not_found): nobody has this account."""
        async with self._store.read() as tx:
            user = await users.find(tx, account)
        if user is None:
            raise NotFound(
                f"nobody has the account {account!r}; accounts are telegram:4711, web:ada, or web:local without tokens",
                account=account,
            )
        async with self.of_user(user.id) as entries:
            yield entries

    @contextlib.asynccontextmanager
    async def of_user(self, user_id: int) -> AsyncIterator[list[Entry]]:
        """Yield the members of the zip: a list of all that is kept about a person, with the name of each file in the zip, and the
        files. They are read where they lie; the list is there for the length of the block.

        Raises:
            NotFound (not_found).
        """
        async with self._store.read() as tx:
            data, now = await export.collect(tx, user_id), tx.now
        media = self._store.media
        async with media.scratch() as folder:
            entries = await asyncio.to_thread(lambda: list(_name_files(media, data, now)))
            listed = folder / LIST_NAME
            await asyncio.to_thread(_write_list, listed, {"exported_at": now.isoformat(), **data})
            yield [Entry(LIST_NAME, listed, now), *entries]


async def write_export(data_folder: Path, account: str, out: Path) -> tuple[int, int]:
    """Write a person's export beside the running server; return the number of files and the bytes of the zip.

    Raises:
        NotFound (not_found): no data in that folder, or nobody has the account. StoreTooOld (store_too_old), StoreTooNew
            (store_too_new): the server is of another version. StoreFull (disk_full): no room for the zip.
    """
    if not (data_folder / DATABASE_NAME).is_file():
        raise NotFound(f"no {DATABASE_NAME} in {data_folder}", folder=str(data_folder))
    async with open_store(data_folder, migrates=False) as store, Exports(store).of_account(account) as entries:
        with replacing(out) as temporary:
            temporary.touch(mode=0o600, exist_ok=False)
            with temporary.open("wb") as file:
                await write_zip(entries, file)
    return len(entries), (await asyncio.to_thread(out.stat)).st_size


def _write_list(path: Path, data: dict[str, object]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _name_files(media: Media, data: dict[str, Rows], now: datetime) -> Iterator[Entry]:
    """Yield every file once, and write its name in the zip into all rows that name it, as ``file``: None for a file that is
    missing from the disk, and for an upload of which more is to come.
    """
    names: dict[str, str | None] = {}
    for kind in ("face", "job"):
        for row in data[f"{kind}_files"]:
            sha256, path = row["sha256"], media.path(row["sha256"])
            if sha256 not in names:
                name = names[sha256] = _name(f"{kind}s/{row[f'{kind}_id']}/{row['role']}", path, row["role"])
                if name is not None:
                    yield from _entries(name, path, now)
            row["file"] = names[sha256]
    for row in data["uploads"]:
        path = media.upload_path(row["id"])
        is_there = row["received"] == row["bytes"] and path.is_file()
        row["file"] = f"uploads/{row['id']}" if is_there else None
        if is_there:
            yield Entry(row["file"], path, now)


def _name(stem: str, path: Path, role: str) -> str | None:
    """Return the name in the zip of a file or folder; None if it is missing."""
    if path.is_dir():
        return stem
    with contextlib.suppress(FileNotFoundError):
        return stem + SUFFIXES.get(content_type(path, _family(role)), "")
    return None


def _family(role: str) -> str:
    """Return what a file of that role is played as: sound, or else a video or a picture."""
    named = role_of(role)
    return "audio" if named is FileRole.VOICE or isinstance(named, PartRole) else "video"


def _entries(name: str, path: Path, now: datetime) -> Iterator[Entry]:
    if not path.is_dir():
        yield Entry(name, path, now)
        return
    for part in sorted(path.rglob("*")):
        if part.is_file():
            yield Entry(f"{name}/{part.relative_to(path).as_posix()}", part, now)
