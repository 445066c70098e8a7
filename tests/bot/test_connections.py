"""Tests of connection limits: idle connections without a request are closed, and their number is limited."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import subprocess
import sys
from collections.abc import AsyncIterator

import httpx
import pytest
from aiohttp import web
from aiohttp.http_exceptions import BadStatusLine

from bot.connections import BROKEN_A_MINUTE, DESCRIPTORS, BrokenRequests, ConnectionLimits, Gate, raise_descriptor_limit
from bot.http import serving
from tests.bot.test_serve import QUIET

HALF = b"GET / HTTP/1.1\r\nHost: here\r\n"
PATIENCE_S = 300.0


class Place:
    """Server whose only page waits for :attr:`open`."""

    def __init__(self) -> None:
        self.open, self.entered = asyncio.Event(), asyncio.Event()
        self.port = 0

    async def page(self, _request: web.Request) -> web.Response:
        self.entered.set()
        await self.open.wait()
        return web.Response(text="here")

    @contextlib.asynccontextmanager
    async def connection(self, sent: bytes = b"") -> AsyncIterator[asyncio.StreamReader]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        try:
            yield reader
        finally:
            writer.close()


@contextlib.asynccontextmanager
async def served(limits: ConnectionLimits) -> AsyncIterator[Place]:
    place, app = Place(), web.Application()
    app.router.add_get("/", place.page)
    async with serving(app, "127.0.0.1", 0, limits) as place.port:
        yield place


async def rest(reader: asyncio.StreamReader) -> bytes:
    """Return all data until the other side closes."""
    async with asyncio.timeout(PATIENCE_S):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize("sent", [b"", HALF])
async def test_a_connection_without_a_request_is_closed(sent: bytes) -> None:
    async with served(ConnectionLimits(first_request_s=0.1)) as place, place.connection(sent) as reader:
        assert await rest(reader) == b""


async def test_a_request_may_take_longer_than_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    limit_s, loop = 2 * PATIENCE_S, asyncio.get_running_loop()
    async with (
        served(ConnectionLimits(first_request_s=limit_s)) as place,
        place.connection(HALF + b"\r\n") as reader,
    ):
        await asyncio.wait_for(place.entered.wait(), PATIENCE_S)
        time = loop.time
        monkeypatch.setattr(loop, "time", lambda: time() + limit_s)
        for _ in range(3):
            await asyncio.sleep(0)  # time for the loop to run what is due
        place.open.set()
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")


async def test_a_connection_that_stays_after_its_request_is_closed() -> None:
    # The time starts when the request has been answered, so a slow machine does not lose the response.
    async with served(ConnectionLimits(keep_alive_s=0.1)) as place, place.connection(HALF + b"\r\n") as reader:
        place.open.set()
        assert (await rest(reader)).endswith(b"here")


async def test_beyond_the_limit_connections_are_refused_until_one_ends() -> None:
    async with served(ConnectionLimits(most=2)) as place:
        place.open.set()
        async with place.connection(), place.connection(), place.connection(HALF + b"\r\n") as refused:
            assert await rest(refused) == b""
        patient = httpx.AsyncClient(base_url=f"http://127.0.0.1:{place.port}", timeout=PATIENCE_S)
        async with asyncio.timeout(PATIENCE_S), patient as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    assert (await client.get("/")).text == "here"
                    return
                await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("address", "behind_proxy", "limited"),
    [("8.8.8.8", True, True), ("127.0.0.1", False, False), ("10.0.0.7", True, False), ("10.0.0.7", False, True)],
)
async def test_one_address_has_so_many(address: str, behind_proxy: bool, limited: bool) -> None:
    gate, here = Gate(ConnectionLimits(most_each=2, behind_proxy=behind_proxy)), asyncio.Transport()
    assert [gate.admit(address, here, number) for number in range(3)] == [True, True, not limited]
    gate.leave(address, 0)
    assert gate.admit(address, here, 3)


async def test_a_packed_body_is_refused() -> None:
    async with (
        served(ConnectionLimits()) as place,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{place.port}", timeout=PATIENCE_S) as client,
    ):
        for packing in ("gzip", "deflate", "br"):
            refused = await client.post("/", content=b"no gzip at all", headers={"Content-Encoding": packing})
            assert (refused.status_code, refused.json()["error"]["code"]) == (415, "invalid_request")


def test_as_many_descriptors_as_the_system_lets_have() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, before[1]), before[1]))
    try:
        raise_descriptor_limit()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == min(DESCRIPTORS, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


REFUSED_LIMIT = """
import ctypes, platform, resource, struct, sys
from bot.connections import raise_descriptor_limit

number = {"x86_64": 302, "aarch64": 261}.get(platform.machine())  # of the system call prlimit64
lines = [
    (0x20, 0, 0, 0),  # load the number of the system call
    (0x15, 0, 3, number or 0),  # another one: allow
    (0x20, 0, 0, 32),  # load the lower half of the third argument, the address of the new limit
    (0x15, 1, 0, 0),  # none, the limit is only asked for: allow
    (0x06, 0, 0, 0x00050016),  # refuse with EINVAL
    (0x06, 0, 0, 0x7FFF0000),  # allow
]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
program = ctypes.create_string_buffer(struct.pack("HP", len(lines), ctypes.addressof(code)))
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
prctl = ctypes.CDLL(None).prctl
if number is None or prctl(38, 1, 0, 0, 0) or prctl(22, 2, program, 0, 0):  # no new privileges; the filter
    sys.exit(77)
raise_descriptor_limit()
assert resource.getrlimit(resource.RLIMIT_NOFILE) == (min(256, hard), hard)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a filter of system calls")
def test_a_limit_that_the_system_refuses_stays() -> None:
    """Runs in a process whose system refuses every new limit, as macOS refuses one beyond its own."""
    ended = subprocess.run([sys.executable, "-c", REFUSED_LIMIT], check=False, stdin=subprocess.DEVNULL, **QUIET)
    if ended.returncode == 77:
        pytest.skip("this system takes no filter of system calls")
    assert ended.returncode == 0, ended.stderr


async def test_a_malformed_request_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with served(ConnectionLimits()) as place, place.connection(b"GET / HTTP/9.9.9\r\n\r\n") as reader:
        assert b"400" in await rest(reader)
    (record,) = [record for record in caplog.records if record.name == "aiohttp.server"]
    assert (record.levelname, record.getMessage(), record.exc_info) == (
        "WARNING",
        "malformed request: BadStatusLine",
        None,
    )


def test_of_many_malformed_requests_a_minute_few_are_logged() -> None:
    seconds = 0.0
    broken = BrokenRequests(now=lambda: seconds)

    def logged(count: int) -> list[str]:
        error = BadStatusLine("x")
        records = [
            logging.LogRecord("aiohttp.server", logging.ERROR, "", 0, "Error", (), (type(error), error, None))
            for _ in range(count)
        ]
        return [record.getMessage() for record in records if broken.filter(record)]

    assert len(logged(1000)) == BROKEN_A_MINUTE
    seconds = 60.0
    assert logged(2) == [
        f"malformed request: BadStatusLine; {1000 - BROKEN_A_MINUTE} more were not logged",
        "malformed request: BadStatusLine",
    ]
