"""Team groups: clips on request or of every voice note, and changes of membership."""

from __future__ import annotations

import logging

from telegram import Chat as TelegramChat
from telegram import (
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginUser,
    Update,
)
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import BaseHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.accounts import telegram_account, telegram_id
from bot.app.errors import MessengerUnreachable
from bot.jobs.errors import FaceNotAllowed
from bot.records import Face
from bot.records.dialogues import LentFacePicked
from bot.records.preferences import ClipTrigger, VoiceRule
from bot.telegram.attachments import voice_in
from bot.telegram.context import Context, is_reply_to_bot, message_of, reply
from bot.telegram.delivery.messenger import GONE
from bot.telegram.gate import is_allowed, session_of
from bot.telegram.handlers.media_messages import order_clip
from facenote.errors import FacenoteError
from storage.errors import NotFound

GROUPS = (TelegramChat.GROUP, TelegramChat.SUPERGROUP)
VOICES = filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE
WANTS_A_FACE = ("talk", "team", "shareface", "unshareface")
ONLY_IN_GROUPS = (*WANTS_A_FACE, "teamsettings")
ONLY_IN_PRIVATE = ("setface", "faces", "batch", "queue", "history", "settings", "export", "forgetme")

log = logging.getLogger(__name__)


async def talk(update: Update, context: Context) -> None:
    """Handle /talk in reply to a voice: make a clip with the sender's face. Commands reach the bot in privacy mode, too."""
    asked = message_of(update)
    voice = asked.reply_to_message
    if voice is None or voice_in(voice) is None:
        await reply(update, context.say("talk-how"))
    else:
        await _order_or_explain(update, context, asked, voice)


async def on_voice(update: Update, context: Context) -> None:
    """Handle a voice in the group if it replies to the bot, or if the group wants a clip of every voice."""
    message = message_of(update)
    if is_reply_to_bot(message, context.bot):
        await _order_or_explain(update, context, message, message)
    elif message.voice and context.chat.settings.start is ClipTrigger.EVERY:
        await _order_unasked(context, message)


async def explain(update: Update, context: Context) -> None:
    """Answer a command for groups in a private chat, or /help in a group."""
    await reply(update, context.say("group-only" if context.chat.user_id is not None else "group-help"))


async def refuse_anonymous(update: Update, context: Context) -> None:
    """Explain that an anonymous sender, who writes in the name of the group, has no face."""
    await reply(update, context.say("group-nameless"))


async def point_to_private(update: Update, context: Context) -> None:
    """Answer a private-chat command that was sent in a group."""
    link = InlineKeyboardButton(context.say("private-open"), url=f"https://t.me/{context.bot.username}")
    await reply(update, context.say("private-only"), InlineKeyboardMarkup([[link]]))


async def bot_membership_changed(update: Update, context: Context) -> None:
    """Introduce the bot when it is added; withdraw all lent faces when it is removed."""
    change = update.my_chat_member
    assert change is not None
    if change.chat.type not in GROUPS:
        return
    was_out, is_out = change.old_chat_member.status in GONE, change.new_chat_member.status in GONE
    if is_out:
        await _bot_left(context, change.chat)
    elif was_out:
        await _bot_joined(context, change)


async def member_left(update: Update, context: Context) -> None:
    """Handle a member who left or was removed: withdraw the faces they lent, stop their clips for this group.

    A message of the group reports it, and for administrators an update of its own as well; handling it twice does no harm.
    """
    change, message = update.chat_member, update.effective_message
    if change is not None:
        gone = change.new_chat_member.user if change.new_chat_member.status in GONE else None
    else:
        gone = message.left_chat_member if message else None
    where = update.effective_chat
    if gone is None or gone.is_bot or where is None:
        return
    await context.app.groups.member_left(telegram_account(gone.id), telegram_account(where.id))


