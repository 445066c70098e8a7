"""Tests of the database file: settings, transactions, migrations, and damage."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from storage import Store, database, errors, users
from storage.errors import StorageError, StoreBusy, StoreDamaged, StoreFull, StoreTooNew
from storage.migrations import scripts, statements
from storage.store import DATABASE_NAME
from storage.values import to_column, to_time
from tests.storage.conftest import make_user


async def test_settings_of_both_connections(store: Store) -> None:
    async with store.write() as tx:
        found = {name: await tx.scalar(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    async with store.read() as tx:
        with pytest.raises(StorageError, match="readonly"):
            await tx.all("DELETE FROM users")


async def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(KeyError):
        async with store.write() as tx:
            await make_user(tx, "ada")
            raise KeyError
    async with store.read() as tx:
        assert await users.find(tx, "test:ada") is None


@pytest.mark.parametrize("steps", range(12))
async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(store: Store, steps: int) -> None:
    """Cancelled after each number of turns of the event loop, so also between a statement's start and its end."""

    async def add_two() -> None:
        async with store.write() as tx:
            await make_user(tx, "ada")
            await make_user(tx, "bob")
            await asyncio.Event().wait()

    task = asyncio.create_task(add_two())
    for _ in range(steps):
        await asyncio.sleep(0.0005 * (steps % 3))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.write() as tx:
        assert await tx.scalar("SELECT COUNT(*) FROM users") == 0


async def test_a_reader_keeps_its_view_while_a_writer_commits(store: Store) -> None:
    async with store.read() as reader:
        assert await reader.scalar("SELECT COUNT(*) FROM users") == 0
        async with store.write() as tx:
            await make_user(tx, "ada")
        assert await reader.scalar("SELECT COUNT(*) FROM users") == 0
    async with store.read() as reader:
        assert await reader.scalar("SELECT COUNT(*) FROM users") == 1


async def test_tasks_write_one_after_the_other(store: Store) -> None:
    async def take_turn() -> int:
        async with store.write() as tx:
            user = await make_user(tx, "ada")
            count = int(user.settings.get("count", 0)) + 1
            await users.set_settings(tx, user.id, {"count": count})
            return count

    assert sorted(await asyncio.gather(*(take_turn() for _ in range(20)))) == list(range(1, 21))


@pytest.mark.usefixtures("store")
async def test_a_database_in_use_elsewhere_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    other = sqlite3.connect(tmp_path / "data" / DATABASE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        async with Store.open(tmp_path / "data"):
            pass
    other.close()
    async with Store.open(tmp_path / "data"):
        pass


async def test_a_full_disk_is_told_and_keeps_what_was_there(store: Store) -> None:
    async with store.write() as tx:
        await make_user(tx, "ada")
        pages = await tx.scalar("PRAGMA page_count")
        await tx.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull):
        async with store.write() as tx:
            await users.set_settings(tx, (await make_user(tx, "bob")).id, {"long": "x" * 100_000})
    async with store.read() as tx:
        assert await users.find(tx, "test:ada") is not None
        assert await users.find(tx, "test:bob") is None


async def test_a_newer_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    async with Store.open(tmp_path):
        pass
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {len(scripts()) + 1}")
    with pytest.raises(StoreTooNew) as refused:
        async with Store.open(tmp_path):
            pass
    assert refused.value.facts == {"version": len(scripts()) + 1, "known": len(scripts())}
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(scripts()) + 1,)


async def test_what_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"a note to self, longer than the header of a database " * 100)
    with pytest.raises(StoreDamaged):
        async with Store.open(tmp_path):
            pass


async def test_a_migration_that_fails_half_way_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = scripts()
    monkeypatch.setattr(
        "storage.migrations.scripts", lambda: (*good, "CREATE TABLE more (a);\nINSERT INTO nowhere VALUES (1);\n")
    )
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        async with Store.open(tmp_path):
            pass
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        assert connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone() == (0,)
    monkeypatch.setattr("storage.migrations.scripts", lambda: (*good, "CREATE TABLE more (a);\n"))
    async with Store.open(tmp_path) as store, store.read() as tx:
        assert await tx.scalar("PRAGMA user_version") == len(good) + 1
        assert await tx.all("SELECT * FROM more") == []


def test_statements_keep_trigger_bodies_whole() -> None:
    script = "-- about\nCREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n-- bye\n"
    assert [statement.count("\n") for statement in statements(script)] == [2, 3]
    with pytest.raises(RuntimeError, match="unfinished"):
        list(statements("CREATE TABLE a (x)\n"))


def test_times_are_utc_of_one_width_and_sort_as_text() -> None:
    base = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    texts = [str(to_column(base + timedelta(microseconds=step))) for step in (0, 1, 10**6, 10**9)]
    assert texts == sorted(texts)
    assert len({len(text) for text in texts}) == 1
    assert texts[0] == "2026-03-01T07:00:00.000000+00:00"
    assert to_time(texts[0]) == base
    assert to_time(texts[0]).tzinfo == UTC


def all_errors() -> list[type[StorageError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, StorageError)]
    assert len(found) > 10
    return found


@pytest.mark.parametrize("kind", all_errors())
def test_each_error_has_a_code_and_crosses_processes(kind: type[StorageError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("half a line", free_bytes=3)))
    assert type(copy) is kind
    assert (copy.detail, copy.facts, str(copy)) == ("half a line", {"free_bytes": 3}, "half a line")
    assert kind.advice.endswith(".")


def test_error_codes_are_unique() -> None:
    codes = [kind.code for kind in all_errors()]
    assert len(set(codes)) == len(codes)
