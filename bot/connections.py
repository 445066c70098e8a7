"""Limits of connections before they carry a request: their number, and how long one may stay silent."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

DESCRIPTORS = 65536

BROKEN_A_MINUTE = 10
"""Number of malformed requests that are logged."""


@dataclass(frozen=True)
class ConnectionLimits:
    """Limits on the number of connections, and on the duration of each.

    Attributes:
        most: in all.
        most_each: from one address, or one /64 network of IPv6 (:func:`network_of`); this machine and proxies have no such limit.
        first_request_s: until the head of the first request is complete.
        keep_alive_s: from one request to the next.
        behind_proxy: private addresses are those of proxies.
    """

    most: int = 1000
    most_each: int = 100
    first_request_s: float = 20.0
    keep_alive_s: float = 60.0
    behind_proxy: bool = False


class BrokenRequests(logging.Filter):
    """Filter of aiohttp's log: malformed requests, which anybody can send without a login, give one line without a traceback,
    and few lines a minute; the next line says how many were left out."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now, self._minute, self._lines, self._left_out = now, -1.0, 0, 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is logged."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, HttpProcessingError):
            return True
        minute = self._now() // 60
        if minute != self._minute:
            self._minute, self._lines = minute, 0
        if self._lines >= BROKEN_A_MINUTE:
            self._left_out += 1
            return False
        more = f"; {self._left_out} more were not logged" if self._left_out else ""
        record.msg = f"malformed request: {type(error).__name__}{more}"
        record.args, record.exc_info = None, None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        self._lines, self._left_out = self._lines + 1, 0
        return True


def network_of(address: str) -> str:
    """Return what the limits of one sender are counted by: the address, or the /64 network of an IPv6 address, within which
    anybody has as many addresses as they like.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 4 or ip.is_loopback or ip.is_link_local:
        return address
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(ip), 64), strict=False))


class Gate:
    """Creates the protocol of each connection to ``server``, and aborts those beyond the limits.

    :meth:`heard` must be the first middleware of the application: it reports that a request has arrived.
    """

    def __init__(self, limits: ConnectionLimits) -> None:
        self._limits = limits
        self._open: Counter[str] = Counter()
        self._silent: dict[object, asyncio.TimerHandle] = {}

    def protocol(self, server: web.Server) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        return _Guarded(self, server())

    @web.middleware
    async def heard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Leave idle time to aiohttp's own limit from here on."""
        self._stop_timer(request.protocol)
        return await handler(request)

    def admit(self, address: str, transport: asyncio.Transport, handler: object) -> bool:
        """Count a connection unless there are too many."""
        limits, network = self._limits, network_of(address)
        if self._open.total() >= limits.most:
            return False
        if self._open[network] >= limits.most_each and not self._is_shared(address):
            return False
        self._open[network] += 1
        loop = asyncio.get_running_loop()
        self._silent[handler] = loop.call_later(limits.first_request_s, transport.abort)
        return True

    def leave(self, address: str, handler: object) -> None:
        """Remove a connection from the count."""
        self._stop_timer(handler)
        network = network_of(address)
        self._open[network] -= 1
        if not self._open[network]:
            del self._open[network]

    def _stop_timer(self, handler: object) -> None:
        if timer := self._silent.pop(handler, None):
            timer.cancel()

    def _is_shared(self, address: str) -> bool:
        """Return whether many people may share the address."""
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return ip.is_loopback or (self._limits.behind_proxy and ip.is_private)


class _Guarded(asyncio.Protocol):
    """aiohttp's protocol, once the connection is admitted."""

    def __init__(self, gate: Gate, handler: web.RequestHandler) -> None:
        self._gate, self._handler = gate, handler
        self._address: str | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        connection = cast("asyncio.Transport", transport)
        if not self._gate.admit(address, connection, self._handler):
            connection.abort()
            return
        self._address = address
        self._handler.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._address is not None:
            self._handler.data_received(data)

    def eof_received(self) -> None:
        if self._address is not None:
            self._handler.eof_received()

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._address is not None:
            self._gate.leave(self._address, self._handler)
            self._handler.connection_lost(exc)

    def pause_writing(self) -> None:
        self._handler.pause_writing()

    def resume_writing(self) -> None:
        self._handler.resume_writing()


def raise_descriptor_limit() -> None:
    """Raise the limit of open files of this process, and of those that it starts, to the system's maximum."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):  # the real limit of macOS is below its hard limit
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
