"""Tests of faces lent to a group: who may lend, use and take back, and what the owner is told."""

from __future__ import annotations

import pytest

from engine.demo import VOICE
from tests.bot.telegram.conftest import ANNA, SLOW, shows_face
from tests.bot.telegram.team.conftest import clips, is_clip, talk
from tests.telegram import BotApiServer, Chat, Message, Person, Seat, is_media

USED = "is making a clip with your face"


@pytest.fixture(autouse=True)
async def lent(bot: object, annas: Seat) -> Message:  # noqa: ARG001
    """Lend Anna's face."""
    annas.sends_text("/shareface")
    return await annas.wait_for("is lent to this group")


async def picks(seat: Seat, choice: str = "Face 1") -> None:
    """Pick a face for the next clip."""
    menu = await seat.wait_for("Faces lent", after=seat.sends_text("/team"))
    await seat.presses(menu, choice).wait_answered()
    assert "Your next clip here is made with" in menu.shown


async def is_taken_back(seat: Seat) -> None:
    """Wait until there is no face to pick."""
    await seat.wait_for("No faces are lent", after=seat.sends_text("/team"))


async def test_a_picked_face_is_for_one_clip(bens: Seat) -> None:
    await picks(bens)
    talk(bens)
    await bens.wait_for(is_clip)
    talk(bens)
    await bens.wait_for("do not know your face")


async def test_ones_own_clip_is_no_news(anna: Seat, annas: Seat) -> None:
    await picks(annas)
    talk(annas)
    await annas.wait_for(is_clip)
    assert USED not in anna.transcript()


async def test_the_owner_sees_who_used_a_face(anna: Seat, bens: Seat) -> None:
    await picks(bens)
    talk(bens)
    await bens.wait_for(is_clip)
    menu = await anna.wait_for("Your face", after=anna.sends_text("/faces"))
    anna.presses(menu, "★ Face 1")
    card = await anna.wait_for(is_media("photo", "since"), after=menu)
    anna.presses(card, "Who used it")
    listed = await anna.wait_for("Clips that others made", after=card)
    assert listed.shown.endswith("· Ben")


async def test_the_owner_takes_it_back_at_once_from_the_notice(anna: Seat, bens: Seat) -> None:
    await picks(bens)
    talk(bens, SLOW)
    notice = await anna.wait_for(USED)
    status = await bens.wait_for("Drawing")
    anna.presses(notice, "Take it back")
    await notice.wait_shows("yours alone again")
    await status.wait_shows("Cancelled")
    bens.presses(status, "Try again")
    await bens.wait_for("may not use this face")
    await is_taken_back(bens)


async def test_a_face_taken_back_after_it_was_picked_is_not_used(annas: Seat, bens: Seat) -> None:
    await picks(bens)
    annas.sends_text("/unshareface")
    await annas.wait_for("yours alone again")
    talk(bens)
    await bens.wait_for("may not use this face")
    talk(bens)
    await bens.wait_for("do not know your face")
    assert not clips(bens.chat)


async def test_the_same_clip_again_is_told_too(anna: Seat, bens: Seat) -> None:
    await picks(bens)
    talk(bens)
    clip = await bens.wait_for(is_clip)
    notice = await anna.wait_for(USED)
    bens.presses(clip, "Again")
    await anna.wait_for(USED, after=notice)


async def test_only_the_owner_takes_back(bens: Seat, lent: Message) -> None:
    press = await bens.presses(lent, "Take it back").wait_answered()
    assert press.answer == "This button is for somebody else."
    bens.sends_text("/unshareface")
    await bens.wait_for("None of your faces")


async def test_a_forged_button_takes_nothing_back(bens: Seat, lent: Message) -> None:
    menu = await bens.wait_for("Faces lent", after=bens.sends_text("/team"))
    action, _, *face_and_chat = str(lent.buttons[0].data).split(":")
    _, bens_id, *_ = str(menu.buttons[0].data).split(":")
    forged = ":".join([action, bens_id, *face_and_chat])
    menu.markup["inline_keyboard"].append([{"text": "forged", "callback_data": forged}])
    bens.presses(menu, "forged")
    await bens.wait_for("It is not there any more")


async def test_the_voice_must_be_ones_own_with_a_lent_face_too(annas: Seat, bens: Seat) -> None:
    await picks(bens)
    talk(bens, annas.sends_voice(VOICE))
    await bens.wait_for("only their own voice")


async def test_back_to_ones_own_face(bens: Seat) -> None:
    await picks(bens)
    await picks(bens, "My own face")
    talk(bens)
    await bens.wait_for("do not know your face")


async def test_who_leaves_takes_lent_faces_along_and_stops_their_use(annas: Seat, bens: Seat) -> None:
    await picks(bens)
    talk(bens, SLOW)
    status = await bens.wait_for("Drawing")
    annas.leaves()
    await status.wait_shows("Cancelled")
    await is_taken_back(bens)


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_leaving_told_to_administrators_counts_as_well(
    telegram: BotApiServer, anna: Seat, bens: Seat, olga: Person, olgas: Seat, status: str
) -> None:
    olgas.promotes_bot()
    telegram.world.person_becomes(bens.chat, anna.person, status, by=olga)
    await is_taken_back(bens)


async def test_a_leaving_nobody_told_is_noticed_at_the_next_use(group: Chat, bens: Seat) -> None:
    await picks(bens)
    group.statuses[ANNA] = "left"
    talk(bens)
    await bens.wait_for("may not use this face")
    await is_taken_back(bens)


async def test_an_owner_who_cannot_be_told_lends_nothing(telegram: BotApiServer, anna: Seat, bens: Seat) -> None:
    telegram.forgive("bot was blocked")
    await picks(bens)
    anna.person.blocks_bot()
    talk(bens, SLOW)
    await bens.wait_for("Cancelled")
    await is_taken_back(bens)


async def test_several_faces_are_a_choice_and_none_is_an_invitation(
    anna: Seat, annas: Seat, bens: Seat, small_video: bytes
) -> None:
    bens.sends_text("/shareface")
    await bens.wait_for("You have no face yet")
    annas.sends_text("/shareface")
    await annas.wait_for("are lent to this group already")
    await shows_face(anna, small_video)
    annas.sends_text("/shareface")
    await annas.wait_for("Face 2 is lent")
    annas.sends_text("/unshareface")
    which = await annas.wait_for("Which face do you take back")
    annas.presses(which, "Face 1")
    await which.wait_shows("Face 1 is yours alone")
    menu = await bens.wait_for("Faces lent", after=bens.sends_text("/team"))
    assert [button.text for button in menu.buttons] == ["Face 2 · Anna", "My own face"]
