"""Operations on one's login and account: session, login and logout, language, consent, deletion."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from bot import consent
from bot.app.app import App
from bot.app.errors import ConsentNeeded
from bot.app.people import Profile
from bot.records import User
from bot.records.preferences import MAX_NOTE_S
from bot.settings import Settings
from bot.texts import Texts
from bot.web.access import Access, Principal
from bot.web.errors import InvalidRequest
from bot.web.mini_app import MAX_LENGTH, verify
from bot.web.openapi import ApiRequest, Operation, RequestModel
from bot.web.refusals import LoginNeeded, MiniAppLoginFailed
from bot.web.zips import send_zip
from facenote.units import MIB
from storage.values import utc_now

Secret = Annotated[str, StringConstraints(max_length=512)]


class TokenLogin(RequestModel):
    """A web token, set by the operator."""

    token: Secret


class LinkLogin(RequestModel):
    """What follows ``#link=`` in a login link."""

    secret: Secret


class TelegramLogin(RequestModel):
    """``initData`` of Telegram's Mini App, unchanged."""

    init_data: Annotated[str, StringConstraints(max_length=MAX_LENGTH)]


class Preferences(RequestModel):
    """Settings of the user: ``language``, one of the session's ``languages``."""

    language: str


class Agreement(RequestModel):
    """The version of the text that was shown."""

    version: str


class ConsentView(BaseModel):
    """Whether the current consent text, of that version, was agreed to."""

    given: bool
    version: str


class LimitsView(BaseModel):
    """Limits: size and length of files, length of round notes, and days for which voices and clips are kept."""

    max_upload_bytes: int
    max_voice_s: float
    max_face_video_s: float
    max_note_s: float
    keep_days: float
    share_days: float


class DiskView(BaseModel):
    """Storage used by the user's files, its limit (null: none), and the free disk space."""

    used_bytes: int
    quota_bytes: int | None
    free_bytes: int


class SessionView(BaseModel):
    """The current user, with their settings and limits. ``sentence``: what a face video must contain, today, said aloud; null if
    nothing. Events after ``last_event_id`` report later changes."""

    name: str
    way: str
    language: str
    languages: list[str]
    consent: ConsentView
    sentence: str | None
    has_demo: bool
    limits: LimitsView
    disk: DiskView
    last_event_id: int


