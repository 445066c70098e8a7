"""Tests of ``facenote login-link`` and ``facenote api-token``."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from bot.app.this_machine import announced
from bot.records import open_store
from storage.store import DATABASE_NAME
from tests.bot.cli.conftest import Facenote


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a database."""

    async def make() -> None:
        async with open_store(tmp_path / "data"):
            pass

    asyncio.run(make())
    return tmp_path / "data"


def test_links_and_tokens_are_made_beside_the_server(facenote: Facenote, data: Path) -> None:
    with announced(data, "http://127.0.0.1:7860"):
        link = facenote("login-link", "--data", data)
        token = facenote("api-token", "a script", "--data", data)
    assert re.fullmatch(r"http://127.0.0.1:7860/login#link=[\w-]{22}\n", link.out), link.err
    assert re.fullmatch(r"fnt_[\w-]{43}\n", token.out), token.err
    with sqlite3.connect(data / DATABASE_NAME) as database:
        assert database.execute(
            "SELECT tokens.name, account FROM tokens JOIN users ON users.id = user_id"
        ).fetchall() == [("a script", "web:local")]
        assert link.out.rpartition("=")[2].strip() not in "".join(database.iterdump())


@pytest.mark.parametrize("command", [["login-link"], ["api-token", "mine"]])
def test_without_such_a_server_there_are_none(facenote: Facenote, data: Path, command: list[str]) -> None:
    for folder in (data, data / "missing"):
        finished = facenote(*command, "--data", folder, "--json")
        assert (finished.code, finished.json["error"]["code"]) == (1, "no_local_studio")
    assert not (data / "missing").exists()
