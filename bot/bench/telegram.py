"""Benchmark of the bot: response time, and voice notes per second.

An HTTP server in this process stands in for Telegram and accepts every request; the pool takes jobs and does nothing. The result
is the cost of our own code. Updates arrive by webhook.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from bot.consent import TEXT_VERSION
from bot.jobs.service import JobService
from bot.records import open_store
from bot.serve import assemble
from bot.settings import Settings
from bot.texts import Texts
from engine.bench import Row
from engine.demo import VOICE
from engine.pool import JobGivenBack, PoolClosed, PoolJob, Request
from storage import Store, consents, faces, users

PEOPLE, NOTES_AT_ONCE = 200, 20
PATIENCE_S = 300.0
"""How long the bot may take to be ready, and to answer all."""

BOT = {"id": 1, "is_bot": True, "first_name": "Facenote", "username": "facenote_bot"}


class IdlePool:
    """Pool that takes one job at a time and does nothing with it."""

    size = useful = 1

    def __init__(self) -> None:
        self._taken: list[PoolJob[Any]] = []
        self._closed = False

    def submit(self, request: Request[Any]) -> PoolJob[Any]:
        """Accept a job. Raises PoolClosed: the pool was drained."""
        if self._closed:
            raise PoolClosed("the pool is closed")
        self._taken.append(PoolJob(len(self._taken), request))
        return self._taken[-1]

    async def drain(self, seconds: float) -> None:  # noqa: ARG002
        """Give back the accepted jobs, and accept no more."""
        self._closed = True
        for job in self._taken:
            job.stop(JobGivenBack("not done"))


class TelegramStandIn:
    """Server that accepts every method; ``first_reply``: time of the first message to each chat, ``perf_counter`` seconds."""

    def __init__(self) -> None:
        self.first_reply: dict[int, float] = {}
        self._messages = 0

    def app(self) -> web.Application:
        """Return the server's application."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/voice.ogg", self._file)
        return app

    async def _file(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(VOICE)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        arrived, asked = time.perf_counter(), await request.post()
        result: object = True
        match request.match_info["method"]:
            case "getMe":
                result = BOT
            case "getFile":
                result = {"file_id": "v", "file_unique_id": "v", "file_path": "voice.ogg"}
            case "getUpdates":
                await asyncio.sleep(3600)
            case "sendMessage" | "editMessageText":
                chat = int(str(asked["chat_id"]))
                self.first_reply.setdefault(chat, arrived)
                self._messages += 1
                result = {"message_id": self._messages, "date": 0, "chat": {"id": chat, "type": "private"}, "text": "-"}
        return web.json_response({"ok": True, "result": result})


async def measure_telegram(folder: Path, people: int = PEOPLE) -> Sequence[Row]:
    """Measure ``people`` with a face who send one voice note each, ``NOTES_AT_ONCE`` at a time."""
    async with AsyncExitStack() as stack:
        telegram = TelegramStandIn()
        runner = web.AppRunner(telegram.app(), handler_cancellation=True)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        settings = _settings(folder, f"http://127.0.0.1:{port}")
        store = await stack.enter_async_context(open_store(folder))
        await _register(store, people)
        texts = Texts()
        service = JobService(store, IdlePool(), {})
        _, telegram_app = assemble(settings, store, service, texts)
        assert telegram_app is not None
        app = await stack.enter_async_context(telegram_app)
        await stack.enter_async_context(service)
        async with asyncio.timeout(PATIENCE_S):
            while not app.is_ready:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        begun: dict[int, float] = {}
        turn = asyncio.Semaphore(NOTES_AT_ONCE)

        async def send(person: int) -> None:
            async with turn:
                begun[person] = time.perf_counter()
                await app.process_update(_voice_note(person))

        start = time.perf_counter()
        await asyncio.gather(*(send(person) for person in range(1, people + 1)))
        seconds = time.perf_counter() - start
        async with asyncio.timeout(PATIENCE_S):
            while len(telegram.first_reply) < people:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        waits = [telegram.first_reply[person] - begun[person] for person in begun]
        subject = f"bot, {people} people, {NOTES_AT_ONCE} at once"
        return [
            Row(subject, "voice notes", people / seconds, "a second"),
            Row(subject, "first reply, median", statistics.median(waits), "s"),
            Row(subject, "first reply, p95", statistics.quantiles(waits, n=20)[-1], "s"),
        ]


def _settings(folder: Path, api_url: str) -> Settings:
    """Return the default settings, whatever the shell or a file sets: a list of allowed users would keep everybody out."""
    chosen: dict[str, Any] = {
        "data_folder": folder,
        "telegram_token": SecretStr("1:bench"),
        "telegram_api_url": api_url,
    }
    for name, field in Settings.model_fields.items():
        if name not in chosen:
            chosen[name] = field.get_default(call_default_factory=True, validated_data=chosen)
    return Settings.model_construct(**chosen)


async def _register(store: Store, people: int) -> None:
    async with store.media.scratch() as folder:
        (folder / "template").write_bytes(b"nobody looks into it")
        template = await store.media.stage(folder / "template")
        async with store.write() as tx:
            for person in range(1, people + 1):
                user = await users.ensure(tx, f"telegram:{person}", name="Ada", language="en")
                await consents.give(tx, user.id, consents.NewConsent(TEXT_VERSION, "", "en", "telegram"))
                source = template if person == 1 else template.sha256
                await faces.add(tx, user.id, name="Face 1", facts={}, sources={"template": source})


def _voice_note(person: int) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 7, "file_size": VOICE.stat().st_size}
    message = {"message_id": 1, "date": 0, "chat": {"id": person, "type": "private"}, "from": sender, "voice": voice}
    return {"update_id": person, "message": message}
