"""Authentication: the owner of a web token or an API token, or a logged-in browser."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.accounts import LOCAL, is_allowed_user, is_telegram, telegram_account, telegram_id, web_account
from bot.app.app import App
from bot.app.logins import LoggedIn, NewLogin, NoSuchLink
from bot.app.tokens import PREFIX
from bot.proxies import came_through_proxy
from bot.records import User
from bot.records.origins import STUDIO
from bot.settings import Settings, in_url, is_loopback
from bot.texts import Texts
from bot.web.guard import LOGIN_FAILURES, LOGIN_PAUSE_S, Throttle, address_of, api_path
from bot.web.mini_app import TelegramPerson
from bot.web.pages import language_of
from bot.web.refusals import Forbidden, LinkNeeded, LoginLinkUsed, LoginNeeded, TooManyLogins, WrongToken
from storage.logins import Login
from storage.tokens import Token

PUBLIC = {
    ("POST", "/api/session"),
    ("POST", "/api/session/telegram"),
    ("POST", "/api/session/link"),
    ("POST", "/api/verify"),
    ("GET", "/api/docs"),
}
"""Operations that need no login; all others of the API require one."""

DESCRIPTION = ("GET", "/api/openapi.json")
"""The API's description, which needs no login where only this machine reaches the server."""

COOKIE = "facenote_session"
MAX_BROWSER_LENGTH = 200

OF_THIS_MACHINE = "local"
"""Credential of logins by link; they end when settings let others reach the studio."""

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
HOST = re.compile(r"([^:]+|\[[^\]]+\])(:\d{1,5})?")


log = logging.getLogger(__name__)


class AuthMethod(StrEnum):
    """How somebody came in."""

    TOKEN = "token"
    API_TOKEN = "api_token"
    SESSION = "session"


@dataclass(frozen=True)
class Principal:
    """Authenticated sender of a request, and how it is known: ``login`` of a browser, or ``api_token`` of a script."""

    user: User
    method: AuthMethod
    login: Login | None = None
    api_token: Token | None = None

    @property
    def way(self) -> str:
        """How consents are given: through the page, or by a program."""
        return "api" if self.api_token else STUDIO


_PRINCIPAL = web.RequestKey("principal", Principal)


def principal_of(request: web.Request) -> Principal:
    """Return the sender of the request; defined on every route of the API that is not :data:`PUBLIC`."""
    return request[_PRINCIPAL]


