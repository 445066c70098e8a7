"""Tests of backups: made during changes, verified to the last byte, restored to a working folder."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from engine.provenance import in_folder, local_credentials
from facenote.folders import SIGNING
from storage import Store, backup, jobs, logins, uploads, users
from storage.errors import BackupDamaged, FolderInUse, NotFound, StoreDamaged, StoreTooNew
from storage.store import DATABASE_NAME
from tests.storage.conftest import NO_LIMITS, make_job, make_user, stage


async def fill(store: Store, contents: int) -> None:
    """Add a user with that many jobs, each with its own file, and one job with a folder."""
    async with store.media.scratch() as scratch, store.write() as tx:
        ada = await make_user(tx, "ada")
        for number in range(contents):
            await make_job(tx, ada, files={"voice": await stage(store, scratch, b"voice %d" % number, f"v{number}")})
        (scratch / "template" / "inner").mkdir(parents=True)
        (scratch / "template" / "inner" / "mouth").write_bytes(b"teeth")
        await make_job(tx, ada, files={"template": await store.media.stage(scratch / "template")})


async def contents_of(folder: Path) -> dict[str, int]:
    """Open a data folder like the server; return its content after a sweep that found no error."""
    async with Store.open(folder) as store:
        swept = await store.sweep()
        assert (swept.files_removed, swept.files_missing) == (0, ())
        async with store.read() as tx:
            return {row["sha256"]: row["bytes"] for row in await tx.all("SELECT sha256, bytes FROM files")}


async def test_a_backup_is_restored_whole(store: Store, tmp_path: Path) -> None:
    await fill(store, 3)
    taken = await asyncio.to_thread(backup.back_up, tmp_path / "data", tmp_path / "backups" / "monday")
    assert (taken.contents, taken.bytes) == (4, 3 * len("voice 0") + len("teeth"))
    assert backup.verify(tmp_path / "backups" / "monday") == taken
    assert backup.restore(tmp_path / "backups" / "monday", tmp_path / "restored") == taken
    assert await contents_of(tmp_path / "restored") == await contents_of(tmp_path / "data")
    assert (tmp_path / "restored").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "restored").rglob("*")} == {0}


async def test_certificate_and_key_are_restored_for_their_owner_alone(store: Store, tmp_path: Path) -> None:
    await fill(store, 1)
    local_credentials(tmp_path / "data" / SIGNING)
    taken = backup.back_up(tmp_path / "data", tmp_path / "backup")
    backup.restore(tmp_path / "backup", tmp_path / "restored")
    before, after = tmp_path / "data" / SIGNING, tmp_path / "restored" / SIGNING
    assert taken.signing
    assert {path.name: path.read_bytes() for path in after.iterdir()} == {
        p.name: p.read_bytes() for p in before.iterdir()
    }
    for folder in (tmp_path / "backup" / SIGNING, after):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    in_folder(tmp_path / "backup" / SIGNING).key.write_text("changed")
    with pytest.raises(BackupDamaged, match=SIGNING):
        backup.verify(tmp_path / "backup")


async def test_a_backup_is_taken_while_people_come_and_go(store: Store, tmp_path: Path) -> None:
    """Jobs are added and deleted with their files meanwhile: each backup is one moment of that, and complete."""
    await fill(store, 5)
    stop = asyncio.Event()

    async def change() -> int:
        number = 0
        while not stop.is_set():
            number += 1
            async with store.media.scratch() as scratch:
                staged = await stage(store, scratch, b"passing %d" % number)
                async with store.write() as tx:
                    user = await users.ensure(tx, f"test:{number}", name="Passing", language="en")
                    await make_job(tx, user, files={"voice": staged})
            if number > 2:
                async with store.read() as tx:
                    earlier = await users.find(tx, f"test:{number - 2}")
                assert earlier is not None
                await store.forget_user(earlier.id)
        return number

    changing = asyncio.create_task(change())
    for number in range(5):
        await asyncio.to_thread(backup.back_up, tmp_path / "data", tmp_path / f"backup{number}")
    stop.set()
    assert await changing > 0
    for number in range(5):
        taken = backup.restore(tmp_path / f"backup{number}", tmp_path / f"restored{number}")
        assert len(await contents_of(tmp_path / f"restored{number}")) == taken.contents >= 6


async def test_later_work_does_not_reach_into_a_backup(store: Store, tmp_path: Path) -> None:
    await fill(store, 1)
    backup.back_up(tmp_path / "data", tmp_path / "backup")
    async with store.write() as tx:
        for job in await jobs.of_user(tx, (await make_user(tx, "ada")).id):
            await jobs.cancel(tx, job.id)
            await jobs.delete(tx, job.id)
    assert backup.verify(tmp_path / "backup").contents == 2


async def test_logins_and_unfinished_uploads_are_not_restored(store: Store, tmp_path: Path) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await uploads.create(tx, ada.id, name="half.mp4", size=1000, limits=NO_LIMITS)
        await logins.begin(tx, "0" * 64, ada.id, timedelta(days=1), "Firefox")
    backup.back_up(tmp_path / "data", tmp_path / "backup")
    backup.restore(tmp_path / "backup", tmp_path / "restored")
    async with Store.open(tmp_path / "restored") as restored, restored.read() as tx:
        assert await tx.scalar("SELECT COUNT(*) FROM uploads") == await tx.scalar("SELECT COUNT(*) FROM sessions") == 0
        assert await users.find(tx, ada.account) is not None


async def test_what_is_there_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    await fill(store, 1)
    backup.back_up(tmp_path / "data", tmp_path / "backup")
    with pytest.raises(FolderInUse):
        backup.back_up(tmp_path / "data", tmp_path / "backup")
    with pytest.raises(FolderInUse):
        backup.restore(tmp_path / "backup", tmp_path / "data")
    (tmp_path / "empty").mkdir()
    backup.restore(tmp_path / "backup", tmp_path / "empty")
    assert backup.verify(tmp_path / "backup").contents == 2


def test_a_folder_without_a_database_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        backup.back_up(tmp_path, tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


async def test_missing_files_are_listed_and_the_others_are_backed_up(store: Store, tmp_path: Path) -> None:
    await fill(store, 2)
    lost = min(path for path in (tmp_path / "data" / "media").iterdir() if path.is_file())
    lost.unlink()
    taken = backup.back_up(tmp_path / "data", tmp_path / "backup")
    assert (taken.contents, taken.bytes, taken.missing) == (2, len("voice 0") + len("teeth"), [lost.name])
    assert backup.restore(tmp_path / "backup", tmp_path / "restored") == taken
    async with Store.open(tmp_path / "restored") as restored:
        assert (await restored.sweep()).files_missing == (lost.name,)


async def test_changed_files_are_left_out_and_the_backup_can_be_restored(store: Store, tmp_path: Path) -> None:
    await fill(store, 2)
    changed = min(path for path in (tmp_path / "data" / "media").iterdir() if path.is_file())
    changed.write_bytes(bytes(byte ^ 1 for byte in changed.read_bytes()))
    taken = backup.back_up(tmp_path / "data", tmp_path / "backup")
    assert (taken.contents, taken.missing) == (2, [changed.name])
    assert not (tmp_path / "backup" / backup.MEDIA_NAME / changed.name).exists()
    assert backup.restore(tmp_path / "backup", tmp_path / "restored") == taken


async def test_a_data_folder_without_its_media_is_backed_up(store: Store, tmp_path: Path) -> None:
    await fill(store, 1)
    lost = sorted(path.name for path in (tmp_path / "data" / "media").iterdir())
    shutil.rmtree(tmp_path / "data" / "media")
    taken = backup.back_up(tmp_path / "data", tmp_path / "backup")
    assert (taken.contents, taken.bytes, taken.missing) == (0, 0, lost)
    assert backup.restore(tmp_path / "backup", tmp_path / "restored") == taken


async def test_a_killed_restore_into_a_volume_is_done_again(store: Store, tmp_path: Path) -> None:
    """It was killed while it copied, or while it moved its files up: the database last."""
    await fill(store, 1)
    taken = backup.back_up(tmp_path / "data", tmp_path / "backup")
    for has_moved in (False, True):
        part = (volume := tmp_path / f"volume{has_moved}") / ".17.part"
        shutil.copytree(tmp_path / "backup", part)
        if has_moved:
            (part / backup.MEDIA_NAME).rename(volume / backup.MEDIA_NAME)
        assert backup.restore(tmp_path / "backup", volume) == taken
        assert {path.name for path in volume.iterdir()} == {DATABASE_NAME, backup.MEDIA_NAME}
    shutil.rmtree(tmp_path / "volumeFalse" / backup.MEDIA_NAME)
    with pytest.raises(FolderInUse):
        backup.restore(tmp_path / "backup", tmp_path / "volumeFalse")


async def test_a_restore_that_fails_leaves_an_empty_folder(store: Store, tmp_path: Path) -> None:
    await fill(store, 1)
    (signing := tmp_path / "data" / SIGNING).mkdir()
    (signing / "key.pem").write_text("key")
    backup.back_up(tmp_path / "data", tmp_path / "backup")
    (volume := tmp_path / "volume").mkdir()
    with pytest.raises(IsADirectoryError), backup._filled(volume) as made:
        shutil.copytree(tmp_path / "backup", made, dirs_exist_ok=True)
        (volume / DATABASE_NAME).mkdir()  # the last name cannot be moved up
    assert {path.name for path in volume.iterdir()} == {DATABASE_NAME}


async def test_a_damaged_database_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "data" / "media").mkdir(parents=True)
    (tmp_path / "data" / DATABASE_NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreDamaged):
        backup.back_up(tmp_path / "data", tmp_path / "backup")
    assert [*tmp_path.iterdir()] == [tmp_path / "data"]


async def test_a_database_with_a_fault_is_not_backed_up(store: Store, tmp_path: Path) -> None:
    await fill(store, 1)
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / DATABASE_NAME)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        whole = "CREATE INDEX jobs_finished ON jobs (finished_at)"
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'jobs_finished'", [whole])
    with pytest.raises(StoreDamaged, match="missing from index"):
        backup.back_up(tmp_path / "data", tmp_path / "backup")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


async def test_an_empty_volume_is_filled_where_it_is(store: Store, small_disk: Path, tmp_path: Path) -> None:
    await fill(store, 1)
    taken = backup.back_up(tmp_path / "data", tmp_path / "backup")
    (small_disk / "lost+found").mkdir(exist_ok=True)
    assert backup.restore(tmp_path / "backup", small_disk) == taken
    assert {path.name for path in small_disk.iterdir()} == {DATABASE_NAME, backup.MEDIA_NAME, "lost+found"}
    assert len(await contents_of(small_disk)) == taken.contents
    with pytest.raises(FolderInUse):
        backup.restore(tmp_path / "backup", small_disk)


@pytest.mark.parametrize("damage", ["changed", "missing", "database", "manifest", "newer"])
async def test_a_damaged_backup_is_refused_and_restores_nothing(store: Store, tmp_path: Path, damage: str) -> None:
    await fill(store, 1)
    backup.back_up(tmp_path / "data", tmp_path / "backup")
    shutil.copytree(tmp_path / "backup", tmp_path / "spoilt")
    spoilt = tmp_path / "spoilt"
    voice = next(path for path in (spoilt / "media").iterdir() if path.is_file())
    match damage:
        case "changed":
            voice.write_bytes(b"voice 1")
        case "missing":
            voice.unlink()
        case "database":
            (spoilt / DATABASE_NAME).write_bytes(b"SQLite format 3\0" + bytes(4096))
        case "manifest":
            (spoilt / backup.MANIFEST_NAME).write_text("[]")
        case "newer":
            manifest = (spoilt / backup.MANIFEST_NAME).read_text()
            (spoilt / backup.MANIFEST_NAME).write_text(manifest.replace('"schema": ', '"schema": 9'))
    with pytest.raises(StoreTooNew if damage == "newer" else BackupDamaged):
        backup.restore(spoilt, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()
    assert backup.verify(tmp_path / "backup").contents == 2
