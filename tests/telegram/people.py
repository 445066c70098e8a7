"""People, and their actions in chats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.telegram.chats import PATIENCE_S, Chat, Message, Predicate
from tests.telegram.entities import FormattedText, found_in, trimmed
from tests.telegram.files import Media, look
from tests.telegram.rules import VIDEO_NOTE_PX, VIDEO_NOTE_S, Json

if TYPE_CHECKING:
    from tests.telegram.world import World

File = Path | bytes


@dataclass(eq=False)
class Account:
    """Person or bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """Return it in the Bot API's format."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        data = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return data | {name: value for name, value in names.items() if value}


class Person(Account):
    """Person who uses Telegram."""

    def __init__(self, world: World, **names: Any) -> None:
        super().__init__(**names)
        self._world = world

    def private(self) -> Seat:
        """Return the private chat with the bot."""
        return Seat(self._world, self, self._world.chats[self.id])

    def in_group(self, group: Chat, thread_id: int | None = None) -> Seat:
        """Return the seat in the group, or in one of its topics."""
        return Seat(self._world, self, group, thread_id)

    def blocks_bot(self) -> None:
        """Block the bot: it may not write to this person any longer."""
        self._world.bot_becomes(self._world.chats[self.id], "kicked", self)

    def unblocks_bot(self) -> None:
        """Unblock the bot."""
        self._world.bot_becomes(self._world.chats[self.id], "member", self)


@dataclass(eq=False)
class Press:
    """Press of a button, which the bot must answer."""

    id: str
    person: Person
    message: Message
    pressed_at_s: float
    answered: bool = False
    answer: str = ""
    """The text that the bot flashed."""
    alert: bool = False

    async def wait_answered(self, timeout: float = PATIENCE_S) -> Press:
        """Return this press, once the bot has answered it.

        Raises:
            AssertionError: it did not answer within ``timeout`` seconds.
        """
        return await self.message.chat.wait_until(
            lambda: self if self.answered else None, timeout, "the button's answer"
        )


@dataclass
class Seat:
    """Person in a chat. The bot sees all actions as Telegram would show them."""

    _world: World
    person: Person
    chat: Chat
    thread_id: int | None = None
    speaks_for: Json = None
    """Group or channel that is the sender of messages written here."""

    @property
    def messages(self) -> list[Message]:
        """See :attr:`Chat.messages`."""
        return self.chat.messages

    def transcript(self) -> str:
        """See :meth:`Chat.transcript`."""
        return self.chat.transcript()

    async def wait_for(
        self, predicate: Predicate, timeout: float = PATIENCE_S, *, after: Message | None = None
    ) -> Message:
        """See :meth:`Chat.wait_for`."""
        return await self.chat.wait_for(predicate, timeout, after=after)

    def sends_text(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Send a text message; commands and mentions in it are marked."""
        return self._says(_body(text), None, reply_to)

    def sends_voice(self, file: File, *, duration_s: float | None = None, **more: Any) -> Message:
        """Send a voice note: Opus in Ogg.

        ``more``, here and below: ``caption``, ``reply_to``, ``via_bot``, ``name`` of the file, and ``file_size``, the size
        that Telegram reports.
        """
        media = self._media("voice", file, more)
        if (seen := look(media.path)).audio and (seen.container, seen.audio) not in (
            ("ogg", "opus"),
            ("ogg", "libopus"),
        ):
            raise ValueError(f"phones send voice as Opus in Ogg, not {seen.audio} in {seen.container}")
        return self._says_media(replace(media, duration_s=_given(duration_s, media)), **more)

    def sends_audio(self, file: File, *, duration_s: float | None = None, title: str = "", **more: Any) -> Message:
        """Send an audio file."""
        media = self._media("audio", file, more)
        return self._says_media(replace(media, duration_s=_given(duration_s, media), title=title), **more)

    def sends_video(self, file: File, *, duration_s: float | None = None, **more: Any) -> Message:
        """Send a video."""
        media = self._media("video", file, more)
        return self._says_media(replace(media, duration_s=_given(duration_s, media)), **more)

    def sends_video_note(self, file: File, **more: Any) -> Message:
        """Send a round video: square, at most 640 px and a minute."""
        media = self._media("video_note", file, more)
        if media.width != media.height or media.width > VIDEO_NOTE_PX or media.duration_s > VIDEO_NOTE_S + 1:
            raise ValueError(f"phones send no such video note: {media}")
        return self._says_media(media, **more)

    def sends_photo(self, file: File, **more: Any) -> Message:
        """Send a photo, which Telegram scales down."""
        size, name = more.pop("file_size", None), more.pop("name", "photo.jpg")
        return self._says_media(self._world.files.photo(_content(file), name, size=size), **more)

    def sends_document(self, file: File, **more: Any) -> Message:
        """Send a document, unchanged."""
        return self._says_media(self._media("document", file, more), **more)

    def sends_album(self, kind: str, files: Sequence[File], *, caption: str = "", **more: Any) -> list[Message]:
        """Send several media at once: ``audio``, ``document``, ``photo`` or ``video``; the first one has the caption."""
        album = str(self._world.number())
        send = {
            "audio": self.sends_audio,
            "document": self.sends_document,
            "photo": self.sends_photo,
            "video": self.sends_video,
        }[kind]
        return [send(file, album=album, caption="" if number else caption, **more) for number, file in enumerate(files)]

    def anonymously(self) -> Seat:
        """Return the seat of an administrator whose messages show the group as their sender; presses show the person."""
        return replace(self, speaks_for=self.chat.json())

    def for_channel(self, title: str) -> Seat:
        """Return the seat of a person who writes in the name of a channel."""
        return replace(self, speaks_for={"id": -(10**12) - self._world.number(), "type": "channel", "title": title})

    def forwards(self, message: Message, *, hidden: bool = False) -> Message:
        """Forward a message from anywhere; ``hidden`` withholds its author, as people can choose."""
        origin: Json = {"type": "user", "sender_user": message.sender.json(), "date": message.date}
        if hidden:
            origin = {"type": "hidden_user", "sender_user_name": message.sender.first_name, "date": message.date}
        elif message.sender_chat:
            origin = {"type": "chat", "sender_chat": message.sender_chat, "date": message.date}
        return self._says(message.body, message.media, None, origin=message.origin or origin)

    def edits(self, message: Message, text: str) -> None:
        """Edit one's own message."""
        message.change(_body(text), message.media, message.markup)
        self._world.tell(message, "edited_message")

    def deletes(self, message: Message) -> None:
        """Delete a message for everybody; bots are not told."""
        message.deleted = True
        message.chat.notify()

    def reacts(self, message: Message, emoji: str | None) -> None:
        """Set or remove the reaction; bots are told in private chats and as administrators."""
        old = message.reactions.get(self.person.id, [])
        message.reactions[self.person.id] = new = [emoji] if emoji else []
        if self.chat.kind == "private" or self.chat.bot_is == "administrator":
            change = {"chat": self.chat.json(), "message_id": message.id, "user": self.person.json()}
            change |= {"date": int(self._world.clock.now())}
            for name, reactions in (("old_reaction", old), ("new_reaction", new)):
                change[name] = [{"type": "emoji", "emoji": reaction} for reaction in reactions]
            self._world.updates.put("message_reaction", change)

    def presses(self, message: Message, button: str) -> Press:
        """Press the button with this text or data, see :meth:`Message.button`.

        Raises:
            LookupError: there is no such button, or the message was deleted.
        """
        if message.deleted:
            raise LookupError("the message is deleted")
        key = message.button(button)
        if key.data is None:
            raise LookupError(f"{button!r} opens {key.url}, the bot learns nothing of it")
        self.chat.note(f"{self.person.first_name} presses [ {key.text} ]")
        return self.forges_press(message, key.data)

    def forges_press(self, message: Message, data: str) -> Press:
        """Send the press of a button that the message need not have, as a changed client can."""
        press = Press(str(10**17 + self._world.number()), self.person, message, self._world.clock.forwarded_s)
        self._world.presses[press.id] = press
        query = {"id": press.id, "from": self.person.json(), "message": message.json(), "data": data}
        self._world.updates.put("callback_query", {**query, "chat_instance": str(self.chat.id)})
        return press

    def joins(self) -> None:
        """Join the group."""
        self._world.person_becomes(self.chat, self.person, "member", self.person)
        self._serves(new_chat_members=[self.person.json()])

    def leaves(self) -> None:
        """Leave the group."""
        self._world.person_becomes(self.chat, self.person, "left", self.person)
        self._serves(left_chat_member=self.person.json())

    def promotes(self, person: Person) -> None:
        """Promote a person to administrator."""
        self._world.person_becomes(self.chat, person, "administrator", self.person)

    def demotes(self, person: Person) -> None:
        """Demote a person to plain member."""
        self._world.person_becomes(self.chat, person, "member", self.person)

    def adds_bot(self) -> None:
        """Add the bot to the group."""
        self._world.bot_becomes(self.chat, "member", self.person)
        self._serves(new_chat_members=[self._world.bot.json()])

    def removes_bot(self) -> None:
        """Remove the bot from the group."""
        self._world.bot_becomes(self.chat, "kicked", self.person)
        self._serves(left_chat_member=self._world.bot.json())

    def promotes_bot(self) -> None:
        """Promote the bot to administrator: it sees everything."""
        self._world.bot_becomes(self.chat, "administrator", self.person)

    def demotes_bot(self) -> None:
        """Demote the bot to plain member."""
        self._world.bot_becomes(self.chat, "member", self.person)

    def opens_topic(self, name: str) -> Seat:
        """Open a topic in a forum; return a seat in it."""
        created = {"name": name, "icon_color": 7322096}
        message = self._world.new_message(self.chat, self.person, service={"forum_topic_created": created})
        message.thread_id, message.in_topic = message.id, True
        self.chat.topics[message.id] = name
        self._world.tell(message)
        return replace(self, thread_id=message.id)

    def upgrades_group(self, *, unnoticed: bool = False) -> Chat:
        """Upgrade the group to a supergroup: another chat with another id; the old one refuses everything from then on.

        ``unnoticed``: the bot misses the messages of both chats about it.
        """
        old = self.chat
        number = -(10**12) - self._world.number()
        new = Chat(number, "supergroup", old.names, old.bot_is, old.bot_may_send, dict(old.statuses))
        self._world.chats[number] = new
        if not unnoticed:
            self._serves(migrate_to_chat_id=number)
            replace(self, chat=new)._serves(migrate_from_chat_id=old.id)
        old.migrated_to = number
        return new

    def _media(self, kind: str, file: File, more: dict[str, Any]) -> Media:
        name = more.pop("name", file.name if isinstance(file, Path) else f"{kind}{_SUFFIX[kind]}")
        files = self._world.files
        return files.media(files.add(kind, _content(file), name, size=more.pop("file_size", None)))

    def _says_media(
        self,
        media: Media,
        *,
        caption: str = "",
        reply_to: Message | None = None,
        album: str | None = None,
        via_bot: Account | None = None,
    ) -> Message:
        helper = via_bot.json() if via_bot else None
        return self._says(_body(caption), media, reply_to, album=album, via_bot=helper)

    def _says(self, body: FormattedText, media: Media | None, reply_to: Message | None, **fields: Any) -> Message:
        if self.chat.kind == "private" and self.chat.bot_is == "stranger":
            self.chat.bot_is = "member"
        elif self.chat.kind == "private" and self.chat.bot_is == "kicked":
            raise ValueError(f"{self.person.first_name} blocked the bot and writes nothing to it")
        elif self.chat.kind != "private" and self.chat.statuses.get(self.person.id, "left") in ("left", "kicked"):
            raise ValueError(f"{self.person.first_name} is not in the group")
        mask = self.speaks_for and (ANONYMOUS if self.speaks_for["id"] == self.chat.id else FOR_CHANNEL)
        message = self._world.new_message(
            self.chat,
            mask or self.person,
            sender_chat=self.speaks_for,
            body=body,
            media=media,
            reply_to=reply_to,
            thread_id=self.thread_id,
            **fields,
        )
        self._world.tell(message)
        return message

    def _serves(self, **service: Any) -> None:
        self._world.tell(self._world.new_message(self.chat, self.person, service=service))


ANONYMOUS = Account(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Sender that Telegram names for an anonymous administrator."""

FOR_CHANNEL = Account(136817688, "Channel", username="Channel_Bot", is_bot=True)
"""Sender that Telegram names for a person who writes for a channel."""

_SUFFIX = {"voice": ".oga", "audio": ".mp3", "video": ".mp4", "video_note": ".mp4", "document": ".bin"}


def _content(file: File) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


def _given(duration_s: float | None, media: Media) -> float:
    return media.duration_s if duration_s is None else duration_s


def _body(text: str) -> FormattedText:
    body = trimmed(FormattedText(text))
    return FormattedText(body.text, found_in(body))
