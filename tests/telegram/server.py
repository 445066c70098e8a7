"""The Bot API over HTTP; see the package for its use."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.ports import held_port, number_of
from tests.telegram.chats import PATIENCE_S, Chat
from tests.telegram.files import FileStore
from tests.telegram.methods import METHODS
from tests.telegram.people import Account, Person
from tests.telegram.query import Query, Upload
from tests.telegram.rules import LINK_S, FloodLimits, Json, Refused
from tests.telegram.updates import Updates
from tests.telegram.world import Clock, Flood, World

TOKEN = "7000000001:AAtests-only-tests-only-tests-only0"
READ_BYTES = 256 * 1024 * 1024


@dataclass
class Call:
    """Request of the bot and its result."""

    method: str
    fields: dict[str, Any]
    uploads: dict[str, Upload]
    status: int = 0
    """HTTP status; 0 while it is running or if the connection was cut."""
    description: str = ""
    """Reason of a refusal."""
    is_fault: bool = False
    """Whether the test requested the failure."""


@dataclass
class _Failure:
    status: int | None
    description: str
    retry_after: int | None
    done_first: bool
    hangs: bool
    meanwhile: Callable[[], object] | None


@dataclass
class BotApiServer:
    """Telegram for one bot, on a free port of this machine."""

    world: World
    token: str = TOKEN
    log: list[Call] = field(default_factory=list)
    _failures: dict[str, list[_Failure]] = field(default_factory=dict)
    _forgiven: list[str] = field(default_factory=list)
    _runner: web.AppRunner | None = None
    _site: web.TCPSite | None = None
    _port: int = 0
    _down: int | None = None

    @classmethod
    @contextlib.asynccontextmanager
    async def running(
        cls,
        folder: Path | None = None,
        *,
        limits: FloodLimits | None = None,
        privacy: bool = True,
        local: bool = False,
        token: str = TOKEN,
    ) -> AsyncIterator[BotApiServer]:
        """Run a server inside the context.

        Args:
            folder: where it keeps files; by default a temporary one.
            limits: its flood limits; by default Telegram's.
            privacy: whether the bot sees in groups only what is addressed to it.
            local: whether ``getFile`` gives a path on the disk. As in a container of its own, the server opens no file of the
                bot.
        """
        with tempfile.TemporaryDirectory() as temporary, held_port() as held:
            bot = Account(int(token.split(":")[0]), "Facenote", username="facenote_test_bot", is_bot=True)
            clock = Clock()
            files = FileStore(folder or Path(temporary))
            world = World(bot, files, Updates(), clock, Flood(clock, limits or FloodLimits()), privacy, local)
            server = cls(world, token, _port=number_of(held))
            await server.up()
            try:
                yield server
            finally:
                await server.world.updates.stop()
                await server.down()

    @property
    def url(self) -> str:
        """Return its address, e.g. ``http://127.0.0.1:40123``."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """Return python-telegram-bot's ``base_url``."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """Return python-telegram-bot's ``base_file_url``."""
        return f"{self.url}/file/bot"

    @property
    def bot(self) -> Account:
        """Return the bot's account."""
        return self.world.bot

    @property
    def clock(self) -> Clock:
        """Return Telegram's clock, which may be moved forward."""
        return self.world.clock

    def person(
        self,
        id: int,  # noqa: A002 - Telegram's word
        first_name: str,
        language_code: str | None = "en",
        *,
        last_name: str | None = None,
        username: str | None = None,
    ) -> Person:
        """Create a person. The bot may not write to them before they write."""
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        person = Person(self.world, id=id, language_code=language_code, **names)
        self.world.people[id] = person
        known = {name: value for name, value in names.items() if value}
        self.world.chats[id] = Chat(id, "private", known)
        return person

    def group(
        self,
        title: str,
        members: Sequence[Person],
        admins: Sequence[Person] = (),
        *,
        supergroup: bool = False,
        forum: bool = False,
        with_bot: bool = True,
    ) -> Chat:
        """Create a group; the first administrator owns it. ``forum``: a supergroup with topics.

        ``with_bot``: the bot is a member already; otherwise a person has to add it by :meth:`Seat.adds_bot`.
        """
        number = self.world.number()
        kind = "supergroup" if supergroup or forum else "group"
        chat = Chat(-(10**12) - number if kind == "supergroup" else -1000 - number, kind, {"title": title}, forum=forum)
        chat.bot_is = "member" if with_bot else "stranger"
        chat.statuses = {person.id: "member" for person in members} | {person.id: "administrator" for person in admins}
        if admins:
            chat.statuses[admins[0].id] = "creator"
        self.world.chats[chat.id] = chat
        return chat

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the bot's calls, without ``getUpdates`` unless it is named."""
        return [call for call in self.log if call.method == method or (method is None and call.method != "getUpdates")]

    async def wait_for_call(self, method: str) -> Call:
        """Return the first call of the method, once it was received and answered or cut off."""
        async with asyncio.timeout(PATIENCE_S):
            while not (calls := self.calls(method)) or not (calls[0].status or calls[0].is_fault):
                await asyncio.sleep(0.01)
        return calls[0]

    async def wait_for_calls(self, method: str, count: int) -> None:
        """Wait until that many calls of the method were received, answered or not."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.calls(method)) < count:
                await asyncio.sleep(0.01)

    def forgive(self, description: str) -> None:
        """Expect refusals with this text, see :meth:`refusals`."""
        self._forgiven.append(description)

    def refusals(self) -> list[str]:
        """Return the calls that Telegram refuses, except those that the test made fail or expects."""
        return [
            f"{call.method}: {call.description}"
            for call in self.log
            if call.status >= 400 and not call.is_fault and not any(part in call.description for part in self._forgiven)
        ]

    def fail_next(
        self,
        method: str,
        status: int | None,
        *,
        retry_after: int | None = None,
        description: str = "",
        times: int = 1,
        done_first: bool = False,
        hangs: bool = False,
        meanwhile: Callable[[], object] | None = None,
    ) -> None:
        """Make the next calls of the method fail.

        Args:
            method: its name, or ``file`` for a download.
            status: the HTTP status; None cuts the connection.
            done_first: the method is carried out all the same; only its response is lost.
            hangs: no response for longer than any test waits.
            meanwhile: called before the bot gets the result.
        """
        failure = _Failure(status, description, retry_after, done_first, hangs, meanwhile)
        self._failures.setdefault(method, []).extend([failure] * times)

    async def down(self, status: int | None = None) -> None:
        """Take Telegram down: nothing listens, or everything is answered with ``status`` such as 502."""
        self._down = status
        if status is None and self._runner:
            runner, self._runner, self._site = self._runner, None, None
            if runner.server:
                for connection in list(runner.server.connections):
                    if connection.transport:
                        connection.transport.abort()
            await runner.cleanup()

    async def up(self) -> None:
        """Bring Telegram back, at the same address."""
        self._down = None
        if self._runner:
            return
        app = web.Application(client_max_size=READ_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if self._down:
            return web.Response(status=self._down, text="<html><h1>Bad Gateway</h1></html>", content_type="text/html")
        query = await _read(request)
        call = Call(query.method, query.fields, query.uploads)
        self.log.append(call)
        failure = self._next_failure(query.method)
        call.is_fault = failure is not None
        try:
            if request.match_info["token"] != self.token:
                raise Refused("Unauthorized", 401)
            if failure and failure.hangs:
                await asyncio.sleep(PATIENCE_S)
            if failure and not failure.done_first:
                return self._failed(request, call, failure)
            query.check()
            result = METHODS[query.method](self.world, query)
            if inspect.isawaitable(result):
                result = await result
        except Refused as refused:
            call.status, call.description = refused.code, refused.description
            return _refusal(refused)
        if failure:
            return self._failed(request, call, failure)
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if self._down:
            return web.Response(status=self._down)
        path = request.match_info["path"]
        call = Call("file", {"path": path}, {})
        self.log.append(call)
        if failure := self._next_failure("file"):
            call.is_fault = True
            return self._failed(request, call, failure)
        given = self.world.links.get(path)
        if request.match_info["token"] != self.token or given is None or self.clock.now() - given > LINK_S:
            call.status = 404
            return _refusal(Refused("Not Found", 404))
        call.status = 200
        return web.FileResponse(self.world.files.folder / path)

    def _next_failure(self, method: str) -> _Failure | None:
        waiting = self._failures.get(method)
        return waiting.pop(0) if waiting else None

    def _failed(self, request: web.Request, call: Call, failure: _Failure) -> web.StreamResponse:
        if failure.meanwhile:
            failure.meanwhile()
        if failure.status is None:
            if request.transport:
                request.transport.abort()
            return web.Response()
        reason = HTTPStatus(failure.status).phrase
        call.status, call.description = failure.status, failure.description or reason
        parameters = {} if failure.retry_after is None else {"retry_after": failure.retry_after}
        if failure.status == 429 and not failure.description:
            call.description = f"Too Many Requests: retry after {failure.retry_after}"
        return _refusal(Refused(call.description, failure.status, **parameters))


def _refusal(refused: Refused) -> web.Response:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.code)


async def _read(request: web.Request) -> Query:
    fields: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        fields |= await request.json()
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                data = await asyncio.to_thread(value.file.read)
                uploads[name] = Upload(value.filename, data)
            else:
                fields[name] = value
    return Query(request.match_info["method"], fields, uploads)
