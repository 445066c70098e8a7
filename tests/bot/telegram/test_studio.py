"""Tests of the studio as a Mini App of the bot: its button, and one account for both."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from bot.http import make_app, serving
from bot.metrics import Metrics
from bot.settings import Settings
from bot.telegram.app import TelegramApp
from bot.web.studio import Studio
from engine.demo import VOICE
from tests.bot.telegram.conftest import ANNA, LATE_EDIT, SLOW, Start
from tests.bot.web.conftest import made, reaches, voice_of
from tests.bot.web.test_mini_app import signed
from tests.telegram import BotApiServer, Seat
from tests.telegram.chats import PATIENCE_S

URL = "https://studio.example"


@pytest.fixture
async def page(bot: TelegramApp, settings: Settings, telegram: BotApiServer) -> AsyncIterator[httpx.AsyncClient]:
    """Return the studio's page that Anna has opened inside Telegram."""
    async with opened_page(bot, settings, telegram, ANNA, "Anna") as client:
        yield client


@contextlib.asynccontextmanager
async def opened_page(
    bot: TelegramApp, settings: Settings, telegram: BotApiServer, person: int, name: str
) -> AsyncIterator[httpx.AsyncClient]:
    """Return the studio's page that a person has opened inside Telegram."""
    services = bot._app.bot_data
    app = make_app(settings, Metrics(services.app.people._store), lambda: "")
    Studio(settings, services.app, services.texts).add_to(app)
    headers = {"X-Facenote": "1"}
    async with serving(app, "127.0.0.1", 0) as port, httpx.AsyncClient(headers=headers, timeout=PATIENCE_S) as client:
        client.base_url = httpx.URL(f"http://127.0.0.1:{port}")
        init_data = urlencode(signed({"id": person, "first_name": name}, token=telegram.token))
        answer = await client.post("/api/session/telegram", json={"init_data": init_data})
        assert answer.status_code == 204, answer.text
        yield client


async def test_what_one_agreed_to_in_the_chat_holds_in_the_studio(page: httpx.AsyncClient) -> None:
    session = (await page.get("/api/session")).json()
    assert (session["name"], session["consent"]["given"]) == ("Anna", True)
    assert len((await page.get("/api/faces")).json()["faces"]) == 1


async def test_forgetting_in_the_studio_takes_along_what_the_chat_tells_of_work_under_way(
    telegram: BotApiServer, anna: Seat, page: httpx.AsyncClient
) -> None:
    telegram.forgive(LATE_EDIT)
    anna.sends_voice(SLOW)
    status = await anna.wait_for("Drawing")
    await anna.wait_for("being made", after=anna.sends_text("/queue"))
    assert (await page.delete("/api/account")).status_code == 204
    await status.wait_deleted()
    anna.sends_voice(VOICE)
    await anna.wait_for("do not know your face")


async def test_what_waits_in_the_studio_is_not_told_in_the_chat(anna: Seat, page: httpx.AsyncClient) -> None:
    anna.sends_voice(SLOW)
    await anna.wait_for("Drawing")
    [face], [clip] = await faces_and_jobs(page)
    assert (clip["state"], clip["face"]["name"], clip["name"]) == ("running", face["name"], face["name"])
    voice = await voice_of(page, "monday.wav")
    order = {"faces": [face["id"]], "voices": [voice["id"]]}
    batch = await made(page.post("/api/batches", json=order))
    assert [one["id"] for one in (await made(page.get("/api/batches"), 200))["batches"]] == [batch["id"]]
    anna.sends_text("/queue")
    listed = await anna.wait_for("1. ")
    assert "2. " not in listed.shown
    await made(page.post(f"/api/jobs/{clip['id']}/cancel"), 200)
    await reaches(page, batch["jobs"][0], "rendered", "delivered")
    anna.sends_text("/queue")
    await anna.wait_for("Nothing", after=listed)


async def faces_and_jobs(page: httpx.AsyncClient) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    faces = (await made(page.get("/api/faces"), 200))["faces"]
    return faces, (await made(page.get("/api/jobs"), 200))["jobs"]


@pytest.mark.parametrize("settings", [{"web_url": URL}, {}], indirect=True, ids=["with address", "without"])
async def test_button_opens_the_studio_where_it_has_an_address(
    start: Start, telegram: BotApiServer, settings: Settings
) -> None:
    async with start():
        await telegram.wait_for_call("setMyShortDescription")
        if settings.web_url:
            await telegram.wait_for_call("setChatMenuButton")
    expected = {"type": "web_app", "text": "Studio", "web_app": {"url": URL}} if settings.web_url else None
    assert telegram.world.texts.get(("menu button", "")) == expected
