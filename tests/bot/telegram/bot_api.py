"""A small Bot API over HTTP that keeps chats as people see them, and phones that write and press in them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

Failure = tuple[int, str, dict[str, Any]] | Literal["cut", "hang"]
"""HTTP status, description and parameters of a refusal; or the connection ends, or nothing happens."""

SOON_S = 60.0
MEDIA = {"sendVideo": "video", "sendVideoNote": "video_note", "sendDocument": "document", "sendPhoto": "photo"}


@dataclass
class Shown:
    """A message of the bot as it reads now. ``method`` and ``data``: how it was sent; ``files``: what came with it."""

    id: int
    chat: int
    method: str
    text: str
    markup: dict[str, Any]
    data: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)

    def labels(self) -> list[str]:
        """What its buttons say."""
        return [button["text"] for row in self.markup.get("inline_keyboard", []) for button in row]


class BotApi:
    """Serves one bot. ``fail``: what the next calls of a method meet with; ``calls``: all there were; ``idle_edits``: those that
    would have changed nothing."""

    def __init__(self) -> None:
        self.url = ""
        self.is_down = False
        self.fail: dict[str, list[Failure]] = {}
        self.calls: list[str] = []
        self.idle_edits = 0
        self.flashes: list[str | None] = []
        self.files: dict[str, bytes] = {}
        self.sent: dict[int, dict[int, Shown]] = {}
        self._received: dict[int, dict[str, Any]] = {}
        self._updates: list[dict[str, Any]] = []
        self._last_update = 100
        self._last_message = 10
        self._news = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen on a free port."""
        app = web.Application(client_max_size=1 << 28)
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{file_id}", self._file)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await (site := web.TCPSite(runner, "127.0.0.1", 0)).start()
        self.url = site.name.rstrip("/").replace(":0", f":{runner.addresses[0][1]}")
        try:
            yield
        finally:
            await runner.cleanup()

    def next_message(self) -> int:
        """A number for a message."""
        self._last_message += 1
        return self._last_message

    def give(self, **update: dict[str, Any]) -> dict[str, Any]:
        """Put an update up for the bot to fetch."""
        self._last_update += 1
        self._updates.append({"update_id": self._last_update, **update})
        if "message" in update:
            self._received[update["message"]["message_id"]] = update["message"]
        self._news.set()
        return self._updates[-1]

    def as_json(self, shown: Shown) -> dict[str, Any]:
        """A message of the bot as Telegram gives it out."""
        content: dict[str, Any] = {"text": shown.text}
        if kind := MEDIA.get(shown.method):
            given = shown.data.get(kind, "attach:")
            file = {"file_id": f"sent{shown.id}" if given.startswith("attach:") else given, "file_unique_id": "u"}
            shape = {"width": 64, "height": 64, "length": 64, "duration": 2}
            content = {kind: [file | shape] if kind == "photo" else file | shape}
        if shown.markup:
            content["reply_markup"] = shown.markup
        answered = json.loads(shown.data.get("reply_parameters", "{}")).get("message_id")
        if answered in self._received:
            content["reply_to_message"] = self._received[answered]
        return {"message_id": shown.id, "date": 1, "chat": chat_json(shown.chat), **content}

    async def _answer(self, request: web.Request) -> web.Response:
        method, form = request.match_info["method"], dict(await request.post())
        data = {name: value for name, value in form.items() if isinstance(value, str)}
        files = {name: value.file.read() for name, value in form.items() if isinstance(value, web.FileField)}
        failure: Failure | None = "cut" if self.is_down else next(iter(self.fail.get(method, [])), None)
        if failure and not self.is_down:
            self.fail[method].pop(0)
        if failure == "hang":
            await asyncio.sleep(SOON_S)
        if failure in ("cut", "hang"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if isinstance(failure, tuple):
            return refusal(*failure)
        self.calls.append(method)
        if method == "getUpdates":
            return ok(await self._wait_for_updates(int(data.get("offset", 0)), int(data.get("timeout", 0))))
        return self._carry_out(method, data, files)

    async def _wait_for_updates(self, offset: int, timeout_s: int) -> list[dict[str, Any]]:
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates and timeout_s:
            self._news.clear()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._news.wait()
            except TimeoutError:
                pass
        return self._updates

    def _carry_out(self, method: str, data: dict[str, str], files: dict[str, bytes]) -> web.Response:
        if "parse_mode" in data and not data.keys() & {"text", "caption"}:
            return refusal(400, f"parse_mode is no parameter of {method} without words")
        here = self.sent.setdefault(int(data.get("chat_id", 0)), {})
        markup = json.loads(data.get("reply_markup", "{}"))
        match method:
            case "getMe":
                return ok({"id": 1, "is_bot": True, "first_name": "Facenote", "username": "facenote_bot"})
            case "getFile":
                return ok({"file_id": data["file_id"], "file_unique_id": "u", "file_path": data["file_id"]})
            case "answerCallbackQuery":
                self.flashes.append(data.get("text"))
            case "editMessageText" | "editMessageReplyMarkup":
                shown = here.get(int(data["message_id"]))
                if shown is None:
                    return refusal(400, "Bad Request: message to edit not found")
                text = data.get("text", shown.text)
                if (shown.text, shown.markup) == (text, markup):
                    self.idle_edits += 1
                    return refusal(400, "Bad Request: message is not modified")
                shown.text, shown.markup = text, markup
                return ok(self.as_json(shown))
            case "deleteMessage":
                if here.pop(int(data["message_id"]), None) is None:
                    return refusal(400, "Bad Request: message to delete not found")
            case _ if method.startswith("send") and method != "sendChatAction":
                words = data.get("text") or data.get("caption", "")
                shown = Shown(self.next_message(), int(data["chat_id"]), method, words, markup, data, files)
                here[shown.id] = shown
                return ok(self.as_json(shown))
        return ok(True)

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["file_id"]])


