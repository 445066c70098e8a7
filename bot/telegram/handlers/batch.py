"""/batch and albums: several voices, their clips, and a zip of all clips."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.app.recipients import Recipient
from bot.records.dialogues import CollectingBatch
from bot.telegram.context import Context, edit, reply
from bot.telegram.errors import sending_once
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from storage.jobs import JobState


async def begin(update: Update, context: Context) -> None:
    """/batch: collect all voices until "done"."""
    if context.session.default_face is None:
        await reply(update, context.say("voice-no-face"))
        return
    batch = await context.app.batches.begin(context.session)
    done = button(context.say("batch-done"), Action.BATCH_DONE, context.user.id, batch.id)
    await reply(update, context.say("batch-ask"), rows(done))


async def batch_of(context: Context, message: Message) -> int | None:
    """Return the batch of a message's voice: the one being collected, or its album."""
    if isinstance(context.dialogue, CollectingBatch):
        return context.dialogue.batch_id
    if message.media_group_id is None:
        return None
    return (await context.app.batches.album(context.user.id, message.media_group_id)).id


async def done(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Close the batch. Its status message changes; the zip is sent when all clips are done."""
    batch = await context.app.batches.close(context.session, int(args[0]))
    count = sum(count for state, count in batch.counts.items() if state is not JobState.CANCELLED)
    await edit(update, context.say("batch-closed", count=count))
    return None


async def cancel(_update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Close the batch and cancel its unfinished clips."""
    await context.app.batches.leave(context.session, int(args[0]))
    return context.say("status-cancelled")


async def send_zip(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Send all clips in one file."""
    found = await context.app.batches.clips(context.user.id, int(args[0]))
    async with sending_once(update, context):
        await context.services.sender.send_zips(Recipient(context.user, context.chat), found.jobs)
    return None


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        CommandHandler("batch", begin, filters.ChatType.PRIVATE),
        on_press(Action.BATCH_DONE, done),
        on_press(Action.BATCH_CANCEL, cancel),
        on_press(Action.BATCH_ZIP, send_zip),
    ]
