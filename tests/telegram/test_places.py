"""Tests of chats: where the bot may write, and what it sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
)

from tests.telegram import BotApiServer, Person
from tests.telegram.samples import ANNA, updates


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
    assert change
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(ValueError, match="blocked the bot"):
        anna.private().sends_text("hello")
    anna.unblocks_bot()
    await bot.send_message(ANNA, "hello")


async def test_groups_that_threw_the_bot_out(bot: Bot, server: BotApiServer, anna: Person) -> None:
    group = server.group("Team", [anna], [anna], supergroup=True, with_bot=False)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(group.id, "hello")
    seat = anna.in_group(group)
    seat.adds_bot()
    change, service = await updates(bot, server)
    assert change.my_chat_member
    assert service.message
    assert service.message.new_chat_members[0].id == server.bot.id
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
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(new.id, new.id, 1)  # "migrated from"
    here, there = await updates(bot, server)
    assert here.message
    assert there.message
    assert (here.message.migrate_to_chat_id, there.message.migrate_from_chat_id) == (new.id, group.id)


@pytest.mark.usefixtures("chat")
async def test_replies_and_topics(bot: Bot, server: BotApiServer, anna: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ANNA, "hello", reply_to_message_id=99)
    await bot.send_message(ANNA, "hello", reply_to_message_id=99, allow_sending_without_reply=True)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(ANNA, "hello", message_thread_id=1)
    forum = server.group("Forum", [anna], [anna], forum=True)
    topic = anna.in_group(forum).opens_topic("Clips")
    asked = topic.sends_text("/talk")
    sent = await bot.send_message(forum.id, "hello", reply_to_message_id=asked.id)
    assert sent.is_topic_message
    assert sent.message_thread_id == topic.thread_id
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "hello", message_thread_id=4711)
    *_, update = await updates(bot, server)
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.forum_topic_created  # as in each topic of Telegram
    assert "#Clips Anna: /talk" in forum.transcript()


async def test_answers_in_plain_supergroups_name_a_thread_that_cannot_be_written_to(
    bot: Bot, server: BotApiServer, anna: Person
) -> None:
    group = server.group("Team", [anna], [anna], supergroup=True)
    seat = anna.in_group(group)
    seat.sends_text("/talk", reply_to=seat.sends_text("/first"))
    *_, update = await updates(bot, server)
    assert update.message
    assert update.message.message_thread_id
    assert not update.message.is_topic_message
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
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.voice
