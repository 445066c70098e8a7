"""Methods that send messages to chats."""

from __future__ import annotations

from typing import Any

from tests.telegram.chats import Chat, Message
from tests.telegram.entities import FormattedText
from tests.telegram.files import Media
from tests.telegram.query import Query
from tests.telegram.rules import ALBUM_ITEMS, CHAT_ACTIONS, STRICT, Json, Refused, bad_request
from tests.telegram.uploading import input_media, media_of
from tests.telegram.world import World

NAMES = {"photo": "photos", "video": "videos", "video_note": "video notes", "voice": "voice notes", "audio": "music"}


def send_message(world: World, query: Query) -> Json:
    """``sendMessage``."""
    chat = world.chat_to_write(query.chat_id(), query.thread(), "text messages")
    return _send(world, query, chat, query.message_text(), None).json()


def send_media(kind: str, world: World, query: Query) -> Json:
    """``sendPhoto``, ``sendVideo`` and so on."""
    chat = world.chat_to_write(query.chat_id(), query.thread(), NAMES.get(kind, f"{kind}s"))
    caption = query.caption()
    media = media_of(world, query, kind, query.text(kind), query.fields)
    return _send(world, query, chat, caption, media).json()


def send_media_group(world: World, query: Query) -> Json:
    """``sendMediaGroup``."""
    chat = world.chat_to_write(query.chat_id(), query.thread(), "media")
    items = query.data("media") or []
    if not items:
        raise bad_request("there are no media to send")
    if len(items) > ALBUM_ITEMS:
        raise bad_request("too much messages to send as an album")
    if len(items) < 2:
        raise Refused(f"{STRICT}an album has 2 to 10 items")
    kinds = {item.get("type") for item in items}
    for kind in ("audio", "document"):
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    if "animation" in kinds:
        raise bad_request("can't parse InputMedia: type animation can't be used in an album")
    contents = [input_media(world, query, item) for item in items]
    reply = _reply(query, chat)
    world.flood.count(chat, len(contents))
    album = str(world.number())
    return [
        world.new_message(
            chat, world.bot, body=caption, media=media, album=album, reply_to=reply, thread_id=query.thread()
        ).json()
        for media, caption in contents
    ]


def copy_message(world: World, query: Query) -> Json:
    """``copyMessage``."""
    source = world.chat_of(query.chat_id("from_chat_id")).find(query.whole("message_id"))
    chat = world.chat_to_write(query.chat_id(), query.thread(), "text messages")
    if source is None:
        raise bad_request("message to copy not found")
    if source.service:
        raise bad_request("message can't be copied")
    body = query.caption() if "caption" in query.fields and source.media else source.body
    return {"message_id": _send(world, query, chat, body, source.media).id}


def send_chat_action(world: World, query: Query) -> Json:
    """``sendChatAction``."""
    chat = world.chat_to_write(query.chat_id(), query.thread(), "chat actions")
    if query.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(query.text("action"))
    chat.notify()
    return True


def _send(world: World, query: Query, chat: Chat, body: FormattedText, media: Media | None) -> Message:
    fields: dict[str, Any] = {"markup": query.keyboard(), "reply_to": _reply(query, chat), "thread_id": query.thread()}
    world.flood.count(chat)
    return world.new_message(chat, world.bot, body=body, media=media, **fields)


def _reply(query: Query, chat: Chat) -> Message | None:
    wanted = query.data("reply_parameters")
    if not wanted:
        return None
    known = {"message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode", "quote_entities"}
    if unknown := wanted.keys() - known:
        raise Refused(f"{STRICT}reply_parameters have no {', '.join(sorted(unknown))}")
    message = chat.find(int(wanted.get("message_id", 0))) if int(wanted.get("chat_id", chat.id)) == chat.id else None
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message
