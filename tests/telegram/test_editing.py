"""Tests of edits, deletions, copies, reactions and answers to presses."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    InputMediaPhoto,
    InputMediaVideo,
)
from telegram.error import (
    BadRequest,
)

from tests.telegram import BotApiServer, Seat
from tests.telegram.samples import ANNA, Maker, jpeg, keys, updates


async def test_edits_must_change_something(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(ANNA, "<b>a</b>", parse_mode="HTML", reply_markup=keys("x"))
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("<b>a</b> ", ANNA, sent.message_id, parse_mode="HTML", reply_markup=keys("x"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ANNA, sent.message_id, reply_markup=keys("x"))
    await bot.edit_message_text("a", ANNA, sent.message_id)  # the format changes, the buttons are removed
    assert not chat.messages[-1].buttons
    assert chat.messages[-1].versions == ["a"]


@pytest.mark.usefixtures("chat")
async def test_only_own_messages_that_exist_are_edited(bot: Bot, make_video: Maker) -> None:
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
    assert shown.media
    assert (shown.media.kind, shown.caption, shown.versions) == ("video", "c", ["a", "b"])
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
    assert chat.messages[-1].id == copied.message_id
    assert chat.messages[-1].caption == "seen"
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(ANNA, ANNA, 99)
    await bot.set_message_reaction(ANNA, video.id, "👍")
    assert list(video.reactions.values()) == [["👍"]]
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(ANNA, video.id, "🧦")


async def test_presses_are_answered_once_and_in_time(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    await bot.send_message(ANNA, "choose", reply_markup=keys("Yes", "No"))
    press, late = chat.presses(chat.messages[-1], "Yes"), chat.presses(chat.messages[-1], "No")
    queries = [update.callback_query for update in await updates(bot, server) if update.callback_query]
    assert [query.data for query in queries] == ["Yes", "No"]
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(press.id, "x" * 201)
    await bot.answer_callback_query(press.id, "Saved", show_alert=True)
    assert (await press.wait_answered()).answer == "Saved"
    assert press.alert
    server.clock.forward(31)
    for query_id in (press.id, late.id, "unknown"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
            await bot.answer_callback_query(query_id)
    with pytest.raises(AssertionError, match="the button's answer"):
        await late.wait_answered(timeout=0.05)
    with pytest.raises(LookupError):
        chat.presses(chat.messages[-1], "Maybe")
