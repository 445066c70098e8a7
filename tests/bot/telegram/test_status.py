"""The desks on which live status is shown."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from telegram.constants import ChatAction

from bot.records import open_store
from bot.telegram.status.scheduler import PRIVATE, ChatSchedule, StatusScheduler
from storage import Store
from storage.database import Reader

GONE = 7
"""A job that is not there any more."""


async def test_a_job_that_ends_while_it_is_looked_up_takes_nothing_down(tmp_path: Path) -> None:
    desk = ChatSchedule(1, PRIVATE, busy={GONE: (ChatAction.TYPING, None)})

    class Ending:
        """A store in which the event that a job has ended comes first."""

        def __init__(self, store: Store) -> None:
            self._store = store

        @contextlib.asynccontextmanager
        async def read(self) -> AsyncIterator[Reader]:
            async with self._store.read() as tx:
                desk.busy.clear()
                yield tx

    async with open_store(tmp_path) as store:
        boards = StatusScheduler(cast(Any, SimpleNamespace(app=SimpleNamespace(store=Ending(store)))))
        await boards._act(desk)
    assert not desk.busy
    assert desk.next_action == 0.0
