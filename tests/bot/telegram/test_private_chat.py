"""Tests of the private chat, message by message."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import consent
from bot.accounts import telegram_account
from bot.records import open_store
from engine.demo import VOICE
from storage import consents, faces, users
from storage.consents import Subject
from storage.store import DATABASE_NAME
from tests.bot.stand_ins import BAD
from tests.bot.telegram.conftest import ANNA, BEN, LATE_EDIT, SLOW, SPEECHLESS, forges, is_served, is_silent, shows_face
from tests.storage.conftest import no_hard_links
from tests.telegram import BotApiServer, Message, Seat, is_media
from tests.telegram.chats import PATIENCE_S

pytestmark = pytest.mark.usefixtures("bot")


async def test_from_first_contact_to_a_clip(telegram: BotApiServer, ben: Seat, small_video: bytes) -> None:
    ben.sends_text("/start")
    ben.presses(await ben.wait_for("Hi Ben"), "Show me how")
    await ben.wait_for(is_media("photo", "half of the picture"))
    ben.presses(await ben.wait_for("This is my face"), "It is my face")
    await ben.wait_for("Now send me")
    ben.sends_video(small_video)
    report = await ben.wait_for(is_media("photo", "15 seconds"))
    assert "3 s of speech" in report.shown
    ben.presses(report, "Use it")
    await ben.wait_for("is ready")
    assert not report.buttons

    voice = ben.sends_voice(VOICE)
    clip = await ben.wait_for(is_media("video", "AI-generated"))
    assert "very close" in clip.shown
    assert "quiet room" in clip.shown
    assert clip.reply_to is voice
    assert clip.media is not None
    assert clip.media.path.read_bytes() == small_video
    assert (clip.media.width, clip.media.height, clip.media.duration_s) == (64, 64, 2)
    assert clip.media.supports_streaming
    assert "thumbnail" in telegram.calls("sendVideo")[0].fields
    await is_silent(ben.chat)


async def test_a_video_sent_before_the_consent_is_not_asked_for_again(ben: Seat, small_video: bytes) -> None:
    ben.sends_video(small_video, caption="/setface")
    ben.presses(await ben.wait_for("This is my face"), "It is my face")
    await ben.wait_for(is_media("photo", "Talk for"))


async def test_a_video_right_after_setface_becomes_the_face(anna: Seat, small_video: bytes) -> None:
    await anna.wait_for("This is my face", after=anna.sends_text("/setface"))
    asked = await anna.wait_for("", after=anna.sends_video(small_video))
    anna.presses(asked, "I have permission")
    await anna.wait_for("Who gave you permission?", after=asked)
    await anna.wait_for("Who gave you permission?", after=anna.sends_voice(VOICE))
    other = anna.sends_video(small_video)
    await anna.wait_for("Who gave you permission?", after=other)
    report = await anna.wait_for(is_media("photo"), after=anna.sends_text("My sister"))
    assert report.reply_to is other


@pytest.mark.parametrize("settings", [{"face_sentence": True}], indirect=True)
async def test_a_video_from_before_the_sentence_of_the_day_does_not_count(
    ben: Seat, small_video: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
    ben.presses(asked, "It is my face")
    shown = await ben.wait_for("Say this aloud", after=asked)
    assert "A photo is not enough" in str(shown.text)
    monkeypatch.setattr("bot.app.sentences.utc_now", lambda: datetime.now(UTC) + timedelta(days=2))
    await ben.wait_for("Say this aloud", after=ben.sends_video(small_video))
    await ben.wait_for(is_media("photo"), after=ben.sends_video(small_video))


async def test_a_setface_given_up_takes_no_later_video(anna: Seat, small_video: bytes) -> None:
    await anna.wait_for("This is my face", after=anna.sends_text("/setface"))
    await anna.wait_for(is_media("video"), after=anna.sends_voice(VOICE))
    await anna.wait_for("What is this", after=anna.sends_video(small_video))


async def test_a_refused_video_is_asked_about_no_more(telegram: BotApiServer, anna: Seat, small_video: bytes) -> None:
    asked = await anna.wait_for("This is my face", after=anna.sends_video(small_video, caption="/setface"))
    anna.presses(asked, "I have permission")
    await anna.wait_for("Who gave you permission?", after=asked)
    telegram.fail_next("getFile", 400, description="Bad Request: file is too big")
    await anna.wait_for("too large", after=anna.sends_text("My sister"))
    await anna.wait_for(is_media("video"), after=anna.sends_voice(VOICE))


async def test_the_button_of_an_earlier_version_asks_whose_face_it_is(ben: Seat, small_video: bytes) -> None:
    asked = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
    again = await forges(ben, str(asked.buttons[0].data).rpartition(":")[0])
    assert [button.text for button in again.buttons] == [button.text for button in asked.buttons]
    ben.presses(again, "It is my face")
    await ben.wait_for(is_media("photo"), after=again)


async def test_of_two_pictures_the_question_below_the_first_is_not_about_the_second(
    telegram: BotApiServer, ben: Seat, small_video: bytes, talking_video: Path
) -> None:
    own, other = ben.sends_video(talking_video), ben.sends_video(small_video)
    of_own, of_other = [await ben.wait_for(partial(replies_to, video)) for video in (own, other)]
    press = await ben.presses(of_own, "It is my face").wait_answered()
    assert press.answer == "This button is too old."
    assert not telegram.calls("getFile")
    ben.presses(of_other, "It is my face")
    report = await ben.wait_for(is_media("photo"), after=of_other)
    assert report.reply_to is other


async def test_an_earlier_question_does_not_change_whose_face_comes_next(ben: Seat, small_video: bytes) -> None:
    earlier = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
    asked = await ben.wait_for("This is my face", after=ben.sends_text("/setface"))
    ben.presses(asked, "It is my face")
    await ben.wait_for("Now send me", after=asked)
    press = await ben.presses(earlier, "I have permission").wait_answered()
    assert press.answer == "This button is too old."


async def test_the_consent_on_record_is_the_text_that_was_shown(
    ben: Seat, small_video: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = await ben.wait_for("Settings", after=ben.sends_text("/settings"))
    asked = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
    monkeypatch.setattr("bot.app.consent.TEXT_VERSION", "2027-01")
    ben.presses(asked, "It is my face")
    asked = await ben.wait_for("This is my face", after=asked)
    ben.presses(asked, "I have permission")
    await ben.wait_for("Who gave you permission?", after=asked)
    monkeypatch.setattr("bot.app.consent.TEXT_VERSION", "2027-02")
    asked = await ben.wait_for("This is my face", after=ben.sends_text("My sister"))
    await ben.presses(settings, "Deutsch").wait_answered()
    ben.presses(asked, "It is my face")
    await ben.wait_for(is_media("photo"), after=asked)
    async with open_store(tmp_path / "store") as store, store.read() as tx:
        user = await users.find(tx, telegram_account(BEN))
        assert user is not None
        given = await consents.of_user(tx, user.id)
    assert [(one.text_version, one.language) for one in given] == [("2027-02", "en")] * 2
    assert all("This is my face" in one.text for one in given)


async def test_who_permitted_a_face_is_asked_and_kept(ben: Seat, small_video: bytes, tmp_path: Path) -> None:
    asked = await ben.wait_for("This is my face", after=ben.sends_video(small_video))
    ben.presses(asked, "I have permission")
    await ben.wait_for("Who gave you permission?", after=asked)
    report = await ben.wait_for(is_media("photo"), after=ben.sends_text("My sister\nCy, in a letter"))
    ben.presses(report, "Use it")
    await ben.wait_for("is ready", after=report)
    async with open_store(tmp_path / "store") as store, store.read() as tx:
        user = await users.find(tx, telegram_account(BEN))
        assert user is not None
        (face,) = await faces.of_user(tx, user.id)
        given = await consents.of_face(tx, face.id)
        assert given is not None
        assert (given.subject, given.note, given.way, given.text_version) == (
            Subject.PERMITTED_FACE, "My sister Cy, in a letter", "telegram", consent.TEXT_VERSION
        )  # fmt: skip
        assert "This is my face" in given.text


async def test_a_face_that_cannot_work_offers_only_another_try(anna: Seat, small_video: bytes) -> None:
    asked = await anna.wait_for("This is my face", after=anna.sends_text("/setface"))
    anna.presses(asked, "It is my face")
    await anna.wait_for("Now send me")
    anna.sends_video_note(small_video + BAD)
    report = await anna.wait_for(is_media("photo", "does not work"))
    assert [button.text for button in report.buttons] == ["Try again"]


async def test_a_clip_is_sent_without_hard_links(anna: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_hard_links)
    anna.sends_voice(VOICE)
    await anna.wait_for(is_media("video"))


async def test_a_voice_of_somebody_else_needs_their_permission_said_once(
    telegram: BotApiServer, anna: Seat, tmp_path: Path
) -> None:
    theirs = telegram.person(BEN, "Ben").private().sends_voice(VOICE)
    forwarded = anna.forwards(theirs)
    asked = await anna.wait_for("whose voices I send", after=forwarded)
    assert asked.reply_to is forwarded
    anna.presses(asked, "I confirm")
    clip = await anna.wait_for(is_media("video"), after=asked)
    assert clip.reply_to is forwarded
    await anna.wait_for(is_media("video"), after=anna.forwards(theirs))
    await anna.wait_for(is_media("video"), after=anna.forwards(anna.sends_voice(VOICE)))
    assert anna.transcript().count("whose voices I send") == 1
    async with open_store(tmp_path / "store") as store, store.read() as tx:
        user = await users.find(tx, telegram_account(ANNA))
        assert user is not None
        given = (await consents.of_user(tx, user.id))[-1]
    assert (given.subject, given.way) == (Subject.VOICES, "telegram")
    assert "whose voices I send" in given.text


async def test_the_same_update_twice_is_one_clip(telegram: BotApiServer, anna: Seat) -> None:
    voice = anna.sends_voice(VOICE)
    await anna.wait_for(is_media("video"))
    telegram.world.tell(voice)
    await is_served(anna)
    assert len(telegram.calls("sendVideo")) == 1


async def test_a_file_over_the_limit_is_refused_before_it_is_fetched(telegram: BotApiServer, anna: Seat) -> None:
    anna.sends_voice(VOICE, file_size=21 << 20)
    assert "20 MB" in (await anna.wait_for("too large")).shown
    assert not telegram.calls("getFile")


async def test_a_voice_over_the_limit_is_refused_before_it_is_fetched(telegram: BotApiServer, anna: Seat) -> None:
    anna.sends_voice(VOICE, duration_s=24 * 3600)
    assert "minutes" in (await anna.wait_for("too long")).shown
    assert not telegram.calls("getFile")


@pytest.mark.parametrize("settings", [{"max_voice_s": 2, "max_face_video_s": 3}], indirect=True)
async def test_the_true_length_counts_whatever_the_sender_s_program_says(
    anna: Seat, ben: Seat, talking_video: Path
) -> None:
    voice = anna.sends_voice(VOICE, duration_s=1)
    assert (await anna.wait_for("too long", after=voice)).reply_to is voice
    ben.presses(await ben.wait_for("This is my face", after=ben.sends_text("/setface")), "It is my face")
    await ben.wait_for("Now send me")
    await ben.wait_for("too long", after=ben.sends_video(talking_video, duration_s=1))


async def test_a_failure_says_why_in_the_status_message(anna: Seat) -> None:
    voice = anna.sends_voice(SPEECHLESS)
    assert (await anna.wait_for("nobody speak")).reply_to is voice


async def test_a_running_clip_is_cancelled_by_its_button_and_begun_again(anna: Seat) -> None:
    anna.sends_voice(SLOW)
    status = await anna.wait_for("Drawing")
    anna.presses(status, "Cancel")
    await status.wait_shows("Cancelled")
    anna.presses(status, "Try again")
    await status.wait_shows("Drawing")
    anna.sends_text("/cancel")
    await status.wait_shows("Cancelled")


async def test_the_queue_lists_what_is_under_way(anna: Seat) -> None:
    anna.sends_voice(SLOW)
    running = await anna.wait_for("Drawing")
    anna.sends_voice(SLOW)
    waiting = await anna.wait_for("You are next")
    anna.sends_text("/queue")
    listed = await anna.wait_for("What is being made")
    assert "1. Drawing" in listed.shown
    assert "2. ⏳ You are next" in listed.shown
    anna.presses(listed, "✕ 1")
    anna.presses(listed, "✕ 2")
    await running.wait_shows("Cancelled")
    await waiting.wait_shows("Cancelled")


async def test_output_as_chosen_in_the_settings(anna: Seat) -> None:
    anna.sends_text("/settings")
    settings = await anna.wait_for("Settings")
    await anna.presses(settings, "File").wait_answered()
    await anna.presses(settings, "Tell the quality").wait_answered()
    await anna.presses(settings, "Mouth opens wide").wait_answered()
    anna.sends_voice(VOICE)
    assert (await anna.wait_for(is_media("document"))).shown == "🤖 AI-generated"
    assert settings.button("File").text == "✓ File"
    assert settings.button("Mouth opens wide").text == "✓ Mouth opens wide"
    assert settings.button("Mouth opens naturally").text == "Mouth opens naturally"


async def test_a_clip_is_made_again_with_another_face(anna: Seat, small_video: bytes) -> None:
    await shows_face(anna, small_video)
    anna.sends_voice(VOICE)
    first = await anna.wait_for(is_media("video"))
    anna.presses(first, "Other face")
    which = await anna.wait_for("Which face")
    anna.presses(which, "Face 2")
    await anna.wait_for(is_media("video"), after=which)
    await which.wait_deleted()


async def test_the_verdict_on_a_clip_is_kept_and_shown(anna: Seat) -> None:
    anna.sends_voice(VOICE)
    clip = await anna.wait_for(is_media("video"))
    await anna.presses(clip, "👎").wait_answered()
    assert {"✓ 👎", "👍"} < {button.text for button in clip.buttons}
    for _ in range(2):
        press = await anna.presses(clip, "👍").wait_answered()
    assert {"✓ 👍", "👎"} < {button.text for button in clip.buttons}
    assert press.answer == "Glad you like it!"


async def test_history_sends_a_clip_again_without_making_it(anna: Seat) -> None:
    anna.sends_voice(VOICE)
    first = await anna.wait_for(is_media("video"))
    await is_served(anna)
    anna.sends_text("/history")
    anna.presses(await anna.wait_for("Your last clips"), "1")
    again = await anna.wait_for(is_media("video", "AI-generated"), after=first)
    assert again.media
    assert first.media
    assert again.media.file is first.media.file


async def test_faces_are_shown_renamed_and_deleted(anna: Seat) -> None:
    anna.sends_text("/faces")
    anna.presses(await anna.wait_for("Your face"), "★ Face 1")
    card = await anna.wait_for(is_media("photo", "since"))
    anna.presses(card, "Rename")
    await anna.wait_for("What shall")
    anna.sends_text("At <work>")
    await anna.wait_for("At <work>", after=card)
    anna.presses(card, "Delete")
    anna.presses(await anna.wait_for("for good"), "Yes, delete")
    await anna.wait_for("is deleted")
    anna.sends_text("/faces")
    await anna.wait_for("no face here")


async def test_a_text_long_after_a_question_is_no_answer(anna: Seat, ben: Seat, tmp_path: Path) -> None:
    """Each is asked something, and writes something else much later."""
    anna.presses(await anna.wait_for("Your face", after=anna.sends_text("/faces")), "★ Face 1")
    card = await anna.wait_for(is_media("photo", "since"))
    anna.presses(card, "Rename")
    await anna.wait_for("What shall", after=card)
    asked = await ben.wait_for("This is my face", after=ben.sends_text("/setface"))
    ben.presses(asked, "I have permission")
    await ben.wait_for("Who gave you permission?", after=asked)
    with closing(sqlite3.connect(tmp_path / "store" / DATABASE_NAME, timeout=PATIENCE_S)) as database, database:
        database.execute("UPDATE dialogues SET changed_at = '2026-01-01T00:00:00.000000+00:00'")
    await anna.wait_for("Send me a voice note", after=anna.sends_text("Good morning"))
    await ben.wait_for("I do not know your face yet", after=ben.sends_text("Good morning"))


async def test_the_name_that_is_kept_is_the_one_that_is_told(anna: Seat, small_video: bytes) -> None:
    await shows_face(anna, small_video)
    menu = await anna.wait_for("Your faces", after=anna.sends_text("/faces"))
    anna.presses(menu, "Face 2")
    card = await anna.wait_for(is_media("photo", "since"), after=menu)
    anna.presses(card, "Rename")
    await anna.wait_for("What shall", after=card)
    await anna.wait_for("Face 1 (2)", after=anna.sends_text("Face 1"))


async def test_another_try_is_offered_only_where_it_can_help(anna: Seat) -> None:
    status = await anna.wait_for("Drawing", after=anna.sends_voice(SLOW))
    menu = await anna.wait_for("Your face", after=anna.sends_text("/faces"))
    anna.presses(menu, "★ Face 1")
    card = await anna.wait_for(is_media("photo", "since"), after=menu)
    anna.presses(card, "Delete")
    anna.presses(await anna.wait_for("for good", after=card), "Yes, delete")
    await status.wait_shows("Cancelled")
    assert not status.buttons


async def test_a_button_that_the_message_does_not_have_is_none(anna: Seat) -> None:
    settings = await anna.wait_for("Settings", after=anna.sends_text("/settings"))
    _, user, *_ = str(settings.buttons[0].data).split(":")
    for data in (
        f"ca:{user}",
        f"ca:{user}:x",
        f"cc:{user}:1:{'9' * 40}",
        f"st:{user}:language:xx",
        f"le:{user}:-1",
        "x",
    ):
        press = await anna.forges_press(settings, data).wait_answered()
        assert press.answer == "This button is too old.", data
    assert anna.messages[-1] is settings


async def test_a_forged_button_treats_no_face_check_as_a_clip(ben: Seat, small_video: bytes) -> None:
    await shows_face(ben, small_video)
    own = await ben.wait_for("", after=ben.sends_text("/settings"))
    _, user, *_ = str(own.buttons[0].data).split(":")
    for forged in (f"ce:{user}:1", f"ca:{user}:1", f"cs:{user}:1", f"cv:{user}:1:good"):
        assert "not there any more" in (await forges(ben, forged)).shown


def names_in(message: Message) -> list[str]:
    """Return the names in a zip; none for other messages."""
    if not is_media("document")(message) or message.media is None:
        return []
    with zipfile.ZipFile(message.media.path) as archive:
        return archive.namelist()


@pytest.mark.parametrize("album", [True, False], ids=["album", "/batch"])
async def test_several_voices_give_clips_and_a_zip(telegram: BotApiServer, anna: Seat, album: bool) -> None:
    if album:
        voices = anna.sends_album("audio", [VOICE] * 3)
    else:
        anna.sends_text("/batch")
        asked = await anna.wait_for("one after the other")
        voices = [anna.sends_audio(VOICE) for _ in range(3)]
        await anna.wait_for("3 of 3")
        assert not telegram.calls("sendDocument"), "not yet closed"
        anna.presses(asked, "That is all")
        await anna.wait_for("3 clips are coming")
    for voice in voices:
        await anna.wait_for(partial(is_clip_of, voice))
    # An album's last file may come when the others are done: then there is another zip.
    zipped = await anna.wait_for(lambda message: names_in(message) == ["01.mp4", "02.mp4", "03.mp4"])
    status = await anna.wait_for(lambda message: any("All in one zip" in button.text for button in message.buttons))
    anna.presses(status, "All in one zip")
    await anna.wait_for(is_media("document"), after=zipped)


async def test_everything_kept_comes_as_one_zip(anna: Seat) -> None:
    await anna.wait_for(is_media("video"), after=anna.sends_voice(VOICE))
    sent = await anna.wait_for(is_media("document", "data.json"), after=anna.sends_text("/export"))
    assert sent.media is not None
    with zipfile.ZipFile(sent.media.path) as archive:
        data = json.loads(archive.read("data.json"))
        clip = next(row["file"] for row in data["job_files"] if row["role"] == "clip")
        assert archive.getinfo(clip).file_size
        assert [face["name"] for face in data["faces"]] == ["Face 1"]


@pytest.mark.parametrize("settings", [{"max_upload_mb": 1}], indirect=True)
async def test_an_export_over_the_limit_says_where_to_get_it(anna: Seat, tmp_path: Path) -> None:
    (face,) = (tmp_path / "store" / "media").glob("*/")
    with (face / "large").open("wb") as file:
        file.truncate(2 << 20)
    told = await anna.wait_for("MB at most", after=anna.sends_text("/export"))
    assert "facenote export" in told.shown


async def test_forgetting_takes_along_what_tells_of_work_under_way(telegram: BotApiServer, anna: Seat) -> None:
    telegram.forgive(LATE_EDIT)
    anna.sends_voice(SLOW)
    status = await anna.wait_for("Drawing")
    anna.sends_text("/forgetme")
    anna.presses(await anna.wait_for("Delete everything?"), "Yes, delete everything")
    await anna.wait_for("Goodbye")
    await status.wait_deleted()
    anna.sends_voice(VOICE)
    await anna.wait_for("do not know your face")


@pytest.mark.parametrize("status", [429, 502])
async def test_forgetting_is_not_stopped_by_a_refusal_for_now(telegram: BotApiServer, anna: Seat, status: int) -> None:
    telegram.forgive(LATE_EDIT)
    anna.sends_voice(SLOW)
    shown = await anna.wait_for("Drawing")
    anna.sends_text("/forgetme")
    asked = await anna.wait_for("Delete everything?")
    telegram.fail_next("deleteMessage", status, retry_after=1 if status == 429 else None)
    anna.presses(asked, "Yes, delete everything")
    await anna.wait_for("Goodbye")
    await shown.wait_deleted()


async def test_a_video_of_somebody_with_a_face_is_asked_about(anna: Seat, talking_video: Path) -> None:
    video = anna.sends_video(talking_video)
    anna.presses(await anna.wait_for("What is this video for?"), "clip from its sound")
    assert (await anna.wait_for(is_media("video"))).reply_to is video


async def test_of_two_videos_the_question_below_the_first_is_about_the_first(
    telegram: BotApiServer, anna: Seat, talking_video: Path
) -> None:
    videos = [anna.sends_video(talking_video) for _ in range(2)]
    asked = [await anna.wait_for(partial(replies_to, video)) for video in videos]
    for video, question in zip(videos, asked, strict=True):
        anna.presses(question, "clip from its sound")
        await anna.wait_for(partial(is_clip_of, video))
    fetched = [call.fields["file_id"] for call in telegram.calls("getFile")]
    assert fetched == [video.media.file.file_id for video in videos if video.media]


def is_clip_of(voice: Message, message: Message) -> bool:
    """Return whether it is a clip that replies to that voice."""
    return bool(is_media("video")(message)) and replies_to(voice, message)


def replies_to(asked: Message, message: Message) -> bool:
    """Return whether the message replies to the other one."""
    return message.reply_to is asked
