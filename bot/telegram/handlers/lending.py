"""Faces lent to a group: /shareface, /unshareface, /team; and what their owners are told."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.accounts import telegram_id
from bot.telegram.context import Context, edit, reply
from bot.telegram.handlers.dialogues import Awaited, await_next, await_nothing
from bot.telegram.handlers.ownership import own_face
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from storage import faces, users
from storage.errors import NotFound
from storage.faces import Face

GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
OWN = "own"
"""How the button of /team says "my own face"."""


async def share(update: Update, context: Context) -> None:
    """/shareface: the only face, or a choice of them."""
    async with context.services.store.read() as tx:
        mine = await faces.of_user(tx, context.user.id)
        lent = {face.id for face in await faces.shared_in(tx, context.chat.id)}
    free = [face for face in mine if face.id not in lent]
    if not mine:
        await reply(update, context.say("share-no-face"))
    elif not free:
        await reply(update, context.say("share-all-lent"))
    elif len(free) == 1:
        await _lend(context, free[0])
        await reply(update, *_lent(context, free[0]))
    else:
        choices = [button(face.name, Action.LEND, context.user.id, face.id) for face in free]
        await reply(update, context.say("share-which"), rows(*choices))


async def press_share(update: Update, context: Context, args: Sequence[str]) -> None:
    """The face to lend was picked."""
    face = await own_face(context, int(args[0]))
    await _lend(context, face)
    await edit(update, *_lent(context, face))


async def unshare(update: Update, context: Context) -> None:
    """/unshareface: the only one lent, or a choice of them."""
    async with context.services.store.read() as tx:
        lent = [face for face in await faces.shared_in(tx, context.chat.id) if face.user_id == context.user.id]
    if not lent:
        await reply(update, context.say("unshare-none"))
    elif len(lent) == 1:
        await take_back(context, lent[0], context.chat.id)
        await reply(update, context.say("unshare-done", face=lent[0].name))
    else:
        choices = [button(face.name, Action.TAKE_BACK, context.user.id, face.id, context.chat.id) for face in lent]
        await reply(update, context.say("unshare-which"), rows(*choices))


async def press_unshare(update: Update, context: Context, args: Sequence[str]) -> None:
    """Take a face back: in the group, or by the button that came with the notice of its use."""
    face = await own_face(context, int(args[0]))
    await take_back(context, face, int(args[1]))
    await edit(update, context.say("unshare-done", face=face.name))


async def show_team(update: Update, context: Context) -> None:
    """/team: the lent faces; one of them can be picked for one's next clip."""
    async with context.services.store.read() as tx:
        lent = await faces.shared_in(tx, context.chat.id)
        labels = [f"{face.name} · {(await users.get(tx, face.user_id)).name}" for face in lent]
    if not lent:
        await reply(update, context.say("team-none"))
        return
    user = context.user.id
    choices = [button(label, Action.TEAM_FACE, user, face.id) for face, label in zip(lent, labels, strict=True)]
    own = button(context.say("team-own-face"), Action.TEAM_FACE, user, OWN)
    await reply(update, context.say("team-title"), rows(*choices, own))


async def pick(update: Update, context: Context, args: Sequence[str]) -> None:
    """A lent face for the person's next clip in this group, or their own after all."""
    if args[0] == OWN:
        await await_nothing(context)
        await edit(update, context.say("team-picked-own"))
        return
    async with context.services.store.read() as tx:
        lent = {face.id: face for face in await faces.shared_in(tx, context.chat.id)}
    face = lent.get(int(args[0]))
    if face is None:
        raise NotFound(f"face {args[0]} is not lent to chat {context.chat.id} any more")
    await await_next(context, Awaited.TEAM_FACE, face=face.id)
    await edit(update, context.say("team-picked", face=face.name))


async def take_back(context: Context, face: Face, chat_id: int) -> None:
    """The chat may not use the face any more; clips that others are making with it there are stopped."""
    async with context.services.store.write() as tx:
        cancelled = await faces.unshare(tx, face.id, chat_id)
    context.services.jobs.stop(cancelled)


async def withdraw_if_gone(context: Context, face: Face) -> None:
    """Ask Telegram whether the owner of a lent face is still in the group; without them it is lent no more.

    Of large groups Telegram does not tell a bot who leaves, unless it is an administrator.
    """
    async with context.services.store.read() as tx:
        owner = await users.get(tx, face.user_id)
    try:
        member = await context.bot.get_chat_member(telegram_id(context.chat.address), telegram_id(owner.account))
        is_gone = member.status in GONE or getattr(member, "is_member", True) is False
    except BadRequest:
        is_gone = True  # Telegram knows no such member
    if is_gone:
        await take_back(context, face, context.chat.id)


async def tell_owner(context: Context, face: Face) -> None:
    """Tell the owner in private who makes a clip with their face, with a button to take it back.

    An owner who does not want to hear from the bot cannot be told, and so lends nothing any more.
    """
    services = context.services
    async with services.store.read() as tx:
        owner = await users.get(tx, face.user_id)
    group = await context.bot.get_chat(telegram_id(context.chat.address))
    text = services.texts.say(owner.language, "lent-used", name=context.user.name, face=face.name, group=group.title)
    label = services.texts.say(owner.language, "lent-take-back")
    revoke = rows(button(label, Action.TAKE_BACK, owner.id, face.id, context.chat.id))
    try:
        await context.bot.send_message(telegram_id(owner.account), text, reply_markup=revoke)
    except (Forbidden, BadRequest):
        await take_back(context, face, context.chat.id)


def handlers() -> list[BaseHandler]:
    """In the order in which they are asked."""
    return [
        CommandHandler("shareface", share, filters.ChatType.GROUPS),
        CommandHandler("unshareface", unshare, filters.ChatType.GROUPS),
        CommandHandler("team", show_team, filters.ChatType.GROUPS),
        on_press(Action.LEND, press_share),
        on_press(Action.TAKE_BACK, press_unshare),
        on_press(Action.TEAM_FACE, pick),
    ]


async def _lend(context: Context, face: Face) -> None:
    async with context.services.store.write() as tx:
        await faces.share(tx, face.id, context.chat.id)


def _lent(context: Context, face: Face) -> tuple[str, InlineKeyboardMarkup]:
    revoke = button(context.say("lent-take-back"), Action.TAKE_BACK, context.user.id, face.id, context.chat.id)
    return context.say("share-done", face=face.name), rows(revoke)
