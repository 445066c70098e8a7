"""Tests of albums and /batch in unusual cases."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pytest

from bot.telegram.app import TelegramApp
from engine.demo import VOICE
from tests.bot.telegram.conftest import LATE_EDIT, SLOW
from tests.telegram import BotApiServer, Seat, is_media


@pytest.mark.usefixtures("bot")
async def test_a_zip_that_telegram_refused_for_now_comes_later(telegram: BotApiServer, anna: Seat) -> None:
    telegram.fail_next("sendDocument", 429, retry_after=1)
    anna.sends_album("audio", [VOICE, VOICE])
    zipped = await anna.wait_for(is_media("document"))
    assert zipped.media is not None
    with zipfile.ZipFile(zipped.media.path) as archive:
        assert archive.namelist() == ["01.mp4", "02.mp4"]


@pytest.mark.usefixtures("bot")
async def test_a_batch_that_is_left_makes_nothing_more(anna: Seat) -> None:
    asked = await anna.wait_for("one after the other", after=anna.sends_text("/batch"))
    voice = anna.sends_voice(SLOW)
    status = await anna.wait_for("0 of 1", after=voice)
    await anna.wait_for("leave that", after=anna.sends_text("/cancel"))
    await status.wait_shows("Cancelled")
    assert not status.buttons
    anna.presses(asked, "That is all")
    await asked.wait_shows("No voice notes came")


@pytest.mark.usefixtures("bot")
async def test_cancelling_a_batch_that_collects_ends_it(anna: Seat) -> None:
    asked = await anna.wait_for("one after the other", after=anna.sends_text("/batch"))
    status = await anna.wait_for("0 of 1", after=anna.sends_voice(SLOW))
    anna.presses(status, "Cancel")
    await status.wait_shows("Cancelled")
    await anna.wait_for(is_media("video"), after=anna.sends_voice(VOICE))
    anna.presses(asked, "That is all")
    await asked.wait_shows("No voice notes came")


@pytest.mark.usefixtures("bot")
async def test_a_batch_that_is_begun_anew_closes_the_one_before(anna: Seat) -> None:
    await anna.wait_for("one after the other", after=anna.sends_text("/batch"))
    voices = [anna.sends_voice(VOICE) for _ in range(2)]
    await anna.wait_for("2 of 2", after=voices[1])
    anna.sends_text("/batch")
    await anna.wait_for(is_media("document"))


async def test_a_batch_that_is_deleted_while_it_collects_takes_no_more_voices(bot: TelegramApp, anna: Seat) -> None:
    asked = await anna.wait_for("one after the other", after=anna.sends_text("/batch"))
    user, batch = map(int, str(asked.buttons[0].data).split(":")[1:])
    await bot._app.bot_data.app.batches.delete(user, batch)
    await anna.wait_for(is_media("video"), after=anna.sends_voice(VOICE))


@pytest.mark.parametrize("several", [False, True])
async def test_a_job_that_is_deleted_elsewhere_leaves_no_status_message(
    bot: TelegramApp, telegram: BotApiServer, anna: Seat, several: bool
) -> None:
    telegram.forgive(LATE_EDIT)
    status = await anna.wait_for("Drawing", after=anna.sends_voice(SLOW))
    user, job = map(int, str(status.buttons[0].data).split(":")[1:])
    jobs = bot._app.bot_data.app.jobs
    await (jobs.delete_several(user, [job]) if several else jobs.delete(user, job))
    await status.wait_deleted()


async def test_a_chat_that_is_gone_spares_no_other_status_message(
    bot: TelegramApp, telegram: BotApiServer, anna: Seat
) -> None:
    telegram.forgive(LATE_EDIT)
    status = await anna.wait_for("Drawing", after=anna.sends_voice(SLOW))
    user, job = map(int, str(status.buttons[0].data).split(":")[1:])
    jobs = bot._app.bot_data.app.jobs
    shown = (await jobs.get(user, job)).job
    jobs._remove_status([replace(shown, chat_id=1_000_000), shown])
    await status.wait_deleted()
