"""/stats, /ban, /unban, /drain; and whom the lists let in."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from tests.bot.stand_ins import SLOW
from tests.bot.telegram.team.group import GROUP, Member, TeamApi, bot_membership

OPERATOR = 1000


@pytest.fixture
def settings(api: TeamApi, request: pytest.FixtureRequest) -> Settings:
    """With an operator, and what the test asks for beside."""
    more = getattr(request, "param", {})
    return Settings(
        _env_file=None,
        telegram_token=SecretStr("1:token"),
        telegram_api_url=api.url,
        operators=frozenset({OPERATOR}),
        **more,
    )


@pytest.fixture
def op(api: TeamApi, bot: object) -> Member:
    return Member(api, OPERATOR, "Olga")


async def test_stats_count_what_there_is(op: Member, ada: Member) -> None:
    ada.talk(ada.overheard())
    await ada.sees("AI-generated", "sendVideo")
    op.private.send("/stats")
    stats = (await op.private.sees("People")).text
    assert "People: 2 · faces: 1 · groups: 1" in stats
    assert "delivered 2 · failed 0" in stats and "waiting 0" in stats


async def test_for_others_the_commands_do_not_exist(op: Member, ada: Member) -> None:
    for command in ("/stats", f"/ban {OPERATOR}", f"/unban {OPERATOR}", "/drain"):
        ada.send(command)
    await ada.settles()
    assert len(ada.chat) == len(ada.seen("How it works here"))


async def test_a_ban_stops_clips_and_lending_until_it_is_lifted(op: Member, ada: Member) -> None:
    ada.send("/shareface")
    await ada.sees("is lent to this group")
    ada.talk(ada.overheard(SLOW))
    await ada.sees("Drawing")
    op.private.send(f"/ban {ada.user}")
    await op.private.sees("is banned")
    await ada.sees("Cancelled")
    op.send("/team")
    await op.sees("No faces are lent")
    ada.talk(ada.overheard())
    ada.press("Try again", await ada.sees("Cancelled"))
    await op.settles()
    assert not ada.clips() and not ada.seen("next")
    op.send("/unban", reply_to_message=ada.overheard())
    await op.sees("not banned any more")
    ada.talk(ada.overheard())
    await ada.sees("AI-generated", "sendVideo")


async def test_a_ban_wants_a_number_and_spares_operators(op: Member) -> None:
    for command in ("/ban", "/ban @ada", f"/ban {OPERATOR}"):
        op.private.send(command)
    await op.private.sees("Operators cannot be banned", count=3)


async def test_a_banned_group_is_left(op: Member, api: TeamApi) -> None:
    op.private.send(f"/ban {GROUP}")
    await op.private.sees("is banned")
    bot_membership(api, "left", "member", by=op.person)
    op.private.send("/stats")
    await op.private.sees("People")
    assert api.left == [GROUP]


async def test_draining_takes_no_new_work_and_keeps_what_waits(op: Member, ada: Member) -> None:
    op.private.send("/drain")
    op.private.press("Yes, drain", await op.private.sees("Go on?"))
    await op.private.sees("Draining")
    ada.talk(ada.overheard())
    await ada.sees("about to restart")


@pytest.mark.parametrize("settings", [{"allowed_users": frozenset({7})}], indirect=True)
async def test_a_list_of_users_lets_in_no_others(op: Member, ada: Member, bob: Member, api: TeamApi) -> None:
    bob.send("/talk")
    ada.send("/team")
    await ada.sees("No faces")
    assert not bob.seen("Reply with /talk")
    bot_membership(api, "left", "member", by=bob.person)
    await ada.settles()
    assert api.left == [GROUP]


@pytest.mark.parametrize("settings", [{"allowed_chats": frozenset({GROUP})}], indirect=True)
async def test_a_group_on_the_list_brings_its_members(bob: Member, api: TeamApi) -> None:
    bob.send("/talk")
    await bob.sees("Reply with /talk")
    bot_membership(api, "left", "member", by=bob.person, group=-1009)
    await bob.settles()
    assert api.left == [-1009]
