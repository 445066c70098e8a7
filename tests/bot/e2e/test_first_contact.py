"""From the first contact to the first clip, with the whole server."""

from __future__ import annotations

from pathlib import Path

from engine.media import probe
from tests.bot.e2e.conftest import RENDERED_S, Server, clips_for, is_clip
from tests.telegram import BotApiServer


async def test_from_first_contact_to_a_clip(
    telegram: BotApiServer, server: Server, face_photo: Path, voice: Path
) -> None:
    chat = telegram.person(12, "Ben").private()
    async with server.started():
        chat.sends_text("/setface")
        chat.presses(await chat.wait_for("This is my face"), "I confirm")
        await chat.wait_for("Now send me")
        chat.sends_photo(face_photo)
        report = await chat.wait_for(lambda message: message.media is not None, RENDERED_S)
        chat.presses(report, report.buttons[0].text)
        await chat.wait_for("is ready")
        asked = chat.sends_voice(voice)
        clip = await chat.wait_for(is_clip, RENDERED_S)
    assert clips_for(chat, asked) == [clip]
    assert clip.media is not None
    assert abs(probe(clip.media.path).duration_s - 2) < 0.5
    assert not telegram.refusals()
