"""The rules of the official Bot API: its limits, its parameters and its errors.

Limits are those of core.telegram.org/bots/api and core.telegram.org/bots/faq; error texts are those of the official server
(github.com/tdlib/telegram-bot-api). If the official server silently does something other than requested, this one refuses,
with a text that begins with ``STRICT``: a bot under test should not depend on such behaviour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from telegram import constants

Json = Any
STRICT: Final = "Bad Request: stricter than the official server: "

TEXT_CHARS: Final = 4096
CAPTION_CHARS: Final = 1024
ANSWER_CHARS: Final = 200
CALLBACK_DATA_BYTES: Final = 64
BUTTONS: Final = 100
ALBUM_ITEMS: Final = 10
DELETE_IDS: Final = 100
COMMANDS: Final = 100
COMMAND_TEXT_CHARS: Final = 256

UPLOAD_BYTES: Final = 50 * 1024 * 1024
DOWNLOAD_BYTES: Final = 20 * 1024 * 1024
PHOTO_BYTES: Final = 10 * 1024 * 1024
THUMBNAIL_BYTES: Final = 200 * 1024
PHOTO_SIDES_PX: Final = 10_000
"""Sum of width and height of a photo."""
PHOTO_RATIO: Final = 20
THUMBNAIL_PX: Final = 320
VIDEO_NOTE_PX: Final = 640
VIDEO_NOTE_S: Final = 60

DELETABLE_S: Final = 48 * 3600
LINK_S: Final = 3600
ANSWERABLE_S: Final = 30
"""Time in which a press may be answered; Telegram publishes no figure."""

CHAT_ACTIONS: Final = frozenset(action.value for action in constants.ChatAction)
REACTIONS: Final = frozenset(emoji.value for emoji in constants.ReactionEmoji)
UPDATE_TYPES: Final = frozenset(kind.value for kind in constants.UpdateType)
ASKED_FOR_ONLY: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of update that only a bot that names them receives."""

_SENDING = "chat_id message_thread_id disable_notification protect_content reply_parameters reply_markup"
_CAPTION = "caption parse_mode caption_entities show_caption_above_media"
_EDITING = "chat_id message_id reply_markup"
_COMMANDS = "scope language_code"

PARAMETERS: Final = {
    method: frozenset(names.split())
    for method, names in {
        "getMe": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url max_connections allowed_updates drop_pending_updates secret_token ip_address",
        "deleteWebhook": "drop_pending_updates",
        "getWebhookInfo": "",
        "getChat": "chat_id",
        "getChatMember": "chat_id user_id",
        "getChatAdministrators": "chat_id",
        "getChatMemberCount": "chat_id",
        "leaveChat": "chat_id",
        "sendMessage": f"{_SENDING} text parse_mode entities link_preview_options",
        "sendPhoto": f"{_SENDING} {_CAPTION} photo has_spoiler",
        "sendVideo": f"{_SENDING} {_CAPTION} video duration width height thumbnail cover start_timestamp has_spoiler "
        "supports_streaming",
        "sendAnimation": f"{_SENDING} {_CAPTION} animation duration width height thumbnail has_spoiler",
        "sendVideoNote": f"{_SENDING} video_note duration length thumbnail",
        "sendVoice": f"{_SENDING} caption parse_mode caption_entities voice duration",
        "sendAudio": f"{_SENDING} caption parse_mode caption_entities audio duration performer title thumbnail",
        "sendDocument": f"{_SENDING} caption parse_mode caption_entities document thumbnail disable_content_type_detection",
        "sendMediaGroup": "chat_id message_thread_id media disable_notification protect_content reply_parameters",
        "copyMessage": f"{_SENDING} {_CAPTION} from_chat_id message_id video_start_timestamp",
        "editMessageText": f"{_EDITING} text parse_mode entities link_preview_options",
        "editMessageCaption": f"{_EDITING} {_CAPTION}",
        "editMessageMedia": f"{_EDITING} media",
        "editMessageReplyMarkup": _EDITING,
        "deleteMessage": "chat_id message_id",
        "deleteMessages": "chat_id message_ids",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "sendChatAction": "chat_id message_thread_id action",
        "setMessageReaction": "chat_id message_id reaction is_big",
        "getFile": "file_id",
        "setMyCommands": f"commands {_COMMANDS}",
        "getMyCommands": _COMMANDS,
        "deleteMyCommands": _COMMANDS,
        "setMyName": "name language_code",
        "getMyName": "language_code",
        "setMyDescription": "description language_code",
        "getMyDescription": "language_code",
        "setMyShortDescription": "short_description language_code",
        "getMyShortDescription": "language_code",
        "setChatMenuButton": "chat_id menu_button",
        "getChatMenuButton": "chat_id",
    }.items()
}
"""Parameters of each method. The official server ignores others; this one refuses them."""

_MEDIA = "type media caption parse_mode caption_entities"
MEDIA_FIELDS: Final = {
    kind: frozenset(names.split())
    for kind, names in {
        "photo": f"{_MEDIA} show_caption_above_media has_spoiler",
        "video": f"{_MEDIA} show_caption_above_media has_spoiler thumbnail width height duration supports_streaming cover "
        "start_timestamp",
        "animation": f"{_MEDIA} show_caption_above_media has_spoiler thumbnail width height duration",
        "audio": f"{_MEDIA} thumbnail duration performer title",
        "document": f"{_MEDIA} thumbnail disable_content_type_detection",
    }.items()
}


@dataclass(frozen=True)
class FloodLimits:
    """Limits on the messages and edits of a bot; more is answered with 429. Each item of an album counts.

    The FAQ names one message a second in a chat with short bursts allowed, 20 a minute in a group, about 30 a second in all.
    """

    private_per_s: float = 1.0
    private_burst: int = 20
    group_per_min: int = 20
    overall_per_s: int = 30


class Refused(Exception):
    """A request was refused."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.description = description
        self.code = code
        self.parameters = parameters


def bad_request(text: str, **parameters: int) -> Refused:
    """400, ``Bad Request: text``."""
    return Refused(f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> Refused:
    """403, ``Forbidden: text``."""
    return Refused(f"Forbidden: {text}", 403)


def too_many(retry_after_s: int) -> Refused:
    """429, to be retried after that many seconds."""
    return Refused(f"Too Many Requests: retry after {retry_after_s}", 429, retry_after=retry_after_s)