class Access:
    """Authenticates people by cookie or by token."""

    def __init__(self, settings: Settings, app: App, texts: Texts) -> None:
        self._settings, self._app, self._texts = settings, app, texts
        self._throttle = Throttle(LOGIN_FAILURES, LOGIN_PAUSE_S)

    @property
    def ways(self) -> tuple[str, ...]:
        """Return the ways in which one can log in."""
        settings = self._settings
        if settings.opens_by_link:
            return ("link",)
        mini_app = settings.telegram_token and settings.web_url
        return (*(["token"] if settings.web_tokens else []), *(["telegram"] if mini_app else []))

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Reject unauthenticated API requests."""
        path = api_path(request)
        method = hdrs.METH_GET if request.method == hdrs.METH_HEAD else request.method
        is_open = (method, path) in PUBLIC or (
            (method, path) == DESCRIPTION and self._settings.is_local and not came_through_proxy(request.headers)
        )
        if path and not is_open:
            request[_PRINCIPAL] = await self.authenticate(request)
        return await handler(request)

    async def owner_of_this_machine(self) -> User | None:
        """Return the user who logs in by link here, before their first visit; None if others can reach the studio."""
        if not self._settings.opens_by_link:
            return None
        return await self._app.people.find(LOCAL) or await self._app.people.admit(LOCAL, name="", language="")

    async def log_in_by_token(self, request: web.Request, token: str) -> web.Response:
        """Return the response that logs the browser in. Raises WrongToken (wrong_token), TooManyLogins (too_many_logins)."""
        return await self._log_in(request, await self._owner(request, token), token)

    async def log_in_by_link(self, request: web.Request, secret: str) -> web.Response:
        """Return the same for the user of this machine, and use the link up.

        Raises LoginLinkUsed (login_link_used), TooManyLogins (too_many_logins), Forbidden (forbidden).
        """
        self._require_this_machine(request)
        cookie, login = self._new_login(request, OF_THIS_MACHINE)
        language = self._texts.pick(language_of(request))
        try:
            if not self._settings.opens_by_link:
                raise NoSuchLink
            user = await self._app.logins.begin_by_link(secret, login, language=language)
        except NoSuchLink:
            self.count_wrong(request, "login link")
            raise LoginLinkUsed("no such login link") from None
        if user is None:
            raise Forbidden("banned")
        return self._logged_in(request, user, cookie, login)

    async def log_in_from_telegram(self, request: web.Request, person: TelegramPerson) -> web.Response:
        """Return the same for a person whom Telegram authenticated. Raises Forbidden (forbidden): not on the list, or banned."""
        token = self._settings.telegram_token
        assert token is not None, "requires a Telegram token"
        user = await self._admitted(telegram_account(person.id), person.name, person.language)
        return await self._log_in(request, user, token.get_secret_value())

    async def log_out(self, request: web.Request) -> web.Response:
        """Return the response that logs the browser out."""
        principal = principal_of(request)
        if principal.login:
            await self._app.logins.end(principal.user.id, principal.login.id)
        return self.without_cookie(request)

    def without_cookie(self, request: web.Request) -> web.Response:
        """Return an empty response that ends the browser's login."""
        response = web.Response(status=204)
        self._set_cookie(request, response, principal_of(request).user, "", 0)
        return response

    async def authenticate(self, request: web.Request) -> Principal:
        """Return the sender of the request. Raises: LoginNeeded, WrongToken, TooManyLogins, Forbidden."""
        if hdrs.AUTHORIZATION in request.headers:
            scheme, _, token = request.headers[hdrs.AUTHORIZATION].partition(" ")
            shown = token.strip() if scheme.lower() == "bearer" else ""
            if shown.startswith(PREFIX):
                return await self._by_api_token(request, shown)
            return Principal(await self._owner(request, shown), AuthMethod.TOKEN)
        self._require_this_machine(request)
        if (found := await self._found(request)) is None:
            if not self.ways:
                raise Forbidden("nobody can log in without FACENOTE_WEB_TOKENS")
            needed = LinkNeeded if self._settings.opens_by_link else LoginNeeded
            raise needed("nobody is logged in", ways=list(self.ways))
        if found.is_banned or not self._is_listed(found.user.account):
            raise Forbidden("not on the list, or banned")
        return Principal(found.user, AuthMethod.SESSION, found.login)

    async def _found(self, request: web.Request) -> LoggedIn | None:
        """Return the login of the browser."""
        candidates = self._candidates(request)
        return await self._app.logins.find(candidates) if candidates else None

    def _candidates(self, request: web.Request) -> list[str]:
        """Return the hashes that the browser's login may have."""
        cookie = request.cookies.get(self._cookie_name(request))
        return [_fingerprint(cookie, secret) for secret in self._credentials()] if cookie else []

    def _cookie_name(self, request: web.Request) -> str:
        """Return the name of the login cookie. Browsers keep one cookie of a name for all ports of a host: where people log in by
        link, the port is part of the name, so that two studios of one machine do not log each other out.
        """
        return f"{COOKIE}_{request.url.port}" if self._settings.opens_by_link else COOKIE

    async def _by_api_token(self, request: web.Request, token: str) -> Principal:
        """Return the owner of an API token. Raises: WrongToken, TooManyLogins, Forbidden."""
        owner = await self._app.tokens.owner(token)
        if owner is None:
            self.count_wrong(request, "API token")
            raise WrongToken("no such API token")
        if owner.is_banned or not self._is_still_known(owner.user.account):
            raise Forbidden("not on the list, or banned")
        user = owner.user
        if not user.language:  # the command line made the token, before any visit
            user = await self._admitted(user.account, user.name, language_of(request))
        return Principal(user, AuthMethod.API_TOKEN, api_token=owner.token)

    async def _owner(self, request: web.Request, token: str) -> User:
        """Return the owner of a web token. Raises: WrongToken, TooManyLogins, Forbidden."""
        shown, name = _bytes(token), ""
        for known, secret in self._settings.web_tokens.items():  # compare all, so that the time reveals nothing
            if hmac.compare_digest(shown, secret.get_secret_value().encode()):
                name = known
        if not name:
            self.count_wrong(request, "web token")
            raise WrongToken("no such web token")
        return await self._admitted(web_account(name), name, language_of(request))

    def count_wrong(self, request: web.Request, kind: str) -> None:
        """Count and log a wrong token of that kind. Raises TooManyLogins (too_many_logins).

        Valid tokens never come here: wrong ones from the same address, e.g. a shared proxy, do not block them.
        """
        address = address_of(request, self._settings)
        if wait_s := self._throttle.wait_s(address):
            raise TooManyLogins(f"{LOGIN_FAILURES} wrong tokens from {address}", retry_after_s=wait_s)
        self._throttle.count(address)
        log.warning("wrong %s from %s", kind, address)

    async def _admitted(self, account: str, name: str, language_code: str | None) -> User:
        """Return the user of that account, made if new. Raises Forbidden (forbidden): not on the list, or banned."""
        user = None
        if self._is_listed(account):
            user = await self._app.people.admit(account, name=name, language=self._texts.pick(language_code))
        if user is None:
            raise Forbidden("not on the list, or banned")
        return user

    def _is_listed(self, account: str) -> bool:
        """Return whether the operator's list of Telegram users lets this account in."""
        return not is_telegram(account) or is_allowed_user(self._settings, telegram_id(account))

    def _is_still_known(self, account: str) -> bool:
        """Return whether the owner of an API token could still come in, as far as the settings say.

        A token for ``local`` must not open the studio to the network later, unless the operator has set a web token of that
        name.
        """
        if is_telegram(account):
            return self._is_listed(account)
        return account in map(web_account, self._settings.web_tokens) or (
            account == LOCAL and self._settings.opens_by_link
        )

    async def _log_in(self, request: web.Request, user: User, credential: str) -> web.Response:
        cookie, login = self._new_login(request, credential)
        await self._app.logins.begin(user.id, login)
        return self._logged_in(request, user, cookie, login)

    def _new_login(self, request: web.Request, credential: str) -> tuple[str, NewLogin]:
        """Return the cookie of a new login, and the login."""
        cookie = secrets.token_urlsafe(32)
        lasts = timedelta(days=self._settings.web_session_days)
        browser = request.headers.get(hdrs.USER_AGENT, "").encode("ascii", "replace").decode()[:MAX_BROWSER_LENGTH]
        return cookie, NewLogin(_fingerprint(cookie, credential), lasts, browser, self._candidates(request))

    def _logged_in(self, request: web.Request, user: User, cookie: str, login: NewLogin) -> web.Response:
        response = web.Response(status=204)
        self._set_cookie(request, response, user, cookie, int(login.lasts.total_seconds()))
        return response

    def _set_cookie(self, request: web.Request, response: web.Response, user: User, value: str, lasts_s: int) -> None:
        """Set the login cookie. Inside Telegram on the web the page is in a frame of another site, which needs a different
        kind of cookie.
        """
        origin = request.headers.get(hdrs.ORIGIN, "")  # the scheme that the browser sees, behind a proxy
        secure = bool(self._settings.web_url) or request.secure or origin.startswith("https://")
        framed = secure and is_telegram(user.account)
        kind = ["SameSite=None", "Partitioned"] if framed else ["SameSite=Lax"]
        flags = ["Path=/", f"Max-Age={lasts_s}", "HttpOnly", *(["Secure"] if secure else []), *kind]
        # Written by hand: http.cookies supports Partitioned from Python 3.14 on.
        response.headers[hdrs.SET_COOKIE] = "; ".join([f"{self._cookie_name(request)}={value}", *flags])

    def _require_this_machine(self, request: web.Request) -> None:
        """Where people log in by link, accept browsers on this machine alone: no page that uses its name (DNS rebinding), and no
        client of a proxy.

        Raises Forbidden (forbidden).
        """
        host = HOST.fullmatch(request.headers.get(hdrs.HOST, ""))
        is_local = (
            request.remote is not None
            and is_loopback(request.remote)
            and host is not None
            and host[1].lower() in {*LOCAL_HOSTS, in_url(self._settings.host)}
            and not came_through_proxy(request.headers)
        )
        if self._settings.opens_by_link and not is_local:
            raise Forbidden("without web tokens the studio opens only on its own machine, as http://127.0.0.1")

    def _credentials(self) -> Iterator[str]:
        """Return what logins may have been opened with: a login whose token was changed or removed is no longer valid."""
        if self._settings.opens_by_link:
            yield OF_THIS_MACHINE
        yield from (secret.get_secret_value() for secret in self._settings.web_tokens.values())
        if self._settings.telegram_token:
            yield self._settings.telegram_token.get_secret_value()


def _fingerprint(cookie: str, credential: str) -> str:
    """Return the value that identifies a login in the database."""
    return hmac.new(credential.encode(), _bytes(cookie), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    """Return a header's text as UTF-8, including invalid bytes: aiohttp shows those as lone surrogates."""
    return text.encode("utf-8", "surrogateescape")
