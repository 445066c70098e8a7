"""Faces lent to a group: /shareface, /unshareface, /team."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.records import Face
from bot.records.dialogues import LentFacePicked
from bot.telegram.context import Context, edit, reply
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows

OWN = "own"
"""Value of the button of /team for one's own face."""


async def lend(update: Update, context: Context) -> None:
    """Handle /shareface: lend the only face, or show a choice."""
    user, chat = context.user.id, context.chat.id
    mine = await context.app.groups.lend_only_free(user, chat)
    if not mine.own:
        await reply(update, context.say("share-no-face"))
    elif not mine.free:
        await reply(update, context.say("share-all-lent"))
    elif len(mine.free) == 1:
        await reply(update, *_lent(context, mine.free[0]))
    else:
        choices = [button(face.name, Action.LEND, user, face.id) for face in mine.free]
        await reply(update, context.say("share-which"), rows(*choices))


async def press_lend(update: Update, context: Context, args: Sequence[str]) -> None:
    """Lend the picked face."""
    face = await context.app.groups.lend(context.user.id, int(args[0]), context.chat.id)
    await edit(update, *_lent(context, face))


async def take_back(update: Update, context: Context) -> None:
    """Handle /unshareface: take back the only lent face, or show a choice."""
    user, chat = context.user.id, context.chat.id
    lent = (await context.app.groups.take_back_only_lent(user, chat)).lent
    if not lent:
        await reply(update, context.say("unshare-none"))
    elif len(lent) == 1:
        await reply(update, context.say("unshare-done", face=lent[0].name))
    else:
        choices = [button(face.name, Action.TAKE_BACK, user, face.id, chat) for face in lent]
        await reply(update, context.say("unshare-which"), rows(*choices))


async def press_take_back(update: Update, context: Context, args: Sequence[str]) -> None:
    """Take a face back: in the group, or by the button of the notice of its use."""
    face = await context.app.groups.take_back(context.user.id, int(args[0]), int(args[1]))
    await edit(update, context.say("unshare-done", face=face.name))


async def show_team(update: Update, context: Context) -> None:
    """Handle /team: show the lent faces; one of them can be picked for one's next clip."""
    team = await context.app.groups.team(context.chat.id)
    if not team:
        await reply(update, context.say("team-none"))
        return
    user = context.user.id
    choices = [button(f"{one.face.name} · {one.owner}", Action.TEAM_FACE, user, one.face.id) for one in team]
    own = button(context.say("team-own-face"), Action.TEAM_FACE, user, OWN)
    await reply(update, context.say("team-title"), rows(*choices, own))


async def pick(update: Update, context: Context, args: Sequence[str]) -> None:
    """Use a lent face for the person's next clip in this group, or their own again."""
    if args[0] == OWN:
        await context.expect_nothing()
        await edit(update, context.say("team-picked-own"))
        return
    face = await context.app.groups.lent_face(context.chat.id, int(args[0]))
    await context.expect(LentFacePicked(face.id))
    await edit(update, context.say("team-picked", face=face.name))


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        CommandHandler("shareface", lend, filters.ChatType.GROUPS),
        CommandHandler("unshareface", take_back, filters.ChatType.GROUPS),
        CommandHandler("team", show_team, filters.ChatType.GROUPS),
        on_press(Action.LEND, press_lend),
        on_press(Action.TAKE_BACK, press_take_back),
        on_press(Action.TEAM_FACE, pick),
    ]


def _lent(context: Context, face: Face) -> tuple[str, InlineKeyboardMarkup]:
    revoke = button(context.say("lent-take-back"), Action.TAKE_BACK, context.user.id, face.id, context.chat.id)
    return context.say("share-done", face=face.name), rows(revoke)
