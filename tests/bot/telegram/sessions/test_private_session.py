"""Session with all commands of the private chat, from the first contact to the last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from engine.demo import VOICE
from engine.media import probe
from tests.bot.e2e.conftest import RENDERED_S, Server
from tests.bot.telegram.conftest import Start
from tests.bot.telegram.sessions.conftest import AT_ITS_OWN_PACE, Say, statuses
from tests.telegram import BotApiServer, Message, is_media

Running = AbstractAsyncContextManager[object]


@pytest.fixture
def start(start: Start, language: str, telegram: BotApiServer, tmp_path: Path) -> Callable[[], Running]:
    """Once the whole server, with the real engine in real workers."""
    return Server(tmp_path, telegram).started if language == AT_ITS_OWN_PACE else start


@pytest.fixture
def video(language: str, talking_video: Path, small_video: bytes) -> Path | bytes:
    """A face for either; the small one is silent."""
    return talking_video if language == AT_ITS_OWN_PACE else small_video


async def test_from_first_contact_to_the_farewell(
    start: Callable[[], Running], telegram: BotApiServer, video: Path | bytes, language: str, say: Say, tmp_path: Path
) -> None:
    chat = telegram.person(11, "Anna", language).private()
    async with start():
        chat.sends_text("/start")
        chat.presses(await chat.wait_for(say("start-welcome", name="Anna")), say("start-how"))
        chat.presses(await chat.wait_for(say("consent-text")), say("consent-own"))
        await chat.wait_for(say("setface-ask"))
        chat.sends_video(video)
        report = await chat.wait_for(lambda message: say("face-try-again") in _labels(message), RENDERED_S)
        chat.presses(report, report.buttons[0].text)
        face = say("face-name", number=1)
        await chat.wait_for(say("face-kept", name=face))

        voice = chat.sends_voice(VOICE)
        clip = await chat.wait_for(is_media("video"), RENDERED_S, after=voice)
        chat.presses(clip, say("clip-as-note"))
        note = await chat.wait_for(is_media("video_note"), RENDERED_S, after=clip)
        words = await chat.wait_for(say("clip-generated"), after=note)
        thanks = await chat.presses(words, "👍").wait_answered()

        telegram.clock.forward(20)  # people are slower than 20 messages in 20 seconds
        chat.sends_text("/history")
        chat.presses(await chat.wait_for(say("history-title")), "1")
        again = await chat.wait_for(is_media("video_note"), after=words)
        await chat.wait_for(say("clip-generated"), after=again)

        chat.sends_text("/settings")
        settings = await chat.wait_for(say("settings-title"))
        saved = await chat.presses(settings, say("output-note")).wait_answered()

        await chat.chat.wait_until(lambda: not statuses(chat.chat, say) or None)
        chat.sends_text("/forgetme")
        chat.presses(await chat.wait_for(say("forgetme-ask")), say("forgetme-yes"))
        await chat.wait_for(say("forgetme-done"))
        farewell = chat.sends_text("/history")
        await chat.wait_for(say("voice-no-face"), after=farewell)
    (tmp_path / "transcript.txt").write_text(chat.transcript(), "utf-8")

    assert clip.reply_to is voice
    assert say("clip-generated") in clip.shown
    assert thanks.answer == say("clip-thanks", verdict="good")
    assert "✓ 👍" in _labels(words)
    assert say("clip-as-video") in _labels(words)
    assert saved.answer == say("settings-saved")
    assert f"✓ {say('output-note')}" in _labels(settings)
    assert again.media is not None
    assert clip.media is not None
    assert note.media is not None
    assert again.media.file.file_id == note.media.file.file_id
    for made in (clip.media, note.media):
        info = probe(made.path)
        assert info.video is not None
        assert (info.audio is not None) == isinstance(video, Path)
        assert abs(info.duration_s - made.duration_s) < 1
        assert (info.video.width, info.video.height) == (made.width, made.height)
        assert made.thumbnail is not None
    assert {"upload_video", "upload_video_note"} & set(chat.chat.actions)


def _labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]
