"""Tests of zips: clips of a batch in as few files as the limit allows, and room for an export."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Chat, Message

from bot.app.app import App
from bot.app.zips import Entry
from bot.jobs.service import JobService
from bot.records import open_store
from bot.settings import Settings
from bot.telegram.delivery.connection import make_bot
from bot.telegram.delivery.sender import TelegramSender
from bot.telegram.delivery.zips import OVERHEAD_BYTES, write_zips
from engine.pool import Pool
from storage.errors import StoreFull
from storage.values import utc_now
from tests.bot.jobs.slow_work import POOL
from tests.bot.said import TEXTS


def test_clips_are_spread_over_zips_within_the_limit(tmp_path: Path) -> None:
    sizes, limit = [300_000, 300_000, 300_000, 900_000, 100_000], 700_000
    entries = []
    for number, size in enumerate(sizes):
        (path := tmp_path / f"{number}").write_bytes(b"x" * size)
        entries.append((f"{number:02}.mp4", path))

    written = write_zips(entries, tmp_path, limit)

    names = [zipfile.ZipFile(path).namelist() for path in written]
    assert names == [["00.mp4", "01.mp4"], ["02.mp4", "04.mp4"]], "the fourth fits in no zip and is left out"
    assert all(path.stat().st_size <= limit for path in written)


def test_a_file_of_just_the_limit_counts_with_its_overhead(tmp_path: Path) -> None:
    (path := tmp_path / "clip").write_bytes(b"x" * 50_000)
    assert write_zips([("clip.mp4", path)], tmp_path, 50_000) == []
    (zipped,) = write_zips([("clip.mp4", path)], tmp_path, 50_000 + OVERHEAD_BYTES)
    assert zipped.stat().st_size <= 50_000 + OVERHEAD_BYTES


async def test_an_export_is_not_written_without_room_for_it(small_disk: Path) -> None:
    settings = Settings(_env_file=None, telegram_token=SecretStr("1:a"), min_free_mb=0)
    async with open_store(small_disk / "data") as store:
        app = App(settings, store, JobService(store, Pool(POOL), {}), TEXTS)
        sender = TelegramSender(settings, app, TEXTS, make_bot(settings))
        with (small_disk / "clip").open("wb") as file:
            file.truncate(100 << 20)  # takes no room itself
        entry = Entry("clip", small_disk / "clip", utc_now())
        asked = Message(1, utc_now(), Chat(1, "private"))
        with pytest.raises(StoreFull):
            await sender.send_export(asked, [entry], "")
        assert list((small_disk / "data" / "scratch").iterdir()) == []
