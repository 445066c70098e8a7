"""Tests of the media folder: additions, removals, and both kinds of orphan."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from facenote.locks import ABANDONED_S
from storage import Media, Store, files, jobs, read_chunks
from storage.errors import FileTooLarge, NotFound, StoreFull
from tests.conftest import REPOSITORY
from tests.storage.conftest import FakeClock, make_job, make_user, on_disk, stage


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_stream_is_hashed_as_it_is_written(store: Store) -> None:
    async with store.media.scratch() as folder:
        staged = await store.media.receive(chunks(b"one ", b"", b"two"), folder / "voice", max_bytes=7)
        assert (staged.sha256, staged.bytes) == (hashlib.sha256(b"one two").hexdigest(), 7)
        assert staged.path.read_bytes() == b"one two"
        again = await store.media.receive(read_chunks(staged.path), folder / "copy", max_bytes=7)
        assert again.sha256 == staged.sha256 == (await store.media.stage(folder / "copy")).sha256
    assert not folder.exists()


async def test_scratch_folders_are_removed_beside_the_event_loop_also_when_cancelled(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, remove = [], shutil.rmtree

    def removed(path: Path, **more: Any) -> None:
        threads.append(threading.get_ident())
        time.sleep(0.05)
        remove(path, **more)

    monkeypatch.setattr(shutil, "rmtree", removed)
    folders: list[Path] = []

    async def work() -> None:
        async with store.media.scratch() as folder:
            folders.append(folder)
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    while not folders:
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not folders[0].exists()
    assert threading.get_ident() not in threads


async def test_a_stream_that_is_too_long_is_refused(store: Store) -> None:
    async with store.media.scratch() as folder:
        with pytest.raises(FileTooLarge) as refused:
            await store.media.receive(chunks(b"12345", b"678"), folder / "voice", max_bytes=7)
    assert refused.value.facts == {"max_bytes": 7}
    assert on_disk(store) == {}


async def test_a_folder_is_one_content(store: Store) -> None:
    async with store.media.scratch() as scratch:
        hashes = []
        for name, second in (("a", b"2"), ("b", b"2"), ("c", b"3")):
            (scratch / name / "inner").mkdir(parents=True)
            (scratch / name / "manifest.json").write_bytes(b"{}")
            (scratch / name / "inner" / "mouth").write_bytes(second)
            hashes.append((await store.media.stage(scratch / name)).sha256)
        assert hashes[0] == hashes[1] != hashes[2]
        staged = await store.media.stage(scratch / "a")
        assert staged.bytes == 3
        async with store.write() as tx:
            job = await make_job(tx, await make_user(tx, "ada"), files={"template": staged})
    kept = store.media.path(job.files["template"])
    assert (kept / "inner" / "mouth").read_bytes() == b"2"
    async with store.write() as tx:
        await jobs.cancel(tx, job.id)
        await jobs.delete(tx, job.id)
    assert not kept.exists()


async def test_only_what_lies_in_a_scratch_folder_is_sealed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    with pytest.raises(ValueError, match="not in a scratch folder"):
        await store.media.stage(tmp_path / "precious")


async def test_content_that_two_rows_name_is_kept_once_and_goes_with_the_last(store: Store) -> None:
    kept = []
    for name in ("ada", "bob"):
        async with store.media.scratch() as folder:
            staged = await stage(store, folder, b"the same voice")
            async with store.write() as tx:
                kept.append(await make_job(tx, await make_user(tx, name), files={"voice": staged}))
    assert list(on_disk(store)) == [kept[0].files["voice"]] == [kept[1].files["voice"]]
    async with store.write() as tx:
        third = await make_job(tx, await make_user(tx, "ada"), files={"voice": kept[0].files["voice"]})
    for index, job in enumerate((*kept, third), start=1):
        async with store.write() as tx:
            await jobs.cancel(tx, job.id)
            await jobs.delete(tx, job.id)
        assert len(on_disk(store)) == (1 if index < 3 else 0)


async def test_content_dropped_and_brought_again_in_one_transaction_stays(store: Store) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        first = await make_job(tx, ada, files={"voice": await stage(store, folder, b"voice", "1")})
        await jobs.cancel(tx, first.id)
        await jobs.delete(tx, first.id)
        await make_job(tx, ada, files={"voice": await stage(store, folder, b"voice", "2")})
    assert list(on_disk(store).values()) == [b"voice"]
    async with store.read() as tx:
        assert await files.pending_removals(tx) == []


async def test_what_cannot_be_removed_is_tried_again_by_the_sweep_alone(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        (folder / "template").mkdir()
        (folder / "template" / "mouth").write_bytes(b"teeth")
        ada = await make_user(tx, "ada")
        first = await make_job(tx, ada, files={"template": await store.media.stage(folder / "template")})
        second = await make_job(tx, ada, files={"voice": await stage(store, folder, b"voice")})
    scratch = folder.parent.rename(folder.parent.with_name("away"))  # folders are removed by way of it
    for job in (first, second):
        async with store.write() as tx:
            await jobs.cancel(tx, job.id)
            await jobs.delete(tx, job.id)
    assert caplog.text.count("cannot be removed") == 1
    assert [path.name for path in store.media.folder.iterdir()] == [first.files["template"]]
    scratch.rename(folder.parent)
    assert (await store.sweep()).files_removed == 1
    assert list(store.media.folder.iterdir()) == []
    async with store.read() as tx:
        assert await files.pending_removals(tx) == []


async def test_an_unknown_hash_is_refused_and_nothing_is_queued(store: Store) -> None:
    with pytest.raises(NotFound):
        async with store.write() as tx:
            await make_job(tx, await make_user(tx, "ada"), files={"voice": "0" * 64})
    async with store.read() as tx:
        assert await tx.scalar("SELECT COUNT(*) FROM jobs") == 0


async def test_the_sweep_finds_both_kinds_of_orphan(store: Store) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        lost = await make_job(tx, ada, files={"voice": await stage(store, folder, b"lost", "1")})
        good = await make_job(tx, ada, files={"voice": await stage(store, folder, b"good", "2")})
    store.media.path(lost.files["voice"]).unlink()
    store.media.path("1" * 64).write_bytes(b"nobody's")
    store.media.path("2" * 64).mkdir()
    store.media.path("lost+found").mkdir()
    (store.media.path("2" * 64) / "manifest.json").write_bytes(b"{}")
    async with store.write() as tx:  # a row that nothing names
        await tx.run("INSERT INTO files VALUES (?, 8, ?)", "1" * 64, tx.now)

    swept = await store.sweep()

    assert (swept.files_removed, swept.files_missing) == (2, (lost.files["voice"],))
    assert {path.name for path in store.media.folder.iterdir()} == {good.files["voice"], "lost+found"}
    again = await store.sweep()
    assert (again.files_removed, again.files_missing) == (0, (lost.files["voice"],))


async def test_the_sweep_removes_scratch_folders_of_the_dead_only(store: Store) -> None:
    async with store.media.scratch() as living:
        killed = [sys.executable, "-m", "tests.storage.child", str(store.media.folder.parent), "take_scratch_and_die"]
        subprocess.run(killed, cwd=REPOSITORY, stdin=subprocess.DEVNULL, check=False)
        (dead,) = set(living.parent.iterdir()) - {living}
        (living / "clip.mp4").write_bytes(b"half")
        assert (await store.sweep()).scratch_removed == 1
        assert (living / "clip.mp4").exists()
        assert not dead.exists()


async def test_folders_left_before_their_lock_are_removed_when_old(store: Store) -> None:
    async with store.media.scratch() as living:
        (new := living.parent / ".new").mkdir()
        (old := living.parent / ".old").mkdir()
        os.utime(old, (time.time() - 2 * ABANDONED_S,) * 2)
        await store.sweep()
        assert (new.exists(), old.exists(), living.exists()) == (True, False, True)


async def test_a_scratch_folder_finds_the_disk_full(small_disk: Path) -> None:
    media = Media(small_disk)
    used = len(list(small_disk.rglob("*"))) + 1
    subprocess.run(["mount", "-o", f"remount,nr_inodes={used}", small_disk], stdin=subprocess.DEVNULL, check=True)
    with pytest.raises(StoreFull):
        async with media.scratch():
            pass


async def test_the_guard_wants_room_before_work(store: Store) -> None:
    store.media.require_free(1)
    with pytest.raises(StoreFull) as refused:
        store.media.require_free(1 << 62)
    assert refused.value.facts["minimum_bytes"] == 1 << 62
    free = refused.value.facts["free_bytes"]
    assert isinstance(free, int)
    assert free > 0


async def test_a_removal_that_fails_is_made_up_for_later(
    store: Store, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        contents = {f"part{n}": await stage(store, folder, b"voice %d" % n, f"v{n}") for n in range(5)}
        job = await make_job(tx, await make_user(tx, "ada"), files=contents)
        await jobs.cancel(tx, job.id)

    first, remove = min(on_disk(store)), store.media.remove

    def refuse(sha256: str) -> None:
        if sha256 == first:
            raise PermissionError(sha256)
        remove(sha256)

    with monkeypatch.context() as patched:
        patched.setattr(store.media, "remove", refuse)
        patched.setattr(files, "SLICE", 2)
        async with store.write() as tx:
            await jobs.delete(tx, job.id)
    assert set(on_disk(store)) == {first}, "the others go"
    async with Store.open(tmp_path / "data", clock=clock) as reopened:
        assert on_disk(reopened) == {}


async def test_backup_by_copy_of_a_closed_store(store: Store, tmp_path: Path) -> None:
    """One folder is the whole store: its copy opens with everything in it."""
    async with store.media.scratch() as folder, store.write() as tx:
        await make_job(tx, await make_user(tx, "ada"), files={"voice": await stage(store, folder, b"voice")})
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    async with Store.open(tmp_path / "copy") as copy, copy.read() as tx:
        job = await jobs.get(tx, 1)
        assert copy.media.path(job.files["voice"]).read_bytes() == b"voice"


async def test_a_removal_holds_the_lock_to_its_end_even_if_cancelled(store: Store) -> None:
    """Otherwise the same content could be added again, and be removed after its row was committed."""
    async with store.media.scratch() as folder, store.write() as tx:
        job = await make_job(tx, await make_user(tx, "ada"), files={"voice": await stage(store, folder, b"voice")})
        await jobs.cancel(tx, job.id)
    began, remove = threading.Event(), store.media.remove

    def remove_slowly(sha256: str) -> None:
        began.set()
        time.sleep(0.2)
        remove(sha256)

    async def delete() -> None:
        async with store.write() as tx:
            await jobs.delete(tx, job.id)

    store.media.remove = remove_slowly  # type: ignore[method-assign]
    task = asyncio.create_task(delete())
    await asyncio.to_thread(began.wait)
    task.cancel()
    async with store.media.scratch() as folder, store.write() as tx:
        again = await make_job(tx, await make_user(tx, "ada"), files={"voice": await stage(store, folder, b"voice")})
    with pytest.raises(asyncio.CancelledError):
        await task
    assert store.media.path(again.files["voice"]).read_bytes() == b"voice"
