"""Test of the upgrade of an old database: all migrations, and all that was stored is read by today's code."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from bot.records import JobKind, open_store
from bot.records.dialogues import CollectingBatch
from storage import Store, batches, chats, faces, jobs, logins, users
from storage.jobs import JobSearch, JobState
from storage.store import DATABASE_NAME

OLD = Path(__file__).with_name("schema_4.sql")


async def schema_of(store: Store) -> set[tuple[str, str, str]]:
    async with store.read() as tx:
        return {tuple(row) for row in await tx.all("SELECT type, name, tbl_name FROM sqlite_schema")}


async def test_a_database_of_schema_4_is_carried_on(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / DATABASE_NAME)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    async with open_store(tmp_path / "data") as store, open_store(tmp_path / "new") as new:
        async with store.read() as tx:
            anna = await users.find(tx, "telegram:11")
            assert anna is not None
            clips = await jobs.of_user(tx, anna.id, matching=JobSearch(channel="telegram", form="video"))
            assert await jobs.of_user(tx, anna.id, matching=JobSearch(text="clip")) == ()
            (face,) = await faces.of_user(tx, anna.id)
            dialogue = await chats.dialogue(tx, anna.id, 1)
            made = await batches.of_user(tx, anna.id)
            (login,) = await logins.of_user(tx, anna.id)
        assert await schema_of(store) == await schema_of(new)
        assert [(job.id, job.kind, job.state) for job in clips] == [
            (4, JobKind.CLIP, JobState.DELIVERED),
            (3, JobKind.CLIP, JobState.DELIVERED),
            (2, JobKind.CLIP, JobState.CANCELLED),
            (1, JobKind.CLIP, JobState.DELIVERED),
        ]
        assert {len(job.messages) for job in clips if job.state is JobState.DELIVERED} == {1}
        assert (face.name, face.is_default, {job.face_id for job in clips}) == ("Face 1", True, {face.id})
        assert dialogue is not None
        assert dialogue.data == CollectingBatch(2)
        assert {batch.id for batch in made} == {1, 2}
        assert (login.user_id, login.browser) == (anna.id, "")
