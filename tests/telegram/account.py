"""Methods about the bot itself, its updates, chats and files."""

from __future__ import annotations

import ipaddress
import json
import re
from urllib.parse import urlsplit

from tests.telegram.query import Query
from tests.telegram.rules import (
    COMMAND_TEXT_CHARS,
    COMMANDS,
    DOWNLOAD_BYTES,
    UPDATE_TYPES,
    Json,
    bad_request,
)
from tests.telegram.updates import Webhook, checked_secret
from tests.telegram.world import World, member

TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
MENU_BUTTONS = {"commands": {"type"}, "default": {"type"}, "web_app": {"type", "text", "web_app"}}
SCOPES = {
    "default": set[str](),
    "all_private_chats": set(),
    "all_group_chats": set(),
    "all_chat_administrators": set(),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


def get_me(world: World, _query: Query) -> Json:
    """``getMe``."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot.json() | abilities


async def get_updates(world: World, query: Query) -> Json:
    """``getUpdates``."""
    kinds = _kinds(query)
    if not world.updates.webhook:
        world.updates.allow(kinds)
    limit = min(max(query.whole("limit", 100), 1), 100)
    return await world.updates.poll(query.whole("offset"), limit, min(query.number("timeout"), 50))


async def set_webhook(world: World, query: Query) -> Json:
    """``setWebhook``; plain HTTP is accepted for this machine, for which nobody can sign a certificate."""
    url = query.text("url")
    if not url:
        return await delete_webhook(world, query)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and _loopback(parts.hostname or "")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    connections = query.whole("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("bad webhook: max_connections must be between 1 and 100")
    webhook = Webhook(url, checked_secret(query.text("secret_token") or None), connections)
    world.updates.allow(_kinds(query))
    await world.updates.set_webhook(webhook, drop=query.flag("drop_pending_updates"))
    return True


async def delete_webhook(world: World, query: Query) -> Json:
    """``deleteWebhook``."""
    await world.updates.set_webhook(None, drop=query.flag("drop_pending_updates"))
    return True


def get_webhook_info(world: World, _query: Query) -> Json:
    """``getWebhookInfo``."""
    webhook = world.updates.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if webhook and webhook.last_error:
        info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    return info


def get_chat(world: World, query: Query) -> Json:
    """``getChat``."""
    chat = world.chat_of(query.chat_id())
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
    return chat.json() | more


def get_chat_member(world: World, query: Query) -> Json:
    """``getChatMember``."""
    chat = world.chat_of(query.chat_id())
    number = query.whole("user_id")
    if number == world.bot.id:
        return member(world.bot, chat.bot_is)
    if number not in world.people:
        raise bad_request("invalid user_id specified")
    status = "member" if chat.kind == "private" else chat.statuses.get(number, "left")
    return member(world.people[number], status)


def get_chat_administrators(world: World, query: Query) -> Json:
    """``getChatAdministrators``."""
    chat = world.chat_of(query.chat_id())
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [
        member(world.people[number], status)
        for number, status in chat.statuses.items()
        if status in ("creator", "administrator")
    ]
    return found + ([member(world.bot, chat.bot_is)] if chat.bot_is == "administrator" else [])


def get_chat_member_count(world: World, query: Query) -> Json:
    """``getChatMemberCount``."""
    chat = world.chat_of(query.chat_id())
    return 1 + (1 if chat.kind == "private" else sum(s not in ("left", "kicked") for s in chat.statuses.values()))


def leave_chat(world: World, query: Query) -> Json:
    """``leaveChat``."""
    chat = world.chat_of(query.chat_id())
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.bot_becomes(chat, "left", world.bot)
    chat.note(f"{world.bot.first_name} left")
    return True


def get_file(world: World, query: Query) -> Json:
    """``getFile``: its path is valid for an hour."""
    stored = world.files.files.get(query.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if world.local:
        return stored.json() | {"file_path": str(world.files.shared(stored))}
    if stored.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    path = world.files.download_path(stored)
    world.links[path] = world.clock.now()
    return stored.json() | {"file_path": path}


def set_my_commands(world: World, query: Query) -> Json:
    """``setMyCommands``."""
    commands = query.data("commands") or []
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= COMMAND_TEXT_CHARS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.texts[_audience(query)] = commands
    return True


def get_my_commands(world: World, query: Query) -> Json:
    """``getMyCommands``."""
    return world.texts.get(_audience(query), [])


def delete_my_commands(world: World, query: Query) -> Json:
    """``deleteMyCommands``."""
    world.texts.pop(_audience(query), None)
    return True


def set_my_text(kind: str, world: World, query: Query) -> Json:
    """``setMyName``, ``setMyDescription``, ``setMyShortDescription``."""
    if len(query.text(kind)) > TEXT_LIMITS[kind]:
        raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
    world.texts[(kind, _language(query))] = query.text(kind)
    return True


def get_my_text(kind: str, world: World, query: Query) -> Json:
    """``getMyName``, ``getMyDescription``, ``getMyShortDescription``."""
    default = world.bot.first_name if kind == "name" else ""
    return {kind: world.texts.get((kind, _language(query)), world.texts.get((kind, ""), default))}


def set_menu_button(world: World, query: Query) -> Json:
    """``setChatMenuButton``, of one private chat or of all."""
    button = query.data("menu_button") or {"type": "default"}
    if button.keys() != MENU_BUTTONS.get(str(button.get("type"))):
        raise bad_request("can't parse MenuButton")
    if button["type"] == "web_app" and urlsplit(button["web_app"]["url"]).scheme != "https":
        raise bad_request("menu button web app URL is invalid: Only HTTPS links are allowed")
    world.texts[("menu button", query.text("chat_id"))] = button
    return True


def get_menu_button(world: World, query: Query) -> Json:
    """``getChatMenuButton``."""
    everywhere = world.texts.get(("menu button", ""), {"type": "commands"})
    return world.texts.get(("menu button", query.text("chat_id")), everywhere)


def _audience(query: Query) -> tuple[str, str]:
    scope = query.data("scope") or {"type": "default"}
    needed = SCOPES.get(str(scope.get("type")))
    if needed is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope.keys() - {"type"} != needed:
        raise bad_request(f"can't parse BotCommandScope: {scope['type']} takes {sorted(needed)}")
    return json.dumps(scope, sort_keys=True), _language(query)


def _language(query: Query) -> str:
    language = query.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _kinds(query: Query) -> list[str] | None:
    kinds: list[str] | None = query.data("allowed_updates")
    if kinds and (unknown := set(kinds) - UPDATE_TYPES):
        raise bad_request(f"unknown update types {sorted(unknown)}")
    return kinds


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
