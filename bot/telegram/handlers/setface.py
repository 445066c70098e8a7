"""/setface: makes a face from a video, a round note or a photo."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler, CommandHandler, filters

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
from bot.telegram.keyboard import Action, button, rows
from facenote.errors import FacenoteError
from storage import StagedFile
from storage.consents import Subject


async def ask(update: Update, context: Context) -> None:
    """Handle /setface."""
    await context.expect(AwaitingConsent())
    await _ask_consent(update, context)


async def agree(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Record whose face it is, or ask who gave the permission."""
    await _close(message_of(update))
    dialogue = context.dialogue
    media = dialogue.media if isinstance(dialogue, AwaitingConsent) else None
    if not args:  # the button of an earlier version, under a text that did not ask whose face it is
        await context.expect(AwaitingConsent(media))
        await _ask_consent(update, context)
        return None
    if args[0] == Subject.PERMITTED_FACE:
        await context.expect(AwaitingConsent(media, is_permitted=True))
        await ask_who(update, context)
        return None
    await _agree(update, context, OWN_FACE)
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
    note = " ".join(text.split())[:MAX_NOTE_CHARS]
    await _agree(update, context, Declaration(Subject.PERMITTED_FACE, note))


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
    if isinstance(dialogue, AwaitingFace) and dialogue.declaration:
        try:
            await _submit(context, media, dialogue.declaration, source, dialogue.sentence)
        except SentenceNeeded as needed:  # asked for on an earlier day
            await context.expect(replace(dialogue, sentence=str(needed.facts["sentence"])))
            await ask_for_face(update, context)
        return
    if isinstance(dialogue, AwaitingConsent) and dialogue.is_permitted:
        await context.expect(AwaitingConsent(media, is_permitted=True))
        await ask_who(update, context)
        return
    await context.expect(AwaitingConsent(media))
    await _ask_consent(update, context)


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


async def _ask_consent(update: Update, context: Context) -> None:
    choices = {"consent-own": Subject.OWN_FACE, "consent-permitted": Subject.PERMITTED_FACE}
    buttons = [button(context.say(key), Action.CONSENT, context.user.id, subject) for key, subject in choices.items()]
    await reply(update, context.say("consent-text"), rows(*buttons))


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
        seconds = await context.app.probes.run_in_turn(face_length_s, source.path, settings.max_face_video_s)
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
