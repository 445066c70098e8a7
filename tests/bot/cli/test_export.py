"""Tests of ``facenote export``."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bot.app.exports import write_export
from bot.records import open_store, part_role
from storage import Store, uploads, users
from storage.errors import StoreTooOld
from storage.limits import Limits
from storage.migrations import scripts
from storage.store import DATABASE_NAME
from tests.bot.cli.conftest import Facenote
from tests.storage.conftest import make_job


async def test_an_operator_exports_a_person_while_the_server_runs(program: Facenote, tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "ada.zip"
    async with open_store(data) as store:
        async with store.write() as tx:
            await users.ensure(tx, "web:ada", name="Ada", language="en")
        finished = program("export", "web:ada", "--data", data, "--out", target, "--json")
        unknown = program("export", "web:bob", "--data", data, "--out", target, "--json")
    assert (finished.code, finished.json["files"]) == (0, 1)
    with zipfile.ZipFile(target) as archive:
        assert json.loads(archive.read("data.json"))["users"][0]["name"] == "Ada"
    assert target.stat().st_mode & 0o077 == 0
    assert (unknown.code, unknown.json["error"]["code"]) == (1, "not_found")


async def test_what_is_missing_or_still_arrives_is_listed_without_a_file(tmp_path: Path) -> None:
    async with open_store(tmp_path / "data") as store, store.media.scratch() as folder:
        for name in ("lost", "kept"):
            (folder / name).write_bytes(name.encode())
        staged = [await store.media.stage(folder / name) for name in ("lost", "kept")]
        async with store.write() as tx:
            ada = await users.ensure(tx, "web:ada", name="Ada", language="en")
            for voice in staged:
                await make_job(tx, ada, kind="voice", files={"voice": voice})
            arriving = await uploads.create(tx, ada.id, name="later.ogg", size=8, limits=Limits())
        await uploads.write(store.media, arriving, b"half")
        store.media.path(staged[0].sha256).unlink()

        await write_export(tmp_path / "data", "web:ada", tmp_path / "ada.zip")

    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:
        data = json.loads(archive.read("data.json"))
        assert archive.namelist() == ["data.json", "jobs/2/voice"]
    assert [row["file"] for row in data["job_files"]] == [None, "jobs/2/voice"]
    assert [row["file"] for row in data["uploads"]] == [None]


async def test_what_a_voice_is_still_to_be_made_from_is_exported(tmp_path: Path) -> None:
    async with open_store(tmp_path / "data") as store, store.media.scratch() as folder:
        soundfile.write(folder / "v.wav", np.zeros(800), 8000)
        source = await store.media.stage(folder / "v.wav")
        async with store.write() as tx:
            ada = await users.ensure(tx, "web:ada", name="Ada", language="en")
            await make_job(tx, ada, kind="voice", files={part_role(1): source})
        await write_export(tmp_path / "data", "web:ada", tmp_path / "ada.zip")
    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:
        assert archive.namelist() == ["data.json", "jobs/1/part_1.wav"]


async def test_the_data_of_an_older_server_is_not_migrated(tmp_path: Path) -> None:
    async with Store.open(tmp_path):
        pass
    older = len(scripts()) - 1
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {older}")
    with pytest.raises(StoreTooOld):
        await write_export(tmp_path, "web:ada", tmp_path / "ada.zip")
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (older,)
