"""Team groups: whose voice, whose face, in which topic; coming, going and moving."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.stand_ins import SLOW
from tests.bot.telegram.bot_api import chat_json
from tests.bot.telegram.conftest import Start, register
from tests.bot.telegram.team.group import BOT, GROUP, MOVED, Member, TeamApi, answered_to, bot_membership, move


async def test_added_to_a_group_it_says_in_two_lines_what_it_does(api: TeamApi, bob: Member) -> None:
    bot_membership(api, "left", "member", by=bob.person)
    welcome = (await bob.sees("voice notes into videos")).text
    assert len(welcome.splitlines()) == 2 and "/talk" in welcome


async def test_a_promotion_is_no_joining(api: TeamApi, bob: Member) -> None:
    bot_membership(api, "member", "administrator", by=bob.person)
    await bob.settles()
    assert not bob.seen("voice notes into videos")


async def test_talk_in_reply_to_ones_own_voice_makes_a_clip_that_answers_the_request(ada: Member) -> None:
    asked = ada.talk(ada.overheard())
    clip = await ada.sees("AI-generated", "sendVideo")
    assert answered_to(clip) == asked["message"]["message_id"]


async def test_a_voice_note_in_reply_to_the_bot_makes_a_clip(ada: Member) -> None:
    ada.send("/talk")
    said = await ada.sees("Reply with /talk")
    ada.send_file("voice", b"words", reply_to_message=ada.api.as_json(said) | {"from": BOT})
    await ada.sees("AI-generated", "sendVideo")


async def test_a_voice_note_that_is_not_for_the_bot_is_left_alone(ada: Member, bob: Member) -> None:
    ada.send_file("voice", b"words", reply_to_message=bob.send("hello")["message"])
    ada.send_file("voice", b"words")
    await ada.settles()
    assert not ada.clips() and not ada.seen("queue") and not ada.seen("next")


async def test_an_answer_to_a_topics_beginning_is_none_to_the_bot(ada: Member) -> None:
    beginning = {
        "message_id": 3, "date": 1, "chat": chat_json(GROUP), "from": BOT, "message_thread_id": 3,
        "forum_topic_created": {"name": "Ideas", "icon_color": 7322096},
    }  # fmt: skip
    ada.send_file("voice", b"words", reply_to_message=beginning, message_thread_id=3, is_topic_message=True)
    await ada.settles()
    assert not ada.clips()


async def test_everything_stays_in_its_topic(ada: Member) -> None:
    topic: dict[str, Any] = {"message_thread_id": 77, "is_topic_message": True}
    ada.talk(ada.overheard(**topic), **topic)
    clip = await ada.sees("AI-generated", "sendVideo")
    ada.send("/team", **topic)
    listed = await ada.sees("No faces are lent")
    assert clip.data["message_thread_id"] == listed.data["message_thread_id"] == "77"


async def test_talk_without_a_voice_says_how(ada: Member) -> None:
    ada.talk(ada.send("hello")["message"])
    await ada.sees("Reply with /talk")


async def test_somebody_elses_voice_is_not_animated(ada: Member, bob: Member) -> None:
    ada.talk(bob.overheard())
    await ada.sees("only their own voice")
    assert not ada.clips()


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "user", "sender_user": {"id": 8, "is_bot": False, "first_name": "Bob"}},
        {"type": "hidden_user", "sender_user_name": "Ada"},
        {"type": "channel", "message_id": 5, "chat": {"id": -100, "type": "channel", "title": "News"}},
    ],
    ids=["another person", "hidden", "channel"],
)
async def test_a_forwarded_voice_is_its_first_senders_or_nobodys(ada: Member, origin: dict[str, object]) -> None:
    ada.talk(ada.overheard(forward_origin={"date": 1, **origin}))
    await ada.sees("only their own voice")


async def test_ones_own_voice_stays_ones_own_when_another_forwards_it(ada: Member, bob: Member) -> None:
    ada.talk(bob.overheard(forward_origin={"type": "user", "date": 1, "sender_user": ada.person}))
    await ada.sees("AI-generated", "sendVideo")


async def test_a_voice_sent_for_a_channel_or_by_way_of_a_bot_is_nobodys(ada: Member) -> None:
    ada.talk(ada.overheard(sender_chat={"id": -100, "type": "channel", "title": "News"}))
    await ada.sees("only their own voice")
    ada.talk(ada.overheard(via_bot={"id": 99, "is_bot": True, "first_name": "Sounds"}))
    await ada.sees("only their own voice", count=2)


async def test_without_a_face_the_way_to_one_is_shown(bob: Member) -> None:
    bob.talk(bob.overheard())
    refusal = await bob.sees("do not know your face")
    assert refusal.markup["inline_keyboard"][0][0]["url"] == "https://t.me/facenote_bot?start=face"


async def test_buttons_answer_only_whom_they_are_for(ada: Member, bob: Member) -> None:
    ada.talk(ada.overheard())
    clip = await ada.sees("AI-generated", "sendVideo")
    bob.press("Again", clip)
    bob.press("👍", clip)
    await bob.settles()
    assert bob.api.flashes[-2:] == ["This button is for somebody else."] * 2
    assert len(ada.clips()) == 1


async def test_commands_for_groups_say_so_in_a_private_chat(ada: Member) -> None:
    ada.private.send("/talk")
    await ada.private.sees("This is for groups")


async def test_a_move_to_a_supergroup_keeps_everything_and_the_clip_follows(ada: Member) -> None:
    ada.send("/shareface")
    await ada.sees("is lent to this group")
    ada.talk(ada.overheard(SLOW))
    await ada.sees("Drawing")
    ada.talk(ada.overheard())
    await ada.sees("You are next")
    move(ada, tell=True)
    ada.send("/team")
    assert "Ada" in (await ada.sees("Faces lent")).markup["inline_keyboard"][0][0]["text"]
    ada.send("/cancel")
    ada.press("✕ 1", await ada.sees("being made for you"))
    await ada.sees("AI-generated", "sendVideo")


async def test_a_clip_whose_group_moved_unnoticed_follows_it(ada: Member, bob: Member) -> None:
    move(ada, tell=False)
    ada.group = GROUP
    ada.talk(ada.overheard())
    ada.group = MOVED
    await ada.sees("AI-generated", "sendVideo")


async def test_the_bots_leaving_for_a_move_withdraws_nothing(ada: Member) -> None:
    ada.send("/shareface")
    await ada.sees("is lent to this group")
    move(ada, tell=False)
    bot_membership(ada.api, "member", "left", by=ada.person)
    ada.send("/team")
    await ada.sees("Faces lent")


async def test_the_bots_leaving_stops_what_is_made_there(ada: Member) -> None:
    ada.send("/shareface")
    await ada.sees("is lent to this group")
    ada.talk(ada.overheard(SLOW))
    await ada.sees("Drawing")
    ada.api.out.add(GROUP)
    bot_membership(ada.api, "member", "kicked", by=ada.person)
    ada.private.send("/queue")
    await ada.private.sees("Nothing is waiting")
    ada.api.out.clear()
    bot_membership(ada.api, "left", "member", by=ada.person)
    ada.send("/team")
    await ada.sees("No faces are lent")


async def test_who_leaves_has_nothing_more_made_there(ada: Member) -> None:
    ada.talk(ada.overheard(SLOW))
    await ada.sees("Drawing")
    ada.leave()
    ada.private.send("/queue")
    await ada.private.sees("Nothing is waiting")


async def test_the_same_request_twice_is_one_clip(ada: Member) -> None:
    update = ada.talk(ada.overheard())
    await ada.sees("AI-generated", "sendVideo")
    ada.api.give(message=update["message"])
    await ada.settles()
    assert len(ada.clips()) == 1


async def test_a_restart_in_the_middle_loses_nothing(start: Start, api: TeamApi, small_video: bytes) -> None:
    ada = Member(api, 7, "Ada")
    async with start():
        await register(ada.private, small_video)
        ada.talk(ada.overheard(SLOW))
        await ada.sees("Drawing")
        api.files[next(name for name, data in api.files.items() if data == SLOW)] = b"words"
    async with start():
        ada.private.send("/queue")
        await ada.private.sees("1.")
