"""Tests of the exact texts and codes of refusals over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.telegram import BotApiServer, Person
from tests.telegram.samples import ANNA

HERE: dict[str, Any] = {"chat_id": ANNA}
HELLO = {**HERE, "text": "hello"}
PARSE = "can't parse entities: "


def markup(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {**HELLO, "reply_markup": {"inline_keyboard": [list(buttons)]}}


def html(text: str) -> dict[str, Any]:
    return {**HERE, "text": text, "parse_mode": "HTML"}


def reacting(message_id: int, *emoji: str) -> dict[str, Any]:
    return {**HERE, "message_id": message_id, "reaction": [{"type": "emoji", "emoji": each} for each in emoji]}


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "hello"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "@someone", "text": "hello"}, "chat not found"),
    ("sendMessage", {**HELLO, "message_thread_id": "x"}, 'invalid parameter "message_thread_id"'),
    ("sendMessage", {**HELLO, "entities": "[x"}, "can't parse entities JSON object"),
    ("sendMessage", html("<b>bold"), f'{PARSE}Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", html("ä < b"), f"{PARSE}Unclosed start tag at byte offset 3"),
    ("sendMessage", html("<span>a</span>"), f'{PARSE}Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (
        "sendMessage",
        {**HERE, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text",
    ),
    ("sendMessage", {**HELLO, "reply_markup": "[1]"}, "object expected as reply markup"),
    ("sendMessage", {**HELLO, "reply_markup": {"keys": []}}, "object expected as reply markup"),
    ("sendMessage", markup(*[{"text": "a", "callback_data": "a"}] * 101), "REPLY_MARKUP_TOO_LONG"),
    ("sendPhoto", {**HERE}, "there is no photo in the request"),
    ("sendPhoto", {**HERE, "photo": "https://example.org/a.jpg"}, "failed to get HTTP URL content"),
    ("sendPhoto", {**HERE, "photo": "attach://a"}, "wrong file identifier/HTTP URL specified"),
    ("sendMediaGroup", {**HERE, "media": []}, "there are no media to send"),
    (
        "sendMediaGroup",
        {**HERE, "media": [{"type": "animation", "media": "an id"}] * 2},
        "can't parse InputMedia: type animation can't be used in an album",
    ),
    ("editMessageText", HELLO, "message identifier is not specified"),
    (
        "editMessageText",
        {**HELLO, "message_id": 2, "reply_markup": {"keyboard": [[{"text": "a"}]]}},
        "inline keyboard expected",
    ),
    ("editMessageMedia", {**HERE, "message_id": 2, "media": {"type": "voice"}}, "can't parse InputMedia: unknown type"),
    ("deleteMessages", {**HERE, "message_ids": []}, "message identifiers are not specified"),
    ("deleteMessages", {**HERE, "message_ids": list(range(101))}, "too many message identifiers specified"),
    ("setMessageReaction", reacting(99, "👍"), "message to react not found"),
    ("setMessageReaction", reacting(1, "👍", "👎"), "REACTIONS_TOO_MANY"),
    ("getChatAdministrators", HERE, "there are no administrators in the private chat"),
    ("leaveChat", HERE, "chat member status can't be changed in private chats"),
    (
        "setWebhook",
        {"url": "https://example.org", "max_connections": 101},
        "bad webhook: max_connections must be between 1 and 100",
    ),
    ("setWebhook", {"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
    ("getMyCommands", {"scope": {"type": "everybody"}}, "can't parse BotCommandScope: Unsupported type specified"),
    ("getMyCommands", {"scope": {"type": "chat"}}, "can't parse BotCommandScope: chat takes ['chat_id']"),
]


@pytest.fixture
async def client(server: BotApiServer) -> Any:
    async with httpx.AsyncClient(base_url=f"{server.base_url}{server.token}", timeout=300) as client:
        yield client


@pytest.mark.usefixtures("chat")
@pytest.mark.parametrize(("method", "fields", "text"), REFUSALS)
async def test_refusals(client: httpx.AsyncClient, method: str, fields: dict[str, Any], text: str) -> None:
    assert (await client.post("sendMessage", json=HELLO)).status_code == 200  # the bot's own message 2
    answer = await client.post(method, json=fields)
    refusal = {"ok": False, "error_code": 400, "description": f"Bad Request: {text}"}
    assert (answer.status_code, answer.json()) == (400, refusal)


STRICTER = [
    ("sendMessage", {**HELLO, "parse_mode": "MarkdownV2"}, "only HTML is simulated"),
    ("sendMessage", {**HELLO, "reply_parameters": {"id": 1}}, "reply_parameters have no id"),
    (
        "editMessageMedia",
        {**HERE, "message_id": 2, "media": {"type": "photo", "size": 1}},
        "InputMedia photo has no size",
    ),
]


@pytest.mark.usefixtures("chat")
@pytest.mark.parametrize(("method", "fields", "text"), STRICTER)
async def test_stricter_than_telegram(
    client: httpx.AsyncClient, method: str, fields: dict[str, Any], text: str
) -> None:
    await client.post("sendMessage", json=HELLO)
    answer = await client.post(method, json=fields)
    assert answer.json()["description"] == f"Bad Request: stricter than the official server: {text}"


@pytest.mark.usefixtures("chat")
async def test_thumbnails_are_uploaded_anew(client: httpx.AsyncClient, voice: Path) -> None:
    fields = {"chat_id": "11", "thumbnail": "an id"}
    answer = await client.post("sendDocument", data=fields, files={"document": voice.read_bytes()})
    assert "thumbnails can't be reused" in answer.json()["description"]


@pytest.mark.usefixtures("chat")
async def test_codes_and_parameters(client: httpx.AsyncClient, server: BotApiServer, anna: Person) -> None:
    group = server.group("Team", [anna], [anna])
    moved = anna.in_group(group).upgrades_group()
    answer = await client.post("sendMessage", json={"chat_id": group.id, "text": "hello"})
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": moved.id},
    }
    server.fail_next("sendMessage", 429, retry_after=7)
    answer = await client.post("sendMessage", json=HELLO)
    assert (answer.status_code, json.loads(answer.text)) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )
    anna.blocks_bot()
    answer = await client.post("sendMessage", json=HELLO)
    assert (answer.status_code, answer.json()["description"]) == (403, "Forbidden: bot was blocked by the user")
