"""Tests of /stats, /ban, /unban, /drain, and of the allow-lists."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.errors import OnlyOperators
from bot.settings import Settings
from bot.telegram.app import TelegramApp
from engine.demo import VOICE
from tests.bot.telegram.conftest import ANNA, SLOW
from tests.bot.telegram.team.conftest import OLGA, clips, is_clip, settles, talk
from tests.telegram import BotApiServer, Chat, Person, Seat
from tests.telegram.chats import PATIENCE_S


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Return settings with an operator."""
    return settings.model_copy(update={"operators": frozenset({OLGA})})


@pytest.fixture
def op(bot: object, olga: Person) -> Seat:  # noqa: ARG001
    """Return the operator's private chat, while the bot runs."""
    return olga.private()


@pytest.fixture
def elsewhere(telegram: BotApiServer, ben: Seat) -> Chat:
    """Return Ben's own group, without the bot."""
    return telegram.group("Elsewhere", [], admins=[ben.person], with_bot=False)


async def is_left(group: Chat) -> None:
    """Wait until the bot has left."""
    await group.wait_until(lambda: group.bot_is == "left" or None)


async def test_stats_count_what_there_is(op: Seat, annas: Seat) -> None:
    talk(annas)
    await annas.wait_for(is_clip)
    stats = ""
    async with asyncio.timeout(PATIENCE_S):
        while "delivered 1 · failed 0" not in stats:  # the clip is visible a moment before it is recorded as delivered
            stats = (await op.wait_for("People", after=op.sends_text("/stats"))).shown
    assert "People: 2 · faces: 1 · groups: 1" in stats
    assert "waiting 0" in stats


@pytest.mark.usefixtures("bot")
async def test_for_others_the_commands_do_not_exist(annas: Seat) -> None:
    for command in ("/stats", f"/ban {OLGA}", f"/unban {OLGA}", "/drain"):
        annas.sends_text(command)
    await settles(annas)
    assert len([message for message in annas.messages if message.sender.is_bot]) == 1


async def test_a_command_waits_for_none_of_the_operator_s_own_files(telegram: BotApiServer, op: Seat) -> None:
    telegram.fail_next("getFile", None, hangs=True)
    op.sends_document(VOICE, name="voice.rec")
    await telegram.wait_for_call("getFile")
    await op.wait_for("People", after=op.sends_text("/stats"))


async def test_a_ban_stops_clips_and_lending_until_it_is_lifted(op: Seat, olgas: Seat, annas: Seat) -> None:
    annas.sends_text("/shareface")
    await annas.wait_for("is lent to this group")
    talk(annas, SLOW)
    status = await annas.wait_for("Drawing")
    op.sends_text(f"/ban {ANNA}")
    await op.wait_for("is banned")
    await status.wait_shows("Cancelled")
    olgas.sends_text("/team")
    await olgas.wait_for("No faces are lent")
    voice = annas.sends_voice(VOICE)
    talk(annas, voice)
    annas.presses(status, "Try again")
    await settles(olgas)
    assert not clips(annas.chat)
    assert "next" not in annas.transcript()
    olgas.sends_text("/unban", reply_to=voice)
    await olgas.wait_for("not banned any more")
    talk(annas)
    await annas.wait_for(is_clip)


async def test_a_ban_of_a_group_stops_what_is_made_there(op: Seat, annas: Seat) -> None:
    annas.sends_text("/shareface")
    await annas.wait_for("is lent to this group")
    talk(annas, SLOW)
    status = await annas.wait_for("Drawing")
    op.sends_text(f"/ban {annas.chat.id}")
    await op.wait_for("is banned")
    await status.wait_shows("Cancelled")
    op.sends_text(f"/unban {annas.chat.id}")
    await op.wait_for("not banned any more")
    await annas.wait_for("No faces are lent", after=annas.sends_text("/team"))


async def test_the_use_cases_themselves_are_for_operators_alone(bot: TelegramApp) -> None:
    app = bot._app.bot_data.app
    session = await app.people.enter(
        f"telegram:{ANNA}", f"telegram:{ANNA}", name="Anna", language="en", is_private=True
    )
    assert session is not None
    with pytest.raises(OnlyOperators):
        await app.operations.ban(session, f"telegram:{OLGA}")
    with pytest.raises(OnlyOperators):
        await app.operations.stats(session)
    with pytest.raises(OnlyOperators):
        app.operations.drain(session)
    assert not app.operations.draining


async def test_a_ban_wants_a_number_and_spares_operators(op: Seat) -> None:
    for command in ("/ban", "/ban @anna", f"/ban {OLGA}"):
        await op.wait_for("Operators cannot be banned", after=op.sends_text(command))


async def test_a_banned_group_is_left(op: Seat, ben: Seat, elsewhere: Chat) -> None:
    op.sends_text(f"/ban {elsewhere.id}")
    await op.wait_for("is banned")
    ben.person.in_group(elsewhere).adds_bot()
    await is_left(elsewhere)


async def test_draining_takes_no_new_work_and_keeps_what_waits(op: Seat, annas: Seat) -> None:
    op.sends_text("/drain")
    asked = await op.wait_for("Go on?")
    op.presses(asked, "Yes, drain")
    await asked.wait_shows("Draining")
    talk(annas)
    await annas.wait_for("about to restart")


@pytest.mark.parametrize("settings", [{"allowed_users": frozenset({ANNA})}], indirect=True)
@pytest.mark.usefixtures("bot")
async def test_a_list_of_users_lets_in_no_others(ben: Seat, annas: Seat, bens: Seat, elsewhere: Chat) -> None:
    bens.sends_text("/talk")
    annas.sends_text("/team")
    await annas.wait_for("No faces")
    ben.person.in_group(elsewhere).adds_bot()
    await is_left(elsewhere)
    assert "Reply with /talk" not in bens.transcript()


class TestGroupOnTheList:
    @pytest.fixture
    def settings(self, settings: Settings, group: Chat) -> Settings:
        return settings.model_copy(update={"allowed_chats": frozenset({group.id})})

    @pytest.mark.usefixtures("bot")
    async def test_it_brings_its_members(self, ben: Seat, bens: Seat, elsewhere: Chat) -> None:
        bens.sends_text("/talk")
        await bens.wait_for("Reply with /talk")
        ben.person.in_group(elsewhere).adds_bot()
        await is_left(elsewhere)
