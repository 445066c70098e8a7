"""Tests of the group's language, chosen by an anonymous administrator."""

from __future__ import annotations

from tests.bot.telegram.conftest import Start
from tests.bot.telegram.sessions.conftest import Say, shown
from tests.telegram import BotApiServer

CHOSEN = "fr"
ANONYMOUS_SPEAKS = "en"
"""Telegram does not report the language of an anonymous person."""


async def test_a_group_reads_what_it_is_told_in_the_language_it_chose(
    start: Start, telegram: BotApiServer, language: str, say: Say
) -> None:
    anna, ben = telegram.person(11, "Anna", language), telegram.person(12, "Ben", language)
    group = telegram.group("Team", [anna, ben], admins=[anna])
    annas, bens = anna.in_group(group), ben.in_group(group)
    async with start():
        bens.sends_text("/help")
        await group.wait_for(say("group-help"))

        annas.anonymously().sends_text("/talk")
        await group.wait_for(shown(ANONYMOUS_SPEAKS, "group-nameless"))
        annas.anonymously().sends_text("/teamsettings")
        menu = await group.wait_for(shown(ANONYMOUS_SPEAKS, "team-settings"))
        row = shown(ANONYMOUS_SPEAKS, "team-language", choice="none")
        stranger = await bens.presses(menu, row).wait_answered()
        await annas.presses(menu, row).wait_answered()
        choice = shown(language, "team-language", choice=CHOSEN, name=shown(CHOSEN, "language-name"))
        await annas.presses(menu, choice).wait_answered()

        asked = bens.sends_text("/help")
        answer = await group.wait_for(shown(CHOSEN, "group-help"), after=asked)
        private = ben.private()
        private.sends_text("/help")
        await private.wait_for(say("help-text"))
    assert stranger.answer == say("team-settings-refused")
    assert answer.reply_to is asked
    assert menu.shown == shown(CHOSEN, "team-settings")
    answers = [message for message in group.messages if message.sender is telegram.bot]
    assert len(answers) == 4, "nothing but settings for those who are anonymous"
