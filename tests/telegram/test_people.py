"""Tests of a complete bot from its users' view."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import (
    Bot,
    Update,
)
from telegram.error import (
    BadRequest,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from tests.telegram import BotApiServer, Person, Seat
from tests.telegram.samples import ANNA, Maker, jpeg, keys, updates


async def test_an_application_as_its_user_meets_it(server: BotApiServer, anna: Person, make_video: Maker) -> None:
    async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await update.effective_message.reply_text("Shall I?", reply_markup=keys("Yes", "No"))  # type: ignore[union-attr]

    async def press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query
        await query.answer("Good")
        await query.edit_message_text(f"{query.data}!")

    async def back(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        assert message
        assert message.video
        file = await message.video.get_file()
        await message.reply_video(bytes(await file.download_as_bytearray()), caption="Here", do_quote=True)

    builder = Application.builder().token(server.token)
    application = builder.base_url(server.base_url).base_file_url(server.base_file_url).build()
    application.add_handlers(
        [CommandHandler("start", start), CallbackQueryHandler(press), MessageHandler(filters.VIDEO, back)]
    )
    chat = anna.private()
    async with application:
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)  # type: ignore[union-attr]
        await application.start()
        chat.sends_text("/start")
        asked = await chat.wait_for("Shall I?")
        await chat.presses(asked, "Yes").wait_answered()
        await chat.wait_for("Yes!")
        video = chat.sends_video(make_video(64, 64))
        clip = await chat.wait_for(lambda message: message.media is not None, after=video)
        await application.updater.stop()  # type: ignore[union-attr]
        await application.stop()
    assert clip.media
    assert video.media
    assert clip.media.path.read_bytes() == video.media.path.read_bytes()
    assert chat.transcript().splitlines() == [
        "Anna: /start",
        "Facenote (edited 1x): Yes!",
        "  * Anna presses [ Yes ]",
        "  * Anna is told: Good",
        "Anna: (video 64x64 1 s)",
        "Facenote (in reply to Anna): (video 64x64 1 s) Here",
    ]


@pytest.mark.usefixtures("anna")
async def test_what_else_people_do(
    bot: Bot, server: BotApiServer, chat: Seat, voice: Path, syllables_wav: Path
) -> None:
    ben = server.person(12, "Ben")
    said = ben.private().sends_voice(voice, caption="mine")
    chat.forwards(said)
    chat.forwards(said, hidden=True)
    chat.forwards(chat.for_channel("News").sends_voice(voice, via_bot=server.bot))
    album = chat.sends_album("audio", [voice, voice], caption="two")
    photo = chat.sends_photo(jpeg(2000, 1000))
    text = chat.sends_text("old")
    chat.edits(text, "new")
    found = await updates(bot, server)
    origins = [
        update.message.forward_origin.type for update in found if update.message and update.message.forward_origin
    ]
    assert origins == ["user", "hidden_user", "chat"]
    news = [update.message for update in found if update.message and update.message.sender_chat]
    assert [(message.sender_chat.title, message.via_bot) for message in news] == [("News", bot.bot)]  # type: ignore[union-attr]
    assert len({message.album for message in album}) == 1
    assert photo.media
    assert (photo.media.width, len(photo.media.sizes)) == (1280, 2)
    assert found[-1].edited_message
    assert found[-1].edited_message.text == "new"
    with pytest.raises(ValueError, match="phones send voice as Opus in Ogg"):
        chat.sends_voice(syllables_wav)
    chat.deletes(text)
    with pytest.raises(BadRequest, match="not found"):
        await bot.send_message(ANNA, "a", reply_to_message_id=text.id)


async def test_waiting_in_vain_shows_the_conversation(chat: Seat) -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.05 s for never in:\nAnna: /start"):
        await chat.wait_for("never", timeout=0.05)
