"""Every rule bites, and what is right goes through: python-telegram-bot, unmodified, against the server."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from tests.telegram import BotApiServer, FloodLimits, Person, Seat
from tests.telegram.rules import DOWNLOAD_BYTES, PARAMETERS, UPLOAD_BYTES
from tests.telegram.server import METHODS

Maker = Callable[..., Path]
ANNA = 11


def keys(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=text) for text in data]])


def jpeg(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(target, "JPEG")
    return target.getvalue()


async def updates(bot: Bot, server: BotApiServer) -> list[Update]:
    """What waits for the bot, and is confirmed by asking."""
    found = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return list(found)


def test_every_method_has_its_parameters() -> None:
    assert METHODS.keys() == PARAMETERS.keys()


# ---- Requests


async def test_wrong_token_is_refused(server: BotApiServer) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", server.base_url):
            pass
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.base_url}1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_unknown_methods_and_parameters_are_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendNothing")
    with pytest.raises(BadRequest, match="sendmessage takes no colour"):
        await bot.send_message(ANNA, "hello", api_kwargs={"colour": "red"})


@pytest.mark.parametrize(
    ("text", "parse_mode", "refusal"),
    [
        ("", None, "Message text is empty"),
        ("<b> </b>", "HTML", "Message text is empty"),
        ("x" * 4097, None, "Message is too long"),
        ("<b>bold", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b><i>both</b></i>", "HTML", 'unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("ä <x>", "HTML", 'unsupported start tag "x" at byte offset 3'),
        ("1 < 2", "HTML", "can't parse entities"),
        ("end</b>", "HTML", "unexpected end tag at byte offset 3"),
        ("text", "Html5", "unsupported parse_mode"),
    ],
)
async def test_bad_texts_are_refused(bot: Bot, chat: Seat, text: str, parse_mode: str | None, refusal: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ANNA, text, parse_mode=parse_mode)
    assert refusal.lower() in refused.value.message.lower()
    assert len(chat.messages) == 1


async def test_texts_are_shown_with_their_format(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(ANNA, ' 😀 <b>a &lt;</b> <a href="https://x.org">b</a> /help ', parse_mode="HTML")
    assert chat.messages[-1].text == sent.text == "😀 a < b /help"
    assert [(entity.type, sent.parse_entity(entity)) for entity in sent.entities] == [
        ("bold", "a <"),
        ("text_link", "b"),
        ("bot_command", "/help"),
    ]
    await bot.send_message(ANNA, f"<b>{'x' * 4096}</b>", parse_mode="HTML")


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "a", "callback_data": "ä" * 33}, "Button_data_invalid"),
        ({"text": "a", "callback_data": ""}, "Button_data_invalid"),
        ({"text": " ", "callback_data": "a"}, "Can't parse inline keyboard button"),
        ({"text": "a"}, "Can't parse inline keyboard button"),
        ({"text": "a", "url": "javascript:x"}, "is invalid"),
        ({"text": "a", "callback_data": "b", "size": 2}, "no size here"),
    ],
)
async def test_bad_buttons_are_refused(bot: Bot, chat: Seat, button: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ANNA, "hello", api_kwargs={"reply_markup": {"inline_keyboard": [[button]]}})
    assert refusal.lower() in refused.value.message.lower()


async def test_callback_data_of_64_bytes_goes_through(bot: Bot, chat: Seat) -> None:
    await bot.send_message(ANNA, "hello", reply_markup=keys("ä" * 32))
    assert chat.messages[-1].rows[0][0].data == "ä" * 32


# ---- Media


async def test_captions_are_counted_without_their_tags(bot: Bot, chat: Seat) -> None:
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


async def test_video_note_goes_through_with_the_right_length_only(bot: Bot, chat: Seat, make_video: Maker) -> None:
    sent = await bot.send_video_note(ANNA, make_video(64, 64), length=64, duration=1)
    assert sent.video_note and (sent.video_note.length, sent.video_note.duration) == (64, timedelta(seconds=1))
    with pytest.raises(BadRequest, match="length 48"):
        await bot.send_video_note(ANNA, make_video(64, 64), length=48)


async def test_what_is_no_video_is_refused_as_one(bot: Bot, chat: Seat, voice: Path) -> None:
    for send in (bot.send_video, bot.send_video_note):
        with pytest.raises(BadRequest, match="can't be sent as video"):
            await send(ANNA, voice)
    with pytest.raises(BadRequest, match="can't be sent as voice"):
        await bot.send_voice(ANNA, b"no sound")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(ANNA, b"no picture")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(ANNA, jpeg(2100, 100))
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ANNA, b"")


async def test_thumbnails_are_small_jpegs(bot: Bot, chat: Seat, make_video: Maker) -> None:
    sent = await bot.send_video(ANNA, make_video(64, 64), thumbnail=jpeg(320, 180), supports_streaming=True)
    assert sent.video and sent.video.thumbnail and sent.video.thumbnail.width == 320
    shown = chat.messages[-1].media
    assert (
        shown and shown.thumbnail and shown.thumbnail.path.read_bytes() == jpeg(320, 180) and shown.supports_streaming
    )
    with pytest.raises(BadRequest, match=r"(?i)a thumbnail is a JPEG of at most 320 px"):
        await bot.send_video(ANNA, make_video(64, 64), thumbnail=jpeg(321, 180))


async def test_uploads_over_50_mb_are_refused(bot: Bot, chat: Seat) -> None:
    await bot.send_document(ANNA, bytes(UPLOAD_BYTES), filename="just.bin")
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(ANNA, bytes(UPLOAD_BYTES + 1))


async def test_files_come_back_as_they_were_sent(bot: Bot, server: BotApiServer, chat: Seat, voice: Path) -> None:
    chat.sends_voice(voice)
    [_, update] = await updates(bot, server)
    assert update.message and update.message.voice and update.message.voice.duration == timedelta(seconds=2)
    file = await bot.get_file(update.message.voice)
    assert bytes(await file.download_as_bytearray()) == voice.read_bytes()
    server.clock.forward(3601)
    with pytest.raises(InvalidToken):  # what python-telegram-bot makes of 404
        await file.download_as_bytearray()


async def test_files_over_20_mb_do_not_come(bot: Bot, server: BotApiServer, chat: Seat, make_video: Maker) -> None:
    shown = chat.sends_video(make_video(64, 64), file_size=DOWNLOAD_BYTES + 1)
    assert shown.media and shown.media.size == DOWNLOAD_BYTES + 1
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(shown.media.file.file_id)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("unknown")


async def test_files_are_sent_again_by_their_id(bot: Bot, chat: Seat, make_video: Maker) -> None:
    first = await bot.send_video(ANNA, make_video(64, 64))
    assert first.video
    again = await bot.send_video(ANNA, first.video.file_id, caption="again")
    assert again.video and again.video.file_unique_id == first.video.file_unique_id
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


# ---- Changing and removing


async def test_edits_must_change_something(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(ANNA, "<b>a</b>", parse_mode="HTML", reply_markup=keys("x"))
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("<b>a</b> ", ANNA, sent.message_id, parse_mode="HTML", reply_markup=keys("x"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ANNA, sent.message_id, reply_markup=keys("x"))
    await bot.edit_message_text("a", ANNA, sent.message_id)  # the format changes, the buttons go
    assert not chat.messages[-1].buttons
    assert chat.messages[-1].versions == ["a"]


async def test_only_own_messages_that_exist_are_edited(bot: Bot, chat: Seat, make_video: Maker) -> None:
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("mine", ANNA, 1)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("nothing", ANNA, 99)
    text, note = await bot.send_message(ANNA, "a"), await bot.send_video_note(ANNA, make_video(64, 64))
    with pytest.raises(BadRequest, match="There is no caption"):
        await bot.edit_message_caption(ANNA, text.message_id, caption="a")
    with pytest.raises(BadRequest, match="There is no text"):
        await bot.edit_message_text("a", ANNA, note.message_id)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_media(InputMediaPhoto(jpeg(40, 40)), ANNA, note.message_id)


async def test_media_and_captions_are_edited(bot: Bot, chat: Seat, make_video: Maker) -> None:
    sent = await bot.send_photo(ANNA, jpeg(40, 40), caption="a")
    await bot.edit_message_caption(ANNA, sent.message_id, caption="b")
    edited = await bot.edit_message_media(
        InputMediaVideo(make_video(64, 64).read_bytes(), caption="c"), ANNA, sent.message_id
    )
    shown = chat.messages[-1]
    assert shown.media and (shown.media.kind, shown.caption, shown.versions) == ("video", "c", ["a", "b"])
    with pytest.raises(BadRequest, match="not modified"):
        video = InputMediaVideo(edited.video.file_id, caption="c")  # type: ignore[union-attr]
        await bot.edit_message_media(video, ANNA, sent.message_id)


async def test_deleting(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    sent = await bot.send_message(ANNA, "a")
    await bot.delete_message(ANNA, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ANNA, sent.message_id)
    old = await bot.send_message(ANNA, "b")
    server.clock.forward(49 * 3600)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(ANNA, old.message_id)
    fresh = await bot.send_message(ANNA, "c")
    await bot.delete_messages(ANNA, [1, 77, old.message_id, fresh.message_id])
    assert [message.shown for message in chat.messages] == ["/start", "b"]


async def test_copies_and_reactions(bot: Bot, chat: Seat, make_video: Maker) -> None:
    video = chat.sends_video(make_video(64, 64), caption="look")
    copied = await bot.copy_message(ANNA, ANNA, video.id, caption="seen")
    assert chat.messages[-1].id == copied.message_id and chat.messages[-1].caption == "seen"
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(ANNA, ANNA, 99)
    await bot.set_message_reaction(ANNA, video.id, "👍")
    assert list(video.reactions.values()) == [["👍"]]
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(ANNA, video.id, "🧦")


# ---- Where the bot may write


async def test_strangers_and_people_who_blocked_the_bot_get_nothing(
    bot: Bot, server: BotApiServer, anna: Person
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "hello")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(ANNA, "hello")
    anna.private().sends_text("hello")
    await bot.send_message(ANNA, "hello")
    anna.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ANNA, "hello")
    change = (await updates(bot, server))[-1].my_chat_member
    assert change and (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    anna.unblocks_bot()
    await bot.send_message(ANNA, "hello")


async def test_groups_that_threw_the_bot_out(bot: Bot, server: BotApiServer, anna: Person) -> None:
    group = server.group("Team", [anna], [anna], supergroup=True, with_bot=False)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(group.id, "hello")
    seat = anna.in_group(group)
    seat.adds_bot()
    change, service = await updates(bot, server)
    assert change.my_chat_member and service.message and service.message.new_chat_members[0].id == server.bot.id
    await bot.send_message(group.id, "hello")
    group.bot_may_send = False
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "hello")
    group.bot_may_send = True
    seat.removes_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "hello")
    assert [update.message for update in await updates(bot, server)] == [None]
    seat.adds_bot()
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_chat_action(group.id, "typing")


async def test_groups_that_became_supergroups(bot: Bot, server: BotApiServer, anna: Person) -> None:
    group = server.group("Team", [anna], [anna])
    new = anna.in_group(group).upgrades_group()
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "hello")
    assert migrated.value.new_chat_id == new.id
    await bot.send_message(new.id, "hello")
    here, there = await updates(bot, server)
    assert here.message and there.message
    assert (here.message.migrate_to_chat_id, there.message.migrate_from_chat_id) == (new.id, group.id)


async def test_replies_and_topics(bot: Bot, server: BotApiServer, anna: Person, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ANNA, "hello", reply_to_message_id=99)
    await bot.send_message(ANNA, "hello", reply_to_message_id=99, allow_sending_without_reply=True)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(ANNA, "hello", message_thread_id=1)
    forum = server.group("Forum", [anna], [anna], forum=True)
    topic = anna.in_group(forum).opens_topic("Clips")
    asked = topic.sends_text("/talk")
    sent = await bot.send_message(forum.id, "hello", reply_to_message_id=asked.id)
    assert sent.is_topic_message and sent.message_thread_id == topic.thread_id
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "hello", message_thread_id=4711)
    *_, update = await updates(bot, server)
    assert update.message and update.message.reply_to_message
    assert update.message.reply_to_message.forum_topic_created  # as in each topic of Telegram
    assert "#Clips Anna: /talk" in forum.transcript()


async def test_answers_in_plain_supergroups_name_a_thread_that_cannot_be_written_to(
    bot: Bot, server: BotApiServer, anna: Person
) -> None:
    group = server.group("Team", [anna], [anna], supergroup=True)
    seat = anna.in_group(group)
    seat.sends_text("/talk", reply_to=seat.sends_text("/first"))
    *_, update = await updates(bot, server)
    assert update.message and update.message.message_thread_id and not update.message.is_topic_message
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "hello", message_thread_id=update.message.message_thread_id)


async def test_members_and_administrators(bot: Bot, server: BotApiServer, anna: Person) -> None:
    ben, eve = server.person(12, "Ben"), server.person(13, "Eve")
    group = server.group("Team", [anna, ben], [anna], supergroup=True)
    anna.in_group(group).promotes(ben)
    assert {member.user.id: member.status for member in await bot.get_chat_administrators(group.id)} == {
        11: "creator",
        12: "administrator",
    }
    assert (await bot.get_chat_member(group.id, eve.id)).status == "left"
    ben.in_group(group).leaves()
    assert (await bot.get_chat_member(group.id, ben.id)).status == "left"
    with pytest.raises(ValueError, match="not in the group"):
        ben.in_group(group).sends_text("hello")
    with pytest.raises(BadRequest):
        await bot.get_chat_member(group.id, 404)
    assert (await bot.get_chat(group.id)).title == "Team"


async def test_privacy_mode(bot: Bot, server: BotApiServer, anna: Person) -> None:
    group = server.group("Team", [anna], [anna])
    seat = anna.in_group(group)
    await bot.send_message(group.id, "hello")
    for text in ("hello all", "/talk@other_bot", "/talk", "/talk@facenote_test_bot", "hey @facenote_test_bot"):
        seat.sends_text(text)
    seat.sends_text("to the bot", reply_to=group.messages[0])
    seat.joins()
    seen = [update.message.text for update in await updates(bot, server) if update.message]
    assert seen == ["/talk", "/talk@facenote_test_bot", "hey @facenote_test_bot", "to the bot", None]
    seat.promotes_bot()
    seat.sends_text("hello all")
    assert (await updates(bot, server))[-1].message.text == "hello all"  # type: ignore[union-attr]


async def test_a_reply_shows_what_privacy_hid(bot: Bot, server: BotApiServer, anna: Person, voice: Path) -> None:
    seat = anna.in_group(server.group("Team", [anna], [anna]))
    hidden = seat.sends_voice(voice)
    seat.sends_text("/talk", reply_to=hidden)
    [update] = await updates(bot, server)
    assert update.message and update.message.reply_to_message and update.message.reply_to_message.voice


# ---- Floods


async def test_floods_are_refused_until_time_went_by(bot: Bot, server: BotApiServer, anna: Person, chat: Seat) -> None:
    sent = [await bot.send_message(ANNA, str(number)) for number in range(19)]
    await bot.edit_message_text("edit", ANNA, sent[0].message_id)
    with pytest.raises(RetryAfter) as refused:
        await bot.edit_message_text("another", ANNA, sent[0].message_id)
    assert timedelta(seconds=1) <= refused.value.retry_after <= timedelta(seconds=20)  # type: ignore[operator]
    server.clock.forward(20)
    await bot.edit_message_text("another", ANNA, sent[0].message_id)


async def test_groups_take_20_a_minute_albums_by_their_items(bot: Bot, server: BotApiServer, anna: Person) -> None:
    group = server.group("Team", [anna])
    for number in range(18):
        await bot.send_message(group.id, str(number))
    with pytest.raises(RetryAfter):
        await bot.send_media_group(group.id, [InputMediaPhoto(jpeg(40, 40))] * 3)
    server.clock.forward(60)
    await bot.send_media_group(group.id, [InputMediaPhoto(jpeg(40, 40))] * 3)


async def test_other_flood_limits_may_be_set(tmp_path: Path) -> None:
    async with (
        BotApiServer.running(tmp_path, limits=FloodLimits(overall_per_s=1)) as server,
        Bot(server.token, server.base_url) as bot,
    ):
        for number in (1, 2):
            server.person(number, "Someone").private().sends_text("hello")
        await bot.send_message(1, "hello")
        with pytest.raises(RetryAfter):
            await bot.send_message(2, "hello")


# ---- Buttons


async def test_presses_are_answered_once_and_in_time(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    await bot.send_message(ANNA, "choose", reply_markup=keys("Yes", "No"))
    press, late = chat.presses(chat.messages[-1], "Yes"), chat.presses(chat.messages[-1], "No")
    queries = [update.callback_query for update in await updates(bot, server) if update.callback_query]
    assert [query.data for query in queries] == ["Yes", "No"]
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(press.id, "x" * 201)
    await bot.answer_callback_query(press.id, "Saved", show_alert=True)
    assert (await press.wait_answered()).answer == "Saved" and press.alert
    server.clock.forward(31)
    for query_id in (press.id, late.id, "unknown"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
            await bot.answer_callback_query(query_id)
    with pytest.raises(AssertionError, match="the button's answer"):
        await late.wait_answered(timeout=0.05)
    with pytest.raises(LookupError):
        chat.presses(chat.messages[-1], "Maybe")


# ---- What the bot says of itself


@pytest.mark.parametrize(
    ("command", "description"), [("Start", "x"), ("a-b", "x"), ("a" * 33, "x"), ("ok", ""), ("ok", "x" * 257)]
)
async def test_bad_commands_are_refused(bot: Bot, command: str, description: str) -> None:
    with pytest.raises(BadRequest, match=r"Bot_command"):
        await bot.set_my_commands([BotCommand(command, description)])


async def test_commands_and_texts_by_language_and_audience(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Los")], language_code="de", scope=BotCommandScopeChat(ANNA))
    assert (await bot.get_my_commands())[0].description == "Begin"
    assert (await bot.get_my_commands(BotCommandScopeChat(ANNA), "de"))[0].description == "Los"
    assert not await bot.get_my_commands(language_code="fr")
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([BotCommand("start", "Los")], language_code="deu")
    with pytest.raises(BadRequest, match="commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{number}", "x") for number in range(101)])
    await bot.set_my_description("Talks")
    assert (await bot.get_my_description("de")).description == "Talks"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)


async def test_chat_actions(bot: Bot, chat: Seat) -> None:
    await bot.send_chat_action(ANNA, "upload_video_note")
    assert chat.chat.actions == ["upload_video_note"]
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(ANNA, "dancing")


# ---- Updates


async def test_polling_waits_and_two_pollers_conflict(bot: Bot, chat: Seat, server: BotApiServer) -> None:
    await updates(bot, server)
    async with Bot(server.token, server.base_url) as other:
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
            await first
        chat.sends_text("hello")
        assert [update.message.text for update in await second if update.message] == ["hello"]
    assert await bot.get_updates(offset=-1)


async def test_unwanted_updates_do_not_come(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    chat.sends_text("unheard")
    assert "unheard" not in [update.message.text for update in await bot.get_updates() if update.message]
    chat.reacts(chat.messages[0], "👍")
    await bot.get_updates(allowed_updates=["message_reaction"])
    chat.reacts(chat.messages[0], None)
    assert [bool(update.message_reaction) for update in await bot.get_updates(offset=-1)] == [True]
    with pytest.raises(BadRequest, match="Unknown update types"):
        await bot.get_updates(allowed_updates=["post"])


@pytest.fixture
async def hook(server: BotApiServer) -> AsyncIterator[tuple[str, list[Any], list[int]]]:
    """A webhook: its address, the secrets and updates that came, and the statuses that it answers with before 200."""
    came: list[Any] = []
    statuses: list[int] = []

    async def take(request: web.Request) -> web.Response:
        came.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.Response(status=statuses.pop(0) if statuses else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", came, statuses
    await runner.cleanup()


async def test_webhook_gets_updates_with_its_secret_and_again_after_a_failure(
    bot: Bot, chat: Seat, hook: tuple[str, list[Any], list[int]]
) -> None:
    url, came, statuses = hook
    statuses += [500, 503]
    await bot.set_webhook(url, secret_token="s3cret_-", drop_pending_updates=True)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    chat.sends_text("hello")
    chat.sends_text("again")
    async with asyncio.timeout(10):
        while (await bot.get_webhook_info()).pending_update_count:
            await asyncio.sleep(0.02)
    assert [(secret, update["message"]["text"]) for secret, update in came] == [
        *[("s3cret_-", "hello")] * 3,
        ("s3cret_-", "again"),
    ]
    assert "503" in str((await bot.get_webhook_info()).last_error_message)
    await bot.delete_webhook()
    assert not await bot.get_updates()


async def test_bad_webhooks_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="a b")


# ---- Faults


async def test_faults_on_demand(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    server.fail_next("sendMessage", 429, retry_after=3)
    server.fail_next("sendMessage", 502, times=2)
    server.fail_next("sendMessage", None)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ANNA, "a")
    assert refused.value.retry_after == timedelta(seconds=3)
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.send_message(ANNA, "a")
    assert len(chat.messages) == 1
    server.fail_next("sendMessage", None, done_first=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "done")
    assert chat.messages[-1].text == "done"
    assert [call.status for call in server.calls("sendMessage")] == [429, 502, 502, 0, 0]


async def test_down_and_up(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    polling = asyncio.create_task(bot.get_updates(offset=-1, timeout=20))
    await polling
    polling = asyncio.create_task(bot.get_updates(offset=10**9, timeout=20))
    await asyncio.sleep(0.1)
    await server.down()
    with pytest.raises(NetworkError):
        await polling
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "a")
    await server.up()
    await bot.send_message(ANNA, "b")
    await server.down(502)
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "c")
    await server.up()
    assert [message.shown for message in chat.messages] == ["/start", "b"]


# ---- A whole bot


async def test_an_application_as_its_user_meets_it(server: BotApiServer, anna: Person, make_video: Maker) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await update.effective_message.reply_text("Shall I?", reply_markup=keys("Yes", "No"))  # type: ignore[union-attr]

    async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query
        await query.answer("Good")
        await query.edit_message_text(f"{query.data}!")

    async def back(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        assert message and message.video
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
    assert clip.media and video.media and clip.media.path.read_bytes() == video.media.path.read_bytes()
    assert chat.transcript().splitlines() == [
        "Anna: /start",
        "Facenote (edited 1x): Yes!",
        "  * Anna presses [ Yes ]",
        "  * Anna is told: Good",
        "Anna: (video 64x64 1 s)",
        "Facenote (in reply to Anna): (video 64x64 1 s) Here",
    ]


async def test_what_else_people_do(
    bot: Bot, server: BotApiServer, anna: Person, chat: Seat, voice: Path, syllables_wav: Path
) -> None:
    ben = server.person(12, "Ben")
    said = ben.private().sends_voice(voice, caption="mine")
    chat.forwards(said)
    chat.forwards(said, hidden=True)
    album = chat.sends_album("audio", [voice, voice], caption="two")
    photo = chat.sends_photo(jpeg(2000, 1000))
    text = chat.sends_text("old")
    chat.edits(text, "new")
    found = await updates(bot, server)
    origins = [
        update.message.forward_origin.type for update in found if update.message and update.message.forward_origin
    ]
    assert origins == ["user", "hidden_user"]
    assert len({message.album for message in album}) == 1
    assert photo.media and (photo.media.width, len(photo.media.sizes)) == (1280, 2)
    assert found[-1].edited_message and found[-1].edited_message.text == "new"
    with pytest.raises(ValueError, match="phones send voice as Opus in Ogg"):
        chat.sends_voice(syllables_wav)
    chat.deletes(text)
    with pytest.raises(BadRequest, match="not found"):
        await bot.send_message(ANNA, "a", reply_to_message_id=text.id)


async def test_waiting_in_vain_shows_the_conversation(chat: Seat) -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.05 s for never in:\nAnna: /start"):
        await chat.wait_for("never", timeout=0.05)
