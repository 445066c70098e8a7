"""Authentication: the local user, the owner of a web token or an API token, or a logged-in browser."""

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
from bot.app.tokens import PREFIX
from bot.proxies import came_through_proxy
from bot.records import User
from bot.records.origins import STUDIO
from bot.settings import Settings, is_loopback
from bot.texts import Texts
from bot.web.guard import LoginThrottle, address_of, api_path
from bot.web.mini_app import TelegramPerson
from bot.web.refusals import Forbidden, LoginNeeded, WrongToken
from storage.logins import Login
from storage.tokens import Token

PUBLIC = {
    ("POST", "/api/session"),
    ("POST", "/api/session/telegram"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
}
"""Operations that need no login; all others of the API require one."""

COOKIE = "facenote_session"
LOCAL_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.I)


log = logging.getLogger(__name__)


class AuthMethod(StrEnum):
    """How somebody came in."""

    LOCAL = "local"
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
    """Authenticates people by cookie, by token, or as the local user."""

    def __init__(self, settings: Settings, app: App, texts: Texts) -> None:
        self._settings, self._app, self._texts = settings, app, texts
        self._throttle = LoginThrottle()

    @property
    def ways(self) -> tuple[str, ...]:
        """Return the ways in which one can log in."""
        settings = self._settings
        mini_app = settings.telegram_token and settings.web_url
        return (*(["token"] if settings.web_tokens else []), *(["telegram"] if mini_app else []))

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Reject unauthenticated API requests."""
        path = api_path(request)
        method = hdrs.METH_GET if request.method == hdrs.METH_HEAD else request.method
        if path and (method, path) not in PUBLIC:
            request[_PRINCIPAL] = await self.authenticate(request)
        return await handler(request)

    async def owner_of_this_machine(self) -> User | None:
        """Return the user who needs no login here, before their first visit; None if everybody needs one."""
        if not self._opens_locally:
            return None
        return await self._app.people.find(LOCAL) or await self._app.people.admit(LOCAL, name="", language="")

    async def log_in_by_token(self, request: web.Request, token: str) -> web.Response:
        """Return the response that logs the browser in. Raises WrongToken (wrong_token), TooManyLogins (too_many_logins)."""
        return await self._log_in(request, await self._owner(request, token), token)

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
            await self._app.logins.end(principal.login.sha256)
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
        if (cookie := request.cookies.get(COOKIE)) and (found := await self._by_cookie(cookie)):
            return found
        if self._is_local(request):
            return Principal(await self._admitted(LOCAL, "", _language_of(request)), AuthMethod.LOCAL)
        if not self.ways:
            raise Forbidden("without web tokens the studio opens only on its own machine, as http://localhost")
        raise LoginNeeded("nobody is logged in", ways=list(self.ways))

    async def _by_cookie(self, cookie: str) -> Principal | None:
        found = await self._app.logins.find([_fingerprint(cookie, secret) for secret in self._credentials()])
        if found is None:
            return None
        if found.is_banned or not self._is_listed(found.user.account):
            raise Forbidden("not on the list, or banned")
        return Principal(found.user, AuthMethod.SESSION, found.login)

    async def _by_api_token(self, request: web.Request, token: str) -> Principal:
        """Return the owner of an API token. Raises: WrongToken, TooManyLogins, Forbidden."""
        owner = await self._app.tokens.owner(token)
        if owner is None:
            raise self._counted(request, "API token")
        if owner.is_banned or not self._is_still_known(owner.user.account):
            raise Forbidden("not on the list, or banned")
        return Principal(owner.user, AuthMethod.API_TOKEN, api_token=owner.token)

    async def _owner(self, request: web.Request, token: str) -> User:
        """Return the owner of a web token. Raises: WrongToken, TooManyLogins, Forbidden."""
        shown, name = _bytes(token), ""
        for known, secret in self._settings.web_tokens.items():  # compare all, so that the time reveals nothing
            if hmac.compare_digest(shown, secret.get_secret_value().encode()):
                name = known
        if not name:
            raise self._counted(request, "web token")
        return await self._admitted(web_account(name), name, _language_of(request))

    def _counted(self, request: web.Request, kind: str) -> WrongToken:
        """Count a wrong token of that kind and return its error. Raises TooManyLogins (too_many_logins).

        Valid tokens never come here: wrong ones from the same address, e.g. a shared proxy, do not block them.
        """
        address = address_of(request, self._settings)
        self._throttle.check(address)
        self._throttle.failed(address)
        log.warning("wrong %s from %s", kind, address)
        return WrongToken(f"no such {kind}")

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

        The local user could make a token for ``local`` while no login was needed. It must not open the studio to the network
        later, unless the operator has set a web token of that name.
        """
        if is_telegram(account):
            return self._is_listed(account)
        return account in map(web_account, self._settings.web_tokens) or (account == LOCAL and self._opens_locally)

    async def _log_in(self, request: web.Request, user: User, credential: str) -> web.Response:
        cookie = secrets.token_urlsafe(32)
        lasts = timedelta(days=self._settings.web_session_days)
        await self._app.logins.begin(_fingerprint(cookie, credential), user.id, lasts)
        response = web.Response(status=204)
        self._set_cookie(request, response, user, cookie, int(lasts.total_seconds()))
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
        response.headers[hdrs.SET_COOKIE] = "; ".join([f"{COOKIE}={value}", *flags])

    def _is_local(self, request: web.Request) -> bool:
        """Return whether the sender is the local user: not a page that uses the name localhost (DNS rebinding), and not a
        client of a proxy on this machine.
        """
        return (
            self._opens_locally
            and request.remote is not None
            and is_loopback(request.remote)
            and LOCAL_HOST.fullmatch(request.headers.get(hdrs.HOST, "")) is not None
            and not came_through_proxy(request.headers)
        )

    @property
    def _opens_locally(self) -> bool:
        """Return whether no setting lets others reach the studio."""
        settings = self._settings
        return not (settings.web_tokens or settings.web_url or settings.webhook_url)

    def _credentials(self) -> Iterator[str]:
        """Return what logins may have been opened with: a login whose token was changed or removed is no longer valid."""
        yield from (secret.get_secret_value() for secret in self._settings.web_tokens.values())
        if self._settings.telegram_token:
            yield self._settings.telegram_token.get_secret_value()


def _fingerprint(cookie: str, credential: str) -> str:
    """Return the value that identifies a login in the database."""
    return hmac.new(credential.encode(), _bytes(cookie), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    """Return a header's text as UTF-8, including invalid bytes: aiohttp shows those as lone surrogates."""
    return text.encode("utf-8", "surrogateescape")


def _language_of(request: web.Request) -> str:
    """Return the first language that the browser names."""
    return request.headers.get(hdrs.ACCEPT_LANGUAGE, "").split(",")[0].split(";")[0].strip()
