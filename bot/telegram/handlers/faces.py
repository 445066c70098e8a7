"""/faces: the person's faces; preview, name, default, delete."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot.records import Face, FileRole
from bot.records.dialogues import AwaitingConsent, AwaitingFace, NamingFace
from bot.telegram.context import Context, edit, message_of, reply
from bot.telegram.handlers import setface
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows

MOST_USES = 20
"""Number of lines of the list of uses."""


async def show(update: Update, context: Context) -> None:
    """Handle /faces."""
    mine = await context.app.faces.of_user(context.user.id)
    add = button(context.say("faces-add"), Action.FACE_ASK, context.user.id)
    if not mine:
        await reply(update, context.say("faces-none"), rows(add))
        return
    names = [button(_label(face), Action.FACE_SHOW, context.user.id, face.id) for face in mine]
    await reply(update, context.say("faces-title", count=len(mine)), rows(*names, add))


async def show_one(update: Update, context: Context, args: Sequence[str]) -> None:
    """Show the face, with buttons for its actions."""
    face = await context.app.faces.get(context.user.id, int(args[0]))
    actions = [
        ("faces-uses", Action.FACE_USES),
        ("faces-rename", Action.FACE_RENAME),
        ("faces-delete", Action.FACE_DELETE),
    ]
    if not face.is_default:
        actions.insert(0, ("faces-make-default", Action.FACE_DEFAULT))
    poster = context.app.media.path(face.files[FileRole.POSTER])
    await message_of(update).reply_photo(
        await asyncio.to_thread(poster.read_bytes),
        context.say("faces-card", name=face.name, when=f"{face.created_at:%Y-%m-%d}"),
        reply_markup=rows(*(button(context.say(key), action, context.user.id, face.id) for key, action in actions)),
    )


async def show_uses(update: Update, context: Context, args: Sequence[str]) -> None:
    """List the clips that others made with the face."""
    found = await context.app.faces.uses(context.user.id, int(args[0]))
    if not found.uses:
        await reply(update, context.say("faces-uses-none", name=found.face.name))
        return
    lines = [context.say("faces-uses-title", name=found.face.name)]
    for use in found.uses[:MOST_USES]:
        who = use.user_name or context.say("faces-use-gone")
        lines.append(context.say("faces-use", when=f"{use.made_at:%Y-%m-%d %H:%M}", who=who))
    if len(found.uses) > MOST_USES:
        lines.append(context.say("faces-uses-more", count=len(found.uses) - MOST_USES))
    await reply(update, "\n".join(lines))


async def make_default(_update: Update, context: Context, args: Sequence[str]) -> str:
    """Make this face the default."""
    face = await context.app.faces.make_default(context.user.id, int(args[0]))
    return f"★ {face.name}"


async def ask_name(update: Update, context: Context, args: Sequence[str]) -> None:
    """Ask for the face's name."""
    face = await context.app.faces.get(context.user.id, int(args[0]))
    await context.expect(NamingFace(face.id))
    await reply(update, context.say("faces-ask-name", name=face.name))


async def take_text(update: Update, context: Context) -> None:
    """Take a text as the requested name, or as the note on a permission; ignore other texts."""
    dialogue, text = context.dialogue, message_of(update).text
    assert text is not None
    if isinstance(dialogue, AwaitingConsent) and dialogue.is_permitted:
        await setface.take_note(update, context, text)
        return
    if isinstance(dialogue, AwaitingFace) and dialogue.declaration:  # recorded, but the reply failed
        await setface.ask_for_face(update, context)
        return
    if not isinstance(dialogue, NamingFace):
        await reply(update, context.say("fallback" if context.session.default_face else "voice-no-face"))
        return
    face = await context.app.faces.rename(context.user.id, dialogue.face_id, text)
    await context.expect_nothing()
    await reply(update, context.say("faces-renamed", name=face.name))


async def delete(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Delete the face with its files and loans, after a confirmation."""
    user, face_id = context.user.id, int(args[0])
    if args[1:] != ["yes"]:
        face = await context.app.faces.get(user, face_id)
        sure = button(context.say("faces-delete-yes"), Action.FACE_DELETE, user, face.id, "yes")
        await reply(update, context.say("faces-delete-ask", name=face.name), rows(sure))
        return None
    face = await context.app.faces.delete(user, face_id)
    await edit(update, context.say("faces-deleted", name=face.name))
    return None


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    text = filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND
    return [
        CommandHandler("faces", show, filters.ChatType.PRIVATE),
        on_press(Action.FACE_SHOW, show_one),
        on_press(Action.FACE_USES, show_uses),
        on_press(Action.FACE_DEFAULT, make_default),
        on_press(Action.FACE_RENAME, ask_name),
        on_press(Action.FACE_DELETE, delete),
        MessageHandler(text, take_text),
    ]


def _label(face: Face) -> str:
    return f"★ {face.name}" if face.is_default else face.name
