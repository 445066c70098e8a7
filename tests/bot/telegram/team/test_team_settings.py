"""/teamsettings: administrators only, and what each setting does."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.telegram.preferences import Output
from bot.telegram.team_settings import CHOICES, UNSET, GroupSettings, Members, Start, Voices
from tests.bot.stand_ins import SLOW
from tests.bot.telegram.bot_api import Shown
from tests.bot.telegram.conftest import register
from tests.bot.telegram.team.group import GROUP, Member, TeamApi


@pytest.fixture
async def ada(ada: Member, api: TeamApi) -> Member:
    """Ada is an administrator."""
    api.members[GROUP, ada.user] = "administrator"
    return ada


async def choose(admin: Member, setting: str, choice: str) -> None:
    """Open the settings and choose one."""
    opened = len(admin.seen("Settings of this group"))
    admin.send("/teamsettings")
    menu = await admin.sees("Settings of this group", count=opened + 1)
    admin.press(setting, menu)
    await shows(menu, "←")
    admin.press(choice, menu)
    await shows(menu, choice, without="←")


async def shows(menu: Shown, label: str, *, without: str | None = None) -> None:
    """Wait until the menu has a button with this label, and none with the other."""
    async with asyncio.timeout(20):
        while without in menu.labels() or not any(label in shown for shown in menu.labels()):
            await asyncio.sleep(0.02)


def test_a_group_that_chose_nothing_is_careful() -> None:
    settings = GroupSettings.of({})
    assert (settings.voices, settings.start, settings.members) == (Voices.OWN, Start.REQUEST, Members.ALL)
    assert (settings.quota, settings.output, settings.language) == (None, None, None)


@pytest.mark.parametrize(("name", "choice"), [(name, choice) for name in CHOICES for choice in CHOICES[name]])
def test_every_choice_survives_the_storage(name: str, choice: str) -> None:
    chosen = GroupSettings(output=Output.NOTE, quota=5, language="de").choosing(name, choice)
    assert GroupSettings.of(chosen.to_json()) == chosen
    assert chosen.choice(name) == choice


def test_what_is_left_to_each_person_is_not_stored() -> None:
    assert "language" not in GroupSettings(language="de").choosing("language", UNSET).to_json()


async def test_members_may_not_change_them(bob: Member, bot: object) -> None:
    bob.send("/teamsettings")
    await bob.sees("Only administrators")


async def test_telegram_is_asked_at_each_press(ada: Member, api: TeamApi) -> None:
    ada.send("/teamsettings")
    menu = await ada.sees("Settings of this group")
    api.members[GROUP, ada.user] = "member"
    ada.press("Voices", menu)
    await ada.settles()
    assert "Only administrators" in (api.flashes[-1] or "")
    assert "Voices: each person's own" in menu.labels()[0]


async def test_anybodys_voice_with_ones_own_face(ada: Member, bob: Member) -> None:
    await choose(ada, "Voices", "anybody's")
    ada.talk(bob.overheard())
    await ada.sees("AI-generated", "sendVideo")


async def test_every_voice_note_of_those_who_can(ada: Member, bob: Member) -> None:
    await choose(ada, "Clips:", "of every voice note")
    ada.send_file("voice", b"words")
    await ada.sees("AI-generated", "sendVideo")
    bob.send_file("voice", b"words")
    ada.send_file("voice", b"words", forward_origin={"type": "user", "date": 1, "sender_user": bob.person})
    await ada.settles()
    assert len(ada.clips()) == 1 and not bob.seen("do not know your face")


async def test_the_form_is_the_groups(ada: Member) -> None:
    await choose(ada, "Sent as", "round note")
    ada.talk(ada.overheard())
    await ada.sees(method="sendVideoNote")


@pytest.fixture
async def two_a_day(ada: Member, monkeypatch: pytest.MonkeyPatch) -> Member:
    """Ada's group has a quota small enough to be used up here: messages to a group are slow."""
    monkeypatch.setitem(CHOICES, "quota", (UNSET, "2"))
    await choose(ada, "Clips a day", "2")
    return ada


async def use_up(member: Member) -> dict[str, Any]:
    """Make as many clips as there may be; return the last request."""
    for number in (1, 2):
        last = member.talk(member.overheard())
        await member.sees("AI-generated", "sendVideo", count=number)
    return last


async def test_the_quota_counts_the_whole_group_and_each_clip_once(two_a_day: Member) -> None:
    last = await use_up(two_a_day)
    two_a_day.api.give(message=last["message"])
    await two_a_day.settles()
    assert not two_a_day.seen("made its 2 clips")
    two_a_day.talk(two_a_day.overheard())
    await two_a_day.sees("made its 2 clips")
    two_a_day.press("Again", two_a_day.clips()[-1])
    await two_a_day.sees("made its 2 clips", count=2)
    assert len(two_a_day.clips()) == 2


async def test_another_try_counts_as_well(two_a_day: Member) -> None:
    two_a_day.talk(two_a_day.overheard(SLOW))
    two_a_day.press("Cancel", await two_a_day.sees("Drawing"))
    cancelled = await two_a_day.sees("Cancelled")
    await use_up(two_a_day)
    two_a_day.press("Try again", cancelled)
    await two_a_day.sees("made its 2 clips")


async def test_a_full_quota_is_no_news_where_every_voice_becomes_a_clip(two_a_day: Member) -> None:
    await choose(two_a_day, "Clips:", "of every voice note")
    await use_up(two_a_day)
    two_a_day.send_file("voice", b"words")
    await two_a_day.settles()
    assert not two_a_day.seen("made its 2 clips") and len(two_a_day.clips()) == 2


async def test_administrators_alone(ada: Member, bob: Member, small_video: bytes) -> None:
    await register(bob.private, small_video)
    bob.talk(bob.overheard())
    clip = await bob.sees("AI-generated", "sendVideo")
    await choose(ada, "For:", "administrators")
    bob.talk(bob.overheard())
    await bob.sees("only administrators make clips")
    bob.press("Again", clip)
    await bob.sees("only administrators make clips", count=2)
    ada.talk(ada.overheard())
    await ada.sees("AI-generated", "sendVideo", count=2)


async def test_the_settings_of_one_are_not_for_another(ada: Member, bob: Member) -> None:
    ada.send("/teamsettings")
    bob.press("Voices", await ada.sees("Settings of this group"))
    await bob.settles()
    assert bob.api.flashes[-1] == "This button is for somebody else."
