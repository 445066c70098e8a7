"""Tests of the schedules of live status."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.constants import ChatAction

from bot.app.jobs import Jobs
from bot.app.status import Status
from bot.jobs.service import JobService
from bot.records import open_store
from bot.telegram.status import scheduler
from bot.telegram.status.board import Board
from bot.telegram.status.message import Key
from bot.telegram.status.scheduler import PRIVATE, ChatSchedule, Due, Pace, StatusScheduler
from storage import database
from storage.errors import NotFound
from storage.store import DATABASE_NAME

GONE = 7
"""A deleted job."""


async def test_a_job_that_ends_while_it_is_looked_up_takes_nothing_down(tmp_path: Path) -> None:
    schedule = ChatSchedule(1, PRIVATE, busy={GONE: (ChatAction.TYPING, None)})

    class Ending(Status):
        """The event of the job's end arrives while the job is looked up."""

        async def is_running(self, job_id: int) -> bool:
            schedule.busy.clear()
            return await super().is_running(job_id)

    async with open_store(tmp_path) as store:
        status = Ending(store, cast(JobService, None))
        boards = StatusScheduler(cast(Any, SimpleNamespace(app=SimpleNamespace(status=status))))
        await boards._show_action(schedule)
    assert not schedule.busy
    assert schedule.next_action == 0.0


async def test_a_waiting_job_that_is_deleted_is_shown_no_more(tmp_path: Path) -> None:
    async def show(key: Key, _before: Board | None) -> Board:
        raise NotFound(f"no {key}")

    async with open_store(tmp_path) as store:
        service = cast(JobService, None)
        app = SimpleNamespace(status=Status(store, service), jobs=Jobs(store, service, cast(Any, None)))
        boards = StatusScheduler(cast(Any, SimpleNamespace(app=app, show=show)), pace=Pace(0.0, 0.0))
        boards._waiting = {("job", GONE): 1}
        boards._schedule_of(1).due = {("job", GONE): Due(1, urgent=True)}
        await boards._tasks[1]
    assert not boards._waiting


async def test_a_busy_storage_ends_no_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.0)
    monkeypatch.setattr(scheduler, "OFFLINE_S", 0.1)
    shown: list[Key] = []

    async def show(key: Key, _before: Board | None) -> Board:
        """Another program locks the database when the first message is shown."""
        if not shown:
            other.execute("BEGIN IMMEDIATE")
        elif other.in_transaction:
            other.execute("ROLLBACK")
        shown.append(key)
        return Board("shown")

    async with open_store(tmp_path) as store:
        other = sqlite3.connect(tmp_path / DATABASE_NAME, timeout=0, isolation_level=None)
        service = cast(JobService, None)
        app = SimpleNamespace(status=Status(store, service), jobs=Jobs(store, service, cast(Any, None)))
        boards = StatusScheduler(cast(Any, SimpleNamespace(app=app, show=show)), pace=Pace(0.0, 0.0))
        boards._seen = 2
        schedule = boards._schedule_of(1)
        schedule.due = {("job", 1): Due(1, urgent=True), ("job", 2): Due(2, urgent=True)}
        await boards._tasks[1]
        assert await app.jobs.cursor(scheduler.CURSOR) == 2
        other.close()
    assert shown == [("job", 1), ("job", 2)]
