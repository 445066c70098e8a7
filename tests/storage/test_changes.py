"""Tests of change events besides the state of jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Store, changes, events, faces, jobs, retention, users
from storage.changes import Change, ChangeKind
from storage.database import Reader
from storage.migrations import scripts
from storage.users import User
from tests.storage.conftest import FakeClock, make_job, make_user

WEEKS_S = 30 * 24 * 3600


async def told(tx: Reader, user: User, last_id: int = 0) -> list[tuple[ChangeKind, int | None]]:
    found = await changes.between(tx, user.id, last_id, await events.last_id(tx))
    return [(change.kind, change.job_id) for change in found]


async def test_a_persons_own_are_told_in_order(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        job = await make_job(tx, ada)
        face = await faces.add(tx, ada.id, name="me", facts={}, sources={})
        await jobs.cancel(tx, job.id)
        await jobs.delete(tx, job.id)
        await users.set_language(tx, ada.id, "de")
        await users.set_language(tx, ada.id, "de")
        assert await told(tx, ada) == [
            (ChangeKind.FACES, None), (ChangeKind.GONE, job.id), (ChangeKind.LANGUAGE, None)
        ]  # fmt: skip
        assert await told(tx, bob) == []
        begin = await events.last_id(tx)
        await faces.rename(tx, face.id, "me at work")
        assert await told(tx, ada, begin) == [(ChangeKind.FACES, None)]
        await faces.delete(tx, face.id)
        assert await told(tx, ada, begin) == [(ChangeKind.FACES, None)], "the last one counts"


async def test_ids_are_in_one_order_with_those_of_events(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await users.set_language(tx, ada.id, "de")
        job = await make_job(tx, ada)
        await faces.add(tx, ada.id, name="me", facts={}, sources={})
        [event] = [event for event in await events.after(tx, 0) if event.job_id == job.id]
        assert await changes.between(tx, ada.id, 0, event.id) == (Change(1, ChangeKind.LANGUAGE, None),)
        assert (event.id, await events.last_id(tx)) == (2, 3)


async def test_what_grows_old_is_told_to_be_gone(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await jobs.cancel(tx, (await make_job(tx, ada)).id)
    clock.advance(WEEKS_S)
    async with store.write() as tx:
        await retention.expire(tx)
        assert await told(tx, ada) == [(ChangeKind.GONE, job.id)]


async def test_nothing_is_left_of_who_is_forgotten(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await make_job(tx, ada)
        await faces.add(tx, ada.id, name="me", facts={}, sources={})
    await store.forget_user(ada.id)
    async with store.read() as tx:
        assert await tx.scalar("SELECT COUNT(*) FROM changes") == 0


async def test_in_a_database_of_before_the_ids_go_on_where_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = scripts()
    monkeypatch.setattr("storage.migrations.scripts", lambda: known[:3])
    async with Store.open(tmp_path) as store, store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await jobs.cancel(tx, (await make_job(tx, ada)).id)
        before = await events.after(tx, 0)
    monkeypatch.undo()
    async with Store.open(tmp_path) as store, store.write() as tx:
        await jobs.delete(tx, (await jobs.cancel(tx, (await make_job(tx, ada)).id)).id)
        await users.set_language(tx, ada.id, "de")
        assert await events.after(tx, 0) == before
        last = before[-1].id
        assert await changes.between(tx, ada.id, 0, await events.last_id(tx)) == (
            Change(last + 3, ChangeKind.GONE, job.id + 1), Change(last + 4, ChangeKind.LANGUAGE, None)
        )  # fmt: skip
