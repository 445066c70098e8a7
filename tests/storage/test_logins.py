"""Tests of logins: their lifetime, and what ends them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage import Store, logins, retention
from storage.migrations import scripts
from tests.storage.conftest import FakeClock, make_user

HASH, OTHER = "a" * 64, "b" * 64
DAY = timedelta(days=1)


async def test_login_holds_until_its_time_is_over(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await logins.begin(tx, HASH, ada.id, DAY, "Firefox")
        begun = await logins.find(tx, [HASH])
    assert begun is not None
    assert (begun.user_id, begun.browser, begun.expires_at) == (ada.id, "Firefox", clock.now + DAY)
    clock.advance(DAY.total_seconds() - 1)
    async with store.read() as tx:
        assert await logins.find(tx, [OTHER, HASH]) == begun
        assert await logins.find(tx, [OTHER]) is None
        assert await logins.find(tx, []) is None
    clock.advance(1)
    async with store.read() as tx:
        assert await logins.find(tx, [HASH]) is None


async def test_logins_of_before_they_had_an_id_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = scripts()
    monkeypatch.setattr("storage.migrations.scripts", lambda: known[:10])
    async with Store.open(tmp_path) as store, store.write() as tx:
        ada = await make_user(tx, "ada")
        await tx.run(
            "INSERT INTO sessions (sha256, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
            HASH, ada.id, tx.now, tx.now + DAY,
        )  # fmt: skip
    monkeypatch.undo()
    async with Store.open(tmp_path) as store, store.read() as tx:
        login = await logins.find(tx, [HASH])
    assert login is not None
    assert (login.user_id, login.browser, login.expires_at - login.created_at) == (ada.id, "", DAY)


async def test_logging_out_ends_this_login_alone(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await logins.begin(tx, HASH, ada.id, DAY, "")
        await logins.begin(tx, OTHER, ada.id, DAY, "")
        _, first = await logins.of_user(tx, ada.id)
        assert [await logins.end(tx, user, first.id) for user in (ada.id + 1, ada.id, ada.id)] == [False, True, False]
        assert await logins.find(tx, [HASH]) is None
        assert await logins.find(tx, [OTHER]) is not None


async def test_logins_go_with_their_person(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        await logins.begin(tx, HASH, ada.id, DAY, "")
        await logins.begin(tx, OTHER, bob.id, DAY, "")
    await store.forget_user(ada.id)
    async with store.read() as tx:
        assert await tx.scalar("SELECT group_concat(sha256) FROM sessions") == OTHER


@pytest.mark.parametrize(("later_s", "left"), [(-1, 1), (0, 0)])
async def test_what_is_over_is_tidied_away(store: Store, clock: FakeClock, later_s: int, left: int) -> None:
    async with store.write() as tx:
        await logins.begin(tx, HASH, (await make_user(tx, "ada")).id, DAY, "")
        await logins.add_link(tx, HASH, DAY)
    clock.advance(DAY.total_seconds() + later_s)
    async with store.write() as tx:
        await retention.expire(tx)
        assert await tx.scalar("SELECT COUNT(*) FROM sessions") == left
        assert await tx.scalar("SELECT COUNT(*) FROM login_links") == left
