"""Tests of incoming files: what a crash leaves, and what is swept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from storage import Media, StagedFile, Store, jobs, retention, uploads
from storage.errors import FileTooLarge, NotFound, QuotaExceeded, StoreFull
from storage.limits import Limits
from storage.uploads import KEPT, RESERVED, Upload
from storage.users import User
from tests.storage.conftest import NO_LIMITS, FakeClock, make_job, make_user


async def begun(store: Store, size: int) -> tuple[User, Upload]:
    async with store.write() as tx:
        user = await make_user(tx, "ada")
        return user, await uploads.create(tx, user.id, name="voice.wav", size=size, limits=NO_LIMITS)


async def write(store: Store, upload: Upload, block: bytes) -> Upload:
    await uploads.write(store.media, upload, block)
    async with store.write() as tx:
        return await uploads.set_received(tx, upload.id, upload.received + len(block))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "data" / "uploads").iterdir()}


async def test_what_a_crash_left_behind_the_durable_part_is_written_over(store: Store, tmp_path: Path) -> None:
    _, upload = await begun(store, 6)
    upload = await write(store, upload, b"abc")
    await uploads.write(store.media, upload, b"xyz")  # the crash comes before the row is updated
    upload = await write(store, upload, b"d")
    assert (upload.received, upload.is_complete, files(tmp_path)) == (4, False, {upload.id: b"abcd"})


async def test_no_more_is_taken_than_was_announced(store: Store, tmp_path: Path) -> None:
    _, upload = await begun(store, 3)
    with pytest.raises(FileTooLarge):
        await uploads.write(store.media, upload, b"abcd")
    assert files(tmp_path) == {upload.id: b""}


async def test_upload_stays_when_its_job_is_not_queued(store: Store, tmp_path: Path) -> None:
    user, upload = await begun(store, 3)
    upload = await write(store, upload, b"abc")
    async with store.media.scratch() as folder:
        staged = await uploads.stage(store.media, upload, folder)
        with pytest.raises(RuntimeError):
            async with store.write() as tx:
                await make_job(tx, user, files={"voice": staged})
                await uploads.delete(tx, upload.id)
                raise RuntimeError("as if the process died")
    await store.sweep()
    assert files(tmp_path) == {upload.id: b"abc"}
    async with store.read() as tx:
        assert (await uploads.get(tx, user.id, upload.id)).is_complete
        assert await jobs.of_user(tx, user.id) == ()


async def test_upload_becomes_content_without_being_copied(store: Store, tmp_path: Path) -> None:
    user, upload = await begun(store, 3)
    upload = await write(store, upload, b"abc")
    inode = (tmp_path / "data" / "uploads" / upload.id).stat().st_ino
    async with store.media.scratch() as folder:
        staged: StagedFile = await uploads.stage(store.media, upload, folder)
        async with store.write() as tx:
            await make_job(tx, user, files={"voice": staged})
            await uploads.delete(tx, upload.id)
    await store.sweep()
    assert files(tmp_path) == {}
    assert store.media.path(staged.sha256).stat().st_ino == inode


async def test_expired_and_unknown_files_are_swept(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    user, old = await begun(store, 3)
    clock.advance(timedelta(hours=1).total_seconds())
    _, new = await begun(store, 3)
    (tmp_path / "data" / "uploads" / "orphan").write_bytes(b"a crash left it")
    clock.advance((KEPT - timedelta(minutes=30)).total_seconds())
    async with store.write() as tx:
        await retention.expire(tx)
    await store.sweep()
    assert files(tmp_path) == {new.id: b""}
    async with store.read() as tx:
        with pytest.raises(NotFound):
            await uploads.get(tx, user.id, old.id)


async def test_upload_that_was_deleted_meanwhile_takes_nothing(store: Store, tmp_path: Path) -> None:
    user, upload = await begun(store, 3)
    await store.forget_user(user.id)
    with pytest.raises(NotFound):
        await uploads.write(store.media, upload, b"abc")
    assert files(tmp_path) == {}
    async with store.write() as tx:
        with pytest.raises(NotFound):
            await uploads.set_received(tx, upload.id, 3)


async def test_room_is_kept_only_for_uploads_that_move(store: Store, clock: FakeClock) -> None:
    free = store.media.free_bytes()
    await begun(store, free * 2 // 3)
    with pytest.raises(StoreFull):
        await begun(store, free * 2 // 3)
    clock.advance(RESERVED.total_seconds() + 1)
    await begun(store, free * 2 // 3)


async def test_whoever_writes_next_does_not_meet_the_one_before(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that is cancelled while its block is written to the disk ends when that is done."""
    _, upload = await begun(store, 6)
    began, ended = asyncio.Event(), []
    loop, write_upload = asyncio.get_running_loop(), Media.write_upload

    def slowly(media: Media, upload_id: str, offset: int, block: bytes) -> None:
        loop.call_soon_threadsafe(began.set)
        asyncio.run(asyncio.sleep(0.2))
        write_upload(media, upload_id, offset, block)
        ended.append(block)

    monkeypatch.setattr(Media, "write_upload", slowly)
    first = asyncio.create_task(uploads.write(store.media, upload, b"abcdef"))
    await began.wait()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert (first.cancelled(), ended, files(tmp_path)) == (True, [b"abcdef"], {upload.id: b"abcdef"})


async def test_many_small_uploads_are_not_free(store: Store) -> None:
    limits = Limits(bytes_per_user=3 * uploads.MIN_QUOTA_BYTES)
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        for number in range(3):
            await uploads.create(tx, ada.id, name=f"{number}.ogg", size=0, limits=limits)
        with pytest.raises(QuotaExceeded):
            await uploads.create(tx, ada.id, name="one too many.ogg", size=0, limits=limits)
