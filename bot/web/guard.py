"""Security headers of every response, protection against requests from other sites, and the limit of wrong tokens."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from bot.connections import network_of
from bot.settings import Settings
from bot.web.refusals import NotOwnPage

API = "/api/"
CSRF_HEADER = "X-Facenote"
"""Header that a page of another site cannot send: the browser would ask this server first, which never allows it."""

SAFE_METHODS = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS})

TELEGRAM_WEB = "https://web.telegram.org"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:;"
    " connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
HEADERS = {
    "Server": "Facenote",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self)",
}

HSTS_S = 365 * 24 * 3600

LOGIN_FAILURES, LOGIN_PAUSE_S = 5, 60.0
"""Wrong tokens within that time that are logged; further ones are only refused.

A valid token is never delayed, so this does not prevent guessing: the length of tokens does, 16 characters or more. The limit
keeps wrong attempts cheap and the log readable.
"""


def api_path(request: web.Request) -> str:
    """Return the API's route for the request, as written in the API's own document; "" if there is none."""
    resource = request.match_info.route.resource
    path = resource.canonical if resource else ""
    return path if path.startswith(API) else ""


def security_headers(settings: Settings) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Set the headers of every response, including streams and failures; for ``on_response_prepare``."""
    headers = {**HEADERS, "Content-Security-Policy": f"{POLICY}'none'", "Cross-Origin-Opener-Policy": "same-origin"}
    if settings.web_url:
        headers["Strict-Transport-Security"] = f"max-age={HSTS_S}"
    if settings.telegram_token and settings.web_url:  # Telegram on the web shows the Mini App in a frame
        headers["Content-Security-Policy"] = f"{POLICY}{TELEGRAM_WEB}"
        del headers["Cross-Origin-Opener-Policy"]

    async def add(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers)
        if request.path.startswith(API):
            response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")

    return add


def same_site(settings: Settings) -> Middleware:
    """Middleware: require that requests which change something come from our own page, or carry a token.

    OWASP recommends the custom header and the check of the origin for an API that authenticates by cookie.
    """
    own = (settings.web_url or "").removeprefix("https://").rstrip("/")

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if api_path(request) and request.method not in SAFE_METHODS and hdrs.AUTHORIZATION not in request.headers:
            if request.headers.get(CSRF_HEADER) != "1":
                raise NotOwnPage(f"a request that changes something needs the header {CSRF_HEADER}: 1")
            origin = request.headers.get(hdrs.ORIGIN)
            if origin is not None and origin.partition("://")[2] not in {request.headers.get(hdrs.HOST), own or None}:
                raise NotOwnPage("the request comes from the page of another site")
        return await handler(request)

    return check


def address_of(request: web.Request, settings: Settings) -> str:
    """Return the address of the sender.

    If the studio has a public address, a proxy on this machine or in a private network is trusted for the last forwarded
    address, which it adds itself.
    """
    address = request.remote or ""
    forwarded = request.headers.get(hdrs.X_FORWARDED_FOR, "").rpartition(",")[2].strip()
    if not (address and forwarded and settings.web_url):  # a closed connection has no address
        return address
    return forwarded if ipaddress.ip_address(address).is_private else address  # loopback counts as private


class Throttle:
    """Counts events by sender, see :func:`bot.connections.network_of`: ``most`` within ``within_s`` seconds."""

    def __init__(self, most: int, within_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._within_s, self._clock = most, within_s, clock
        self._counted: dict[str, list[float]] = {}
        self._looked_at = clock()

    def wait_s(self, address: str) -> int:
        """Return the seconds until one more is allowed; 0 if it is now."""
        self._forget_old()
        begin = self._clock() - self._within_s
        times = [at for at in self._counted.get(network_of(address), []) if at > begin]
        return max(1, math.ceil(times[0] + self._within_s - self._clock())) if len(times) >= self._most else 0

    def count(self, address: str) -> None:
        """Count one."""
        self._counted.setdefault(network_of(address), []).append(self._clock())

    def _forget_old(self) -> None:
        """Look through all senders, once a second at most: there can be many."""
        now = self._clock()
        if now < self._looked_at + 1:
            return
        self._looked_at, begin = now, now - self._within_s
        recent = {address: [at for at in times if at > begin] for address, times in self._counted.items()}
        self._counted = {address: times for address, times in recent.items() if times}
