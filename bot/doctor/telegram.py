"""Checks of Telegram: whether the token works, and whether the clock agrees with Telegram's."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from bot.doctor.result import CheckResult

TIMEOUT_S = 15.0
CLOCK_S = 60.0
"""Largest difference of clocks, above which certificates and logins fail."""

WRONG_TOKEN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})
NO_TOKEN = "no token is set: no Telegram bot"


def check_telegram(token: str | None, api_url: str, now: datetime | None = None) -> list[CheckResult]:
    """Call ``getMe``, and compare the clock with the time of the response. The token is shown nowhere."""
    if not token:
        return [CheckResult.ok("Telegram", NO_TOKEN), CheckResult.ok("clock", "not compared, as there is no token")]
    try:
        answer = httpx.get(f"{api_url}/bot{token}/getMe", timeout=TIMEOUT_S)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        advice = "Check the network and the proxy settings, and FACENOTE_TELEGRAM_API_URL if it is set."
        reason = f"{api_url} cannot be reached: {type(error).__name__}"  # the error's own text contains the token
        return [
            CheckResult.fail("Telegram", reason, advice),
            CheckResult.ok("clock", "not compared, as Telegram is out of reach"),
        ]
    return [_assess(answer), check_clock(answer.headers.get("Date"), now or datetime.now(UTC))]


def check_clock(said: str | None, now: datetime) -> CheckResult:
    """Compare ``now`` with the Date header of a response (RFC 9110)."""
    try:
        off_s = (now - parsedate_to_datetime(said or "")).total_seconds()
    except ValueError:
        return CheckResult.ok("clock", "not compared: the answer has no date")
    shown = f"{now:%Y-%m-%d %H:%M:%S} UTC, {off_s:+.0f} s compared with Telegram"
    if abs(off_s) > CLOCK_S:
        advice = "Set the clock, or have it set: timedatectl set-ntp true."
        return CheckResult.fail("clock", shown, advice, off_s=off_s)
    return CheckResult.ok("clock", shown, off_s=off_s)


def _assess(answer: httpx.Response) -> CheckResult:
    if answer.status_code in WRONG_TOKEN:
        advice = "Set FACENOTE_TELEGRAM_TOKEN to the token that @BotFather shows for this bot."
        return CheckResult.fail("Telegram", "the token is not valid", advice)
    try:
        name = answer.json()["result"]["username"]
    except (ValueError, LookupError, TypeError):
        advice = "Try again later; check FACENOTE_TELEGRAM_API_URL if it is set."
        return CheckResult.fail("Telegram", f"unexpected answer, HTTP {answer.status_code}", advice)
    return CheckResult.ok("Telegram", f"@{name} answers", username=name)
