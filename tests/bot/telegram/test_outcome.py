"""Tests of failed deliveries: nothing may be sent twice or be lost."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.jobs.outcomes import NotDelivered, Undeliverable
from bot.telegram.delivery.outcome import outcome


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        RetryAfter(7),
        InvalidToken(),
        NetworkError("Internal Server Error"),
        caused(NetworkError("httpx.ConnectError"), httpx.ConnectError("refused")),
        caused(NetworkError("httpx.WriteError"), httpx.WriteError("reset")),
        caused(TimedOut(), httpx.ConnectTimeout("")),
        caused(TimedOut(), httpx.PoolTimeout("")),
    ],
    ids=repr,
)
def test_what_certainly_did_not_arrive_is_tried_again(error: TelegramError) -> None:
    assert isinstance(outcome(error), NotDelivered)


@pytest.mark.parametrize(
    "error",
    [
        caused(TimedOut(), httpx.ReadTimeout("")),
        caused(NetworkError("httpx.ReadError"), httpx.ReadError("reset")),
        caused(NetworkError("httpx.RemoteProtocolError"), httpx.RemoteProtocolError("closed")),
        caused(NetworkError("Bad Gateway"), TelegramError("Invalid server response")),
    ],
    ids=repr,
)
def test_what_may_have_arrived_is_left_open(error: TelegramError) -> None:
    assert outcome(error) is error


@pytest.mark.parametrize(
    ("error", "code"),
    [(Forbidden("bot was blocked by the user"), "bot_blocked"), (BadRequest("chat not found"), "telegram_refused")],
)
def test_what_never_will_arrive_is_given_up(error: TelegramError, code: str) -> None:
    given_up = outcome(error)
    assert isinstance(given_up, Undeliverable)
    assert given_up.code == code


def test_telegram_says_how_long_to_wait() -> None:
    waiting = outcome(RetryAfter(42))
    assert isinstance(waiting, NotDelivered)
    assert waiting.retry_in_s == 42
