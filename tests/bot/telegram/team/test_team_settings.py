"""Tests of /teamsettings: for administrators only, and the effect of each setting."""

from __future__ import annotations

import pytest

from bot.records.preferences import ClipTrigger, GroupSettings, MemberRule, Output, VoiceRule
from bot.telegram.handlers.team_settings import CHOICES, UNSET, choice_of, with_choice
from engine.demo import VOICE
from tests.bot.telegram.conftest import SLOW, is_silent, shows_face
from tests.bot.telegram.team.conftest import clips, is_clip, settles, talk
from tests.telegram import BotApiServer, Message, Seat, is_media


def test_a_group_that_chose_nothing_is_careful() -> None:
    settings = GroupSettings.from_json({})
    assert (settings.voices, settings.start, settings.members) == (VoiceRule.OWN, ClipTrigger.REQUEST, MemberRule.ALL)
    assert (settings.quota, settings.output, settings.language) == (None, None, None)


@pytest.mark.parametrize(("name", "choice"), [(name, choice) for name in CHOICES for choice in CHOICES[name]])
def test_every_choice_survives_the_storage(name: str, choice: str) -> None:
    chosen = with_choice(GroupSettings(output=Output.NOTE, quota=5, language="de"), name, choice)
    assert GroupSettings.from_json(chosen.to_json()) == chosen
    assert choice_of(chosen, name) == choice


def test_what_is_left_to_each_person_is_not_stored() -> None:
    assert "language" not in with_choice(GroupSettings(language="de"), "language", UNSET).to_json()


@pytest.mark.usefixtures("bot")
class TestInTheGroup:
    """Anna is an administrator."""

    @pytest.fixture
    def annas(self, annas: Seat, olgas: Seat) -> Seat:
        olgas.promotes(annas.person)
        return annas

    @pytest.fixture
    async def two_a_day(self, annas: Seat, bot: object, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG002
        """Return a quota small enough to be used up here."""
        monkeypatch.setitem(CHOICES, "quota", (UNSET, "2"))
        await choose(annas, "Clips a day", "2")

    async def test_members_may_not_change_them(self, bens: Seat) -> None:
        bens.sends_text("/teamsettings")
        await bens.wait_for("Only administrators")

    async def test_telegram_is_asked_at_each_press(self, annas: Seat, olgas: Seat) -> None:
        annas.sends_text("/teamsettings")
        menu = await annas.wait_for("Settings of this group")
        olgas.demotes(annas.person)
        press = await annas.presses(menu, "Voices").wait_answered()
        assert "Only administrators" in press.answer
        assert "Voices: each person's own" in menu.buttons[0].text

    async def test_anybodys_voice_with_ones_own_face(self, annas: Seat, bens: Seat) -> None:
        await choose(annas, "Voices", "anybody's")
        talk(annas, bens.sends_voice(VOICE))
        await annas.wait_for(is_clip)

    async def test_every_voice_note_of_those_who_can(self, annas: Seat, bens: Seat, olgas: Seat) -> None:
        olgas.promotes_bot()
        await choose(annas, "Clips:", "of every voice note")
        annas.sends_voice(VOICE)
        await annas.wait_for(is_clip)
        annas.forwards(bens.sends_voice(VOICE))
        await settles(bens)
        await settles(annas)
        assert len(clips(annas.chat)) == 1
        assert "do not know your face" not in annas.transcript()

    async def test_the_form_is_the_groups(self, annas: Seat) -> None:
        await choose(annas, "Sent as", "round note")
        talk(annas)
        await annas.wait_for(is_media("video_note"))

    @pytest.mark.usefixtures("two_a_day")
    async def test_the_quota_counts_the_whole_group_and_each_clip_once(
        self, telegram: BotApiServer, annas: Seat
    ) -> None:
        last = await use_up(annas)
        telegram.world.tell(last)
        await settles(annas)
        assert FULL not in annas.transcript()
        refused = await annas.wait_for(FULL, after=talk(annas))
        annas.presses(clips(annas.chat)[-1], "Again")
        await annas.wait_for(FULL, after=refused)
        assert len(clips(annas.chat)) == 2

    @pytest.mark.usefixtures("two_a_day")
    async def test_another_try_counts_as_well(self, annas: Seat) -> None:
        talk(annas, SLOW)
        status = await annas.wait_for("Drawing")
        annas.presses(status, "Cancel")
        await status.wait_shows("Cancelled")
        await use_up(annas)
        annas.presses(status, "Try again")
        await annas.wait_for(FULL)

    @pytest.mark.usefixtures("two_a_day")
    async def test_a_full_quota_is_no_news_where_every_voice_becomes_a_clip(self, annas: Seat, olgas: Seat) -> None:
        olgas.promotes_bot()
        await choose(annas, "Clips:", "of every voice note")
        for _ in range(2):
            await annas.wait_for(is_clip, after=annas.sends_voice(VOICE))
        annas.sends_voice(VOICE)
        await settles(annas)
        assert FULL not in annas.transcript()
        assert len(clips(annas.chat)) == 2

    @pytest.mark.parametrize("settings", [{"max_voice_s": 60}], indirect=True)
    async def test_what_cannot_become_a_clip_is_no_news_either_where_nobody_asked(
        self, annas: Seat, olgas: Seat
    ) -> None:
        olgas.promotes_bot()
        await choose(annas, "Clips:", "of every voice note")
        known = annas.chat.messages[-1]
        annas.sends_voice(VOICE, duration_s=900)
        annas.sends_voice(VOICE, file_size=1 << 30)
        await annas.wait_for(is_clip, after=annas.sends_voice(VOICE))
        await is_silent(annas.chat)
        said = annas.chat.messages[annas.chat.messages.index(known) + 1 :]
        assert [is_clip(message) for message in said if message.sender.is_bot] == [True]

    async def test_administrators_alone(self, ben: Seat, annas: Seat, bens: Seat, small_video: bytes) -> None:
        await shows_face(ben, small_video)
        clip = await bens.wait_for(is_clip, after=talk(bens))
        await choose(annas, "For:", "administrators")
        refused = await bens.wait_for("only administrators make clips", after=talk(bens))
        bens.presses(clip, "Again")
        await bens.wait_for("only administrators make clips", after=refused)
        await annas.wait_for(is_clip, after=talk(annas))

    async def test_the_settings_of_one_are_not_for_another(self, annas: Seat, bens: Seat) -> None:
        annas.sends_text("/teamsettings")
        press = bens.presses(await annas.wait_for("Settings of this group"), "Voices")
        assert (await press.wait_answered()).answer == "This button is for somebody else."


FULL = "made its 2 clips"


async def choose(admin: Seat, setting: str, choice: str) -> None:
    """Open the settings and choose one."""
    menu = await admin.wait_for("Settings of this group", after=admin.sends_text("/teamsettings"))
    await admin.presses(menu, setting).wait_answered()
    await admin.presses(menu, choice).wait_answered()


async def use_up(seat: Seat) -> Message:
    """Make as many clips as allowed; return the last request."""
    for _ in range(2):
        last = talk(seat)
        await seat.wait_for(is_clip, after=last)
    return last