async def migrate(update: Update, context: Context) -> None:
    """Handle a group that became a supergroup with another id. Both chats report it, in any order."""
    message = message_of(update)
    if message.migrate_to_chat_id:
        await _move(context, message.chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await _move(context, message.migrate_from_chat_id, message.chat_id)


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        ChatMemberHandler(bot_membership_changed, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(member_left, ChatMemberHandler.CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.LEFT_CHAT_MEMBER, member_left),
        MessageHandler(filters.StatusUpdate.MIGRATE, migrate),
        CommandHandler(WANTS_A_FACE, refuse_anonymous, filters.ChatType.GROUPS & filters.SenderChat.ALL),
        CommandHandler("talk", talk, filters.ChatType.GROUPS),
        CommandHandler(ONLY_IN_PRIVATE, point_to_private, filters.ChatType.GROUPS),
        CommandHandler(["help", "start"], explain, filters.ChatType.GROUPS),
        CommandHandler(ONLY_IN_GROUPS, explain, filters.ChatType.PRIVATE),
        MessageHandler(filters.ChatType.GROUPS & VOICES, on_voice),
    ]


async def _order_or_explain(update: Update, context: Context, asked: Message, voice: Message) -> None:
    """Make the clip that the message ``asked`` requests, of the sound in ``voice``, or explain the refusal."""
    settings = context.chat.settings
    if settings.voices is VoiceRule.OWN and speaker(voice) != telegram_id(context.user.account):
        await reply(update, context.say("talk-not-your-voice"))
        return
    face = _face(context)
    if face is None:
        link = InlineKeyboardButton(context.say("talk-register"), url=f"https://t.me/{context.bot.username}?start=face")
        await reply(update, context.say("talk-no-face"), InlineKeyboardMarkup([[link]]))
        return
    await _order(context, asked, voice, face)


async def _order_unasked(context: Context, message: Message) -> None:
    """Make a clip of a voice note in a group that wants all. It was not requested, so refusals are only logged."""
    if speaker(message) != telegram_id(context.user.account) or not await context.app.clips.may_order(context.session):
        return
    face = _face(context)
    if face is not None:
        try:
            await _order(context, message, message, face)
        except MessengerUnreachable:
            raise  # the update is handled again
        except FacenoteError as error:
            log.info("made no clip of a voice note: %s", error.code)


async def _order(context: Context, asked: Message, voice: Message, face: Face | int) -> None:
    attachment = voice_in(voice)
    assert attachment is not None
    output = context.chat.settings.output or context.user.settings.output
    try:
        await order_clip(context, asked, attachment, face, output=output)
    except (FaceNotAllowed, NotFound):
        await _forget_pick(context)  # the owner took the picked face back
        raise
    await _forget_pick(context)


def _face(context: Context) -> Face | int | None:
    """Return the id of the face picked with /team for the next clip, else the person's own face."""
    picked = context.dialogue
    return picked.face_id if isinstance(picked, LentFacePicked) else context.session.default_face


async def _forget_pick(context: Context) -> None:
    """Forget the face picked with /team: it was for one clip."""
    if isinstance(context.dialogue, LentFacePicked):
        await context.expect_nothing()


def speaker(message: Message) -> int | None:
    """Return the speaker as far as Telegram reports it: the original sender of a forwarded voice; None if unknown."""
    origin = message.forward_origin
    if origin is not None:
        return origin.sender_user.id if isinstance(origin, MessageOriginUser) else None
    if message.sender_chat or message.via_bot or message.from_user is None:
        return None
    return message.from_user.id


async def _bot_joined(context: Context, change: ChatMemberUpdated) -> None:
    """Introduce the bot in the language of the person who added it; leave if they are not allowed to."""
    services, chat, person = context.services, change.chat, change.from_user
    known = await session_of(services, person, chat) if is_allowed(services.settings, person, chat) else None
    if known is None:
        await context.bot.leave_chat(chat.id)
        return
    context.session = known
    if change.new_chat_member.status != ChatMemberStatus.RESTRICTED:
        await context.bot.send_message(chat.id, context.say("group-welcome"))


async def _bot_left(context: Context, chat: TelegramChat) -> None:
    """Withdraw lent faces and stop the group's jobs, unless the group has only moved."""
    try:
        await context.bot.get_chat(chat.id)
    except ChatMigrated as moved:
        await _move(context, chat.id, moved.new_chat_id)
        return
    except (Forbidden, BadRequest):
        pass  # as expected: the bot is no longer a member
    await context.app.groups.bot_left(telegram_account(chat.id))


async def _move(context: Context, old_id: int, new_id: int) -> None:
    await context.app.groups.move(telegram_account(old_id), telegram_account(new_id))
