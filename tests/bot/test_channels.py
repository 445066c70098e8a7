"""Tests that the jobs and batches of one channel are listed even if many of another channel are newer."""

from __future__ import annotations

from pathlib import Path

from bot.app.app import App
from bot.records import BatchState, Job, StudioOrigin, TelegramOrigin
from bot.records.origins import STUDIO, TELEGRAM, Origin
from storage import Store, batches, jobs, users
from storage.jobs import JobState, NewJob
from storage.limits import Limits
from tests.bot.said import TEXTS
from tests.bot.web.conftest import running

MANY = 60
"""More than a list reads at once."""


async def clip(store: Store, user_id: int, origin: Origin, batch: int | None = None) -> Job:
    async with store.write() as tx:
        return await jobs.enqueue(tx, NewJob(user_id, "clip", 1.0, origin=origin, batch_id=batch), Limits())


async def test_lists_of_one_channel(tmp_path: Path) -> None:
    async with running(tmp_path) as place:
        app, store = App(place.settings, place.store, place.jobs, TEXTS), place.store
        async with store.write() as tx:
            user = await users.ensure(tx, "telegram:1", name="Ada", language="en")
            in_studio, album = [await batches.create(tx, user.id, name) for name in ("Monday", "album:7")]
            await batches.set_state(tx, in_studio.id, BatchState(STUDIO))
            for number in range(MANY):
                await batches.create(tx, user.id, str(number))
        first, second = [await clip(store, user.id, TelegramOrigin(chat=1)) for _ in range(2)]
        for _ in range(MANY):
            await clip(store, user.id, StudioOrigin(), in_studio.id)
        listed = await app.jobs.unfinished(user.id, channel=TELEGRAM, chat_id=None, limit=20)
        assert [one.job.id for one in listed] == [first.id, second.id]
        listed = await app.jobs.unfinished(user.id, channel=TELEGRAM, chat_id=None, limit=1)
        assert [one.job.id for one in listed] == [first.id]
        assert [one.batch.id for one in await app.batches.of_user(user.id, 20)] == [in_studio.id]
        assert (await app.batches.album(user.id, "7")).id == album.id
        async with store.write() as tx:
            await tx.run("UPDATE jobs SET state = ?, finished_at = ?", JobState.DELIVERED, tx.now)
        found, _ = await app.clips.history(user.id)
        assert [job.id for job in found] == [second.id, first.id]
