"""The buttons below a clip: other form, other face, again, good, bad; and the question whether it arrived."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.app.preferences import Output, Preferences
from bot.jobs.requests import ClipRequest
from bot.telegram.context import Context, message_of
from bot.telegram.delivery.captions import clip_keyboard
from bot.telegram.delivery.destination import destination_of, front_again
from bot.telegram.handlers.orders import order
from bot.telegram.handlers.ownership import own_face, own_job
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from storage import faces, feedback
from storage.feedback import Verdict
from storage.jobs import Job


async def other_form(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """The same words as a round note, or as a video."""
    return await _make(update, context, await own_job(context, int(args[0])), output=Output(args[1]))


async def again(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """The same once more, with the settings as they are now."""
    return await _make(update, context, await own_job(context, int(args[0])))


async def show_faces(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Which other face?"""
    job = await own_job(context, int(args[0]))
    async with context.services.store.read() as tx:
        others = [face for face in await faces.of_user(tx, context.user.id) if face.id != job.face_id]
    if not others:
        return context.say("clip-only-face")
    choices = [button(face.name, Action.CLIP_FACE, context.user.id, job.id, face.id) for face in others]
    await message_of(update).reply_text(
        context.say("clip-which-face"), reply_markup=rows(*choices, width=2), do_quote=True
    )
    return None


async def other_face(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """The same words from the face that was picked."""
    face = await own_face(context, int(args[1]))
    told = await _make(update, context, await own_job(context, int(args[0])), face_id=face.id)
    await message_of(update).delete()
    return told


async def judge(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Good or bad: kept, and shown as chosen."""
    job, verdict = await own_job(context, int(args[0])), Verdict(args[1])
    services = context.services
    async with services.store.write() as tx:
        before = await feedback.verdict_of(tx, context.user.id, job.id)
        await feedback.give(tx, context.user.id, job.id, verdict)
        place = await destination_of(tx, job)
        choice = len(await faces.of_user(tx, context.user.id))
    if verdict is not before:
        await message_of(update).edit_reply_markup(
            clip_keyboard(services.texts, place, job, faces=choice, verdict=verdict)
        )
    return context.say("clip-thanks", verdict=verdict)


async def resolve(update: Update, context: Context, args: Sequence[str]) -> None:
    """The person says whether a clip arrived whose sending was cut short."""
    job = await own_job(context, int(args[0]))
    await context.services.jobs.resolve(job.id, arrived=args[1] == "here")
    await message_of(update).delete()


def handlers() -> list[BaseHandler]:
    """In the order in which they are asked."""
    return [
        on_press(Action.CLIP_FORM, other_form),
        on_press(Action.CLIP_AGAIN, again),
        on_press(Action.CLIP_FACES, show_faces),
        on_press(Action.CLIP_FACE, other_face),
        on_press(Action.CLIP_VERDICT, judge),
        on_press(Action.DELIVERY, resolve),
    ]


async def _make(
    update: Update, context: Context, job: Job, *, face_id: int | None = None, output: Output | None = None
) -> str:
    """Queue the clip of the same voice; the same press twice is one clip."""
    query = update.callback_query
    face_id = face_id if face_id is not None else job.face_id
    assert query is not None
    if face_id is None:
        return context.say("clip-face-gone")
    output = output or Output(job.front.get("output", Output.VIDEO))
    await order(
        context,
        ClipRequest(
            user_id=context.user.id,
            face_id=face_id,
            voice=job.files["voice"],
            voice_s=job.work,
            form=output.form(job.work),
            denoise=Preferences.of(context.user.settings).denoise,
            chat_id=job.chat_id,
            batch_id=None,
            key=f"tg:{query.id}",
            front=front_again(job, output=output),
        ),
    )
    return context.say("clip-queued")
