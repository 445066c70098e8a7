"""Tests of permission for a lent face: it is checked for the group of the clip, for every kind of request, and again at
delivery.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.records.preferences import GroupSettings, MemberRule
from bot.settings import Settings
from bot.telegram import app
from bot.telegram.app import TelegramApp
from engine.demo import VOICE
from storage import chats, users
from tests.bot.telegram.conftest import ANNA, BEN, SLOW, forges
from tests.bot.telegram.team.conftest import clips, is_clip, talk
from tests.bot.telegram.team.test_lending import USED, picks
from tests.bot.telegram.test_studio import opened_page
from tests.telegram import BotApiServer, Chat, Message, Seat


@dataclass
class Team:
    """Ben has made a clip with Anna's face, ``clip``, and has cancelled another one, whose status message is ``cancelled``."""

    bot: TelegramApp
    settings: Settings
    telegram: BotApiServer
    group: Chat
    ben: Seat
    clip: Message
    cancelled: Message

    async def forges(self, data: str) -> str:
        """Press a forged button in Ben's private chat; return the bot's reply."""
        return (await forges(self.ben, data)).shown

    @property
    def cancelled_job(self) -> int:
        """Return the clip that Ben has cancelled."""
        return int(str(self.cancelled.buttons[0].data).split(":")[-1])


@pytest.fixture
async def team(
    bot: TelegramApp, settings: Settings, telegram: BotApiServer, group: Chat, annas: Seat, ben: Seat, bens: Seat
) -> Team:
    annas.sends_text("/shareface")
    await annas.wait_for("is lent to this group")
    ben.sends_text("/help")
    await picks(bens)
    talk(bens)
    clip = await bens.wait_for(is_clip)
    await picks(bens)
    talk(bens, SLOW)
    cancelled = await bens.wait_for("Drawing")
    bens.presses(cancelled, "Cancel")
    await cancelled.wait_shows("Cancelled")
    return Team(bot, settings, telegram, group, ben, clip, cancelled)


async def requester_left(team: Team) -> None:
    """Ben leaves without notice to the bot."""
    team.group.statuses[BEN] = "left"


async def owner_left(team: Team) -> None:
    """Anna leaves without notice to the bot."""
    team.group.statuses[ANNA] = "left"


async def only_administrators(team: Team) -> None:
    """The group changes its rule."""
    async with team.bot._app.bot_data.app.people._store.write() as tx:
        chat = await chats.find(tx, f"telegram:{team.group.id}")
        assert chat is not None
        await chats.set_settings(tx, chat.id, GroupSettings(members=MemberRule.ADMINISTRATORS))


async def again(team: Team) -> str:
    return await team.forges(str(team.clip.buttons[-3].data))


async def other_form(team: Team) -> str:
    return await team.forges(str(team.clip.buttons[0].data))


async def try_again(team: Team) -> str:
    return await team.forges(str(team.cancelled.buttons[0].data))


async def studio(team: Team) -> str:
    async with opened_page(team.bot, team.settings, team.telegram, BEN, "Ben") as page:
        return str((await page.post(f"/api/jobs/{team.cancelled_job}/retry")).json()["error"]["code"])


REFUSED = ("may not use this face", "face_not_allowed")
CLOSED = ("only administrators", "only_administrators")


@pytest.mark.parametrize("way", [again, other_form, try_again, studio])
@pytest.mark.parametrize(
    ("change", "words"), [(requester_left, REFUSED), (owner_left, REFUSED), (only_administrators, CLOSED)]
)
async def test_every_way_in_is_judged_by_the_group(
    team: Team,
    way: Callable[[Team], Awaitable[str]],
    change: Callable[[Team], Awaitable[None]],
    words: tuple[str, str],
) -> None:
    before = len(clips(team.group))
    await change(team)
    said = await way(team)
    assert any(word in said for word in words), said
    assert len(clips(team.group)) == before


@pytest.mark.usefixtures("telegram")
async def test_whoever_left_meanwhile_gets_nothing_of_a_lent_face(team: Team, anna: Seat, bens: Seat) -> None:
    before = len(clips(team.group))
    anna.sends_voice(SLOW)
    busy = await anna.wait_for("Drawing")
    await picks(bens)
    talk(bens, VOICE)
    status = await bens.wait_for("You are next")
    await requester_left(team)
    anna.presses(busy, "Cancel")
    await status.wait_shows("may not use this face")
    assert len(clips(team.group)) == before


async def test_an_outage_is_told_as_one_and_nothing_is_made_unknown_to_the_owner(team: Team, anna: Seat) -> None:
    address = f"/api/jobs/{team.cancelled_job}"
    async with opened_page(team.bot, team.settings, team.telegram, BEN, "Ben") as page:
        for method in ("getChatMember", "getChat"):
            team.telegram.fail_next(method, 429, retry_after=3)
            refused = await page.post(f"{address}/retry")
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "messenger_unreachable")
            assert refused.headers["Retry-After"] == "3"
            assert (await page.get(address)).json()["state"] == "cancelled"
        known = anna.messages[-1]
        assert (await page.post(f"{address}/retry")).status_code == 200
    await anna.wait_for(USED, after=known)


async def test_another_try_that_failed_on_the_way_to_the_owner_is_made_again(
    team: Team, anna: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "TRIES_PAUSES_S", (0.1, 0.1))
    known = anna.messages[-1]
    team.telegram.fail_next("getChat", 500)
    team.ben.person.in_group(team.group).presses(team.cancelled, "Try again")
    await anna.wait_for(USED, after=known)
    await team.cancelled.wait_shows("Drawing")


async def test_in_a_banned_group_nothing_is_made_again(team: Team) -> None:
    async with team.bot._app.bot_data.app.people._store.write() as tx:
        await users.ban(tx, f"telegram:{team.group.id}")
    assert await studio(team) == "face_not_allowed"
