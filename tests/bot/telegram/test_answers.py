"""Tests of where replies are sent, and of requests that are refused before any work."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from telegram import Bot, File

from bot.app.errors import FileNotShared
from bot.records import Attachment
from bot.settings import Settings
from bot.telegram.app import TelegramApp
from bot.telegram.attachments import fetch
from engine.demo import VOICE
from storage import Media
from tests.bot.telegram.conftest import ANNA, BEN, SLOW, Start, is_known
from tests.bot.web.conftest import sound
from tests.telegram import BotApiServer, Seat, is_media


async def test_who_takes_back_the_question_is_answered_all_the_same(
    start: Start, telegram: BotApiServer, anna: Seat
) -> None:
    group = telegram.group("Team", [anna.person])
    asked = anna.person.in_group(group).sends_text("/help")
    anna.person.in_group(group).deletes(asked)
    async with start():
        assert (await group.wait_for("How it works here")).reply_to is None


@pytest.mark.usefixtures("bot")
async def test_what_goes_on_is_shown_in_its_topic(telegram: BotApiServer, anna: Seat) -> None:
    group = telegram.group("Team", [anna.person], forum=True)
    topic = anna.person.in_group(group).opens_topic("Ideas")
    topic.sends_text("/talk", reply_to=topic.sends_voice(SLOW))
    await group.wait_for("Drawing")
    await group.wait_until(lambda: group.actions or None)
    assert {call.fields["message_thread_id"] for call in telegram.calls("sendChatAction")} == {str(topic.thread_id)}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("settings", [{"max_voice_s": 1}], indirect=True)
async def test_a_file_of_unknown_length_is_measured_before_it_is_taken(anna: Seat) -> None:
    anna.sends_document(VOICE, name="voice.ogg")
    await anna.wait_for("too long")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("settings", [{"max_face_video_s": 3}], indirect=True)
async def test_so_is_a_face_video(anna: Seat, talking_video: Path) -> None:
    asked = await anna.wait_for("This is my face", after=anna.sends_document(talking_video, caption="/setface"))
    anna.presses(asked, "It is my face")
    await anna.wait_for("too long")


@pytest.mark.usefixtures("bot")
async def test_a_file_of_no_known_kind_is_a_voice_if_it_holds_one(telegram: BotApiServer, anna: Seat) -> None:
    """Telegram knows few extensions: it reports many recordings as application/octet-stream."""
    await anna.wait_for("Drawing", after=anna.sends_document(SLOW, name="recording.rec"))
    assert len(telegram.calls("file")) == 1, "what was fetched to look at it is what is queued"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("name", ["recording.rec", "talk.mp4"])
async def test_a_video_sent_as_a_file_may_be_meant_as_a_voice(name: str, anna: Seat, talking_video: Path) -> None:
    asked = await anna.wait_for("What is this", after=anna.sends_document(talking_video, name=name))
    assert len(asked.buttons) == 2
    anna.presses(asked, asked.buttons[1].text)
    await anna.wait_for("AI-generated", after=asked)


@pytest.mark.usefixtures("bot")
async def test_a_photo_sent_as_a_file_can_only_be_a_face(anna: Seat, face_photo: Path) -> None:
    for name in ("me.png", "me.unknown"):
        asked = await anna.wait_for("What is this", after=anna.sends_document(face_photo, name=name))
        assert len(asked.buttons) == 1


@pytest.mark.usefixtures("bot")
async def test_a_file_that_holds_nothing_is_refused(anna: Seat) -> None:
    await anna.wait_for(
        "cannot read this kind", after=anna.sends_document(b"no sound, no picture" * 100, name="notes.xyz")
    )


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("settings", [{"telegram_local": True}], indirect=True)
async def test_a_file_that_a_local_server_keeps_elsewhere_is_refused(telegram: BotApiServer, anna: Seat) -> None:
    await anna.wait_for("whoever runs this bot", after=anna.sends_voice(VOICE))
    assert not telegram.calls("file"), "it may be of 2 GB, and would come as a whole"


class Replying:
    """A bot whose server reports these paths of a file, one after the other."""

    def __init__(self, *paths: Path) -> None:
        self._paths = list(paths)

    async def get_file(self, file_id: str) -> File:
        return File(file_id, "unique", file_path=str(self._paths.pop(0)))


@pytest.mark.parametrize("settings", [{"telegram_local": True}], indirect=True)
async def test_a_file_that_another_reader_removed_is_asked_for_once_more(settings: Settings, tmp_path: Path) -> None:
    media, gone = Media(tmp_path / "data"), tmp_path / "gone"
    (there := tmp_path / "there").write_bytes(b"voice")
    async with media.scratch() as folder:
        bot = cast("Bot", Replying(gone, there))
        staged = await fetch(bot, settings, Attachment("id", None), media, folder)
        assert staged.path.read_bytes() == b"voice"
        assert not there.exists()
        with pytest.raises(FileNotShared):
            await fetch(cast("Bot", Replying(gone, gone)), settings, Attachment("id", None), media, folder)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/setface", "/export"])
async def test_a_command_for_the_private_chat_says_so_in_a_group(
    telegram: BotApiServer, anna: Seat, command: str
) -> None:
    seat = anna.person.in_group(telegram.group("Team", [anna.person]))
    told = await seat.wait_for("our private chat", after=seat.sends_text(command))
    assert told.buttons[0].url == f"https://t.me/{telegram.bot.username}"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("settings", [{"allowed_users": frozenset({ANNA})}], indirect=True)
async def test_who_is_on_no_list_learns_the_number_that_lets_them_in(anna: Seat, ben: Seat) -> None:
    ben.sends_text("/help")
    await ben.wait_for(str(BEN), after=ben.sends_text("/start"))
    await anna.wait_for("Welcome back", after=anna.sends_text("/start"))
    assert len([message for message in ben.messages if message.sender.is_bot]) == 1


@pytest.mark.usefixtures("bot")
async def test_in_a_group_cancel_leaves_what_is_made_elsewhere(telegram: BotApiServer, anna: Seat) -> None:
    seat = anna.person.in_group(telegram.group("Team", [anna.person]))
    private = await anna.wait_for("Drawing", after=anna.sends_voice(SLOW))
    await seat.wait_for("nothing to cancel", after=seat.sends_text("/cancel"))
    anna.sends_text("/cancel")
    await private.wait_shows("Cancelled")


@pytest.mark.usefixtures("bot")
async def test_a_voice_too_long_for_a_round_note_becomes_a_video_that_says_why(anna: Seat) -> None:
    settings = await anna.wait_for("Settings", after=anna.sends_text("/settings"))
    await anna.presses(settings, "Round note").wait_answered()
    await anna.wait_for(is_media("video", "a minute at most"), after=anna.sends_audio(sound(61.0)))


async def test_who_only_talks_in_a_group_stays_unknown(
    telegram: BotApiServer, bot: TelegramApp, anna: Seat, ben: Seat, tmp_path: Path
) -> None:
    group = telegram.group("Team", [anna.person, ben.person])
    annas, bens = anna.person.in_group(group), ben.person.in_group(group)
    annas.promotes_bot()
    await annas.wait_for("How it works here", after=annas.sends_text("/help"))
    for number, said in enumerate((bens.sends_text("Hi"), bens.sends_voice(VOICE), bens.sends_text("/help@other_bot"))):
        await bot.process_update({"update_id": 10**6 + number, "message": said.json()})
    assert not await is_known(tmp_path, BEN)
    await bens.wait_for("How it works here", after=bens.sends_text("/help"))
    assert await is_known(tmp_path, BEN)
