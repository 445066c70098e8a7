"""Tests of media: refusals and results."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from telegram import (
    Bot,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
)
from telegram.error import (
    BadRequest,
    InvalidToken,
    TelegramError,
)

from tests.telegram import BotApiServer, Seat
from tests.telegram.rules import DOWNLOAD_BYTES, UPLOAD_BYTES
from tests.telegram.samples import ANNA, Maker, jpeg, updates


@pytest.mark.usefixtures("chat")
async def test_captions_are_counted_without_their_tags(bot: Bot) -> None:
    await bot.send_photo(ANNA, jpeg(50, 50), caption=f"<b>{'x' * 1024}</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(ANNA, jpeg(50, 50), caption="x" * 1025)


@pytest.mark.parametrize("size", [(96, 64, 1), (704, 704, 1), (64, 64, 62)], ids=["not square", "large", "long"])
async def test_impossible_video_notes_are_refused(
    bot: Bot, chat: Seat, make_video: Maker, size: tuple[int, int, int]
) -> None:
    with pytest.raises(BadRequest, match="a video note is square"):
        await bot.send_video_note(ANNA, make_video(*size))
    with pytest.raises(ValueError, match="no such video note"):
        chat.sends_video_note(make_video(*size))


@pytest.mark.usefixtures("chat")
async def test_video_note_goes_through_with_the_right_length_only(bot: Bot, make_video: Maker) -> None:
    sent = await bot.send_video_note(ANNA, make_video(64, 64), length=64, duration=1)
    assert sent.video_note
    assert (sent.video_note.length, sent.video_note.duration) == (64, timedelta(seconds=1))
    with pytest.raises(BadRequest, match="length 48"):
        await bot.send_video_note(ANNA, make_video(64, 64), length=48)


@pytest.mark.usefixtures("chat")
async def test_what_is_no_video_is_refused_as_one(bot: Bot, voice: Path) -> None:
    for send in (bot.send_video, bot.send_video_note):
        with pytest.raises(BadRequest, match="can't be sent as video"):
            await send(ANNA, voice)
    with pytest.raises(BadRequest, match="can't be sent as voice"):
        await bot.send_voice(ANNA, b"no sound")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(ANNA, b"no picture")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(ANNA, jpeg(2100, 100))
    with pytest.raises(
        BadRequest, match="File of size 10485761 bytes is too big for a photo; the maximum size is 10485760"
    ):
        await bot.send_photo(ANNA, jpeg(50, 50).ljust(10 * 1024 * 1024 + 1, b"."))
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ANNA, b"")


async def test_thumbnails_are_small_jpegs(bot: Bot, chat: Seat, make_video: Maker) -> None:
    sent = await bot.send_video(ANNA, make_video(64, 64), thumbnail=jpeg(320, 180), supports_streaming=True)
    assert sent.video
    assert sent.video.thumbnail
    assert sent.video.thumbnail.width == 320
    shown = chat.messages[-1].media
    assert shown
    assert shown.thumbnail
    assert shown.thumbnail.path.read_bytes() == jpeg(320, 180)
    assert shown.supports_streaming
    with pytest.raises(BadRequest, match=r"(?i)a thumbnail is a JPEG of at most 320 px"):
        await bot.send_video(ANNA, make_video(64, 64), thumbnail=jpeg(321, 180))


@pytest.mark.usefixtures("chat")
async def test_uploads_over_50_mb_are_refused(bot: Bot) -> None:
    await bot.send_document(ANNA, bytes(UPLOAD_BYTES), filename="just.bin")
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(ANNA, bytes(UPLOAD_BYTES + 1))


async def test_files_come_back_as_they_were_sent(bot: Bot, server: BotApiServer, chat: Seat, voice: Path) -> None:
    chat.sends_voice(voice)
    [_, update] = await updates(bot, server)
    assert update.message
    assert update.message.voice
    assert update.message.voice.duration == timedelta(seconds=2)
    file = await bot.get_file(update.message.voice)
    assert bytes(await file.download_as_bytearray()) == voice.read_bytes()
    server.clock.forward(3601)
    with pytest.raises(InvalidToken):  # python-telegram-bot's error for 404
        await file.download_as_bytearray()


@pytest.mark.usefixtures("server")
async def test_files_over_20_mb_do_not_come(bot: Bot, chat: Seat, make_video: Maker) -> None:
    shown = chat.sends_video(make_video(64, 64), file_size=DOWNLOAD_BYTES + 1)
    assert shown.media
    assert shown.media.size == DOWNLOAD_BYTES + 1
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(shown.media.file.file_id)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("unknown")


@pytest.mark.usefixtures("chat")
async def test_files_are_sent_again_by_their_id(bot: Bot, make_video: Maker) -> None:
    first = await bot.send_video(ANNA, make_video(64, 64))
    assert first.video
    again = await bot.send_video(ANNA, first.video.file_id, caption="again")
    assert again.video
    assert again.video.file_unique_id == first.video.file_unique_id
    with pytest.raises(BadRequest, match="Can't use file of type video as photo"):
        await bot.send_photo(ANNA, first.video.file_id)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_video(ANNA, "unknown")


async def test_albums(bot: Bot, chat: Seat, voice: Path) -> None:
    photo = InputMediaPhoto(jpeg(40, 40), caption="one")
    sent = await bot.send_media_group(ANNA, [photo, InputMediaPhoto(jpeg(41, 40))])
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in chat.messages[1:]] == ["one", ""]
    with pytest.raises(BadRequest, match="Too much messages"):
        await bot.send_media_group(ANNA, [photo] * 11)
    with pytest.raises(BadRequest, match="can't be mixed"):
        await bot.send_media_group(ANNA, [photo, InputMediaDocument(voice.read_bytes())])
    with pytest.raises(BadRequest, match="2 to 10"):
        await bot.send_media_group(ANNA, [InputMediaAudio(voice.read_bytes())])
