"""Tests of faults as people see them: nothing is lost, nothing is sent twice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import RetryAfter
from telegram.ext import Application, ApplicationHandlerStop

from bot.jobs import delivery
from bot.records import open_store
from bot.telegram import app, errors
from bot.telegram.app import TelegramApp
from bot.telegram.context import Context
from bot.telegram.delivery import outcome
from bot.telegram.status import scheduler
from engine.demo import VOICE
from storage import jobs
from storage.store import DATABASE_NAME
from tests.bot.telegram.conftest import ANNA, BEN, SLOW, Start, is_known, is_served
from tests.telegram import TOKEN, BotApiServer, Seat, is_media
from tests.telegram.chats import PATIENCE_S


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the delay between attempts."""
    monkeypatch.setattr(outcome, "RETRY_S", 0.1)
    monkeypatch.setattr(delivery, "DELIVERY_POLL_S", 0.1)
    monkeypatch.setattr(app, "TRIES_PAUSES_S", (0.1, 0.1))
    monkeypatch.setattr(app, "OFFLINE_S", 0.1)


class Files:
    """The bot's media, which can be unavailable for a while."""

    def __init__(self, folder: Path) -> None:
        self._media, self._away = folder / "store" / "media", folder / "store" / "away"

    def lose(self) -> None:
        self._media.rename(self._away)
        self._media.mkdir()

    async def come_back_when_missed(self, caplog: pytest.LogCaptureFixture) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while "could not prepare a delivery" not in caplog.text:
                await asyncio.sleep(0.05)
        self._media.rmdir()
        self._away.rename(self._media)


def leases_run_out(folder: Path) -> None:
    """Expire the leases, as if their senders had stopped responding."""
    with closing(sqlite3.connect(folder / "store" / DATABASE_NAME, timeout=PATIENCE_S)) as database, database:
        database.execute("UPDATE jobs SET lease_until = changed_at WHERE state = 'rendered' AND token IS NOT NULL")


async def test_an_error_that_cannot_be_told_ends_the_update_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    """Here, of an update that nobody watches for an outage. Otherwise the handlers after the gate would be called."""
    context = Context(Application.builder().bot(Bot(TOKEN)).updater(None).build())  # type: ignore[arg-type]
    context.error = RetryAfter(1)
    with pytest.raises(ApplicationHandlerStop):
        await errors.answer(None, context)
    assert "could not be told" in caplog.text


