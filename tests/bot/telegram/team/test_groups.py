"""Tests of team groups: whose voice, and when; members who join, leave and move."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.demo import VOICE
from tests.bot.telegram.conftest import SLOW, is_served
from tests.bot.telegram.team.conftest import clips, is_clip, settles, talk
from tests.telegram import Account, BotApiServer, Chat, Message, Person, Seat
from tests.telegram.chats import Predicate

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_promotion_is_no_joining(group: Chat, olgas: Seat) -> None:
    olgas.promotes_bot()
    await settles(olgas)
    assert "voice notes into videos" not in group.transcript()


async def test_a_welcome_that_telegram_refuses_is_left_out(
    telegram: BotApiServer, olga: Person, caplog: pytest.LogCaptureFixture
) -> None:
    group = telegram.group("New", [], admins=[olga], with_bot=False)
    olgas = olga.in_group(group)
    telegram.fail_next("sendMessage", 400, description="Bad Request: Not enough rights")
    olgas.adds_bot()
    await settles(olgas)
    assert "Not enough rights" in caplog.text
    assert "could not be told" not in caplog.text
    assert "voice notes into videos" not in group.transcript()


async def test_a_voice_note_in_reply_to_the_bot_makes_a_clip(annas: Seat) -> None:
    annas.sends_text("/talk")
    said = await annas.wait_for("Reply with /talk")
    voice = annas.sends_voice(VOICE, reply_to=said)
    assert (await annas.wait_for(is_clip)).reply_to is voice


async def test_a_voice_note_that_is_not_for_the_bot_is_left_alone(group: Chat, olgas: Seat, annas: Seat) -> None:
    olgas.promotes_bot()
    annas.sends_voice(VOICE, reply_to=olgas.sends_text("hello"))
    annas.sends_voice(VOICE)
    await settles(annas)
    assert len([message for message in group.messages if message.sender.is_bot]) == 1


async def test_an_answer_to_a_topics_beginning_is_none_to_the_bot(telegram: BotApiServer, anna: Seat) -> None:
    forum = telegram.group("Forum", [anna.person], forum=True)
    opened = {"forum_topic_created": {"name": "Ideas", "icon_color": 7322096}}
    beginning = telegram.world.new_message(forum, telegram.bot, service=opened)
    forum.topics[beginning.id] = "Ideas"
    seat = anna.person.in_group(forum, beginning.id)
    assert seat.sends_voice(VOICE).reply_to is beginning
    await settles(seat)
    assert not clips(forum)


async def test_talk_without_a_voice_says_how(annas: Seat) -> None:
    annas.sends_text("/talk", reply_to=annas.sends_text("hello"))
    await annas.wait_for("Reply with /talk")


async def test_somebody_elses_voice_is_not_animated(annas: Seat, bens: Seat) -> None:
    talk(annas, bens.sends_voice(VOICE))
    await annas.wait_for("only their own voice")
    assert not clips(annas.chat)


@pytest.mark.parametrize(
    "said",
    [
        lambda annas, bens: annas.forwards(bens.sends_voice(VOICE)),
        lambda annas, _bens: annas.forwards(annas.sends_voice(VOICE), hidden=True),
        lambda annas, _bens: annas.forwards(annas.for_channel("News").sends_voice(VOICE)),
        lambda annas, _bens: annas.for_channel("News").sends_voice(VOICE),
        lambda annas, _bens: annas.sends_voice(VOICE, via_bot=Account(99, "Sounds", is_bot=True)),
    ],
    ids=["another's", "hidden", "channel's", "for a channel", "by way of a bot"],
)
async def test_a_voice_that_was_only_passed_on_is_its_first_senders_or_nobodys(
    annas: Seat, bens: Seat, said: Callable[[Seat, Seat], Message]
) -> None:
    talk(annas, said(annas, bens))
    await annas.wait_for("only their own voice")


async def test_ones_own_voice_stays_ones_own_when_another_forwards_it(annas: Seat, bens: Seat) -> None:
    talk(annas, bens.forwards(annas.sends_voice(VOICE)))
    await annas.wait_for(is_clip)


async def test_commands_for_groups_say_so_in_a_private_chat(anna: Seat) -> None:
    anna.sends_text("/talk")
    await anna.wait_for("This is for groups")


async def test_a_move_to_a_supergroup_keeps_everything_and_the_clip_follows(
    telegram: BotApiServer, annas: Seat, olgas: Seat
) -> None:
    telegram.forgive("upgraded to a supergroup")  # the bot may be in the middle of something
    annas.sends_text("/shareface")
    await annas.wait_for("is lent to this group")
    talk(annas, SLOW)
    await annas.wait_for("Drawing")
    talk(annas)
    await annas.wait_for("You are next")
    moved = annas.person.in_group(olgas.upgrades_group())
    moved.sends_text("/team")
    assert (await moved.wait_for("Faces lent")).button("Anna")
    moved.sends_text("/cancel")
    moved.presses(await moved.wait_for("being made for you"), "✕ 1")
    clip = await moved.wait_for(is_clip)
    assert clip.reply_to is None, "the number of the request means another message here"


@pytest.mark.parametrize(("voice", "seen"), [(VOICE, is_clip), (SLOW, "Drawing")], ids=["clip", "status"])
async def test_what_is_made_for_a_group_that_moved_unnoticed_follows_it(
    telegram: BotApiServer, annas: Seat, olgas: Seat, voice: Path | bytes, seen: Predicate
) -> None:
    telegram.forgive("upgraded to a supergroup")
    talk(annas, voice)
    await olgas.upgrades_group(unnoticed=True).wait_for(seen)


async def test_the_bots_leaving_for_a_move_withdraws_nothing(telegram: BotApiServer, annas: Seat, olgas: Seat) -> None:
    telegram.forgive("upgraded to a supergroup")
    annas.sends_text("/shareface")
    await annas.wait_for("is lent to this group")
    moved = annas.person.in_group(olgas.upgrades_group(unnoticed=True))
    telegram.world.bot_becomes(annas.chat, "left", annas.person)
    moved.sends_text("/team")
    await moved.wait_for("Faces lent")


async def test_the_bots_leaving_stops_what_is_made_there(
    telegram: BotApiServer, anna: Seat, annas: Seat, olgas: Seat
) -> None:
    telegram.forgive("bot was kicked")
    annas.sends_text("/shareface")
    await annas.wait_for("is lent to this group")
    talk(annas, SLOW)
    await annas.wait_for("Drawing")
    olgas.removes_bot()
    await is_served(anna)
    olgas.adds_bot()
    annas.sends_text("/team")
    await annas.wait_for("No faces are lent")


async def test_who_leaves_has_nothing_more_made_there(anna: Seat, annas: Seat) -> None:
    talk(annas, SLOW)
    await annas.wait_for("Drawing")
    annas.leaves()
    anna.sends_text("/queue")
    await anna.wait_for("Nothing is waiting")
