"""The private chat as a person meets it, message by message."""

from __future__ import annotations

import pytest

from tests.bot.stand_ins import BAD, SLOW, SPEECHLESS
from tests.bot.telegram.bot_api import Phone


async def test_from_first_contact_to_a_clip(bot: object, ada: Phone, small_video: bytes) -> None:
    ada.send("/start")
    assert "Hi Ada" in (await ada.sees("voice note")).text
    ada.press("Show me how")
    await ada.sees("half of the picture", "sendPhoto")
    await ada.sees("This is my face")
    ada.press("I confirm")
    await ada.sees("Now send me")
    ada.send_file("video", small_video)
    report = await ada.sees("15 seconds", "sendPhoto")
    assert "3 s of speech" in report.text
    ada.press("Use it")
    await ada.sees("is ready")
    assert not report.markup.get("inline_keyboard")

    ada.send_file("voice", b"some words")
    clip = await ada.sees("AI-generated", "sendVideo")
    assert "very close" in clip.text and "quiet room" in clip.text
    assert clip.files["video"] == small_video
    assert (clip.data["width"], clip.data["height"], clip.data["duration"]) == ("64", "64", "2")
    assert clip.data["supports_streaming"] == "true" and "thumbnail" in clip.data
    await ada.sees_no_more("Drawing")


async def test_a_video_sent_before_the_consent_is_not_asked_for_again(
    bot: object, ada: Phone, small_video: bytes
) -> None:
    ada.send_file("video", small_video, caption="/setface")
    await ada.sees("This is my face")
    ada.press("I confirm")
    await ada.sees("Talk for", "sendPhoto")


async def test_a_face_that_cannot_work_offers_only_another_try(bot: object, ada: Phone, small_video: bytes) -> None:
    ada.send_file("video_note", small_video + BAD)
    ada.press("I confirm", await ada.sees("This is my face"))
    report = await ada.sees("does not work", "sendPhoto")
    assert report.labels() == ["Try again"]


async def test_a_voice_without_a_face_is_told_what_to_do(bot: object, ada: Phone) -> None:
    ada.send_file("voice", b"words")
    assert "/setface" in (await ada.sees("face")).text


async def test_the_same_update_twice_is_one_clip(ada_with_face: Phone) -> None:
    update = ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("AI-generated")
    ada_with_face.api.give(message=update["message"])
    await ada_with_face.is_served()
    assert sum("AI-generated" in message.text for message in ada_with_face.chat) == 1


async def test_a_file_over_the_limit_is_refused_before_it_is_fetched(ada_with_face: Phone) -> None:
    ada_with_face.api.calls.clear()
    ada_with_face.send_file("voice", b"words", size=21 << 20)
    assert "20 MB" in (await ada_with_face.sees("too large")).text
    assert "getFile" not in ada_with_face.api.calls


