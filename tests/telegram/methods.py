"""All simulated methods of the Bot API."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from tests.telegram import account, editing, sending
from tests.telegram.query import Query
from tests.telegram.world import World

METHODS: Final[dict[str, Callable[[World, Query], Any]]] = {
    "getMe": account.get_me,
    "getUpdates": account.get_updates,
    "setWebhook": account.set_webhook,
    "deleteWebhook": account.delete_webhook,
    "getWebhookInfo": account.get_webhook_info,
    "getChat": account.get_chat,
    "getChatMember": account.get_chat_member,
    "getChatAdministrators": account.get_chat_administrators,
    "getChatMemberCount": account.get_chat_member_count,
    "leaveChat": account.leave_chat,
    "getFile": account.get_file,
    "setMyCommands": account.set_my_commands,
    "getMyCommands": account.get_my_commands,
    "deleteMyCommands": account.delete_my_commands,
    "setMyName": partial(account.set_my_text, "name"),
    "getMyName": partial(account.get_my_text, "name"),
    "setMyDescription": partial(account.set_my_text, "description"),
    "getMyDescription": partial(account.get_my_text, "description"),
    "setMyShortDescription": partial(account.set_my_text, "short_description"),
    "getMyShortDescription": partial(account.get_my_text, "short_description"),
    "setChatMenuButton": account.set_menu_button,
    "getChatMenuButton": account.get_menu_button,
    "sendMessage": sending.send_message,
    "sendPhoto": partial(sending.send_media, "photo"),
    "sendVideo": partial(sending.send_media, "video"),
    "sendAnimation": partial(sending.send_media, "animation"),
    "sendVideoNote": partial(sending.send_media, "video_note"),
    "sendVoice": partial(sending.send_media, "voice"),
    "sendAudio": partial(sending.send_media, "audio"),
    "sendDocument": partial(sending.send_media, "document"),
    "sendMediaGroup": sending.send_media_group,
    "copyMessage": sending.copy_message,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_press,
    "setMessageReaction": editing.react,
}
