"""The schedules on which live status is shown."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from telegram.constants import ChatAction

from bot.app.status import Status
from bot.jobs.service import JobService
from bot.records import open_store
from bot.telegram.status.scheduler import PRIVATE, ChatSchedule, StatusScheduler

GONE = 7
"""A job that is not there any more."""


async def test_a_job_that_ends_while_it_is_looked_up_takes_nothing_down(tmp_path: Path) -> None:
    schedule = ChatSchedule(1, PRIVATE, busy={GONE: (ChatAction.TYPING, None)})

    class Ending(Status):
        """The event that the job has ended comes while it is looked up."""

        async def is_running(self, job_id: int) -> bool:
            schedule.busy.clear()
            return await super().is_running(job_id)

    async with open_store(tmp_path) as store:
        status = Ending(store, cast(JobService, None))
        boards = StatusScheduler(cast(Any, SimpleNamespace(app=SimpleNamespace(status=status))))
        await boards._show_action(schedule)
    assert not schedule.busy
    assert schedule.next_action == 0.0
