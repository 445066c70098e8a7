"""People, and what they do in chats."""

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
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """As the Bot API writes it."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        data = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return data | {name: value for name, value in names.items() if value}


class Person(Account):
    """Someone with Telegram in the hand."""

    def __init__(self, world: World, **names: Any) -> None:
        super().__init__(**names)
        self._world = world

    def private(self) -> Seat:
        """The private chat with the bot."""
        return Seat(self._world, self, self._world.chats[self.id])

    def in_group(self, group: Chat, thread_id: int | None = None) -> Seat:
        """A place in the group, or in one of its topics."""
        return Seat(self._world, self, group, thread_id)

    def blocks_bot(self) -> None:
        """The bot may not write to this person any longer."""
        self._world.bot_becomes(self._world.chats[self.id], "kicked", self)

    def unblocks_bot(self) -> None:
        """It may again."""
        self._world.bot_becomes(self._world.chats[self.id], "member", self)


@dataclass(eq=False)
class Press:
    """A button was pressed; the bot owes an answer."""

    id: str
    person: Person
    message: Message
    pressed_at: float
    answered: bool = False
    answer: str = ""
    """What the bot flashed up."""
    alert: bool = False

    async def wait_answered(self, timeout: float = PATIENCE_S) -> Press:
        """This press, once the bot answered it.

        Raises:
            AssertionError: it did not in ``timeout`` seconds.
        """
        return await self.message.chat.wait_until(
            lambda: self if self.answered else None, timeout, "the button's answer"
        )


@dataclass
class Seat:
    """A person in a chat. Everything done here is seen by the bot as Telegram would show it."""

    _world: World
    person: Person
    chat: Chat
    thread_id: int | None = None
    speaks_for: Json = None
    """The group or channel that what is written here has as its sender."""

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
        """A message of text; commands and mentions in it are marked."""
        return self._says(_body(text), None, reply_to)

    def sends_voice(self, file: File, *, duration_s: float | None = None, **more: Any) -> Message:
        """A voice note: Opus in Ogg.

        ``more``, here and below: ``caption``, ``reply_to``, ``via_bot``, ``name`` of the file, and ``file_size``, what
        Telegram shall say of its size.
        """
        media = self._media("voice", file, more)
        if (seen := look(media.path)).audio and (seen.container, seen.audio) not in (
            ("ogg", "opus"),
            ("ogg", "libopus"),
        ):
            raise ValueError(f"phones send voice as Opus in Ogg, not {seen.audio} in {seen.container}")
        return self._says_media(replace(media, duration_s=_given(duration_s, media)), **more)

    def sends_audio(self, file: File, *, duration_s: float | None = None, title: str = "", **more: Any) -> Message:
        """An audio file."""
        media = self._media("audio", file, more)
        return self._says_media(replace(media, duration_s=_given(duration_s, media), title=title), **more)

    def sends_video(self, file: File, *, duration_s: float | None = None, **more: Any) -> Message:
        """A video."""
        media = self._media("video", file, more)
        return self._says_media(replace(media, duration_s=_given(duration_s, media)), **more)

    def sends_video_note(self, file: File, **more: Any) -> Message:
        """A round video: square, at most 640 px and a minute."""
        media = self._media("video_note", file, more)
        if media.width != media.height or media.width > VIDEO_NOTE_PX or media.duration_s > VIDEO_NOTE_S + 1:
            raise ValueError(f"phones send no such video note: {media}")
        return self._says_media(media, **more)

    def sends_photo(self, file: File, **more: Any) -> Message:
        """A photo, which Telegram makes smaller."""
        size, name = more.pop("file_size", None), more.pop("name", "photo.jpg")
        return self._says_media(self._world.files.photo(_content(file), name, size=size), **more)

    def sends_document(self, file: File, **more: Any) -> Message:
        """A file as it is."""
        return self._says_media(self._media("document", file, more), **more)

    def sends_album(self, kind: str, files: Sequence[File], *, caption: str = "", **more: Any) -> list[Message]:
        """Several media at once: ``audio``, ``document``, ``photo`` or ``video``; the caption is the first one's."""
        album = str(self._world.number())
        send = {
            "audio": self.sends_audio,
            "document": self.sends_document,
            "photo": self.sends_photo,
            "video": self.sends_video,
        }[kind]
        return [send(file, album=album, caption="" if number else caption, **more) for number, file in enumerate(files)]

    def anonymously(self) -> Seat:
        """The same place, of an administrator whose messages show the group as their sender; presses show the person."""
        return replace(self, speaks_for=self.chat.json())

    def for_channel(self, title: str) -> Seat:
        """The same place, of somebody who writes in the name of a channel."""
        return replace(self, speaks_for={"id": -(10**12) - self._world.number(), "type": "channel", "title": title})

    def forwards(self, message: Message, *, hidden: bool = False) -> Message:
        """Brings a message from anywhere; ``hidden`` withholds who wrote it, as people may wish."""
        origin: Json = {"type": "user", "sender_user": message.sender.json(), "date": message.date}
        if hidden:
            origin = {"type": "hidden_user", "sender_user_name": message.sender.first_name, "date": message.date}
        elif message.sender_chat:
            origin = {"type": "chat", "sender_chat": message.sender_chat, "date": message.date}
        return self._says(message.body, message.media, None, origin=message.origin or origin)

    def edits(self, message: Message, text: str) -> None:
        """Changes the words of one's own message."""
        message.change(_body(text), message.media, message.markup)
        self._world.tell(message, "edited_message")

    def deletes(self, message: Message) -> None:
        """Removes a message for everybody; bots are not told."""
        message.deleted = True
        message.chat.notify()

    def reacts(self, message: Message, emoji: str | None) -> None:
        """Sets or takes away the reaction; a bot learns of it in private chats and as an administrator."""
        old = message.reactions.get(self.person.id, [])
        message.reactions[self.person.id] = new = [emoji] if emoji else []
        if self.chat.kind == "private" or self.chat.bot_is == "administrator":
            change = {"chat": self.chat.json(), "message_id": message.id, "user": self.person.json()}
            change |= {"date": int(self._world.clock.now())}
            for name, reactions in (("old_reaction", old), ("new_reaction", new)):
                change[name] = [{"type": "emoji", "emoji": reaction} for reaction in reactions]
            self._world.updates.put("message_reaction", change)

    def presses(self, message: Message, button: str) -> Press:
        """Presses the button with this text or data, see :meth:`Message.button`.

        Raises:
            LookupError: there is no such button, or the message is gone.
        """
        if message.deleted:
            raise LookupError("the message is deleted")
        key = message.button(button)
        if key.data is None:
            raise LookupError(f"{button!r} opens {key.url}, the bot learns nothing of it")
        press = Press(str(10**17 + self._world.number()), self.person, message, self._world.clock.now())
        self._world.presses[press.id] = press
        self.chat.note(f"{self.person.first_name} presses [ {key.text} ]")
        query = {"id": press.id, "from": self.person.json(), "message": message.json(), "data": key.data}
        self._world.updates.put("callback_query", {**query, "chat_instance": str(self.chat.id)})
        return press

    def joins(self) -> None:
        """Comes into the group."""
        self._world.person_becomes(self.chat, self.person, "member", self.person)
        self._serves(new_chat_members=[self.person.json()])

    def leaves(self) -> None:
        """Goes out of the group."""
        self._world.person_becomes(self.chat, self.person, "left", self.person)
        self._serves(left_chat_member=self.person.json())

    def promotes(self, person: Person) -> None:
        """Makes someone an administrator."""
        self._world.person_becomes(self.chat, person, "administrator", self.person)

    def demotes(self, person: Person) -> None:
        """Makes someone a plain member."""
        self._world.person_becomes(self.chat, person, "member", self.person)

    def adds_bot(self) -> None:
        """Brings the bot into the group."""
        self._world.bot_becomes(self.chat, "member", self.person)
        self._serves(new_chat_members=[self._world.bot.json()])

    def removes_bot(self) -> None:
        """Throws the bot out of the group."""
        self._world.bot_becomes(self.chat, "kicked", self.person)
        self._serves(left_chat_member=self._world.bot.json())

    def promotes_bot(self) -> None:
        """Makes the bot an administrator: it sees everything."""
        self._world.bot_becomes(self.chat, "administrator", self.person)

    def demotes_bot(self) -> None:
        """Makes the bot a plain member."""
        self._world.bot_becomes(self.chat, "member", self.person)

    def opens_topic(self, name: str) -> Seat:
        """A new topic in a forum, and one's place in it."""
        created = {"name": name, "icon_color": 7322096}
        message = self._world.new_message(self.chat, self.person, service={"forum_topic_created": created})
        message.thread_id, message.in_topic = message.id, True
        self.chat.topics[message.id] = name
        self._world.tell(message)
        return replace(self, thread_id=message.id)

    def upgrades_group(self, *, unnoticed: bool = False) -> Chat:
        """Makes a supergroup of a group: another chat with another number; the old one refuses everything from then on.

        ``unnoticed``: the bot misses what both chats say of it.
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
"""Whom Telegram names as the sender where an administrator stays anonymous."""

FOR_CHANNEL = Account(136817688, "Channel", username="Channel_Bot", is_bot=True)
"""Whom it names where somebody writes for a channel."""

_SUFFIX = {"voice": ".oga", "audio": ".mp3", "video": ".mp4", "video_note": ".mp4", "document": ".bin"}


def _content(file: File) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


def _given(duration_s: float | None, media: Media) -> float:
    return media.duration_s if duration_s is None else duration_s


def _body(text: str) -> FormattedText:
    body = trimmed(FormattedText(text))
    return FormattedText(body.text, found_in(body))
