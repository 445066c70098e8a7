"""First handler of every update: loads the session, and stops updates of people who are banned or not allowed."""

from __future__ import annotations

from telegram import Chat as TelegramChat
from telegram import Update
from telegram import User as TelegramUser
from telegram.ext import ApplicationHandlerStop, CommandHandler

from bot.accounts import is_allowed_user, telegram_account
from bot.app.people import Session
from bot.settings import Settings
from bot.telegram.attachments import voice_in
from bot.telegram.context import Context, Services, edit, is_private, is_reply_to_bot, stop_waiting
from bot.telegram.keyboard import Action

ANSWERS = 0
"""Number of the group of all handlers but the gate; they follow it."""


async def gate(update: Update, context: Context) -> None:
    """Stop updates of people who are banned or not on the lists, and in groups of those who want nothing of the bot; load the
    session of everybody else. Answer /start in a private chat with the reason.

    Updates about the chat itself (migration, members that join or leave) have no person who must be allowed: they always pass.
    """
    chat, person = update.effective_chat, update.effective_user
    if chat is None or chat.type == TelegramChat.CHANNEL:
        raise ApplicationHandlerStop
    if is_about_chat(update):
        return
    if person is None or (person.is_bot and not is_anonymous_command(update)):
        raise ApplicationHandlerStop
    if not is_allowed(context.services.settings, person, chat):
        await _explain_refusal(update, context, person)
        raise ApplicationHandlerStop
    session = await session_of(context.services, person, chat, may_be_new=makes_known(update, context))
    if session is None:
        if is_deletion(update):
            await _confirm_deletion(update, context, person)
        raise ApplicationHandlerStop
    context.session = session


def is_about_chat(update: Update) -> bool:
    """Return whether the chat itself changed: a member or the bot joined or left, or the group got a new id."""
    if update.my_chat_member or update.chat_member:
        return True
    message = update.effective_message
    return message is not None and bool(
        message.migrate_to_chat_id or message.migrate_from_chat_id or message.left_chat_member
    )


def is_anonymous_command(update: Update) -> bool:
    """Return whether an anonymous administrator sends a command: in the name of the group, so without a face."""
    message = update.effective_message
    return message is not None and message.sender_chat == message.chat and (message.text or "").startswith("/")


def is_deletion(update: Update) -> bool:
    """Return whether a person confirms that all of their data shall be deleted."""
    return update.callback_query is not None and (update.callback_query.data or "").startswith(f"{Action.FORGET}:")


def makes_known(update: Update, context: Context) -> bool:
    """Return whether the sender may become known by this update. Who only talks in a group does not, nor who was just deleted:
    then the reply failed, and the update is handled again.
    """
    message = update.effective_message
    if is_deletion(update):
        return False
    if update.callback_query or is_private(update):
        return True
    if message is not None and voice_in(message):
        return is_reply_to_bot(message, context.bot)
    commands = (handler for handler in context.application.handlers[ANSWERS] if isinstance(handler, CommandHandler))
    return any(command.check_update(update) for command in commands)


async def session_of(
    services: Services, person: TelegramUser, chat: TelegramChat, *, may_be_new: bool = True
) -> Session | None:
    """Return the session of the person in the chat; None if the person or the chat is banned, or new and not to be stored."""
    account, address = telegram_account(person.id), telegram_account(chat.id)
    if not may_be_new:
        return await services.app.people.session(account, address)
    return await services.app.people.enter(
        account,
        address,
        name=person.full_name,
        language=services.texts.pick(person.language_code),
        is_private=chat.type == TelegramChat.PRIVATE,
    )


def is_allowed(settings: Settings, person: TelegramUser, chat: TelegramChat) -> bool:
    """Return whether the person may use the bot: operators always, others by the lists. An empty list allows everybody; a
    group on it allows all of its members.
    """
    if person.id in settings.operators or chat.id in settings.allowed_chats:
        return True
    if chat.type == TelegramChat.PRIVATE or not settings.allowed_chats:
        return is_allowed_user(settings, person.id)
    return False


async def _confirm_deletion(update: Update, context: Context, person: TelegramUser) -> None:
    """Tell a person who is not known any more that everything is deleted, unless they are banned."""
    texts = context.services.texts
    if not await context.services.app.people.is_banned(telegram_account(person.id)):
        await edit(update, texts.say(texts.pick(person.language_code), "forgetme-done"))
        await stop_waiting(update)


async def _explain_refusal(update: Update, context: Context, person: TelegramUser) -> None:
    """Answer /start with the id that an operator needs to allow this person, unless they are banned."""
    services, message = context.services, update.effective_message
    if not is_private(update) or message is None or not (message.text or "").startswith("/start"):
        return
    if await services.app.people.is_banned(telegram_account(person.id)):
        return
    await message.reply_text(
        services.texts.say(services.texts.pick(person.language_code), "start-closed", number=str(person.id))
    )
