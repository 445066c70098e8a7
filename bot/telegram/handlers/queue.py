"""/queue and /cancel: shows and cancels waiting and running jobs."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.app.details import JobDetails
from bot.records.dialogues import CollectingBatch
from bot.records.origins import TELEGRAM
from bot.telegram.context import Context, reply
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from bot.telegram.status.board import queue_lines
from storage.errors import WrongState

SHOWN = 20


async def show(update: Update, context: Context) -> None:
    """Handle /queue."""
    await _show(update, context, await _unfinished(context))


async def cancel(update: Update, context: Context) -> None:
    """Handle /cancel: cancel the only job, or show a choice; without jobs, end the open dialogue."""
    if context.dialogue is not None:
        if isinstance(context.dialogue, CollectingBatch):
            await context.app.batches.leave(context.session, context.dialogue.batch_id)
        else:
            await context.expect_nothing()
        await reply(update, context.say("cancel-dialogue"))
        return
    mine = await _unfinished(context)
    if len(mine) == 1:
        await reply(update, await _stop(context, mine[0].job.id))
    elif mine:
        await _show(update, context, mine)
    else:
        await reply(update, context.say("cancel-nothing"))


async def press_cancel(_update: Update, context: Context, args: Sequence[str]) -> str:
    """Cancel the job of a button, in a status message or in the list."""
    return await _stop(context, int(args[0]))


async def press_again(_update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Retry a job that failed or was cancelled."""
    try:
        await context.app.jobs.retry(context.user.id, int(args[0]))
    except WrongState:
        return context.say("error-wrong-state")
    return context.say("clip-queued")


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        CommandHandler("queue", show, filters.ChatType.PRIVATE),
        CommandHandler("cancel", cancel),
        on_press(Action.JOB_CANCEL, press_cancel),
        on_press(Action.JOB_AGAIN, press_again),
    ]


async def _unfinished(context: Context) -> list[JobDetails]:
    """Return the person's unfinished jobs, in a group only those of that group; jobs of the studio are shown there."""
    here = context.chat.id if context.chat.user_id is None else None
    return await context.app.jobs.unfinished(context.user.id, channel=TELEGRAM, chat_id=here, limit=SHOWN)


async def _show(update: Update, context: Context, mine: Sequence[JobDetails]) -> None:
    if not mine:
        await reply(update, context.say("queue-empty"))
        return
    lines = queue_lines(context.services.texts, context.language, mine)
    stops = [
        button(f"✕ {number}", Action.JOB_CANCEL, context.user.id, one.job.id) for number, one in enumerate(mine, 1)
    ]
    await reply(update, f"{context.say('queue-title')}\n{lines}", rows(*stops, width=5))


async def _stop(context: Context, job_id: int) -> str:
    try:
        await context.app.jobs.cancel(context.user.id, job_id)
    except WrongState:
        return context.say("cancel-too-late")
    return context.say("status-cancelled")
