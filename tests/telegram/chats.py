"""Chats and their messages in their current state."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tests.telegram.entities import FormattedText
from tests.telegram.files import Media
from tests.telegram.rules import Json

if TYPE_CHECKING:
    from tests.telegram.people import Account

PATIENCE_S = 180.0
"""Maximum wait for something that must happen. Only a failing test waits this long; a busy machine is no failure."""

T = TypeVar("T")
Predicate = str | Callable[["Message"], bool]


@dataclass(frozen=True)
class Button:
    """Button under a message: a press sends ``data`` to the bot, ``url`` is the page that it opens."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(eq=False)
class Message:
    """Message in its current state; a bot's edits change it in place."""

    chat: Chat
    id: int
    sender: Account
    date: int
    body: FormattedText = field(default_factory=FormattedText)
    media: Media | None = None
    markup: Json = None
    reply_to: Message | None = None
    thread_id: int | None = None
    in_topic: bool = False
    album: str | None = None
    origin: Json = None
    service: Json = None
    sender_chat: Json = None
    """Sender other than the person: the group, for an anonymous administrator, or a channel."""
    via_bot: Json = None
    versions: list[str] = field(default_factory=list)
    """Contents before each edit, oldest first."""
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict)
    """Emoji by account id."""

    @property
    def shown(self) -> str:
        """Return its text or its caption."""
        return self.body.text

    @property
    def text(self) -> str | None:
        """Return the text of a text message."""
        return None if self.media or self.service else self.body.text

    @property
    def caption(self) -> str | None:
        """Return the caption of a media message."""
        return self.body.text if self.media else None

    @property
    def rows(self) -> list[list[Button]]:
        """Return the rows of buttons under the message."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(key["text"], key.get("callback_data"), key.get("url")) for key in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """Return all of its buttons."""
        return [button for row in self.rows for button in row]

    def button(self, text_or_data: str) -> Button:
        """Return the button with this text or data, or the only one whose text contains it.

        Raises:
            LookupError: there is no such button, or more than one.
        """
        exact = [button for button in self.buttons if text_or_data in (button.text, button.data)]
        found = exact or [button for button in self.buttons if text_or_data in button.text]
        if len(found) != 1:
            raise LookupError(f"{len(found)} buttons {text_or_data!r} under {self.render()}")
        return found[0]

    def json(self, *, with_reply: bool = True) -> Json:
        """Return it in the Bot API's format."""
        data: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.json(), "from": self.sender.json()}
        if self.versions:
            data["edit_date"] = self.date
        if self.thread_id:
            data["message_thread_id"] = self.thread_id
        if self.in_topic:
            data["is_topic_message"] = True
        if self.media:
            data[self.media.kind] = self.media.json()
            if self.media.kind == "animation":
                data["document"] = self.media.file.json()
        if self.body.text:
            name, entities = ("caption", "caption_entities") if self.media else ("text", "entities")
            data[name] = self.body.text
            if self.body.entities:
                data[entities] = self.body.entities
        optional = {"media_group_id": self.album, "forward_origin": self.origin}
        optional |= {"sender_chat": self.sender_chat, "via_bot": self.via_bot}
        if self.markup and "inline_keyboard" in self.markup:
            optional["reply_markup"] = self.markup
        if self.reply_to and with_reply and not self.reply_to.deleted:
            optional["reply_to_message"] = self.reply_to.json(with_reply=False)
        return data | {name: value for name, value in optional.items() if value} | (self.service or {})

    def change(self, body: FormattedText, media: Media | None, markup: Json) -> None:
        """Replace the content."""
        self.versions.append(self.shown)
        self.body, self.media, self.markup = body, media, markup
        self.chat.notify()

    def same(self, body: FormattedText, markup: Json) -> bool:
        """Return whether text and buttons are equal to these."""
        return (self.body.text, self.body.entities, self.markup or None) == (body.text, body.entities, markup or None)

    async def wait_shows(self, part: str) -> Message:
        """Wait until an edit makes the message show that; return it."""
        return await self.chat.wait_until(lambda: self if part in self.shown else None, wanted=part)

    async def wait_deleted(self) -> None:
        """Wait until it is deleted."""
        await self.chat.wait_until(lambda: self.deleted or None, wanted=f"the end of {self.shown!r}")

    def render(self) -> str:
        """Return the message in one or more lines, buttons in brackets, e.g. ``Anna: (voice 3 s)``."""
        marks = []
        if self.reply_to and not self.reply_to.service:
            marks.append(f"in reply to {self.reply_to.sender.first_name}")
        marks += ["forwarded"] if self.origin else []
        marks += [f"edited {len(self.versions)}x"] if self.versions else []
        head = self.sender.first_name + (f" ({', '.join(marks)})" if marks else "")
        parts = [f"({self.media})"] if self.media else []
        parts += [f"({_service_words(self.service)})"] if self.service else []
        parts += [self.body.text] if self.body.text else []
        lines = " ".join(parts).splitlines() or [""]
        lines += [" ".join(f"[ {button.text} ]" for button in row) for row in self.rows]
        for emoji in self.reactions.values():
            lines += ["".join(emoji)] if emoji else []
        return f"{head}: " + "\n    ".join(lines)


