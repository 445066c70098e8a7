"""Session of a team in its group: from adding the bot to taking back the lent face."""

from __future__ import annotations

from pathlib import Path

from engine.demo import VOICE
from tests.bot.telegram.conftest import Start
from tests.bot.telegram.sessions.conftest import Say, statuses
from tests.telegram import BotApiServer, Seat, is_media


async def test_from_adding_the_bot_to_taking_the_face_back(
    start: Start, telegram: BotApiServer, small_video: bytes, language: str, say: Say, tmp_path: Path
) -> None:
    anna, ben = telegram.person(11, "Anna", language), telegram.person(12, "Ben", language)
    group = telegram.group("Team", [anna, ben], admins=[anna], forum=True, with_bot=False)
    annas, bens, private = anna.in_group(group), ben.in_group(group), anna.private()
    face = say("face-name", number=1)
    async with start():
        annas.adds_bot()
        await group.wait_for(say("group-welcome"))
        stranger = bens.sends_text("/talk", reply_to=bens.sends_voice(VOICE))
        invitation = await group.wait_for(say("talk-no-face"))
        await _shows_face(private, small_video, say)

        asked = annas.sends_text("/talk", reply_to=annas.sends_voice(VOICE))
        own = await group.wait_for(is_media("video"), after=asked)
        foreign = await bens.presses(own, say("clip-again")).wait_answered()

        annas.sends_text("/shareface")
        await group.wait_for(say("share-done", face=face))
        bens.sends_text("/team")
        bens.presses(await group.wait_for(say("team-title")), f"{face} · Anna")
        await group.wait_for(say("team-picked", face=face))
        borrowed = bens.sends_text("/talk", reply_to=bens.sends_voice(VOICE))
        lent = await group.wait_for(is_media("video"), after=borrowed)
        notice = await private.wait_for(say("lent-used", name="Ben", face=face, group="Team"))

        bens.sends_text("/teamsettings")
        await group.wait_for(say("team-settings-refused"))
        annas.sends_text("/teamsettings")
        settings = await group.wait_for(say("team-settings"))
        for name, choice in (("voices", "anybody"), ("output", "note")):
            before = {"voices": "own", "output": "none"}[name]
            await annas.presses(settings, say(f"team-{name}", choice=before)).wait_answered()
            await annas.presses(settings, say(f"team-{name}", choice=choice)).wait_answered()

        annas_topic = annas.opens_topic("Ideas")
        in_topic = annas_topic.sends_text(
            "/talk", reply_to=ben.in_group(group, annas_topic.thread_id).sends_voice(VOICE)
        )
        note = await group.wait_for(is_media("video_note"), after=in_topic)

        annas.sends_text("/unshareface")
        await group.wait_for(say("unshare-done", face=face))
        bens.sends_text("/team")
        await group.wait_for(say("team-none"))
        await group.wait_until(lambda: not statuses(group, say) or None)
    transcript = f"{group.transcript()}\n\n{private.transcript()}"
    (tmp_path / "transcript.txt").write_text(transcript, "utf-8")

    assert (invitation.reply_to, own.reply_to, lent.reply_to) == (stranger, asked, borrowed)
    assert invitation.buttons[0].url == f"https://t.me/{telegram.bot.username}?start=face"
    assert foreign.answer == say("button-not-yours")
    assert [button.text for button in notice.buttons] == [say("lent-take-back")]
    assert note.thread_id == annas_topic.thread_id
    assert note.reply_to is in_topic


async def _shows_face(private: Seat, video: bytes, say: Say) -> None:
    private.sends_text("/start face")
    private.presses(await private.wait_for(say("start-welcome", name="Anna")), say("start-how"))
    private.presses(await private.wait_for(say("consent-text")), say("consent-own"))
    await private.wait_for(say("setface-ask"))
    private.sends_video(video)
    private.presses(await private.wait_for(lambda message: bool(message.media and message.buttons)), say("face-use"))
    await private.wait_for(say("face-kept", name=say("face-name", number=1)))
