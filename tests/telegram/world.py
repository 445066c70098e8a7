"""State of Telegram: accounts, chats, files, and the bot's view of them."""

from __future__ import annotations

import itertools
import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram.chats import Chat, Message
from tests.telegram.entities import cut
from tests.telegram.files import FileStore
from tests.telegram.rules import FloodLimits, Json, bad_request, forbidden, too_many

if TYPE_CHECKING:
    from tests.telegram.people import Account, Person, Press
    from tests.telegram.updates import Updates

ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


class Clock:
    """Telegram's time; tests may move it forward instead of waiting."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    def now(self) -> float:
        """Return seconds since 1970."""
        return time.time() + self._ahead_s

    @property
    def forwarded_s(self) -> float:
        """Return how far it was moved: the time that went by for what must not depend on the pace of the tests."""
        return self._ahead_s

    def forward(self, seconds: float) -> None:
        """Move the time forward: floods are forgotten, presses and links expire."""
        self._ahead_s += seconds


@dataclass
class Flood:
    """Counts the bot's messages and edits."""

    clock: Clock
    limits: FloodLimits
    _sent: dict[int, deque[float]] = field(default_factory=dict)
    _overall: deque[float] = field(default_factory=deque)

    def count(self, chat: Chat, items: int = 1) -> None:
        """Count messages or an edit in the chat.

        Raises:
            Refused: 429, too many.
        """
        now = self.clock.now()
        sent = self._sent.setdefault(chat.id, deque())
        if chat.kind == "private":
            burst = self.limits.private_burst
            window_s, most = burst / self.limits.private_per_s, burst
        else:
            window_s, most = 60.0, self.limits.group_per_min
        wait_s = max(
            _wait_s(sent, now, window_s, most, items),
            _wait_s(self._overall, now, 1.0, self.limits.overall_per_s, items),
        )
        if wait_s > 0:
            raise too_many(math.ceil(wait_s))
        sent.extend([now] * items)
        self._overall.extend([now] * items)


def _wait_s(sent: deque[float], now: float, window_s: float, most: int, items: int) -> float:
    while sent and sent[0] <= now - window_s:
        sent.popleft()
    excess = len(sent) + items - most
    return sent[min(excess, len(sent)) - 1] + window_s - now if excess > 0 and sent else 0.0


@dataclass
class World:
    """State behind the Bot API, for one bot."""

    bot: Account
    files: FileStore
    updates: Updates
    clock: Clock
    flood: Flood
    privacy: bool = True
    """Whether the bot sees in groups only what is addressed to it."""
    local: bool = False
    """Whether bot and server share a disk, as with ``telegram-bot-api --local``: files of any size are passed by path."""
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    texts: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Commands, descriptions and names that the bot set, by (subject and scope, language)."""
    links: dict[str, float] = field(default_factory=dict)
    """Time when each download path was issued."""
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def number(self) -> int:
        """Return a number that was never used before."""
        return next(self._numbers)

    def new_message(self, chat: Chat, sender: Account, **fields: Any) -> Message:
        """Add a new message to the chat, threaded like Telegram's.

        In a topic, a message that is no reply replies to the topic's first message. In a supergroup without topics, a reply
        belongs to the thread of its target, and has its ``message_thread_id`` without being in a topic.
        """
        reply, thread_id = fields.pop("reply_to", None), fields.pop("thread_id", None)
        if chat.forum and reply and thread_id is None:
            thread_id = reply.thread_id
        if chat.forum and thread_id and not reply:
            reply = chat.find(thread_id)
        if chat.kind == "supergroup" and not chat.forum and reply:
            thread_id = reply.thread_id or reply.id
        message = Message(
            chat, chat.next_id(), sender, int(self.clock.now()), reply_to=reply, thread_id=thread_id,
            in_topic=bool(chat.forum and thread_id), **fields,
        )  # fmt: skip
        chat.add(message)
        return message

    def tell(self, message: Message, kind: str = "message") -> None:
        """Send a person's message to the bot, if it may see it."""
        if self.bot_sees(message):
            self.updates.put(kind, message.json())

    def bot_sees(self, message: Message) -> bool:
        """Return whether the bot sees it in privacy mode (core.telegram.org/bots/features#privacy-mode)."""
        chat = message.chat
        if chat.kind == "private" or chat.bot_is not in ("member", "administrator"):
            return chat.bot_is in ("member", "administrator")
        if not self.privacy or chat.bot_is == "administrator" or message.service:
            return True
        if message.reply_to and message.reply_to.sender is self.bot:
            return True
        name = f"@{self.bot.username}".lower()
        for entity in message.body.entities:
            words = cut(message.body.text, entity).lower()
            if entity["type"] == "bot_command" and ("@" not in words or words.endswith(name)):
                return True
            if entity["type"] == "mention" and words == name:
                return True
        return False

    def bot_becomes(self, chat: Chat, status: str, by: Account) -> None:
        """Change the bot's status in a chat, and tell the bot."""
        old, chat.bot_is = chat.bot_is, status
        change = {"chat": chat.json(), "from": by.json(), "date": int(self.clock.now())}
        change |= {"old_chat_member": member(self.bot, old), "new_chat_member": member(self.bot, status)}
        self.updates.put("my_chat_member", change)

    def person_becomes(self, chat: Chat, person: Person, status: str, by: Account) -> None:
        """Change a person's status in a group, and tell administrators that ask for it."""
        old = chat.statuses.get(person.id, "left")
        chat.statuses[person.id] = status
        if chat.bot_is == "administrator":
            change = {"chat": chat.json(), "from": by.json(), "date": int(self.clock.now())}
            change |= {"old_chat_member": member(person, old), "new_chat_member": member(person, status)}
            self.updates.put("chat_member", change)

    def chat_of(self, chat_id: int) -> Chat:
        """Return the chat with this id for a method.

        Raises:
            Refused: there is none, it moved, or the bot is not a member of it.
        """
        chat = self.chats.get(chat_id)
        if chat is None or (chat.kind != "private" and chat.bot_is == "stranger"):
            raise bad_request("chat not found")
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.bot_is == "kicked":
            raise forbidden(
                "bot was blocked by the user" if chat.kind == "private" else f"bot was kicked from the {chat.kind} chat"
            )
        if chat.bot_is == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def chat_to_write(self, chat_id: int, thread_id: int | None, what: str) -> Chat:
        """Return the chat, if the bot may send ``what`` there.

        Raises:
            Refused: it may not.
        """
        chat = self.chat_of(chat_id)
        if chat.bot_is == "stranger":
            raise forbidden("bot can't initiate conversation with a user")
        if not chat.bot_may_send:
            raise bad_request(f"not enough rights to send {what} to the chat")
        if thread_id is not None and not (chat.forum and thread_id in chat.topics):
            raise bad_request("message thread not found")
        return chat


def member(account: Account, status: str) -> Json:
    """Return a ChatMember in the Bot API's format."""
    more: dict[str, Json] = {
        "creator": {"is_anonymous": False},
        "administrator": {right: right == "can_manage_chat" for right in ADMIN_RIGHTS},
        "kicked": {"until_date": 0},
    }
    return {"user": account.json(), "status": "left" if status == "stranger" else status, **more.get(status, {})}
