"""Back up and restore a data folder, also while the server is running.

A backup is a folder with a copy of the database (SQLite's online backup: one consistent state), the media that its rows name,
the certificate and the key that the server made for itself, and a manifest. Media never change once they are in place, so they
are hard-linked if the backup is on the same file system, and copied otherwise. Unfinished uploads and scratch folders are left
out.

The order makes it consistent: media are collected before the database is copied, and again after it. Each file that a row of
the copy names is therefore collected either before its deletion or after its addition; other files are discarded. Files that are
missing or damaged in the data folder are listed in the manifest: better a backup without them than none.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from facenote.folders import SIGNING
from storage.database import mapped
from storage.errors import BackupDamaged, FolderInUse, NotFound, StoreDamaged, StoreTooNew
from storage.media import fsync_folder, link_or_copy, no_room_mapped, stage_content
from storage.migrations import scripts
from storage.store import DATABASE_NAME
from storage.values import to_column, utc_now

log = logging.getLogger(__name__)

FORMAT = 1
MANIFEST_NAME = "backup.json"
MEDIA_NAME = "media"
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
ENDED_BY_RESTORE = ("uploads", "sessions", "login_links")
"""Tables that are emptied: unfinished uploads, and logins, some of which were ended since."""

ATTEMPTS = 5
"""A file that is added and deleted during the backup can be missed; the database is then copied once more. What is missing twice
is missing from the data folder.
"""

_UNFINISHED = re.compile(r"\.\d+\.part")


@dataclass(frozen=True)
class Backup:
    """Content of a backup: ISO time in UTC, version of the database schema, number and bytes of the media contents, SHA-256 of
    the folder with certificate and key ("" if there is none), hashes of the contents that were missing or damaged in the data
    folder.
    """

    created_at: str
    schema: int
    contents: int
    bytes: int
    signing: str = ""
    missing: Sequence[str] = ()


def back_up(data_folder: Path, target: Path) -> Backup:
    """Write a backup of ``data_folder`` to the new folder ``target``, which appears completely and verified, or not at all. The
    backup's ``missing`` lists contents that rows name and that the data folder lacks, or that are changed or unreadable there.

    Raises:
        NotFound (not_found): the data folder holds no database.
        FolderInUse (folder_in_use): ``target`` exists already.
        StoreFull (disk_full), StoreDamaged (store_damaged): of the database, StoreBusy (store_busy).
    """
    database = data_folder / DATABASE_NAME
    if not database.is_file():
        raise NotFound(f"no {DATABASE_NAME} in {data_folder}", folder=str(data_folder))
    with _new_folder(target) as made, no_room_mapped(), mapped():
        media = made / MEDIA_NAME
        media.mkdir(mode=0o700)
        missing: list[str] = []
        for _ in range(ATTEMPTS):
            missing_before = missing
            _collect(data_folder / MEDIA_NAME, media)
            _copy_database(database, made / DATABASE_NAME)
            _collect(data_folder / MEDIA_NAME, media)
            named = _named_contents(made / DATABASE_NAME)
            missing = sorted(sha256 for sha256 in named if not (media / sha256).exists())
            if missing == missing_before:
                break
        if fault := _fault(made / DATABASE_NAME):
            raise StoreDamaged(f"the database is damaged: {fault}")
        intact = {sha256 for sha256 in named.keys() - set(missing) if _hash_of(media / sha256) == sha256}
        missing = sorted(named.keys() - intact)
        for entry in os.scandir(media):
            if entry.name not in intact:
                _remove(Path(entry))
        signing = _copy_signing(data_folder / SIGNING, made / SIGNING)
        backup = Backup(
            created_at=str(to_column(utc_now())),
            schema=_schema(made / DATABASE_NAME),
            contents=len(intact),
            bytes=sum(named[sha256] for sha256 in intact),
            signing=signing,
            missing=missing,
        )
        (made / MANIFEST_NAME).write_text(json.dumps({"format": FORMAT, **asdict(backup)}) + "\n", encoding="utf-8")
        _fsync_tree(made)
    return backup


def verify(folder: Path) -> Backup:
    """Read every byte of a backup. Check that the database is intact, that every content but those that were missing has the hash
    in its row, and that certificate and key have the hash in the manifest.

    Raises: BackupDamaged (backup_damaged): the folder is no backup, or is incomplete or changed. StoreTooNew (store_too_new):
    a newer version of the program has written it.
    """
    try:
        manifest = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
        if manifest.pop("format") != FORMAT:
            raise StoreTooNew("the backup has a newer format")
        backup = Backup(**manifest)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupDamaged(f"{folder} is not a backup: {error}") from error
    if backup.schema > len(scripts()):
        raise StoreTooNew(f"the backup has schema {backup.schema}, this program knows {len(scripts())}")
    database = folder / DATABASE_NAME
    try:
        named = _named_contents(database)
        fault = _fault(database)
    except sqlite3.DatabaseError as error:
        raise BackupDamaged(f"the database cannot be read: {error}") from error
    if fault:
        raise BackupDamaged(f"the database is damaged: {fault}")
    for sha256 in sorted(named.keys() - set(backup.missing)):
        _check(folder / MEDIA_NAME / sha256, sha256)
    if backup.signing:
        _check(folder / SIGNING, backup.signing)
    return backup


def _check(path: Path, sha256: str) -> None:
    try:
        found, _ = stage_content(path)
    except OSError as error:
        raise BackupDamaged(f"content {path.name} cannot be read: {error.strerror}") from error
    if found != sha256:
        raise BackupDamaged(f"content {path.name} was changed")


def restore(folder: Path, data_folder: Path) -> Backup:
    """Create ``data_folder`` from a backup, which is verified first and not changed. The copy shares no file with it, and has no
    logins and no unfinished uploads. An empty folder is filled where it is: it may be a volume.

    Raises:
        FolderInUse (folder_in_use): ``data_folder`` exists and is not empty: move it away first.
        BackupDamaged (backup_damaged), StoreTooNew (store_too_new), StoreFull (disk_full).
    """
    backup = verify(folder)
    place = _filled(data_folder) if _is_empty(data_folder) else _new_folder(data_folder)
    with place as made, no_room_mapped(), mapped():
        shutil.copyfile(folder / DATABASE_NAME, made / DATABASE_NAME)
        with contextlib.closing(sqlite3.connect(made / DATABASE_NAME, isolation_level=None)) as connection:
            known = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            for table in known.intersection(ENDED_BY_RESTORE):  # older backups lack some
                connection.execute(f"DELETE FROM {table}")
        shutil.copytree(folder / MEDIA_NAME, made / MEDIA_NAME, copy_function=shutil.copyfile)
        if backup.signing:
            _copy_signing(folder / SIGNING, made / SIGNING)
        _close_to_others(made)
        _fsync_tree(made)
    return backup


@contextlib.contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Yield a temporary folder beside ``target``. Rename it to ``target`` at the end, or remove it on any error."""
    if target.exists() or target.is_symlink():
        raise FolderInUse(f"{target} exists already", folder=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.parent / f".{target.name}.{os.getpid()}.part"
    # A process that was killed left it: in a container, the next one gets its number.
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700)
    try:
        yield made
        made.rename(target)
        fsync_folder(target.parent)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _is_empty(folder: Path) -> bool:
    """Return whether this is a folder without content of anybody; new file systems have ``lost+found``."""
    return folder.is_dir() and {entry.name for entry in folder.iterdir()} <= {"lost+found"} | _leftovers(folder)


