"""Tests of users, their faces and chats, of lending, and of complete deletion."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage import (
    Store,
    batches,
    chats,
    consents,
    cursors,
    deliveries,
    events,
    faces,
    feedback,
    jobs,
    leases,
    retention,
    users,
)
from storage.errors import LeaseLost, NotFound
from storage.feedback import Verdict
from storage.jobs import JobState
from storage.limits import usage_of_chat
from storage.store import DATABASE_NAME
from tests.storage.conftest import CONSENT, FakeClock, make_job, make_user, on_disk, stage


async def test_a_user_keeps_id_language_and_settings(store: Store) -> None:
    async with store.write() as tx:
        first = await users.ensure(tx, "test:1", name="Ada", language="en")
        await users.set_language(tx, first.id, "de")
        await users.set_settings(tx, first.id, {"output": "note"})
        again = await users.ensure(tx, "test:1", name="Ada L.", language="fr")
        assert (again.id, again.name, again.language, again.settings) == (first.id, "Ada L.", "de", {"output": "note"})
        assert await users.find(tx, "test:1") == await users.get(tx, first.id) == again
        assert await users.find(tx, "test:2") is None
        with pytest.raises(NotFound):
            await users.get(tx, 99)


async def test_a_ban_outlives_its_user(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await users.ban(tx, ada.account)
        await users.ban(tx, ada.account)
        await users.forget(tx, ada.id)
        assert await users.is_banned(tx, ada.account)
        await users.unban(tx, ada.account)
        assert not await users.is_banned(tx, ada.account)


async def test_faces_and_the_default_among_them(store: Store) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        assert await faces.default_of(tx, ada.id) is None
        made = []
        for name in ("work", "home", "beard"):
            source = await stage(store, folder, name.encode(), name)
            made.append(await faces.add(tx, ada.id, name=name, facts={"score": 1}, sources={"template": source}))
        assert await faces.default_of(tx, ada.id) == made[0]
        await faces.make_default(tx, made[1].id)
        await faces.rename(tx, made[1].id, "garden")
        assert [(face.name, face.is_default) for face in await faces.of_user(tx, ada.id)] == [
            ("work", False), ("garden", True), ("beard", False),
        ]  # fmt: skip
        await faces.delete(tx, made[1].id)
        assert (await faces.default_of(tx, ada.id)).id == made[2].id  # type: ignore[union-attr]
        await faces.delete(tx, made[0].id)
        assert (await faces.default_of(tx, ada.id)).id == made[2].id  # type: ignore[union-attr]
        with pytest.raises(NotFound):
            await faces.get(tx, made[0].id)
    assert on_disk(store) == {made[2].files["template"]: b"beard"}


async def test_a_face_made_by_a_job_is_made_once(store: Store) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await make_job(tx, ada, kind="prepare")
        source = await stage(store, folder, b"template")
        made = [
            await faces.add(tx, ada.id, name="work", facts={}, sources={"template": source}, job_id=job.id)
            for _ in "12"
        ]
    assert made[0] == made[1]


async def test_deleting_a_face_ends_what_is_under_way_with_it(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        face = await faces.add(tx, ada.id, name="work", facts={}, sources={})
        running, queued = [await make_job(tx, ada, face_id=face.id) for _ in "12"]
        other = await make_job(tx, ada)
        claim = await leases.claim(tx, "server", 60)
        assert claim is not None
        assert [job.id for job in await faces.delete(tx, face.id)] == [running.id, queued.id]
        with pytest.raises(LeaseLost):
            await leases.renew(tx, claim.lease, 60)
        assert (await jobs.get(tx, other.id)).state is JobState.QUEUED


async def test_a_face_is_lent_to_one_chat_and_taken_back_at_once(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        here, there = [await chats.ensure(tx, f"test:{name}", user_id=None) for name in ("here", "there")]
        face = await faces.add(tx, ada.id, name="work", facts={}, sources={})
        for chat in (here, there, here):
            await faces.lend(tx, face.id, chat.id)
        assert await faces.chats_of(tx, face.id) == (here.id, there.id)
        assert await faces.lent_to(tx, here.id) == (face,)
        theirs = await make_job(tx, bob, face_id=face.id, chat_id=here.id)
        elsewhere = await make_job(tx, bob, face_id=face.id, chat_id=there.id)
        own = await make_job(tx, ada, face_id=face.id, chat_id=here.id)

        assert [job.id for job in await faces.take_back(tx, face.id, here.id)] == [theirs.id]

        assert [(await jobs.get(tx, job.id)).state for job in (elsewhere, own)] == ["queued", "queued"]
        rights = {
            (who.id, where.id if where else None): await faces.may_use(
                tx, face.id, user_id=who.id, chat_id=where.id if where else None
            )
            for who in (ada, bob)
            for where in (here, there, None)
        }
        assert {key for key, allowed in rights.items() if not allowed} == {(bob.id, here.id), (bob.id, None)}


@pytest.mark.parametrize("leaver", ["member", "bot"])
async def test_leaving_a_chat_withdraws_the_lent_faces(store: Store, leaver: str) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        group = await chats.ensure(tx, "test:group", user_id=None)
        lent = [await faces.add(tx, user.id, name="x", facts={}, sources={}) for user in (ada, ada, bob)]
        for face in lent:
            await faces.lend(tx, face.id, group.id)
        job = await make_job(tx, bob, face_id=lent[0].id, chat_id=group.id)
        if leaver == "member":
            ended = await faces.take_back_all_of(tx, ada.id, group.id)
            left = {lent[2].id}
        else:
            ended = await faces.take_back_all_in(tx, group.id)
            left = set()
        assert [found.id for found in ended] == [job.id]
        assert {face.id for face in await faces.lent_to(tx, group.id)} == left


@pytest.mark.parametrize("new_one_first", [False, True])
async def test_a_moved_group_keeps_everything(store: Store, new_one_first: bool) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        group = await chats.ensure(tx, "test:old", user_id=None)
        await chats.set_settings(tx, group.id, {"daily": 5})
        face = await faces.add(tx, ada.id, name="work", facts={}, sources={})
        await faces.lend(tx, face.id, group.id)
        await chats.set_dialogue(tx, ada.id, group.id, "choosing", {"page": 1})
        before = await make_job(tx, ada, chat_id=group.id)
        if new_one_first:
            early = await chats.ensure(tx, "test:new", user_id=None)
            await faces.lend(tx, face.id, early.id)
            await chats.set_dialogue(tx, ada.id, early.id, "other", {})
            after = await make_job(tx, ada, chat_id=early.id)
            await tx.run(
                "INSERT INTO deleted_clips (user_id, chat_id, created_at) VALUES (?, ?, ?)", ada.id, early.id, tx.now
            )
        moved = await chats.move(tx, "test:old", "test:new")
        assert moved is not None
        assert await chats.move(tx, "test:old", "test:new") == moved  # told twice
        assert (moved.id, moved.address, moved.settings) == (group.id, "test:new", {"daily": 5})
        assert await faces.chats_of(tx, face.id) == (group.id,)
        dialogue = await chats.dialogue(tx, ada.id, group.id)
        assert dialogue is not None
        assert (dialogue.state, dialogue.data) == ("choosing", {"page": 1})
        assert (await jobs.get(tx, before.id)).chat_id == group.id
        if new_one_first:
            assert (await jobs.get(tx, after.id)).chat_id == group.id
            assert (await usage_of_chat(tx, group.id)).daily_jobs == 1
        assert await chats.move(tx, "test:nowhere", "test:nowhere else") is None


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_ban_follows_a_group_to_its_new_address(store: Store, is_known: bool) -> None:
    async with store.write() as tx:
        if is_known:
            await chats.ensure(tx, "test:old", user_id=None)
        await users.ban(tx, "test:old")
        await chats.move(tx, "test:old", "test:new")
        assert await users.is_banned(tx, "test:new")
        await users.unban(tx, "test:new")
        await chats.move(tx, "test:old", "test:new")  # told twice
        assert not await users.is_banned(tx, "test:new")


async def test_a_dialogue_goes_on_after_a_restart(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        chat = await chats.ensure(tx, "test:ada", user_id=ada.id)
        await chats.set_dialogue(tx, ada.id, chat.id, "awaiting_video", {"name": "work"})
        await chats.set_dialogue(tx, ada.id, chat.id, "deciding", {"job": 3})
    async with Store.open(store.media.folder.parent, clock=clock) as again, again.write() as tx:
        assert await chats.dialogue(tx, ada.id, chat.id) == chats.Dialogue("deciding", {"job": 3}, clock.now)
        await chats.end_dialogue(tx, ada.id, chat.id)
        assert await chats.dialogue(tx, ada.id, chat.id) is None


async def test_a_second_verdict_replaces_the_first(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await make_job(tx, ada)
        assert await feedback.verdict_of(tx, ada.id, job.id) is None
        await feedback.give(tx, ada.id, job.id, Verdict.GOOD)
        await feedback.give(tx, ada.id, job.id, Verdict.BAD)
        assert await feedback.verdict_of(tx, ada.id, job.id) is Verdict.BAD
        assert await feedback.counts(tx) == {Verdict.GOOD: 0, Verdict.BAD: 1}


async def test_forgetting_a_user_leaves_no_row_no_file_and_no_byte(store: Store) -> None:
    """Everything of Ada's is deleted, and Bob's clip with her face; Bob's own data stay, including equal content."""
    secret = "Ada-Lovelace-4711"
    async with store.media.scratch() as folder, store.write() as tx:
        ada, bob = await make_user(tx, secret), await make_user(tx, "bob")
        group = await chats.ensure(tx, "test:group", user_id=None)
        private = await chats.ensure(tx, f"test:{secret}", user_id=ada.id)
        await consents.give(tx, ada.id, replace(CONSENT, job_id=1, note=secret))
        await chats.set_dialogue(tx, ada.id, private.id, "deciding", {})
        template = await stage(store, folder, b"ada's face", "template")
        face = await faces.add(tx, ada.id, name=secret, facts={}, sources={"template": template})
        await faces.lend(tx, face.id, group.id)
        batch = await batches.create(tx, ada.id, secret)
        both = await stage(store, folder, b"a voice both have", "both")
        own = await make_job(tx, ada, batch_id=batch.id, chat_id=private.id, face_id=face.id, files={"voice": both})
        await feedback.give(tx, ada.id, own.id, Verdict.GOOD)
        bobs_face = await faces.add(tx, bob.id, name="bob", facts={}, sources={})
        bobs_job = await make_job(tx, bob, face_id=bobs_face.id, files={"voice": both.sha256})
        lent_done, lent_open = [await make_job(tx, bob, chat_id=group.id, face_id=face.id) for _ in "12"]
        await jobs.cancel(tx, bobs_job.id)
        for job in (own, lent_done):
            claim = await leases.claim(tx, "server", 60)
            assert claim is not None
            assert claim.job.id == job.id
            clip = await stage(store, folder, f"clip {job.id}".encode(), str(job.id))
            await leases.mark_rendered(tx, claim.lease, result={}, made={"clip": clip})
            sending = await deliveries.claim(tx, "server", 60)
            assert sending is not None
            await deliveries.record(tx, sending.lease, [1])
    assert len(on_disk(store)) == 4

    told = await store.forget_user(ada.id)

    assert [job.id for job in told] == [lent_open.id]
    assert list(on_disk(store).values()) == [b"a voice both have"]
    async with store.read() as tx:
        tables = [row["name"] for row in await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in await tx.all(f"SELECT * FROM {table}"):
                assert secret not in str(tuple(row)), table
                if "user_id" in row.keys():  # noqa: SIM118 - a Row is no mapping
                    assert row["user_id"] != ada.id, table
        assert [job.id for job in await jobs.of_user(tx, bob.id)] == [bobs_job.id]
        assert (await jobs.get(tx, bobs_job.id)).files == {"voice": both.sha256}
        assert {event.user_id for event in await events.after(tx, 0)} == {bob.id}
        with pytest.raises(NotFound):
            await users.get(tx, ada.id)
    async with store.write() as tx:
        assert (await make_user(tx, secret)).id not in (ada.id, bob.id)


async def test_a_forgotten_user_is_in_no_page_of_the_database(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "Ada-Lovelace-4711")
        await users.set_settings(tx, ada.id, {"about": "Ada-Lovelace-4711 " * 500})
        await make_user(tx, "bob")
    database = store.media.folder.parent / DATABASE_NAME
    log = database.with_name(f"{DATABASE_NAME}-wal")
    assert b"Ada-Lovelace" in log.read_bytes()
    await store.forget_user(ada.id)
    assert b"Ada-Lovelace" not in database.read_bytes() + log.read_bytes()


async def test_retention_takes_old_clips_and_leaves_what_is_open(store: Store, clock: FakeClock) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        chat = await chats.ensure(tx, "test:ada", user_id=ada.id)
        batch = await batches.create(tx, ada.id, "old")
        voice = await stage(store, folder, b"voice")
        old = await make_job(tx, ada, batch_id=batch.id, files={"voice": voice})
        still_open = await make_job(tx, ada)
        await faces.add(tx, ada.id, name="work", facts={}, sources={})
        await jobs.cancel(tx, old.id)
        await chats.set_dialogue(tx, ada.id, chat.id, "deciding", {})
    clock.advance(timedelta(days=7).total_seconds())
    async with store.write() as tx:
        assert await retention.expire(tx) == 0
    clock.advance(1)
    async with store.write() as tx:
        assert await retention.expire(tx, keep_finished=timedelta(days=8)) == 0
        assert await chats.dialogue(tx, ada.id, chat.id) is None
        assert await retention.expire(tx) == 1
        assert await batches.of_user(tx, ada.id) == ()
        assert len(await faces.of_user(tx, ada.id)) == 1
        assert (await jobs.get(tx, still_open.id)).state is JobState.QUEUED
    assert on_disk(store) == {}


async def test_a_dialogue_does_not_outlive_the_batch_that_it_names(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        chat = await chats.ensure(tx, "test:ada", user_id=ada.id)
        batch = await batches.create(tx, ada.id, "left open")
        await chats.set_dialogue(tx, ada.id, chat.id, "batch", {"batch": batch.id})
    clock.advance(timedelta(days=2).total_seconds())
    async with store.write() as tx:
        await retention.expire(tx, keep_finished=timedelta(days=1))
        assert await batches.of_user(tx, ada.id) == ()
        assert await chats.dialogue(tx, ada.id, chat.id) is None


async def test_a_cursor_is_kept_by_name_over_a_restart(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "kept") as store, store.write() as tx:
        await cursors.set(tx, "status", 7)
        await cursors.set(tx, "status", 9)
    async with Store.open(tmp_path / "kept") as store, store.read() as tx:
        assert await cursors.get(tx, "status") == 9
        assert await cursors.get(tx, "another") == 0


async def test_a_deleted_name_is_in_no_byte_of_the_database_after_the_sweep(store: Store) -> None:
    secret = "Voice-for-grandma-4711"
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await jobs.cancel(tx, (await make_job(tx, ada, origin={"name": secret})).id)
    async with store.write() as tx:
        await jobs.delete(tx, job.id)
    await store.sweep()
    folder = store.media.folder.parent
    assert [path.name for path in folder.glob(f"{DATABASE_NAME}*") if secret.encode() in path.read_bytes()] == []
