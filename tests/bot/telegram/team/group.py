"""A team group: what its members do there, and what they see."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.bot.telegram.bot_api import BotApi, Phone, Shown, chat_json, ok, refusal

GROUP, MOVED = -1001, -1002
BOT = {"id": 1, "is_bot": True, "first_name": "Facenote", "username": "facenote_bot"}
RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


class TeamApi(BotApi):
    """Knows groups, too. ``members``: status of each; ``moved``: new numbers of groups; ``out``: chats that the bot may
    not write to; ``left``: chats that it left."""

    def __init__(self) -> None:
        super().__init__()
        self.members: dict[tuple[int, int], str] = {}
        self.moved: dict[int, int] = {}
        self.out: set[int] = set()
        self.left: list[int] = []

    def _carry_out(self, method: str, data: dict[str, str], files: dict[str, bytes]) -> web.Response:
        chat = int(data.get("chat_id", 0))
        if chat in self.moved:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return refusal(400, text, {"migrate_to_chat_id": self.moved[chat]})
        if chat in self.out:
            return refusal(403, "Forbidden: bot was blocked, or kicked from the group")
        match method:
            case "getChatMember":
                user = int(data["user_id"])
                status = self.members.get((chat, user))
                if status is None:
                    return refusal(400, "Bad Request: user not found")
                return ok(membership({"id": user, "is_bot": False, "first_name": "Somebody"}, status))
            case "getChat":
                more = {
                    "accent_color_id": 0,
                    "max_reaction_count": 1,
                    "accepted_gift_types": dict.fromkeys(GIFTS, False),
                }
                return ok(chat_json(chat) | more)
            case "leaveChat":
                self.left.append(chat)
                return ok(True)
        return super()._carry_out(method, data, files)


class Member(Phone):
    """A person in the group: as :class:`Phone`, but there. ``private``: the same person in their private chat."""

    api: TeamApi

    def __init__(self, api: TeamApi, user: int, name: str, *, status: str = "member") -> None:
        super().__init__(api, user, name)
        self.private = Phone(api, user, name)
        self.person = self._person
        self.group = GROUP
        api.members[GROUP, user] = status

    @property
    def chat(self) -> list[Shown]:
        return list(self.api.sent.get(self.group, {}).values())

    def send(self, text: str = "", **content: Any) -> dict[str, Any]:
        return super().send(text, **{"chat": chat_json(self.group), **content})

    def overheard(self, data: bytes = b"words", **content: Any) -> dict[str, Any]:
        """A voice note that the bot is not told of, as in privacy mode: only as what somebody answers."""
        file_id = f"overheard{len(self.api.files)}"
        self.api.files[file_id] = data
        voice = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(data), "duration": 4}
        number = self.api.next_message()
        chat = chat_json(self.group)
        return {"message_id": number, "date": 1, "chat": chat, "from": self.person, "voice": voice, **content}

    def talk(self, voice: dict[str, Any], **content: Any) -> dict[str, Any]:
        """/talk in reply to a voice note."""
        return self.send("/talk", reply_to_message=voice, **content)

    def leave(self) -> None:
        """As the group tells it."""
        self.api.members[self.group, self.user] = "left"
        self.send(left_chat_member=self.person)

    async def settles(self) -> None:
        """Until everything that this person did before has been answered."""
        before = len(self.seen("How it works here"))
        self.send("/help")
        await self.sees("How it works here", count=before + 1)

    def seen(self, text: str) -> list[Shown]:
        """What reads so now."""
        return [shown for shown in self.chat if text in shown.text]

    def clips(self) -> list[Shown]:
        """All clips in the group."""
        return [shown for shown in self.chat if shown.method in ("sendVideo", "sendVideoNote", "sendDocument")]


def answered_to(shown: Shown) -> int:
    """Which message it answers."""
    return int(json.loads(shown.data["reply_parameters"])["message_id"])


def membership(person: dict[str, Any], status: str) -> dict[str, Any]:
    """A ``ChatMember`` as Telegram sends it."""
    rights = dict.fromkeys(RIGHTS, False) if status == "administrator" else {}
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": person, "status": status, **rights, **until}


def bot_membership(api: BotApi, old: str, new: str, *, by: dict[str, Any], group: int = GROUP) -> None:
    """The bot is added to, or removed from, a group."""
    change = {"chat": chat_json(group), "from": by, "date": 1}
    api.give(my_chat_member=change | {"old_chat_member": membership(BOT, old), "new_chat_member": membership(BOT, new)})


def move(member: Member, *, tell: bool) -> None:
    """The group gets another number. Both chats say so, or the bot misses it."""
    if tell:
        member.send(migrate_to_chat_id=MOVED)
    member.api.moved[GROUP] = MOVED
    member.api.members |= {(MOVED, user): status for (_, user), status in member.api.members.items()}
    member.group = MOVED
    if tell:
        member.send(migrate_from_chat_id=GROUP)
