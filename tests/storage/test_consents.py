"""Tests of consents, and of the list of a lent face's uses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage import Store, Writer, chats, consents, export, faces, jobs, leases, retention, users
from storage.consents import Subject
from storage.migrations import scripts
from storage.users import User
from tests.storage.conftest import CONSENT, FakeClock, make_job, make_user

GENERAL = replace(CONSENT, subject=Subject.GENERAL, note="")


async def test_a_consent_keeps_the_text_that_was_shown(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        assert not await consents.has_given(tx, ada.id, "2026-01")
        await consents.give(tx, ada.id, GENERAL)
        await consents.give(tx, ada.id, GENERAL)
    first_given = clock.now
    clock.advance(60)
    async with store.write() as tx:
        await consents.give(tx, ada.id, replace(GENERAL, version="2026-02", text="Please confirm again.", way="web"))
        assert await consents.has_given(tx, ada.id, "2026-01")
        assert not await consents.has_given(tx, ada.id, "2026-01", Subject.VOICES)
        assert [(one.text_version, one.text, one.way, one.given_at) for one in await consents.of_user(tx, ada.id)] == [
            ("2026-01", "Please confirm.", "telegram", first_given),
            ("2026-02", "Please confirm again.", "web", clock.now),
        ]


async def test_a_consent_goes_with_its_face(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await jobs.cancel(tx, (await make_job(tx, ada)).id)
        await consents.give(tx, ada.id, replace(CONSENT, job_id=job.id))
        face = await faces.add(tx, ada.id, name="sister", facts={}, sources={}, job_id=job.id)
    clock.advance(30 * 24 * 3600)
    async with store.write() as tx:
        await retention.expire(tx)
        kept = await consents.of_face(tx, face.id)
        assert kept is not None
        assert (kept.subject, kept.note) == (Subject.PERMITTED_FACE, CONSENT.note)
        await faces.delete(tx, face.id)
        assert await consents.of_user(tx, ada.id) == ()


async def test_a_consent_to_a_face_that_was_not_kept_goes_with_its_check(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await jobs.cancel(tx, (await make_job(tx, ada)).id)
        await consents.give(tx, ada.id, replace(CONSENT, job_id=job.id))
        await jobs.delete(tx, job.id)
        assert await consents.of_user(tx, ada.id) == ()


async def test_consents_of_an_older_database_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = scripts()
    monkeypatch.setattr("storage.migrations.scripts", lambda: known[:8])
    async with Store.open(tmp_path) as store, store.write() as tx:
        ada = await make_user(tx, "ada")
        await tx.run(
            "INSERT INTO consents (user_id, text_version, given_at) VALUES (?, ?, ?)", ada.id, "2025-01", tx.now
        )
        face = await faces.add(tx, ada.id, name="me", facts={}, sources={})
    monkeypatch.undo()
    async with Store.open(tmp_path) as store, store.write() as tx:
        assert await consents.has_given(tx, ada.id, "2025-01")
        assert await consents.of_face(tx, face.id) is None
        assert [(one.subject, one.text) for one in await consents.of_user(tx, ada.id)] == [(Subject.GENERAL, "")]


async def test_each_use_of_a_lent_face_is_listed_for_its_owner(store: Store) -> None:
    async with store.write() as tx:
        ada, bob, cy = [await make_user(tx, name) for name in ("ada", "bob", "cy")]
        group = await chats.ensure(tx, "test:group", user_id=None)
        face = await faces.add(tx, ada.id, name="ada", facts={}, sources={})
        await faces.lend(tx, face.id, group.id)
        for user in (ada, bob, cy):
            await _make(tx, user, face.id, group.id)
        by_bob = (await jobs.of_user(tx, bob.id))[0]
        await jobs.cancel(tx, (await make_job(tx, bob, face_id=face.id, chat_id=group.id)).id)
        assert [(use.user_name, use.chat_id) for use in await faces.uses_of(tx, face.id)] == [
            ("cy", group.id), ("bob", group.id)
        ]  # fmt: skip
        newest = (await faces.uses_of(tx, face.id, limit=1))[0]
        assert [use.user_name for use in await faces.uses_of(tx, face.id, before_id=newest.job_id, limit=5)] == ["bob"]
        assert [(row["face_id"], row["user_name"]) for row in (await export.collect(tx, bob.id))["face_uses"]] == [
            (face.id, "bob")
        ], "one's own uses alone"
        assert len((await export.collect(tx, ada.id))["face_uses"]) == 2
        await tx.run("DELETE FROM jobs WHERE id = ?", by_bob.id)
        await users.forget(tx, cy.id)
        assert [use.user_name for use in await faces.uses_of(tx, face.id)] == [None, "bob"]


async def _make(tx: Writer, user: User, face_id: int, chat_id: int) -> None:
    job = await make_job(tx, user, face_id=face_id, chat_id=chat_id)
    claim = await leases.claim(tx, "server", 60)
    assert claim is not None
    assert claim.job.id == job.id
    await leases.mark_rendered(tx, claim.lease, result={}, made={})
