"""Tests of /history: earlier clips are sent again in the chat that asks."""

from __future__ import annotations

import pytest

from engine.demo import VOICE
from tests.bot.telegram.conftest import is_served
from tests.telegram import BotApiServer, Seat, is_media


@pytest.mark.usefixtures("bot")
async def test_a_clip_made_for_a_group_with_a_lent_face_comes_again_where_it_is_asked_for(
    telegram: BotApiServer, anna: Seat, ben: Seat
) -> None:
    group = telegram.group("Team", [anna.person, ben.person])
    annas, bens = anna.person.in_group(group), ben.person.in_group(group)
    annas.sends_text("/shareface")
    await group.wait_for("is lent")
    bens.presses(await group.wait_for("Faces lent", after=bens.sends_text("/team")), "Anna")
    await group.wait_for("Your next clip")
    bens.sends_text("/talk", reply_to=bens.sends_voice(VOICE))
    clip = await group.wait_for(is_media("video"))

    await is_served(ben)
    listed = await ben.wait_for("Your last clips", after=ben.sends_text("/history"))
    ben.presses(listed, "1")
    again = await ben.wait_for(is_media("video"))
    assert "Face 1" in listed.shown
    assert again.media is not None
    assert clip.media is not None
    assert again.media.file.file_id == clip.media.file.file_id
    assert [message for message in group.messages if is_media("video")(message)] == [clip]