async def test_a_voice_over_the_limit_is_refused_before_it_is_fetched(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", b"words", seconds=24 * 3600)
    assert "minutes" in (await ada_with_face.sees("too long")).text


async def test_a_failure_says_why_in_the_status_message(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", SPEECHLESS)
    await ada_with_face.sees("nobody speak")


async def test_a_running_clip_is_cancelled_by_its_button_and_begun_again(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", SLOW)
    await ada_with_face.sees("Drawing")
    ada_with_face.press("Cancel")
    cancelled = await ada_with_face.sees("Cancelled")
    ada_with_face.press("Try again", cancelled)
    await ada_with_face.sees("Drawing")
    ada_with_face.send("/cancel")
    await ada_with_face.sees("Cancelled", count=2)


async def test_a_status_message_that_reads_the_same_is_not_edited(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", SLOW)
    await ada_with_face.sees("Drawing")
    ada_with_face.send_file("voice", SLOW)
    waiting = await ada_with_face.sees("You are next")
    ada_with_face.send("/queue")  # one more round trip in which progress of the first is told
    await ada_with_face.sees("What is being made")
    ada_with_face.press("Cancel", waiting)
    await ada_with_face.sees("Cancelled")
    ada_with_face.send("/cancel")
    await ada_with_face.sees("Cancelled", count=2)
    assert ada_with_face.api.idle_edits == 0


async def test_the_queue_lists_what_is_under_way(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", SLOW + b"1")
    await ada_with_face.sees("Drawing")
    ada_with_face.send_file("voice", SLOW + b"2")
    await ada_with_face.sees("You are next")
    ada_with_face.send("/queue")
    listed = await ada_with_face.sees("What is being made")
    assert "1. Drawing" in listed.text and "2. ⏳ You are next" in listed.text
    ada_with_face.press("✕ 1", listed)
    ada_with_face.press("✕ 2", listed)
    await ada_with_face.sees("Cancelled", count=2)


async def test_round_note_by_button_has_its_words_below(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("AI-generated", "sendVideo")
    ada_with_face.press("As a round note")
    note = await ada_with_face.sees(method="sendVideoNote")
    assert note.data["length"] == "64"
    below = await ada_with_face.sees("AI-generated", "sendMessage")
    assert "▭ As a video" in below.labels()


async def test_output_as_chosen_in_the_settings(ada_with_face: Phone) -> None:
    ada_with_face.send("/settings")
    settings = await ada_with_face.sees("Settings")
    ada_with_face.press("File", settings)
    ada_with_face.press("Tell the quality", settings)
    ada_with_face.send_file("voice", b"words")
    clip = await ada_with_face.sees("AI-generated", "sendDocument")
    assert clip.text == "🤖 AI-generated"
    assert "✓ File" in settings.labels()


async def test_a_clip_is_made_again_with_another_face(ada_with_face: Phone, small_video: bytes) -> None:
    ada_with_face.send("/setface")
    await ada_with_face.sees("Now send me", count=2)
    ada_with_face.send_file("video", small_video)
    await ada_with_face.sees(method="sendPhoto", count=2)
    ada_with_face.press("Use it")
    await ada_with_face.sees("Face 2")
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees(method="sendVideo")
    ada_with_face.press("Other face")
    await ada_with_face.sees("Which face")
    ada_with_face.press("Face 2")
    await ada_with_face.sees(method="sendVideo", count=2)
    await ada_with_face.sees_no_more("Which face")


async def test_the_verdict_on_a_clip_is_kept_and_shown(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", b"words")
    clip = await ada_with_face.sees(method="sendVideo")
    ada_with_face.press("👎", clip)
    ada_with_face.press("👍", clip)
    ada_with_face.press("👍", clip)
    ada_with_face.send("/help")
    await ada_with_face.sees("How it works")
    assert "✓ 👍" in clip.labels() and "👎" in clip.labels()
    assert ada_with_face.api.flashes[-1] == "Glad you like it!"


async def test_history_sends_a_clip_again_without_making_it(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", b"words")
    first = await ada_with_face.sees(method="sendVideo")
    await ada_with_face.is_served()
    ada_with_face.send("/history")
    await ada_with_face.sees("Your last clips")
    ada_with_face.press("1")
    again = await ada_with_face.sees(method="sendVideo", count=2)
    assert again.data["video"] == f"sent{first.id}" and not again.files


async def test_faces_are_shown_renamed_and_deleted(ada_with_face: Phone) -> None:
    ada_with_face.send("/faces")
    ada_with_face.press("★ Face 1", await ada_with_face.sees("Your face"))
    card = await ada_with_face.sees("since", "sendPhoto")
    ada_with_face.press("Rename", card)
    await ada_with_face.sees("What shall")
    ada_with_face.send("At <work>")
    await ada_with_face.sees("At &lt;work&gt;")
    ada_with_face.press("Delete", card)
    ada_with_face.press("Yes, delete", await ada_with_face.sees("for good"))
    await ada_with_face.sees("is deleted")
    ada_with_face.send("/faces")
    await ada_with_face.sees("no face here")


@pytest.mark.parametrize("album", [True, False], ids=["album", "/batch"])
async def test_several_voices_give_clips_and_a_zip(ada_with_face: Phone, album: bool) -> None:
    if not album:
        ada_with_face.send("/batch")
        await ada_with_face.sees("one after the other")
    for number in range(3):
        group = {"media_group_id": "g"} if album else {}
        ada_with_face.send_file("audio", f"words {number}".encode(), **group)
    await ada_with_face.sees("AI-generated", count=3)
    if not album:
        await ada_with_face.sees("3 of 3")
        assert not [message for message in ada_with_face.chat if message.method == "sendDocument"], "not yet closed"
        ada_with_face.press("That is all")
        await ada_with_face.sees("3 clips are coming")
    zipped = await ada_with_face.sees(method="sendDocument")
    assert zipped.files["document"].startswith(b"PK")
    await ada_with_face.sees_button("All in one zip")
    ada_with_face.press("All in one zip")
    await ada_with_face.sees(method="sendDocument", count=2)


async def test_forgetting_leaves_nothing(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees(method="sendVideo")
    ada_with_face.send("/forgetme")
    ada_with_face.press("Yes, delete everything", await ada_with_face.sees("Delete everything?"))
    await ada_with_face.sees("Goodbye")
    ada_with_face.send("/history")
    await ada_with_face.sees("do not know your face")
    ada_with_face.send_file("voice", b"words")
    await ada_with_face.sees("do not know your face")


async def test_forgetting_takes_along_what_tells_of_work_under_way(ada_with_face: Phone) -> None:
    ada_with_face.send_file("voice", SLOW)
    await ada_with_face.sees("Drawing")
    ada_with_face.send("/forgetme")
    ada_with_face.press("Yes, delete everything", await ada_with_face.sees("Delete everything?"))
    await ada_with_face.sees("Goodbye")
    await ada_with_face.sees_no_more("Drawing")


async def test_a_video_of_somebody_with_a_face_is_asked_about(ada_with_face: Phone, small_video: bytes) -> None:
    ada_with_face.send_file("video", small_video)
    ada_with_face.press("clip from its sound", await ada_with_face.sees("What is this video for?"))
    await ada_with_face.sees("AI-generated")


async def test_a_button_answers_only_whom_it_is_for(ada_with_face: Phone) -> None:
    ada_with_face.send("/forgetme")
    asked = await ada_with_face.sees("Delete everything?")
    bob = Phone(ada_with_face.api, user=8, name="Bob")
    bob.send("/start")
    await bob.sees("Hi Bob")
    bob.press("Yes, delete everything", asked)
    bob.send("/help")
    await bob.sees("How it works")
    assert "This button is for somebody else." in ada_with_face.api.flashes
    assert "Delete everything?" in asked.text
