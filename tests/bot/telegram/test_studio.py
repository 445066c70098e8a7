"""The studio as a Mini App of the bot: its button, and one account for both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from pydantic import SecretStr

from bot.http import make_app, serving
from bot.metrics import Metrics
from bot.settings import Settings
from bot.telegram.app import TelegramApp
from bot.web.studio import Studio
from tests.bot.stand_ins import SLOW
from tests.bot.telegram.bot_api import BotApi, Phone
from tests.bot.telegram.conftest import Start
from tests.bot.web.conftest import made, reaches, voice_of
from tests.bot.web.test_mini_app import signed
from tests.telegram import BotApiServer

URL = "https://studio.example"
TOKEN = "1:token"


@pytest.fixture
def settings(api: BotApi) -> Settings:
    return Settings(
        _env_file=None, telegram_token=SecretStr(TOKEN), telegram_api_url=api.url, web_url=URL, min_free_mb=0
    )


@pytest.fixture
async def page(bot: TelegramApp, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The studio's page, which Ada has opened inside Telegram."""
    services = bot._app.bot_data
    app = make_app(Metrics(services.store), lambda: "")
    Studio(settings, services.store, services.jobs, services.texts, bot.forget).add_to(app)
    headers = {"X-Facenote": "1"}
    async with serving(app, "127.0.0.1", 0) as port, httpx.AsyncClient(headers=headers) as client:
        client.base_url = httpx.URL(f"http://127.0.0.1:{port}")
        init_data = urlencode(signed({"id": 7, "first_name": "Ada"}, token=TOKEN))
        answer = await client.post("/api/session/telegram", json={"init_data": init_data})
        assert answer.status_code == 204, answer.text
        yield client


async def test_what_one_agreed_to_in_the_chat_holds_in_the_studio(
    ada_with_face: Phone, page: httpx.AsyncClient
) -> None:
    session = (await page.get("/api/session")).json()
    assert (session["name"], session["consent"]["given"]) == ("Ada", True)
    assert len((await page.get("/api/faces")).json()["faces"]) == 1


async def test_forgetting_in_the_studio_takes_along_what_the_chat_tells_of_work_under_way(
    ada_with_face: Phone, page: httpx.AsyncClient
) -> None:
    ada_with_face.send_file("voice", SLOW)
    await ada_with_face.sees("Drawing")
    assert (await page.delete("/api/account")).status_code == 204
    await ada_with_face.sees_no_more("Drawing")
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("do not know your face")


async def test_what_waits_in_the_studio_is_not_told_in_the_chat(
    ada_with_face: Phone, page: httpx.AsyncClient, bot: TelegramApp
) -> None:
    ada_with_face.send_file("voice", SLOW)
    await ada_with_face.sees("Drawing")
    [face], [clip, _] = await faces_and_jobs(page)
    assert (clip["state"], clip["face"]["name"], clip["name"]) == ("running", face["name"], face["name"])
    voice = await voice_of(page, "monday.wav")
    order = {"faces": [face["id"]], "voices": [voice["id"]]}
    batch = await made(page.post("/api/batches", json=order))
    assert [one["id"] for one in (await made(page.get("/api/batches"), 200))["batches"]] == [batch["id"]]
    ada_with_face.send("/queue")
    listed = await ada_with_face.sees("1. ")
    assert "2. " not in str(listed)
    await made(page.post(f"/api/jobs/{clip['id']}/cancel"), 200)
    await reaches(page, batch["jobs"][0], "rendered", "delivered")
    ada_with_face.send("/queue")
    await ada_with_face.sees("Nothing")


async def faces_and_jobs(page: httpx.AsyncClient) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    faces = (await made(page.get("/api/faces"), 200))["faces"]
    return faces, (await made(page.get("/api/jobs"), 200))["jobs"]


class TestButton:
    """With the strict server."""

    @pytest.fixture
    async def telegram(self) -> AsyncIterator[BotApiServer]:
        async with BotApiServer.running() as server:
            yield server

    @pytest.fixture(params=[URL, None])
    def settings(self, request: pytest.FixtureRequest, telegram: BotApiServer) -> Settings:
        return Settings(
            _env_file=None, telegram_token=SecretStr(telegram.token), telegram_api_url=telegram.url, min_free_mb=0,
            web_url=request.param,
        )  # fmt: skip

    async def test_button_opens_the_studio_where_it_has_an_address(
        self, start: Start, telegram: BotApiServer, settings: Settings, tmp_path: Path
    ) -> None:
        async with start():
            async with asyncio.timeout(60):
                while not any(call.method == "setMyShortDescription" for call in telegram.log):
                    await asyncio.sleep(0.02)
                while settings.web_url and ("menu button", "") not in telegram.world.texts:
                    await asyncio.sleep(0.02)
        expected = {"type": "web_app", "text": "Studio", "web_app": {"url": URL}} if settings.web_url else None
        assert telegram.world.texts.get(("menu button", "")) == expected
        assert not [call.description for call in telegram.log if call.status >= 400]
