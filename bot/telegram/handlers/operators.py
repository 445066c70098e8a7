"""Commands of operators: /stats, /ban, /unban, /drain. They do not exist for anybody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler

from bot.accounts import telegram_account
from bot.app.errors import OnlyOperators
from bot.telegram.context import Context, edit, message_of, reply
from bot.telegram.formatting import duration
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from facenote.units import MIB
from storage.jobs import JobState
from storage.values import utc_now

Answer = Callable[[Update, Context], Awaitable[None]]


async def stats(update: Update, context: Context) -> None:
    """Handle /stats: show totals, work in progress, and speed."""
    services, now = context.services, utc_now()
    found = await context.app.operations.stats(context.session)
    load, count, speed = found.load, found.totals, found.seconds_per_second
    waited = now - load.oldest_queued_at if load.oldest_queued_at else timedelta()
    lines = [
        context.say("stats-people", people=count.users, faces=count.faces, groups=count.groups),
        context.say("stats-clips", day=count.delivered_today, failed=count.failed_today),
        context.say(
            "stats-queue",
            queued=load.counts[JobState.QUEUED],
            running=load.counts[JobState.RUNNING],
            sending=load.counts[JobState.RENDERED],
            waited=duration(services.texts, context.language, waited.total_seconds()),
        ),
        context.say("stats-disk", used_mb=count.bytes // MIB, free_mb=found.free_bytes // MIB),
    ]
    if speed is not None:
        lines.append(context.say("stats-speed", speed=round(speed, 2)))
    if context.app.operations.draining:
        lines.append(context.say("drain-done"))
    await reply(update, "\n".join(lines))


async def ban(update: Update, context: Context) -> None:
    """Handle /ban, with an id or in reply to a person: ban them, withdraw their faces, stop their unfinished clips."""
    whom = _named(update, context)
    if whom is None or whom in context.services.settings.operators:
        await reply(update, context.say("ban-how"))
        return
    await context.app.operations.ban(context.session, telegram_account(whom))
    await reply(update, context.say("ban-done", whom=whom))


async def unban(update: Update, context: Context) -> None:
    """Handle /unban, likewise. Withdrawn faces are not lent again."""
    whom = _named(update, context)
    if whom is None:
        await reply(update, context.say("ban-how"))
        return
    await context.app.operations.unban(context.session, telegram_account(whom))
    await reply(update, context.say("unban-done", whom=whom))


async def ask_drain(update: Update, context: Context) -> None:
    """Handle /drain: ask for a confirmation, as only a restart undoes it."""
    sure = button(context.say("drain-yes"), Action.OPERATOR, context.user.id)
    await reply(update, context.say("drain-ask"), rows(sure))


async def drain(update: Update, context: Context, _args: Sequence[str]) -> str | None:
    """Accept no new work. Running jobs continue; queued ones are kept until after the restart."""
    try:
        context.app.operations.drain(context.session)
    except OnlyOperators:
        return context.say("button-not-yours")
    await edit(update, context.say("drain-done"))
    return None


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [*(_command(name, answer) for name, answer in COMMANDS.items()), on_press(Action.OPERATOR, drain)]


COMMANDS = {"stats": stats, "ban": ban, "unban": unban, "drain": ask_drain}


def is_command(message: Message | None) -> bool:
    """Return whether a message is one of these commands."""
    word = ((message and message.text) or "").partition(" ")[0].partition("@")[0]
    return word.removeprefix("/") in COMMANDS and word.startswith("/")


def _command(name: str, answer: Answer) -> BaseHandler:
    async def handle(update: Update, context: Context) -> None:
        try:
            context.app.operations.require_operator(context.session)
        except OnlyOperators:
            return
        await answer(update, context)

    return CommandHandler(name, handle)


def _named(update: Update, context: Context) -> int | None:
    """Return the Telegram id of a person or a group: from the argument, or of the sender that the message replies to."""
    if context.args:
        try:
            return int(context.args[0])
        except ValueError:
            return None
    said = message_of(update).reply_to_message
    return said.from_user.id if said and said.from_user else None
