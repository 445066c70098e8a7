"""Buttons below a clip: other form, other face, again, good, bad; and the question whether it arrived."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.app.errors import FaceGone
from bot.records.preferences import Output
from bot.telegram.context import Context, message_of
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from storage.feedback import Verdict


async def other_form(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Send the same voice as a round note, or as a video."""
    return await _order(update, context, int(args[0]), output=Output(args[1]))


async def again(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Make the clip again, with the current settings."""
    return await _order(update, context, int(args[0]))


async def show_faces(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Ask for another face."""
    others = await context.app.clips.other_faces(context.user.id, int(args[0]))
    if not others.faces:
        return context.say("clip-only-face")
    choices = [button(face.name, Action.CLIP_FACE, context.user.id, others.job.id, face.id) for face in others.faces]
    await message_of(update).reply_text(
        context.say("clip-which-face"), reply_markup=rows(*choices, width=2), do_quote=True
    )
    return None


async def other_face(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Make the clip with the face that was picked."""
    flash = await _order(update, context, int(args[0]), face_id=int(args[1]))
    await message_of(update).delete()
    return flash


async def rate(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Record the verdict, and show it on the button."""
    verdict = Verdict(args[1])
    rated = await context.app.clips.rate(context.user.id, int(args[0]), verdict)
    if verdict is not rated.before:
        keyboard = await context.services.sender.clip_keyboard(rated.job, faces=rated.faces, verdict=verdict)
        await message_of(update).edit_reply_markup(keyboard)
    return context.say("clip-thanks", verdict=verdict)


async def resolve(update: Update, context: Context, args: Sequence[str]) -> None:
    """Record whether a clip with an interrupted delivery arrived."""
    await context.app.jobs.resolve(context.user.id, int(args[0]), arrived=args[1] == "here")
    await message_of(update).delete()


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        on_press(Action.CLIP_FORM, other_form),
        on_press(Action.CLIP_AGAIN, again),
        on_press(Action.CLIP_FACES, show_faces),
        on_press(Action.CLIP_FACE, other_face),
        on_press(Action.CLIP_VERDICT, rate),
        on_press(Action.DELIVERY, resolve),
    ]


async def _order(
    update: Update, context: Context, job_id: int, *, face_id: int | None = None, output: Output | None = None
) -> str:
    """Queue a clip of the same voice; pressing twice makes one clip."""
    query = update.callback_query
    assert query is not None
    try:
        await context.app.clips.order_again(
            context.session, job_id, key=f"tg:{query.id}", face_id=face_id, output=output
        )
    except FaceGone:
        return context.say("clip-face-gone")
    return context.say("clip-queued")
