"""Methods that change, delete or answer messages in a chat."""

from __future__ import annotations

from tests.telegram.chats import Message
from tests.telegram.entities import FormattedText
from tests.telegram.query import Query
from tests.telegram.rules import (
    ANSWER_CHARS,
    ANSWERABLE_S,
    DELETABLE_S,
    DELETE_IDS,
    REACTIONS,
    Json,
    bad_request,
)
from tests.telegram.uploading import input_media
from tests.telegram.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply "
    "markup of the message"
)
MEDIA_THAT_CHANGES = ("photo", "video", "animation", "audio", "document")


def edit_text(world: World, query: Query) -> Json:
    """``editMessageText``; buttons are removed unless they are sent again."""
    message = _own(world, query)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, query, message, query.message_text())


def edit_caption(world: World, query: Query) -> Json:
    """``editMessageCaption``."""
    message = _own(world, query)
    if message.media is None or message.media.kind == "video_note":
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, query, message, query.caption())


def edit_markup(world: World, query: Query) -> Json:
    """``editMessageReplyMarkup``."""
    message = _own(world, query)
    return _edit(world, query, message, message.body)


def edit_media(world: World, query: Query) -> Json:
    """``editMessageMedia``."""
    message = _own(world, query)
    if message.media and message.media.kind not in MEDIA_THAT_CHANGES:
        raise bad_request("message can't be edited")
    media, caption = input_media(world, query, query.data("media"))
    markup = query.keyboard(inline_only=True)
    if message.media and message.media.file.file_id == media.file.file_id and message.same(caption, markup):
        raise bad_request(NOT_MODIFIED)
    world.flood.count(message.chat)
    message.change(caption, media, markup)
    return message.json()


def delete_message(world: World, query: Query) -> Json:
    """``deleteMessage``."""
    message = world.chat_of(query.chat_id()).find(query.whole("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    message.chat.notify()
    return True


def delete_messages(world: World, query: Query) -> Json:
    """``deleteMessages``: missing messages are skipped."""
    chat = world.chat_of(query.chat_id())
    numbers = query.data("message_ids") or []
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > DELETE_IDS:
        raise bad_request("too many message identifiers specified")
    for message in filter(None, map(chat.find, numbers)):
        message.deleted = _deletable(world, message)
    chat.notify()
    return True


def answer_press(world: World, query: Query) -> Json:
    """``answerCallbackQuery``."""
    press = world.presses.get(query.text("callback_query_id"))
    if press is None or press.answered or world.clock.forwarded_s - press.pressed_at_s > ANSWERABLE_S:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(query.text("text")) > ANSWER_CHARS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered, press.answer, press.alert = True, query.text("text"), query.flag("show_alert")
    chat = press.message.chat
    if press.answer:
        chat.note(f"{press.person.first_name} is {'alerted' if press.alert else 'told'}: {press.answer}")
    chat.notify()
    return True


def react(world: World, query: Query) -> Json:
    """``setMessageReaction``."""
    chat = world.chat_of(query.chat_id())
    message = chat.find(query.whole("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    wanted = query.data("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("type") != "emoji" or reaction.get("emoji") not in REACTIONS for reaction in wanted):
        raise bad_request("REACTION_INVALID")
    message.reactions[world.bot.id] = [reaction["emoji"] for reaction in wanted]
    chat.notify()
    return True


def _own(world: World, query: Query) -> Message:
    chat = world.chat_of(query.chat_id())
    if "message_id" not in query.fields:
        raise bad_request("message identifier is not specified")
    message = chat.find(query.whole("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot or message.service:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, query: Query, message: Message, body: FormattedText) -> Json:
    markup = query.keyboard(inline_only=True)
    if message.same(body, markup):
        raise bad_request(NOT_MODIFIED)
    world.flood.count(message.chat)
    message.change(body, message.media, markup)
    return message.json()


def _deletable(world: World, message: Message) -> bool:
    """Return whether the bot may delete it: for two days, its own messages, and in private chats those of the person."""
    own = message.sender is world.bot or message.chat.kind == "private"
    return own and world.clock.now() - message.date < DELETABLE_S
