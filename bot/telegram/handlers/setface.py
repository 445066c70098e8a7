"""/setface: makes a face from a video, a round note or a photo."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import astuple, replace

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.app.consent import is_present, present_text
from bot.app.errors import SentenceNeeded
from bot.jobs.requests import FaceRequest
from bot.probing import face_length_s
from bot.records import Attachment, FaceMedia
from bot.records.declarations import MAX_NOTE_CHARS, OWN_FACE, Declaration
from bot.records.dialogues import AwaitingConsent, AwaitingFace
from bot.records.origins import TELEGRAM
from bot.telegram.attachments import check_limits, fetch
from bot.telegram.context import Context, message_of, reply
from bot.telegram.delivery.destination import origin_of
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows, shown_in
from facenote.errors import FacenoteError
from storage import StagedFile
from storage.consents import Subject

NOTHING_SENT = "0"
"""In the buttons of the question, in place of the number of a message."""


async def ask(update: Update, context: Context) -> None:
    """Handle /setface."""
    await _ask_consent(update, context, None)


async def agree(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Record whose face it is, or ask who gave the permission. Several questions may be open: each is about one video or photo,
    and only the last that was sent is remembered.
    """
    await _close(message_of(update))
    dialogue = context.dialogue
    media = dialogue.media if isinstance(dialogue, AwaitingConsent) else None
    shown = shown_in(args[2:])
    if not is_present(shown):  # a button of an earlier version, under another text
        await _ask_consent(update, context, media)
        return None
    subject, medium, *_ = args
    if medium != _number_of(media):
        declared = dialogue.declaration if isinstance(dialogue, AwaitingFace) else None
        if declared is None or declared.subject != subject:
            return context.say("button-outdated")
        await ask_for_face(update, context)  # recorded, but the reply failed
        return None
    if subject == Subject.PERMITTED_FACE:
        await context.expect(AwaitingConsent(media, is_permitted=True, shown=shown))
        await ask_who(update, context)
        return None
    await _agree(update, context, replace(OWN_FACE, shown=shown))
    return context.say("consent-thanks")


async def ask_who(update: Update, context: Context) -> None:
    """Ask who gave the permission."""
    await reply(update, context.say("consent-who"))


async def ask_for_face(update: Update, context: Context) -> None:
    """Ask for the video, and for what it must contain."""
    dialogue = context.dialogue
    sentence = dialogue.sentence if isinstance(dialogue, AwaitingFace) else ""
    asked = context.say("sentence-ask", sentence=sentence) if sentence else context.say("setface-ask")
    await reply(update, asked)


async def take_note(update: Update, context: Context, text: str) -> None:
    """Take a text as the answer to the question of who gave the permission."""
    dialogue = context.dialogue
    assert isinstance(dialogue, AwaitingConsent)
    if not is_present(dialogue.shown):
        await _ask_consent(update, context, dialogue.media)
        return
    note = " ".join(text.split())[:MAX_NOTE_CHARS]
    await _agree(update, context, Declaration(Subject.PERMITTED_FACE, note, dialogue.shown))


async def take(
    update: Update, context: Context, message: Message, picture: Attachment, source: StagedFile | None = None
) -> None:
    """Make a face from a message's picture; remember it until the person has said whose face it is. ``source``: its file, if
    already downloaded.
    """
    check_limits(
        picture,
        max_mb=context.services.settings.max_download_mb,
        max_s=context.services.settings.max_face_video_s,
    )
    media = FaceMedia(picture, origin_of(message), f"tg:{message.chat_id}:{message.message_id}")
    dialogue = context.dialogue
    if isinstance(dialogue, AwaitingFace) and dialogue.declaration and is_present(dialogue.declaration.shown):
        try:
            await _submit(context, media, dialogue.declaration, source, dialogue.sentence)
        except SentenceNeeded as needed:  # asked for on an earlier day
            await context.expect(replace(dialogue, sentence=str(needed.facts["sentence"])))
            await ask_for_face(update, context)
        return
    if isinstance(dialogue, AwaitingConsent) and dialogue.is_permitted and is_present(dialogue.shown):
        await context.expect(replace(dialogue, media=media))
        await ask_who(update, context)
        return
    await _ask_consent(update, context, media)


async def keep(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Handle "Use it": register the face of this job."""
    face = await context.app.faces.keep(
        context.user.id, int(args[0]), numbered=lambda number: context.say("face-name", number=number)
    )
    await _close(message_of(update))
    prefer = button(context.say("faces-make-default"), Action.FACE_DEFAULT, context.user.id, face.id)
    await reply(update, context.say("face-kept", name=face.name), None if face.is_default else rows(prefer))
    return None


async def again(update: Update, context: Context, _args: Sequence[str]) -> None:
    """Handle "Try again": ask for another video."""
    await ask(update, context)


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        CommandHandler("setface", ask, filters.ChatType.PRIVATE),
        on_press(Action.CONSENT, agree),
        on_press(Action.FACE_KEEP, keep),
        on_press(Action.FACE_ASK, again),
    ]


async def _close(question: Message) -> None:
    """Remove the buttons of an answered question."""
    with contextlib.suppress(BadRequest):  # already removed: a later step failed, and the update is handled again
        await question.edit_reply_markup(None)


async def _ask_consent(update: Update, context: Context, media: FaceMedia | None) -> None:
    """Ask whose face it is: that of this video or photo, as a reply to it, or of one that is yet to come."""
    await context.expect(AwaitingConsent(media))
    number, shown = _number_of(media), present_text(context.language)
    choices = {"consent-own": Subject.OWN_FACE, "consent-permitted": Subject.PERMITTED_FACE}
    buttons = [
        button(context.say(key), Action.CONSENT, context.user.id, subject, number, *astuple(shown))
        for key, subject in choices.items()
    ]
    text, markup = context.say("consent-text"), rows(*buttons)
    if media is None:
        await reply(update, text, markup)
    else:
        await message_of(update).reply_text(text, reply_markup=markup, reply_to_message_id=int(number))


def _number_of(media: FaceMedia | None) -> str:
    """Return the number of the message with this video or photo."""
    return media.key.rpartition(":")[2] if media else NOTHING_SENT


async def _agree(update: Update, context: Context, declaration: Declaration) -> None:
    """Record the consent; continue with the video that was already sent, or ask for one."""
    context.session = await context.app.people.agree(context.session, declaration, TELEGRAM)
    dialogue = context.dialogue
    if isinstance(dialogue, AwaitingConsent) and dialogue.media is not None:
        try:
            await _submit(context, dialogue.media, declaration)
        except FacenoteError:  # told by the caller; later messages are no answers any more
            await context.expect_nothing()
            raise
    else:
        await ask_for_face(update, context)


async def _submit(
    context: Context, face: FaceMedia, declaration: Declaration, source: StagedFile | None = None, sentence: str = ""
) -> None:
    settings, media = context.services.settings, context.app.media
    async with media.scratch() as folder:
        source = source or await fetch(context.bot, settings, face.attachment, media, folder)
        seconds = await context.app.probes.run(face_length_s, source.path, settings.max_face_video_s)
        await context.app.faces.check(
            context.session,
            FaceRequest(
                user_id=context.user.id,
                source=source,
                source_s=seconds,
                chat_id=context.chat.id,
                key=face.key,
                origin=face.origin,
            ),
            declaration,
            TELEGRAM,
            sentence=sentence,
        )