def _leftovers(folder: Path) -> set[str]:
    """Return what a restore into this folder left when it was killed: its temporary folders, and what it had moved up if the
    database, which is moved last, is still in one of them.
    """
    unfinished = {entry.name for entry in folder.iterdir() if _UNFINISHED.fullmatch(entry.name)}
    has_begun_to_move = any((folder / name / DATABASE_NAME).is_file() for name in unfinished)
    return unfinished | ({MEDIA_NAME, SIGNING} if has_begun_to_move else set())


@contextlib.contextmanager
def _filled(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder in ``folder``, which is empty. Move its content up at the end, the database last, or remove it
    on any error.
    """
    for name in sorted(_leftovers(folder), reverse=True):  # temporary folders last: they tell what the others are
        _remove(folder / name)
    made = folder / f".{os.getpid()}.part"
    made.mkdir(mode=0o700)
    names: list[str] = []
    try:
        yield made
        names = sorted((path.name for path in made.iterdir()), key=lambda name: name == DATABASE_NAME)
        for name in names:
            (made / name).rename(folder / name)
        with contextlib.suppress(PermissionError):  # a volume that belongs to another user, who lets us write there
            folder.chmod(0o700)
        fsync_folder(folder)
    except BaseException:
        for name in names:
            if not (made / name).exists():
                _remove(folder / name)
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _copy_database(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as reader,
        contextlib.closing(sqlite3.connect(target)) as writer,
    ):
        reader.backup(writer)
        writer.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    target.chmod(0o600)


def _collect(source: Path, target: Path) -> None:
    """Link or copy every content that is still missing. Content that disappears meanwhile was deleted, and is left out, as is
    content that cannot be read.
    """
    if not source.is_dir():
        return
    for entry in os.scandir(source):
        wanted = target / entry.name
        if wanted.exists():
            continue
        partial = target / f"{entry.name}.part"
        try:
            link_or_copy(Path(entry), partial)
            partial.rename(wanted)
        except FileNotFoundError:
            _remove(partial)
        except OSError:
            _remove(partial)
            if _hash_of(Path(entry)):
                raise  # the backup's disk is at fault


def _hash_of(content: Path) -> str:
    """Return the SHA-256 of content, "" if it cannot be read."""
    try:
        return stage_content(content)[0]
    except OSError as error:
        log.warning("content %s cannot be read: %s", content.name, error.strerror)
        return ""


def _copy_signing(source: Path, target: Path) -> str:
    """Copy certificate and key, readable by this user only; return the SHA-256 of the folder, "" if there is none."""
    if not source.is_dir():
        return ""
    shutil.copytree(source, target, copy_function=_copy_private)
    _close_to_others(target)
    return stage_content(target)[0]


def _copy_private(source: str, target: str) -> None:
    """Copy a file; other users cannot read the copy at any time."""
    with Path(source).open("rb") as original, os.fdopen(os.open(target, _NEW_FILE, 0o600), "wb") as copy:
        shutil.copyfileobj(original, copy)


def _named_contents(database: Path) -> dict[str, int]:
    """Return the contents that rows name, with their bytes."""
    with contextlib.closing(_open_read_only(database)) as connection:
        return dict(connection.execute("SELECT sha256, bytes FROM files"))


def _fault(database: Path) -> str:
    """Return the first fault that SQLite finds in a database, "" if there is none."""
    with contextlib.closing(_open_read_only(database)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if found == "ok" else str(found)


def _schema(database: Path) -> int:
    with contextlib.closing(_open_read_only(database)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _open_read_only(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _close_to_others(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _fsync_tree(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            fsync_folder(path)
        else:
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