@pytest.mark.usefixtures("bot")
class TestWhileItRuns:
    """Tests with failing calls of the Bot API."""

    @pytest.mark.parametrize("status", [429, 500])
    async def test_a_clip_that_telegram_refused_for_now_arrives_once(
        self, telegram: BotApiServer, anna: Seat, status: int
    ) -> None:
        telegram.fail_next("sendVideo", status, retry_after=1)
        anna.sends_voice(VOICE)
        await anna.wait_for(is_media("video"))
        await is_served(anna)
        assert [call.status for call in telegram.calls("sendVideo")] == [status, 200]

    async def test_a_sending_cut_short_is_asked_about_and_not_repeated_unasked(
        self, telegram: BotApiServer, anna: Seat, tmp_path: Path
    ) -> None:
        telegram.fail_next("sendVideo", None)
        anna.sends_voice(VOICE)
        await telegram.wait_for_call("sendVideo")
        # Beside the event loop: the bot, in this process, may be in the middle of a write.
        await asyncio.to_thread(leases_run_out, tmp_path)
        asked = await anna.wait_for("Did it arrive?")
        assert len(telegram.calls("sendVideo")) == 1
        anna.presses(asked, "Send it")
        await anna.wait_for(is_media("video"))
        await asked.wait_deleted()

    async def test_a_clip_whose_face_was_deleted_while_it_was_sent_is_not_sent_again(
        self, bot: TelegramApp, telegram: BotApiServer, anna: Seat, tmp_path: Path
    ) -> None:
        telegram.fail_next("sendVideo", None)
        anna.sends_voice(VOICE)
        await telegram.wait_for_call("sendVideo")
        async with bot._app.bot_data.app.people._store.write() as tx:
            await tx.run("DELETE FROM faces")
        await asyncio.to_thread(leases_run_out, tmp_path)
        anna.presses(await anna.wait_for("Did it arrive?"), "Send it")
        await anna.wait_for("may not use this face")
        assert len(telegram.calls("sendVideo")) == 1

    async def test_a_clip_whose_file_cannot_be_read_now_is_sent_later_without_a_question(
        self,
        telegram: BotApiServer,
        anna: Seat,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        files = Files(tmp_path)
        telegram.fail_next("sendVideo", 429, retry_after=1, meanwhile=files.lose)
        anna.sends_voice(VOICE)
        await files.come_back_when_missed(caplog)
        await anna.wait_for(is_media("video"))
        assert "Did it arrive?" not in anna.transcript()

    async def test_a_zip_that_cannot_be_made_now_comes_later(
        self,
        telegram: BotApiServer,
        anna: Seat,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setattr(scheduler, "OFFLINE_S", 0.1)
        files = Files(tmp_path)
        telegram.fail_next("sendDocument", 429, retry_after=1, meanwhile=files.lose)
        anna.sends_album("audio", [VOICE] * 2)
        await files.come_back_when_missed(caplog)
        await anna.wait_for(is_media("document"))

    @pytest.mark.parametrize("status", [429, 500, None])
    async def test_a_voice_whose_fetching_failed_is_fetched_again(
        self, telegram: BotApiServer, anna: Seat, status: int | None
    ) -> None:
        telegram.fail_next("getFile", status, retry_after=1)
        anna.sends_voice(VOICE)
        await anna.wait_for(is_media("video"))

    async def test_a_video_whose_fetching_failed_is_still_what_was_chosen(
        self, telegram: BotApiServer, anna: Seat, talking_video: Path
    ) -> None:
        telegram.forgive("message to delete not found")  # the question was removed by the first attempt
        question = await anna.wait_for("What is this video for?", after=anna.sends_video(talking_video))
        telegram.fail_next("getFile", 500)
        anna.presses(question, "from its sound")
        await anna.wait_for(is_media("video"), after=question)

    async def test_a_face_whose_fetching_failed_is_fetched_again_after_the_consent(
        self, telegram: BotApiServer, ben: Seat, small_video: bytes
    ) -> None:
        telegram.forgive("message is not modified")  # the buttons were removed by the first attempt
        asked = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
        telegram.fail_next("getFile", 500)
        ben.presses(asked, "It is my face")
        await ben.wait_for(is_media("photo"), after=asked)

    async def test_after_an_answer_that_failed_the_next_picture_is_asked_about(
        self, telegram: BotApiServer, ben: Seat, small_video: bytes
    ) -> None:
        asked = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
        telegram.fail_next("answerCallbackQuery", 502)
        ben.presses(asked, "It is my face")
        report = await ben.wait_for(is_media("photo"), after=asked)
        await ben.wait_for("This is my face", after=ben.sends_video(small_video))
        assert not any("Now send me" in message.shown for message in ben.messages), report

    async def test_a_deletion_that_could_not_be_told_is_told_later_and_stays_one(
        self, telegram: BotApiServer, anna: Seat, tmp_path: Path
    ) -> None:
        asked = await anna.wait_for("Delete everything?", after=anna.sends_text("/forgetme"))
        telegram.fail_next("editMessageText", 502)
        press = anna.presses(asked, "Yes, delete everything")
        await asked.wait_shows("Goodbye")
        await press.wait_answered()
        assert not await is_known(tmp_path, ANNA)

    @pytest.mark.parametrize("settings", [{"allowed_users": frozenset({ANNA})}], indirect=True)
    async def test_who_is_refused_stays_unknown_though_the_refusal_failed(
        self, telegram: BotApiServer, ben: Seat, tmp_path: Path
    ) -> None:
        telegram.fail_next("sendMessage", 502)
        told = await ben.wait_for(str(BEN), after=ben.sends_text("/start"))
        assert [message for message in ben.messages if message.sender.is_bot] == [told]
        assert not await is_known(tmp_path, BEN)

    async def test_a_file_that_telegram_does_not_confirm_is_sent_once(self, telegram: BotApiServer, anna: Seat) -> None:
        await anna.wait_for(is_media("video"), after=anna.sends_voice(VOICE))
        await is_served(anna)
        telegram.fail_next("sendDocument", None, done_first=True)
        await anna.wait_for("did not confirm", after=anna.sends_text("/export"))
        listed = await anna.wait_for("Your last clips", after=anna.sends_text("/history"))
        telegram.fail_next("sendVideo", None, done_first=True)
        anna.presses(listed, "1")
        await anna.wait_for("did not confirm", after=listed)
        assert len(telegram.calls("sendDocument")) == 1
        assert len(telegram.calls("sendVideo")) == 2, "the clip, and the one of the history"

    async def test_who_asks_for_what_telegram_refuses_is_told(self, telegram: BotApiServer, anna: Seat) -> None:
        telegram.fail_next("sendMessage", 400, description="Bad Request: refused")
        await anna.wait_for("Something went wrong", after=anna.sends_text("/faces"))

    async def test_a_video_is_asked_for_though_the_first_reply_failed(self, telegram: BotApiServer, ben: Seat) -> None:
        asked = await ben.wait_for("This is my face", after=ben.sends_text("/setface"))
        ben.presses(asked, "I have permission")
        await ben.wait_for("Who gave you permission?")
        telegram.fail_next("sendMessage", 500)
        await ben.wait_for("Now send me", after=ben.sends_text("My sister"))

    async def test_an_edit_that_came_too_soon_is_made_later(self, telegram: BotApiServer, anna: Seat) -> None:
        telegram.fail_next("editMessageText", 429, retry_after=1)
        anna.sends_voice(SLOW)
        status = await anna.wait_for("Drawing")
        anna.presses(status, "Cancel")
        await status.wait_shows("Cancelled")
        assert telegram.calls("editMessageText")[0].status == 429

    async def test_who_refuses_round_notes_gets_a_video(self, telegram: BotApiServer, anna: Seat) -> None:
        anna.sends_text("/settings")
        await anna.presses(await anna.wait_for("Settings"), "Round note").wait_answered()
        telegram.fail_next("sendVideoNote", 400, description="Bad Request: VOICE_MESSAGES_FORBIDDEN")
        anna.sends_voice(VOICE)
        await anna.wait_for(is_media("video"))

    async def test_a_clip_for_who_blocked_the_bot_can_be_had_later(self, telegram: BotApiServer, anna: Seat) -> None:
        telegram.fail_next("sendVideo", 403, description="Forbidden: bot was blocked by the user")
        anna.sends_voice(VOICE)
        anna.presses(await anna.wait_for("may not write"), "Try again")
        await anna.wait_for(is_media("video"))

    async def test_two_people_do_not_wait_for_each_other(self, telegram: BotApiServer, anna: Seat, ben: Seat) -> None:
        telegram.fail_next("getFile", None, hangs=True)
        anna.sends_voice(VOICE)
        await telegram.wait_for_call("getFile")
        ben.sends_text("/start")
        await ben.wait_for("Hi Ben")


async def test_a_restart_goes_on_with_the_same_status_message(telegram: BotApiServer, start: Start, anna: Seat) -> None:
    telegram.forgive("message is not modified")  # its text is unknown
    async with start():
        voice = anna.sends_voice(SLOW)
        status = await anna.wait_for("")  # the bot does not know that it was sent already
    async with start():
        anna.presses(status, "Cancel")
        await status.wait_shows("Cancelled")
    assert anna.messages == [voice, status], "one message, edited in place"


async def test_what_happened_while_the_bot_was_down_is_told_after_it(start: Start, anna: Seat, tmp_path: Path) -> None:
    async with start():
        anna.sends_voice(SLOW)
        status = await anna.wait_for("Drawing")
    async with open_store(tmp_path / "store") as store, store.write() as tx:
        await jobs.cancel_where(tx, "state = 'queued'")
    async with start():
        await status.wait_shows("Cancelled")


async def test_a_dialogue_outlives_a_restart(start: Start, ben: Seat, small_video: bytes) -> None:
    async with start():
        ben.sends_video(small_video)
        asked = await ben.wait_for("This is my face")
    async with start():
        ben.presses(asked, "It is my face")
        await ben.wait_for(is_media("photo", "Talk for"))


async def test_an_update_that_was_not_finished_comes_again(telegram: BotApiServer, start: Start, anna: Seat) -> None:
    async with start():
        telegram.fail_next("getFile", None, hangs=True)
        anna.sends_voice(VOICE)
        await telegram.wait_for_call("getFile")
    async with start():
        await anna.wait_for(is_media("video"))


async def test_telegram_may_be_out_of_reach_at_the_start(telegram: BotApiServer, start: Start, ben: Seat) -> None:
    await telegram.down()
    ben.sends_text("/start")
    async with start() as running:
        await asyncio.sleep(0.3)
        assert not running.is_ready
        await telegram.up()
        await ben.wait_for("Hi Ben")
        assert running.is_ready
