"""Tests that an export holds everything about a person, and nothing of others."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from storage import Store, consents, export, faces, logins, tokens, webhooks
from tests.storage.conftest import CONSENT, make_job, make_user, stage


async def test_every_table_is_exported_or_left_out_for_a_reason(store: Store) -> None:
    async with store.read() as tx:
        tables = {row["name"] for row in await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    known = export.EXPORTED.keys() | export.NOT_EXPORTED.keys()
    assert {name for name in tables if not name.startswith("sqlite_")} == known


async def test_an_export_holds_ones_own_rows_without_secrets(store: Store) -> None:
    secret = "5e" * 32
    async with store.media.scratch() as folder, store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        for user in (ada, bob):
            voice = await stage(store, folder, user.name.encode(), user.name)
            job = await make_job(tx, user, origin={"name": f"to {user.name}"}, files={"voice": voice})
            await consents.give(tx, user.id, replace(CONSENT, job_id=job.id, note=f"sister of {user.name}"))
            await faces.add(tx, user.id, name=f"face of {user.name}", facts={"score": 1}, sources={}, job_id=job.id)
        await tokens.add(tx, ada.id, "my script", secret)
        await webhooks.add(tx, ada.id, "https://hooks.example/ada", secret)
        await logins.begin(tx, secret, ada.id, timedelta(days=1), "Firefox")
        data = await export.collect(tx, ada.id)
    text = json.dumps(data)
    assert "bob" not in text
    assert secret not in text
    assert [row["facts"] for row in data["faces"]] == [{"score": 1}]
    assert [row["front"] for row in data["jobs"]] == [{"name": "to ada"}]
    assert [(row["note"], row["text"]) for row in data["consents"]] == [("sister of ada", CONSENT.text)]
    assert [row["name"] for row in data["tokens"]] == ["my script"]
    assert [row["url"] for row in data["webhooks"]] == ["https://hooks.example/ada"]
    assert len(data["job_files"]) == 1
