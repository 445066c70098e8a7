"""Tests of a disk without room, and of a clock that jumps."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from storage import Store, faces, jobs, retention, users
from storage import reserve as reserves
from storage.errors import StoreFull
from storage.reserve import Reserve
from storage.users import User
from tests.conftest import fill
from tests.storage.conftest import FakeClock, make_job, make_user, on_disk, stage

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S


@pytest.mark.parametrize("has_reserve", [True, False])
async def test_on_a_full_disk_a_person_can_be_forgotten(small_disk: Path, has_reserve: bool) -> None:
    async with Store.open(small_disk / "data") as store:
        ada = await _with_data(store)
        await store.sweep()  # as each minute: the database's log is empty
        if has_reserve:
            store.reserve.keep()
        fill(small_disk)
        if not has_reserve:
            with pytest.raises(StoreFull):
                await store.forget_user(ada.id)
            return
        await store.forget_user(ada.id)
        async with store.read() as tx:
            assert await users.find(tx, ada.account) is None
        assert on_disk(store) == {}


def test_the_reserve_is_taken_where_the_system_cannot_allocate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fallocate")  # as on macOS
    Reserve(tmp_path).keep()
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 32 << 20


def test_a_reserve_may_be_given_up_while_it_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        (tmp_path / "reserve").unlink()  # by another thread
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(reserves, "_allocate", fail)
    Reserve(tmp_path).keep()
    assert not (tmp_path / "reserve").exists()


async def test_a_store_opens_on_a_full_disk_and_takes_its_reserve_again(small_disk: Path) -> None:
    reserve = small_disk / "data" / "reserve"
    async with Store.open(small_disk / "data") as store:
        ada = await _with_data(store)
        store.reserve.keep()
        assert reserve.stat().st_blocks * 512 >= 32 << 20
    filler = fill(small_disk)
    async with Store.open(small_disk / "data") as store:
        assert not reserve.exists()
        async with store.write(may_use_reserve=True) as tx:
            await jobs.delete(tx, (await jobs.of_user(tx, ada.id))[0].id)
        store.reserve.keep()
        assert not reserve.exists(), "there is no room for it yet"
        filler.unlink()
        store.reserve.keep()
        assert reserve.exists()


async def test_an_unfinished_reserve_is_completed(small_disk: Path) -> None:
    async with Store.open(small_disk / "data") as store:
        (small_disk / "data" / "reserve").touch()  # as a process leaves it that is killed before it takes the space
        store.reserve.keep()
    assert (small_disk / "data" / "reserve").stat().st_blocks * 512 >= 32 << 20


async def test_a_clock_that_jumps_is_not_trusted_for_a_day(store: Store, clock: FakeClock) -> None:
    async def trusted(step_s: float) -> bool:
        clock.advance(step_s)
        async with store.write() as tx:
            return await retention.trusts_clock(tx)

    async def runs(for_s: float) -> bool:
        looks = [await trusted(HOUR_S) for _ in range(round(for_s / HOUR_S))]
        return looks[-1]

    assert await trusted(0)
    assert await trusted(60)
    assert not await trusted(8 * DAY_S)
    assert not await trusted(60)
    assert not await trusted(-1), "a correction of the running clock does not set it right"
    assert await trusted(-8 * DAY_S), "set right again"
    assert await trusted(60)
    assert not await trusted(8 * DAY_S), "or it was right, and the server off"
    assert not await runs(DAY_S / 2)
    assert not await trusted(8 * DAY_S), "another step is no running time"
    assert not await trusted(60)
    assert await runs(DAY_S / 2)
    assert await trusted(60)


async def _with_data(store: Store) -> User:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        template = await stage(store, folder, bytes(1000), "template")
        face = await faces.add(tx, ada.id, name="me", facts={}, sources={"template": template})
        for number in range(20):
            voice = await stage(store, folder, b"%d" % number, f"voice{number}")
            await jobs.cancel(tx, (await make_job(tx, ada, face_id=face.id, files={"voice": voice})).id)
    return ada
