"""What people see when something breaks: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.jobs import delivery
from bot.telegram import app
from storage import Store, jobs
from tests.bot.stand_ins import SLOW
from tests.bot.telegram.bot_api import SOON_S, BotApi, Failure, Phone
from tests.bot.telegram.conftest import Start, register

BUSY: Failure = (429, "Too Many Requests: retry after 1", {"retry_after": 1})
BROKEN: Failure = (500, "Internal Server Error", {})
BLOCKED: Failure = (403, "Forbidden: bot was blocked by the user", {})
NO_NOTES: Failure = (400, "Bad Request: VOICE_MESSAGES_FORBIDDEN", {})


@pytest.mark.parametrize("failure", [BUSY, BROKEN], ids=["429", "500"])
async def test_a_clip_that_telegram_refused_for_now_arrives_once(ada_with_face: Phone, failure: Failure) -> None:
    ada_with_face.api.fail["sendVideo"] = [failure]
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("AI-generated")
    await ada_with_face.is_served()
    assert sum("AI-generated" in message.text for message in ada_with_face.chat) == 1


async def test_a_sending_cut_short_is_asked_about_and_not_repeated_unasked(
    ada_with_face: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LEASE_S", 0.5)
    ada_with_face.api.fail["sendVideo"] = ["cut"]
    ada_with_face.send_file("voice", b"words")
    asked = await ada_with_face.sees("Did it arrive?")
    assert not [message for message in ada_with_face.chat if message.method == "sendVideo"]
    ada_with_face.press("Send it", asked)
    await ada_with_face.sees("AI-generated", "sendVideo")
    await ada_with_face.sees_no_more("Did it arrive?")


@pytest.mark.parametrize("failure", [BUSY, BROKEN, "cut"], ids=["429", "500", "cut"])
async def test_a_voice_whose_fetching_failed_is_fetched_again(ada_with_face: Phone, failure: Failure) -> None:
    ada_with_face.api.fail["getFile"] = [failure]
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("AI-generated", "sendVideo")


async def test_an_edit_that_came_too_soon_is_made_later(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", SLOW)
    ada_with_face.api.fail["editMessageText"] = [BUSY]
    await ada_with_face.sees("Drawing")
    ada_with_face.press("Cancel")
    await ada_with_face.sees("Cancelled")


async def test_who_refuses_round_notes_gets_a_video(ada_with_face: Phone) -> None:
    ada_with_face.send("/settings")
    ada_with_face.press("Round note", await ada_with_face.sees("Settings"))
    ada_with_face.api.fail["sendVideoNote"] = [NO_NOTES]
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("AI-generated", "sendVideo")


async def test_who_blocked_the_bot_harms_nobody_else(ada_with_face: Phone) -> None:
    ada_with_face.api.fail["sendVideo"] = [BLOCKED]
    ada_with_face.send_file("voice", b"words")
    failed = await ada_with_face.sees("may not write")
    ada_with_face.press("Try again", failed)
    await ada_with_face.sees("AI-generated", "sendVideo")


async def test_a_restart_goes_on_with_the_same_status_message(start: Start, ada: Phone, small_video: bytes) -> None:
    async with start():
        await register(ada, small_video)
        ada.send_file("voice", SLOW)
        before = await ada.sees("Drawing")
    async with start():
        ada.api.calls.clear()
        async with asyncio.timeout(SOON_S):
            while "editMessageText" not in ada.api.calls:
                await asyncio.sleep(0.02)
        assert [shown.id for shown in ada.chat if shown.markup] == [before.id], "one message, edited in place"
        ada.press("Cancel", before)
        await ada.sees("Cancelled")


async def test_what_happened_while_the_bot_was_down_is_told_after_it(
    start: Start, ada: Phone, small_video: bytes, tmp_path: Path
) -> None:
    async with start():
        await register(ada, small_video)
        ada.send_file("voice", SLOW)
        await ada.sees("Drawing")
    async with Store.open(tmp_path / "store") as store, store.write() as tx:
        await jobs.cancel_where(tx, "state = 'queued'")
    async with start():
        await ada.sees("Cancelled")


async def test_a_dialogue_outlives_a_restart(start: Start, ada: Phone, small_video: bytes) -> None:
    async with start():
        ada.send_file("video", small_video)
        await ada.sees("This is my face")
    async with start():
        ada.press("I confirm")
        await ada.sees("Talk for", "sendPhoto")


async def test_an_update_that_was_not_finished_comes_again(start: Start, ada: Phone, small_video: bytes) -> None:
    async with start():
        await register(ada, small_video)
        ada.api.fail["getFile"] = ["hang"]
        ada.send_file("voice", b"words")
        async with asyncio.timeout(10):
            while ada.api.fail["getFile"]:
                await asyncio.sleep(0.02)
    async with start():
        await ada.sees("AI-generated", "sendVideo")


async def test_two_people_do_not_wait_for_each_other(ada_with_face: Phone) -> None:
    ada_with_face.api.fail["getFile"] = ["hang"]
    ada_with_face.send_file("voice", b"words")
    bob = Phone(ada_with_face.api, user=8, name="Bob")
    bob.send("/start")
    await bob.sees("Hi Bob")


async def test_telegram_may_be_out_of_reach_at_the_start(
    start: Start, api: BotApi, ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "OFFLINE_S", 0.1)
    api.is_down = True
    ada.send("/start")
    async with start() as running:
        assert not running.is_ready
        await asyncio.sleep(0.3)
        api.is_down = False
        await ada.sees("Hi Ada")
        assert running.is_ready
