"""Faces lent to a group: who may lend, use and take back, and what the owner is told."""

from __future__ import annotations

import pytest

from tests.bot.stand_ins import SLOW
from tests.bot.telegram.bot_api import Shown, chat_json
from tests.bot.telegram.team.group import GROUP, Member, TeamApi, membership


@pytest.fixture
async def ada(ada: Member) -> Member:
    """Ada has lent her face."""
    ada.send("/shareface")
    await ada.sees("is lent to this group")
    return ada


async def pick(member: Member) -> None:
    """Pick the only lent face for the next clip."""
    member.send("/team")
    member.press("Face 1", await member.sees("Faces lent"))
    await member.sees("Your next clip here is made with")


async def test_a_lent_face_makes_one_clip_and_its_owner_is_told_by_whom(ada: Member, bob: Member) -> None:
    await pick(bob)
    bob.talk(bob.overheard())
    await bob.sees("AI-generated", "sendVideo")
    notice = await ada.private.sees("is making a clip with your face")
    assert "Bob" in notice.text and "Face 1" in notice.text and "<b>Team</b>" in notice.text
    bob.talk(bob.overheard())
    await bob.sees("do not know your face")


async def test_ones_own_clip_is_no_news(ada: Member) -> None:
    await pick(ada)
    ada.talk(ada.overheard())
    await ada.sees("AI-generated", "sendVideo")
    assert not any("is making a clip" in shown.text for shown in ada.private.chat)


async def test_the_owner_takes_it_back_at_once_from_the_notice(ada: Member, bob: Member) -> None:
    await pick(bob)
    bob.talk(bob.overheard(SLOW))
    notice = await ada.private.sees("is making a clip with your face")
    await bob.sees("Drawing")
    ada.private.press("Take it back", notice)
    await ada.private.sees("yours alone again")
    cancelled = await bob.sees("Cancelled")
    bob.press("Try again", cancelled)
    await bob.sees("may not use this face")
    bob.send("/team")
    await bob.sees("No faces are lent")


async def test_a_face_taken_back_after_it_was_picked_is_not_used(ada: Member, bob: Member) -> None:
    await pick(bob)
    ada.send("/unshareface")
    await ada.sees("yours alone again")
    bob.talk(bob.overheard())
    await bob.sees("may not use this face")
    bob.talk(bob.overheard())
    await bob.sees("do not know your face")
    assert not bob.clips()


async def test_the_same_clip_again_is_told_too(ada: Member, bob: Member) -> None:
    await pick(bob)
    bob.talk(bob.overheard())
    bob.press("Again", await bob.sees("AI-generated", "sendVideo"))
    await ada.private.sees("is making a clip with your face", count=2)


async def test_only_the_owner_takes_back(ada: Member, bob: Member) -> None:
    lent = await ada.sees("is lent to this group:")
    bob.press("Take it back", lent)
    bob.send("/unshareface")
    await bob.sees("None of your faces")
    assert bob.api.flashes[-1] == "This button is for somebody else."


async def test_a_forged_button_takes_nothing_back(ada: Member, bob: Member) -> None:
    action, _, *face_and_chat = button_data(await ada.sees("is lent to this group:"))
    bob.send("/team")
    menu = await bob.sees("Faces lent")
    _, bobs_id, *_ = button_data(menu)
    forged = ":".join([action, bobs_id, *face_and_chat])
    menu.markup["inline_keyboard"].append([{"text": "forged", "callback_data": forged}])
    bob.press("forged", menu)
    await bob.sees("It is not there any more")


async def test_the_voice_must_be_ones_own_with_a_lent_face_too(ada: Member, bob: Member) -> None:
    await pick(bob)
    bob.talk(ada.overheard())
    await bob.sees("only their own voice")


async def test_back_to_ones_own_face(ada: Member, bob: Member) -> None:
    await pick(bob)
    bob.send("/team")
    bob.press("My own face", await bob.sees("Faces lent"))
    await bob.sees("with your own face")
    bob.talk(bob.overheard())
    await bob.sees("do not know your face")


async def test_who_leaves_takes_lent_faces_along_and_stops_their_use(ada: Member, bob: Member) -> None:
    await pick(bob)
    bob.talk(bob.overheard(SLOW))
    await bob.sees("Drawing")
    ada.leave()
    await bob.sees("Cancelled")
    bob.send("/team")
    await bob.sees("No faces are lent")


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_leaving_told_to_administrators_counts_as_well(
    ada: Member, bob: Member, api: TeamApi, status: str
) -> None:
    api.give(
        chat_member={
            "chat": chat_json(GROUP), "from": {"id": 99, "is_bot": True, "first_name": "Guard"}, "date": 1,
            "old_chat_member": membership(ada.person, "member"), "new_chat_member": membership(ada.person, status),
        }
    )  # fmt: skip
    bob.send("/team")
    await bob.sees("No faces are lent")


async def test_a_leaving_nobody_told_is_noticed_at_the_next_use(ada: Member, bob: Member, api: TeamApi) -> None:
    await pick(bob)
    api.members[GROUP, ada.user] = "left"
    bob.talk(bob.overheard())
    await bob.sees("may not use this face")
    bob.send("/team")
    await bob.sees("No faces are lent")


async def test_an_owner_who_cannot_be_told_lends_nothing(ada: Member, bob: Member, api: TeamApi) -> None:
    await pick(bob)
    api.out.add(ada.user)
    bob.talk(bob.overheard(SLOW))
    await bob.sees("Cancelled")
    bob.send("/team")
    await bob.sees("No faces are lent")


async def test_several_faces_are_a_choice_and_none_is_an_invitation(
    ada: Member, bob: Member, small_video: bytes
) -> None:
    bob.send("/shareface")
    await bob.sees("You have no face yet")
    ada.send("/shareface")
    await ada.sees("are lent to this group already")
    ada.private.send("/setface")
    await ada.private.sees("Now send me", count=2)
    ada.private.send_file("video", small_video)
    ada.private.press("Use it", await ada.private.sees(method="sendPhoto", count=2))
    await ada.private.sees("is ready", count=2)
    ada.send("/shareface")
    await ada.sees("Face 2</b> is lent")
    ada.send("/unshareface")
    ada.press("Face 1", await ada.sees("Which face do you take back"))
    await ada.sees("Face 1</b> is yours alone")
    bob.send("/team")
    labels = [row[0]["text"] for row in (await bob.sees("Faces lent")).markup["inline_keyboard"]]
    assert labels == ["Face 2 · Ada", "My own face"]


def button_data(shown: Shown) -> list[str]:
    """What the first button carries."""
    data: str = shown.markup["inline_keyboard"][0][0]["callback_data"]
    return data.split(":")
