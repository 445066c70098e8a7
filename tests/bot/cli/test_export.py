"""Tests of ``facenote export``."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from bot.records import open_store
from storage import users
from tests.bot.cli.conftest import Facenote


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
