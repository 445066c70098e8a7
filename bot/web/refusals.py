"""Errors of authentication and authorisation."""

from __future__ import annotations

from facenote.errors import FacenoteError


class LoginNeeded(FacenoteError):
    """The request has no valid login. Facts: ``ways``, the accepted kinds of login ("link", "token", "telegram")."""

    code = "login_needed"
    advice = "Log in, or send an API token or a web token as Authorization: Bearer <token>."


class LinkNeeded(LoginNeeded):
    """The same, in the studio of this machine's user."""

    advice = (
        "As the user who runs the server, run its `facenote login-link` and open the link that it prints; the whole command"
        ' is in the server\'s log, after "to log in:". For a script, run `facenote api-token NAME` likewise and send the token'
        " as Authorization: Bearer <token>."
    )


class LoginLinkUsed(FacenoteError):
    """The login link was used before, or is more than a day old."""

    code = "login_link_used"
    advice = (
        "Run `facenote login-link` on the server's machine and open the link that it prints; the whole command is in the"
        ' server\'s log, after "to log in:".'
    )


class WrongToken(FacenoteError):
    """The web token or API token is unknown."""

    code = "wrong_token"
    advice = (
        "Make an API token in the studio, under Settings, or ask the operator for a web token (FACENOTE_WEB_TOKENS)."
    )


class MiniAppLoginFailed(FacenoteError):
    """The Mini App's login data is invalid or expired."""

    code = "mini_app_login_failed"
    advice = "Close the page and open it again from the bot."


class TooManyLogins(FacenoteError):
    """Too many wrong tokens came from this address. Facts: ``retry_after_s``."""

    code = "too_many_logins"
    advice = "Wait a minute, then try again."


class Forbidden(FacenoteError):
    """This person, or this address, has no access."""

    code = "forbidden"
    advice = "Ask the operator to let you in."


class NotByToken(Forbidden):
    """Only a person at the page may do this."""

    advice = "Do this in the studio, under Settings."


class NotOwnPage(Forbidden):
    """The request shows neither that it comes from the studio's own page nor a token."""

    advice = "Send the header X-Facenote: 1, or an API token or a web token as Authorization: Bearer <token>."