@dataclass(eq=False)
class Chat:
    """Private chat, group or supergroup.

    ``kind`` is ``private``, ``group`` or ``supergroup``. ``bot_is`` is the bot's status in a group (``member``,
    ``administrator``, ``left``, ``kicked``); in a private chat ``stranger`` until the person writes first, then
    ``member``, or ``kicked`` when blocked.
    """

    id: int
    kind: str
    names: Json
    """Fields such as the person's ``first_name`` or the group's ``title``, in the Bot API's format."""
    bot_is: str = "stranger"
    bot_may_send: bool = True
    statuses: dict[int, str] = field(default_factory=dict)
    """Status of each person: ``creator``, ``administrator``, ``member``, ``left`` or ``kicked``."""
    topics: dict[int, str] = field(default_factory=dict)
    forum: bool = False
    migrated_to: int | None = None
    history: list[Message] = field(default_factory=list)
    """Every message, including deleted ones."""
    actions: list[str] = field(default_factory=list)
    """The bot's chat actions, e.g. ``upload_video``."""
    _timeline: list[Message | str] = field(default_factory=list)
    _waiting: set[asyncio.Future[None]] = field(default_factory=set)
    _last_id: int = 0

    @property
    def messages(self) -> list[Message]:
        """Return the visible messages in their current state."""
        return [message for message in self.history if not message.deleted]

    @property
    def last(self) -> Message:
        """Return the newest message."""
        return self.messages[-1]

    def json(self) -> Json:
        """Return it in the Bot API's format for messages."""
        return {"id": self.id, "type": self.kind, **self.names} | ({"is_forum": True} if self.forum else {})

    def next_id(self) -> int:
        """Return the next message id; ids are unique only within a chat."""
        self._last_id += 1
        return self._last_id

    def find(self, message_id: int) -> Message | None:
        """Return the message with this id, if it still exists."""
        return next((message for message in self.messages if message.id == message_id), None)

    def add(self, message: Message) -> None:
        """Add a new message."""
        self.history.append(message)
        self._timeline.append(message)
        self.notify()

    def note(self, text: str) -> None:
        """Add a visible event that is no message to the transcript."""
        self._timeline.append(text)
        self.notify()

    def notify(self) -> None:
        """Wake up all waiting tests."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def wait_for(
        self, predicate: Predicate, timeout: float = PATIENCE_S, *, after: Message | None = None
    ) -> Message:
        """Return the first of the bot's messages that matches the predicate, now or within ``timeout`` seconds.

        Args:
            predicate: a function of a message, or a part of its shown text.
            after: only messages that came after this one.

        Raises:
            AssertionError: no message matched; the text contains the transcript.
        """
        return await self.wait_until(lambda: next(self._matches(predicate, after), None), timeout, str(predicate))

    async def wait_until(self, found: Callable[[], T | None], timeout: float = PATIENCE_S, wanted: str = "it") -> T:
        """Return the function's result once it is truthy; it is called after each change in the chat."""
        try:
            async with asyncio.timeout(timeout):
                while (result := found()) is None:
                    waiting = asyncio.get_running_loop().create_future()
                    self._waiting.add(waiting)
                    try:
                        await waiting
                    finally:
                        self._waiting.discard(waiting)
                return result
        except TimeoutError:
            raise AssertionError(f"waited {timeout} s for {wanted} in:\n{self.transcript()}") from None

    def _matches(self, predicate: Predicate, after: Message | None) -> Iterator[Message]:
        first = self.history.index(after) + 1 if after else 0
        for message in self.history[first:]:
            wanted = predicate in message.shown if isinstance(predicate, str) else predicate(message)
            if message.sender.is_bot and not message.deleted and wanted:
                yield message

    def transcript(self) -> str:
        """Return the whole conversation for a reader: edits folded, deleted messages left out, buttons as ``[ … ]``."""
        lines = []
        for entry in self._timeline:
            if isinstance(entry, str):
                lines.append(f"  * {entry}")
            elif not entry.deleted:
                topic = self.topics.get(entry.thread_id or 0)
                lines.append((f"#{topic} " if topic else "") + entry.render())
        return "\n".join(lines)


def is_media(kind: str, words: str = "") -> Callable[[Message], bool]:
    """Return a predicate: media of this kind, such as ``video``, with these words in the caption."""
    return lambda message: message.media is not None and message.media.kind == kind and words in message.shown


def _service_words(service: Json) -> str:
    name, value = next(iter(service.items()))
    who = [user["first_name"] for user in value] if name == "new_chat_members" else value
    return f"{name.replace('_', ' ')}: {who if isinstance(who, str | int) else json.dumps(who, ensure_ascii=False)}"