class Phone:
    """A person's phone, in their private chat with the bot."""

    def __init__(self, api: BotApi, user: int = 7, name: str = "Ada") -> None:
        self.api = api
        self.user = user
        self._person = {"id": user, "is_bot": False, "first_name": name, "language_code": "en"}

    @property
    def chat(self) -> list[Shown]:
        """What the bot's messages in it look like."""
        return list(self.api.sent.get(self.user, {}).values())

    def send(self, text: str = "", **content: Any) -> dict[str, Any]:
        """Write a message; a command is marked as one."""
        message: dict[str, Any] = {
            "message_id": self.api.next_message(), "date": 1, "chat": chat_json(self.user), "from": self._person,
        }  # fmt: skip
        if text:
            message["text"] = text
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return self.api.give(message=message | content)

    def send_file(
        self, kind: str, data: bytes, *, seconds: int = 4, size: int | None = None, **content: Any
    ) -> dict[str, Any]:
        """Send a voice, an audio, a video or a video note."""
        file_id = f"received{len(self.api.files)}"
        self.api.files[file_id] = data
        file = {"file_id": file_id, "file_unique_id": file_id, "file_size": size or len(data), "duration": seconds}
        shape = {"video": {"width": 64, "height": 64}, "video_note": {"length": 64}}.get(kind, {})
        return self.send(**{kind: file | shape}, **content)

    def press(self, label: str, shown: Shown | None = None) -> None:
        """Press a button, of this message or of the last that has it."""
        for message in [shown] if shown else reversed(self.chat):
            for button in (b for row in message.markup.get("inline_keyboard", []) for b in row):
                if label in button["text"]:
                    query = {"id": str(self.api.next_message()), "chat_instance": "1", "data": button["callback_data"]}
                    self.api.give(callback_query={**query, "from": self._person, "message": self.api.as_json(message)})
                    return
        raise AssertionError(f"no button {label!r} in {told(self.chat)}")

    async def sees(self, text: str = "", method: str = "", *, count: int = 1) -> Shown:
        """Wait for so many messages with these words, sent this way; return the last of them."""
        try:
            async with asyncio.timeout(SOON_S):
                while True:
                    found = [shown for shown in self.chat if text in shown.text and method in shown.method]
                    if len(found) >= count:
                        return found[-1]
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"no {method} {text!r} in {told(self.chat)}") from None

    async def sees_button(self, label: str) -> None:
        """Wait until a message has a button with these words."""
        async with asyncio.timeout(SOON_S):
            while not any(label in str(shown.markup) for shown in self.chat):
                await asyncio.sleep(0.02)

    async def is_served(self) -> None:
        """Wait until the bot says that nothing is under way: that a clip was seen is written down a moment later."""
        async with asyncio.timeout(SOON_S):
            while not any("Nothing is waiting" in shown.text for shown in self.chat):
                self.send("/queue")
                await asyncio.sleep(0.2)

    async def sees_no_more(self, text: str) -> None:
        """Wait until no message has these words."""
        async with asyncio.timeout(SOON_S):
            while any(text in shown.text for shown in self.chat):
                await asyncio.sleep(0.02)


def chat_json(number: int) -> dict[str, Any]:
    """A person's private chat; below zero a group."""
    if number < 0:
        return {"id": number, "type": "supergroup", "title": "Team"}
    return {"id": number, "type": "private", "first_name": "Ada"}


def told(chat: Iterable[Shown]) -> list[str]:
    """A chat for an error message."""
    return [f"{shown.method}: {shown.text}" for shown in chat]


def ok(result: object) -> web.Response:
    """An answer."""
    return web.json_response({"ok": True, "result": result})


def refusal(status: int, description: str, parameters: dict[str, Any] | None = None) -> web.Response:
    """A refusal."""
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters or {}}
    return web.json_response(body, status=status)
