"""Why somebody is not let in."""

from __future__ import annotations

from engine.errors import EngineError


class LoginNeeded(EngineError):
    """Nobody is logged in, or no longer. Facts: ``ways``, those in which one can log in ("token", "telegram")."""

    code = "login_needed"
    advice = "Log in, or send a web token as Authorization: Bearer <token>."


class WrongToken(EngineError):
    """No web token like this is set."""

    code = "wrong_token"
    advice = "Ask the operator for a token; they are set as FACENOTE_WEB_TOKENS."


class MiniAppLoginFailed(EngineError):
    """What Telegram's app said of itself is forged, or too old."""

    code = "mini_app_login_failed"
    advice = "Close the page and open it again from the bot."


class TooManyLogins(EngineError):
    """Too many wrong tokens came from this address. Facts: ``retry_after_s``."""

    code = "too_many_logins"
    advice = "Wait a minute, then try again."


class Forbidden(EngineError):
    """Not for this person, or not from there."""

    code = "forbidden"
    advice = "Ask the operator to let you in."


class ConsentNeeded(EngineError):
    """A face is only taken from somebody who agreed to the present text. Facts: ``version``."""

    code = "consent_needed"
    advice = "Read the text and agree to it first."
