"""Requests to webhooks: to which addresses they may go, how they are signed, and how they fail.

Signatures follow Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
import socket
import time
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.metadata import version
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.settings import is_loopback, is_receiver
from storage.webhooks import Attempt

TIMEOUT_S = 10.0
"""Maximum time for one attempt: name, connection, TLS, request and the head of the answer."""

LONGEST_HEAD = 8190
"""Maximum bytes of one line of an answer's head. Bodies of answers are not read."""

SECRET_PREFIX = "whsec_"
SECRET_BYTES = 32


class Fault(StrEnum):
    """Why an attempt failed."""

    NOT_ALLOWED = "not_allowed"
    """The operator does not allow the address, or its name leads into this machine or its network."""
    UNREACHABLE = "unreachable"
    """No connection, no valid certificate, or no answer that is HTTP."""
    TIMED_OUT = "timed_out"
    STATUS = "status"
    """An answer other than 2xx. Redirects are not followed."""


class _InternalAddress(OSError):
    """A name leads to an address that is not public."""


def new_secret() -> str:
    """Return a random secret in the form that libraries for Standard Webhooks take."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def is_allowed(url: str, prefixes: Iterable[str]) -> bool:
    """Return whether the URL begins with one of the operator's prefixes: same scheme, host and port, and a path within theirs."""
    return is_receiver(url) and any(_is_within(URL(url), URL(prefix)) for prefix in prefixes)


def _is_within(target: URL, prefix: URL) -> bool:
    if (target.scheme, target.host, target.port) != (prefix.scheme, prefix.host, prefix.port):
        return False
    # yarl has resolved dots, and has decoded what need not be encoded; an encoded slash could hide more dots.
    path, within = target.raw_path, prefix.raw_path
    return "%2F" not in path.upper() and (path == within or path.startswith(within.rstrip("/") + "/"))


async def post(url: str, secret: str, key: str, payload: Mapping[str, Any]) -> Attempt:
    """Send a signed message and return the outcome. ``key`` identifies the message in all attempts."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Facenote/{version('facenote')}",
        **_signature(secret, f"msg_{key}", int(time.time()), body),
    }
    # No proxy of the environment, no cookies, no connection that is used again: each attempt is checked by itself.
    connector = TCPConnector(resolver=_PublicResolver(), force_close=True, use_dns_cache=False)
    try:
        async with (
            ClientSession(
                connector=connector,
                cookie_jar=DummyCookieJar(),
                timeout=ClientTimeout(total=TIMEOUT_S),
                auto_decompress=False,
                max_line_size=LONGEST_HEAD,
                max_field_size=LONGEST_HEAD,
            ) as session,
            session.post(URL(url), data=body, headers=headers, allow_redirects=False) as answer,
        ):
            return Attempt(answer.status, None if 200 <= answer.status < 300 else Fault.STATUS)
    except ClientConnectorError as error:
        is_internal = isinstance(error.os_error, _InternalAddress)
        return Attempt(None, Fault.NOT_ALLOWED if is_internal else Fault.UNREACHABLE)
    except TimeoutError:
        return Attempt(None, Fault.TIMED_OUT)
    except (ClientError, OSError, ValueError):
        return Attempt(None, Fault.UNREACHABLE)


def _signature(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


class _PublicResolver(AbstractResolver):
    """Resolves names, and refuses those that lead to addresses that are not public: whoever owns a name may let it lead anywhere,
    and elsewhere a moment later. The connection is made to the addresses that were checked.

    ``localhost`` and addresses written as such, which are not resolved, are what the operator has allowed.
    """

    def __init__(self) -> None:
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name. Raises OSError."""
        found = await self._system.resolve(host, port, family)
        for one in found:
            if not (is_loopback(one["host"]) if is_loopback(host) else _is_public(one["host"])):
                raise _InternalAddress(f"{host} is {one['host']}")
        return found

    async def close(self) -> None:
        """Release nothing."""


def _is_public(host: str) -> bool:
    address = ipaddress.ip_address(host)
    if isinstance(address, ipaddress.IPv6Address) and (inner := address.ipv4_mapped or address.sixtofour):
        address = inner
    return address.is_global and not address.is_multicast
