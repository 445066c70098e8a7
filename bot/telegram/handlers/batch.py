"""/batch and albums: several voices, their clips, and all of them in a zip."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.context import Context, edit, reply
from bot.telegram.delivery.destination import destination_of
from bot.telegram.handlers.dialogues import Awaited, await_next, await_nothing, awaited
from bot.telegram.handlers.ownership import own_batch
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from storage import batches, events, faces, jobs
from storage.jobs import JobState


async def begin(update: Update, context: Context) -> None:
    """/batch: all voices until "done" belong together."""
    async with context.services.store.read() as tx:
        has_face = await faces.default_of(tx, context.user.id) is not None
    if not has_face:
        await reply(update, context.say("voice-no-face"))
        return
    what, data = await awaited(context)
    if what is Awaited.BATCH:
        await _close(context, data["batch"])
    async with context.services.store.write() as tx:
        batch = await batches.create(tx, context.user.id, "telegram")
        await batches.set_front(tx, batch.id, {"open": True})
    await await_next(context, Awaited.BATCH, batch=batch.id)
    done = button(context.say("batch-done"), Action.BATCH_DONE, context.user.id, batch.id)
    await reply(update, context.say("batch-ask"), rows(done))


async def joined(context: Context, message: Message) -> int | None:
    """The batch that a message's voice belongs to: the one being collected, or its album."""
    what, data = await awaited(context)
    if what is Awaited.BATCH:
        return int(data["batch"])
    if message.media_group_id is None:
        return None
    album = f"album:{message.media_group_id}"
    async with context.services.store.write() as tx:
        known = [batch for batch in await batches.of_user(tx, context.user.id) if batch.name == album]
        return (known[0] if known else await batches.create(tx, context.user.id, album)).id


async def done(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """No more voices for this batch. Its status message, which reads otherwise now, comes with the zip where all is made."""
    batch = await own_batch(context, int(args[0]))
    await _close(context, batch.id)
    what, data = await awaited(context)
    if what is Awaited.BATCH and data["batch"] == batch.id:
        await await_nothing(context)
    count = sum(count for state, count in batch.counts.items() if state is not JobState.CANCELLED)
    await edit(update, context.say("batch-closed", count=count))
    return None


async def leave(context: Context, batch_id: int) -> None:
    """Collect no more voices, and make no clips of those that came."""
    await _close(context, batch_id)
    await context.services.jobs.cancel_batch(batch_id)


async def cancel(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Cancel what is not made yet."""
    batch = await own_batch(context, int(args[0]))
    await context.services.jobs.cancel_batch(batch.id)
    return context.say("status-cancelled")


async def send_zip(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """All clips in one file, on request."""
    batch = await own_batch(context, int(args[0]))
    await _send_zip(context, batch.id)
    return None


def handlers() -> list[BaseHandler]:
    """In the order in which they are asked."""
    return [
        CommandHandler("batch", begin, filters.ChatType.PRIVATE),
        on_press(Action.BATCH_DONE, done),
        on_press(Action.BATCH_CANCEL, cancel),
        on_press(Action.BATCH_ZIP, send_zip),
    ]


async def _close(context: Context, batch_id: int) -> None:
    async with context.services.store.write() as tx:
        batch = await batches.get(tx, batch_id)
        await batches.set_front(tx, batch_id, {**batch.front, "open": False})
        for job in (await jobs.of_batch(tx, batch_id))[-1:]:
            await events.tell_again(tx, job.id)


async def _send_zip(context: Context, batch_id: int) -> None:
    async with context.services.store.read() as tx:
        members = await jobs.of_batch(tx, batch_id)
        place = await destination_of(tx, members[0])
    await context.services.front.send_zips(place, members)
