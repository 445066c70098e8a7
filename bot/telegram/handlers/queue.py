"""/queue and /cancel: what is waiting or being made, and how to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.context import Context, reply
from bot.telegram.delivery.destination import FRONT
from bot.telegram.handlers import batch
from bot.telegram.handlers.dialogues import Awaited, await_nothing, awaited
from bot.telegram.handlers.orders import order_again
from bot.telegram.handlers.ownership import own_job
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from bot.telegram.status.board import queue_lines
from storage import jobs
from storage.jobs import ENDED, Job, JobState
from storage.values import utc_now

SHOWN = 20


async def show(update: Update, context: Context) -> None:
    """/queue"""
    services = context.services
    waiting = [(job, await services.jobs.estimate(job.id)) for job in await _unfinished(context)]
    if not waiting:
        await reply(update, context.say("queue-empty"))
        return
    lines = queue_lines(services.texts, context.language, waiting, utc_now())
    stops = [
        button(f"✕ {number}", Action.JOB_CANCEL, context.user.id, job.id) for number, (job, _) in enumerate(waiting, 1)
    ]
    await reply(update, f"{context.say('queue-title')}\n{lines}", rows(*stops, width=5))


async def cancel(update: Update, context: Context) -> None:
    """/cancel: the only job, or a choice of them; with none, what the bot was waiting for."""
    mine = await _unfinished(context)
    what, data = await awaited(context)
    if what is not None:
        if what is Awaited.BATCH:
            await batch.leave(context, data["batch"])
        await await_nothing(context)
        await reply(update, context.say("cancel-dialogue"))
    elif len(mine) == 1:
        await reply(update, await _stop(context, mine[0]))
    elif mine:
        await show(update, context)
    else:
        await reply(update, context.say("cancel-nothing"))


async def press_cancel(update: Update, context: Context, args: Sequence[str]) -> str:
    """A cancel button: of a status message, or of the list."""
    return await _stop(context, await own_job(context, int(args[0])))


async def press_again(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Another try of a job that failed or was cancelled."""
    job = await own_job(context, int(args[0]))
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        return None
    await order_again(context, job)
    return context.say("clip-queued")


def handlers() -> list[BaseHandler]:
    """In the order in which they are asked."""
    return [
        CommandHandler("queue", show, filters.ChatType.PRIVATE),
        CommandHandler("cancel", cancel),
        on_press(Action.JOB_CANCEL, press_cancel),
        on_press(Action.JOB_AGAIN, press_again),
    ]


async def _unfinished(context: Context) -> list[Job]:
    """The person's jobs under way, oldest first: in a group those of that group; what they do in the studio shows there."""
    states = [state for state in JobState if state not in ENDED]
    async with context.services.store.read() as tx:
        mine = await jobs.of_user(tx, context.user.id, states=states)
    here = context.chat.id if context.chat.user_id is None else None
    return [job for job in reversed(mine) if job.front.get("front") == FRONT and here in (None, job.chat_id)][:SHOWN]


async def _stop(context: Context, job: Job) -> str:
    stopped = await context.services.jobs.cancel(job.id)
    return context.say("status-cancelled" if stopped.state is JobState.CANCELLED else "cancel-too-late")
