"""/history: the last clips, which can be sent again without rendering."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.accounts import telegram_id
from bot.records import length_s
from bot.records.preferences import Output
from bot.telegram.context import Context, reply
from bot.telegram.delivery.destination import Destination
from bot.telegram.errors import sending_once
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows

SHOWN = 10
SIGNS = {Output.NOTE: "◯", Output.VIDEO: "▭", Output.FILE: "📄"}
"""Signs for the form of a clip in a list; the buttons below a clip use the same."""


async def show(update: Update, context: Context) -> None:
    """Show a numbered list with a button for each clip."""
    found, names = await context.app.clips.history(context.user.id)
    clips = [job for job in found if job.messages and job.messages[0].file_id][:SHOWN]
    if not clips:
        await reply(update, context.say("history-empty" if context.session.default_face else "voice-no-face"))
        return
    lines = [
        context.say(
            "history-line",
            number=number,
            sign=SIGNS[job.messages[0].output or Output.VIDEO],
            length=_minutes(length_s(job)),
            face=names.get(job.face_id or 0, "?"),
            when=f"{job.created_at:%Y-%m-%d %H:%M} UTC",
        )
        for number, job in enumerate(clips, 1)
    ]
    buttons = [button(str(n), Action.CLIP_SEND, context.user.id, job.id) for n, job in enumerate(clips, 1)]
    await reply(update, "\n".join([context.say("history-title"), *lines]), rows(*buttons, width=5))


async def send(update: Update, context: Context, args: Sequence[str]) -> None:
    """Send one of them again, in this chat, even if it was made for a group."""
    job = await context.app.clips.sent(context.user.id, int(args[0]))
    chat = telegram_id(context.chat.address)
    here = Destination(chat, thread=None, reply_to=None, language=context.language, user=context.user)
    async with sending_once(update, context):
        await context.services.sender.send_again(here, job)


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [CommandHandler("history", show, filters.ChatType.PRIVATE), on_press(Action.CLIP_SEND, send)]


def _minutes(seconds: float) -> str:
    """Return a length in the format of players: 1:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
