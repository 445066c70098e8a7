"""First contact to talking video, with the real engine in real workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs.service import JobOptions, JobService
from bot.settings import Settings
from bot.telegram.app import TelegramApp
from bot.telegram.front import TelegramFront
from bot.texts import Texts
from engine.demo import VOICE
from engine.media import probe
from engine.pool import Pool, PoolOptions
from storage import Store
from tests.bot.telegram import bot_api
from tests.bot.telegram.bot_api import BotApi, Phone
from tests.bot.telegram.conftest import register


async def test_first_contact_to_talking_video(
    settings: Settings, api: BotApi, ada: Phone, talking_video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_api, "SOON_S", 300.0)
    texts = Texts()
    async with Store.open(tmp_path / "store") as store, Pool(PoolOptions()) as pool:
        front = TelegramFront(settings, store, texts)
        async with (
            JobService(store, pool, {"telegram": front}, JobOptions()) as jobs,
            TelegramApp(settings, store, jobs, texts, front),
        ):
            await register(ada, talking_video.read_bytes())
            ada.send_file("voice", VOICE.read_bytes())
            clip = await ada.sees("AI-generated", "sendVideo")
            ada.press("As a round note", clip)
            note = await ada.sees(method="sendVideoNote")

    for shown, kind in ((clip, "video"), (note, "video_note")):
        (made := tmp_path / f"{kind}.mp4").write_bytes(shown.files[kind])
        info = probe(made)
        assert info.video is not None and info.audio is not None
        assert abs(info.duration_s - float(shown.data["duration"])) < 1
        sides = shown.data.get("length") or shown.data["width"], shown.data.get("length") or shown.data["height"]
        assert (str(info.video.width), str(info.video.height)) == sides