class AccountRoutes:
    """The operations; ``welcome`` is called for a first visit."""

    def __init__(
        self,
        settings: Settings,
        app: App,
        texts: Texts,
        access: Access,
        welcome: Callable[[User], Awaitable[None]],
    ) -> None:
        self._settings, self._app, self._texts = settings, app, texts
        self._access, self.welcome = access, welcome

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "GET", "/api/session", "Session", "The current user, with their settings and limits", self.show,
                response=SessionView,
            ),
            Operation(
                "POST", "/api/session", "Session", "Log in with a web token; the response sets a session cookie",
                self.log_in, body=TokenLogin, status=204, errors=["wrong_token", "too_many_logins", "forbidden"],
            ),
            Operation(
                "POST", "/api/session/link", "Session", "Log in by a login link, on the server's own machine",
                self.log_in_by_link, body=LinkLogin, status=204, errors=["login_link_used", "too_many_logins", "forbidden"],
            ),
            Operation(
                "POST", "/api/session/telegram", "Session", "Log in from inside Telegram: the same account as in the bot",
                self.log_in_from_telegram, body=TelegramLogin, status=204,
                errors=["mini_app_login_failed", "too_many_logins", "forbidden"],
            ),
            Operation(
                "PATCH", "/api/session", "Session", "Choose the language",
                self.change, body=Preferences, response=SessionView,
            ),
            Operation("DELETE", "/api/session", "Session", "Log out", self.log_out, status=204),
            Operation(
                "POST", "/api/consent", "Account", "Agree to the consent text, needed before the first face",
                self.agree, body=Agreement, status=204, errors=["consent_needed"],
            ),
            Operation(
                "GET", "/api/account/export", "Account",
                "All that is kept about me, in one zip: a list (data.json) and every file",
                self.export, media=["application/zip"], answers_head=False,
            ),
            Operation(
                "DELETE", "/api/account", "Account",
                "Delete my account at once: faces, voices, clips, logins and running jobs",
                self.forget, status=204,
            ),
        ]  # fmt: skip

    async def show(self, call: ApiRequest) -> SessionView:
        """Return the session, after welcoming a new user."""
        await self.welcome(call.principal.user)
        return await self._session(call.principal)

    async def log_in(self, call: ApiRequest) -> web.Response:
        """Log in with a web token; the response sets the login cookie."""
        return await self._access.log_in_by_token(call.request, call.body.token)

    async def log_in_by_link(self, call: ApiRequest) -> web.Response:
        """Log in by a link, which is used up; the response sets the login cookie."""
        return await self._access.log_in_by_link(call.request, call.body.secret)

    async def log_in_from_telegram(self, call: ApiRequest) -> web.Response:
        """Log in from inside Telegram: with the same account and faces as in the bot."""
        token = self._settings.telegram_token
        if token is None:
            raise LoginNeeded("without Telegram", ways=list(self._access.ways))
        try:
            person = verify(call.body.init_data, token.get_secret_value(), utc_now())
        except MiniAppLoginFailed as error:
            if "age_s" not in error.facts:  # an old one, which Telegram signed, is no attempt
                self._access.count_wrong(call.request, "Telegram login")
            raise
        return await self._access.log_in_from_telegram(call.request, person)

    async def log_out(self, call: ApiRequest) -> web.Response:
        """Log out."""
        return await self._access.log_out(call.request)

    async def change(self, call: ApiRequest) -> SessionView:
        """Choose the language."""
        language = call.body.language
        if language not in self._texts.languages:
            problem = f"is none of {', '.join(self._texts.languages)}"
            raise InvalidRequest(f"language: {problem}", fields=[{"field": "language", "problem": problem}])
        await self._app.people.choose_language(call.principal.user.id, language)
        return await self._session(call.principal)

    async def agree(self, call: ApiRequest) -> web.Response:
        """Record consent to the text ``consent-text``, which is required before the first face. Refused: any other version
        than the present.
        """
        if call.body.version != consent.TEXT_VERSION:
            raise ConsentNeeded(f"the text has version {consent.TEXT_VERSION}", version=consent.TEXT_VERSION)
        await self._app.people.consent(call.principal.user.id, call.principal.way)
        return web.Response(status=204)

    async def export(self, call: ApiRequest) -> web.StreamResponse:
        """Send everything that is kept about the person; no secret that opens anything is part of it."""
        async with self._app.exports.of_user(call.principal.user.id) as entries:
            return await send_zip(call, "facenote-export.zip", entries)

    async def forget(self, call: ApiRequest) -> web.Response:
        """Delete the account at once: faces, voices, clips, logins, and running work."""
        await self._app.people.forget(call.principal.user.id)
        return self._access.without_cookie(call.request)

    async def _session(self, principal: Principal) -> SessionView:
        return self.view(principal, await self._app.people.profile(principal.user.id))

    def view(self, principal: Principal, profile: Profile) -> SessionView:
        """Return the session of a person with this profile."""
        settings = self._settings
        return SessionView(
            name=profile.user.name,
            way=principal.method,
            language=profile.user.language,
            languages=list(self._texts.languages),
            consent=ConsentView(given=profile.has_consented, version=consent.TEXT_VERSION),
            sentence=sentence.text if (sentence := self._app.sentences.today(profile.user)) else None,
            has_demo=any(face.facts.is_demo for face in profile.faces),
            limits=LimitsView(
                max_upload_bytes=settings.max_web_upload_mb * MIB,
                max_voice_s=settings.max_voice_s,
                max_face_video_s=settings.max_face_video_s,
                max_note_s=MAX_NOTE_S,
                keep_days=settings.keep_finished_days,
                share_days=settings.web_share_days,
            ),
            disk=DiskView(
                used_bytes=profile.used_bytes,
                quota_bytes=settings.quota_mb_per_user * MIB or None,
                free_bytes=self._app.media.free_bytes(),
            ),
            last_event_id=profile.last_event_id,
        )
