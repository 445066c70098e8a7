"""/help, /privacy and /forgetme."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.context import Context, Services, edit, reply
from bot.telegram.delivery.destination import destination_of
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from storage import batches, jobs
from storage.jobs import ENDED, Job, JobState
from storage.users import User

READABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""The status messages of these jobs stay: they tell how it ended."""


async def show_help(update: Update, context: Context) -> None:
    """/help"""
    await reply(update, context.say("help-text"))


async def show_privacy(update: Update, context: Context) -> None:
    """/privacy: what is kept, for how long, and how it goes."""
    await reply(update, context.say("privacy-text", days=context.services.settings.keep_finished_days))


async def ask_forget(update: Update, context: Context) -> None:
    """/forgetme: what it means, and the button that does it."""
    sure = button(context.say("forgetme-yes"), Action.FORGET, context.user.id)
    await reply(update, context.say("forgetme-ask"), rows(sure))


async def forget(update: Update, context: Context, args: Sequence[str]) -> None:
    """The button: delete the person whole, at once."""
    await forget_person(context.services, context.user)
    await edit(update, context.say("forgetme-done"))


async def forget_person(services: Services, user: User) -> None:
    """Delete a person whole, with the messages that tell how their clips stand; who used their faces is told."""
    async with services.store.read() as tx:
        mine = await jobs.of_user(tx, user.id, states=[s for s in JobState if s not in READABLE], limit=1000)
    shown = await _status_messages(services, mine)
    withdrawn = await services.jobs.forget_user(user.id)
    for chat, message in shown:
        with contextlib.suppress(TelegramError):
            await services.front.bot.delete_message(chat, message)
    for job in withdrawn:
        await _tell_withdrawn(services, job)


def handlers() -> list[BaseHandler]:
    """In the order in which they are asked; all but the deletion also answer in groups."""
    return [
        CommandHandler("help", show_help, filters.ChatType.PRIVATE),
        CommandHandler("privacy", show_privacy),
        CommandHandler("forgetme", ask_forget, filters.ChatType.PRIVATE),
        on_press(Action.FORGET, forget),
    ]


async def _status_messages(services: Services, mine: Sequence[Job]) -> set[tuple[int, int]]:
    """Chat and message of everything that says how these jobs stand: nobody would change it any more."""
    found = set()
    async with services.store.read() as tx:
        for job in mine:
            if job.chat_id is None:
                continue
            place = await destination_of(tx, await jobs.get(tx, job.id))
            status = place.status
            if job.batch_id is not None and job.state not in ENDED:
                status = (await batches.get(tx, job.batch_id)).front.get("status")
            if status:
                found.add((place.chat, status))
    return found


async def _tell_withdrawn(services: Services, job: Job) -> None:
    """A clip of somebody else ended with the face: their status message says so, for the job is gone."""
    async with services.store.read() as tx:
        place = await destination_of(tx, job)
    if place.status:
        with contextlib.suppress(TelegramError):
            text = services.texts.say(place.language, "forgetme-withdrawn")
            await services.front.bot.edit_message_text(text, place.chat, place.status)
