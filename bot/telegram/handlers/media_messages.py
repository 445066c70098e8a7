"""Media and other messages in a private chat: clips from voices, faces from videos."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import astuple, replace

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.app.clips import VoiceMessage
from bot.app.consent import is_present, present_text
from bot.probing import voice_length_s
from bot.records import Attachment, Face, Job
from bot.records.declarations import VOICES
from bot.records.dialogues import AwaitingConsent, AwaitingFace
from bot.records.origins import TELEGRAM
from bot.records.preferences import Output
from bot.telegram.attachments import check_limits, fetch, is_of_another, picture_in, unclear_in, voice_in
from bot.telegram.context import Context, message_of, reply
from bot.telegram.delivery.destination import origin_of
from bot.telegram.handlers import batch, setface
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows, shown_in
from engine.media import MediaLimits, probe
from storage import StagedFile

SETFACE = "/setface"


async def take(update: Update, context: Context) -> None:
    """Handle a message with sound or picture: a new face, or the voice of a clip."""
    message, settings = message_of(update), context.services.settings
    voice, picture, unclear = voice_in(message), picture_in(message), unclear_in(message)
    if voice or picture or unclear is None:
        await _take(update, context, voice, picture)
        return
    check_limits(unclear, max_mb=settings.max_download_mb, max_s=settings.max_voice_s)
    async with context.app.media.scratch() as folder:
        source = await fetch(context.bot, settings, unclear, context.app.media, folder)
        limits = MediaLimits(max_duration_s=max(settings.max_voice_s, settings.max_face_video_s))
        info = await context.app.probes.run(probe, source.path, limits=limits)
        known = replace(unclear, is_still=info.is_photo)
        voice, picture = (None, known) if info.video else (known, None)
        await _take(update, context, voice, picture, source)


async def _take(
    update: Update,
    context: Context,
    voice: Attachment | None,
    picture: Attachment | None,
    source: StagedFile | None = None,
) -> None:
    """Decide what a message is for; ``source``: its file, if already downloaded."""
    message = message_of(update)
    face, dialogue = context.session.default_face, context.dialogue
    wants_face = (
        isinstance(dialogue, AwaitingFace | AwaitingConsent)
        or (message.caption or "").startswith(SETFACE)
        or face is None
    )
    if picture and wants_face:
        await setface.take(update, context, message, picture, source)
    elif voice and isinstance(dialogue, AwaitingConsent) and dialogue.is_permitted:  # a spoken answer, no clip
        await setface.ask_who(update, context)
    elif voice and face:
        await _order_or_ask(context, message, voice, face, source)
        if isinstance(dialogue, AwaitingConsent) and dialogue.media is None:  # /setface was given up
            await context.expect_nothing()
    elif voice:
        await reply(update, context.say("voice-no-face"))
    elif picture:
        await _ask_what_for(context, message, picture)
    else:
        await reply(update, context.say("fallback"))


async def _order_or_ask(
    context: Context, asked: Message, voice: Attachment, face: Face, source: StagedFile | None = None
) -> None:
    """Order a clip of a voice in the private chat. Before the first voice of somebody else ask for the permission, once."""
    if is_of_another(asked) and not await context.app.people.may_send_voices(context.user.id):
        await _ask_permission(context, asked)
        return
    await order_clip(
        context, asked, voice, face,
        output=context.user.settings.output, batch_id=await batch.batch_of(context, asked), source=source,
    )  # fmt: skip


async def _ask_permission(context: Context, asked: Message) -> None:
    shown = astuple(present_text(context.language))
    agreed = button(context.say("voices-agree"), Action.VOICES_OK, context.user.id, *shown)
    await asked.reply_text(context.say("voices-text"), reply_markup=rows(agreed), do_quote=True)


async def agree_on_voices(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Record the permission of those whose voices are sent, and make the clip that was asked for."""
    message, shown = message_of(update), shown_in(args)
    if is_present(shown):
        await context.app.people.consent(context.user.id, TELEGRAM, replace(VOICES, shown=shown))
    with contextlib.suppress(BadRequest):  # removed already: a later step failed, and the update is handled again
        await message.edit_reply_markup(None)
    asked, face = message.reply_to_message, context.session.default_face
    voice = (voice_in(asked) or picture_in(asked) or unclear_in(asked)) if asked else None
    if asked is None or voice is None or face is None:
        await reply(update, context.say("choice-over"))
        return None
    await _order_or_ask(context, asked, voice, face)
    return context.say("consent-thanks") if is_present(shown) else None


async def order_clip(
    context: Context,
    asked: Message,
    voice: Attachment,
    face: Face | int,
    *,
    output: Output,
    batch_id: int | None = None,
    source: StagedFile | None = None,
) -> Job:
    """Download the voice, unless given as ``source``, and queue its clip as a reply to the message ``asked``; the same message
    twice makes one clip.

    Raises:
        FileTooLarge, MediaTooLong and other errors of the media; the errors of :meth:`bot.app.clips.Clips.order`.
    """
    settings, media = context.services.settings, context.app.media
    check_limits(voice, max_mb=settings.max_download_mb, max_s=settings.max_voice_s)
    async with media.scratch() as folder:
        source = source or await fetch(context.bot, settings, voice, media, folder)
        seconds = await context.app.probes.run(voice_length_s, source.path, settings.max_voice_s)
        key = f"tg:{asked.chat_id}:{asked.message_id}"
        voice_message = VoiceMessage(source, seconds, key, origin_of(asked, output), batch_id)
        return await context.app.clips.order(context.session, voice_message, face)


async def use(update: Update, context: Context, args: Sequence[str]) -> None:
    """Use the video that the question replies to as a new face, or its sound for a clip. Several questions may be open."""
    message = message_of(update)
    asked = message.reply_to_message
    picture = (picture_in(asked) or unclear_in(asked)) if asked else None
    if asked is None or picture is None:
        await reply(update, context.say("choice-over"))
        return
    with contextlib.suppress(BadRequest):  # it was deleted already
        await message.delete()
    face = context.session.default_face
    if args[0] == "face" or face is None:
        await setface.take(update, context, asked, picture)
    else:
        await _order_or_ask(context, asked, picture, face)


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority; the last one handles every other message."""
    return [
        on_press(Action.MEDIA_USE, use),
        on_press(Action.VOICES_OK, agree_on_voices),
        MessageHandler(filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, take),
    ]


async def _ask_what_for(context: Context, message: Message, picture: Attachment) -> None:
    choices = [button(context.say("choice-face"), Action.MEDIA_USE, context.user.id, "face")]
    if not picture.is_still:
        choices.append(button(context.say("choice-voice"), Action.MEDIA_USE, context.user.id, "voice"))
    await message.reply_text(context.say("choice-ask"), reply_markup=rows(*choices), do_quote=True)
