"""What a person reads when something went wrong, and how an outage of Telegram is told from other faults."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.context import Context, reply
from bot.telegram.words import explain
from engine.errors import EngineError
from storage.errors import StorageError

log = logging.getLogger(__name__)


@dataclass
class Outage:
    """Whether Telegram was out of reach while an update was handled."""

    noticed: bool = False


_outage: ContextVar[Outage] = ContextVar("outage")


@contextlib.contextmanager
def noticing_outage() -> Iterator[Outage]:
    """Collect what :func:`answer`, which python-telegram-bot calls, finds out in this block."""
    outage = Outage()
    token = _outage.set(outage)
    try:
        yield outage
    finally:
        _outage.reset(token)


def seconds_to_wait(error: RetryAfter) -> float:
    """python-telegram-bot is on its way from numbers to timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def answer(update: object, context: Context) -> None:
    """Log first, so that the record survives a failed answer; then say what happened and what to do."""
    error = context.error
    match error:
        case BadRequest() | Forbidden():
            log.warning("Telegram refused an answer: %s", error)
            return
        case NetworkError() | RetryAfter():
            log.warning("Telegram could not be reached: %s", error)
            _outage.get().noticed = True
            return
        case EngineError() | StorageError():
            log.info("told a user: %s", error.code)
            code, facts = error.code, error.facts
        case _:
            log.error("an update could not be handled", exc_info=error)
            code, facts = "internal_error", {}
    if isinstance(update, Update) and hasattr(context, "user"):
        text = explain(context.services.texts, context.language, code, facts)
        with contextlib.suppress(TelegramError):
            if update.callback_query:
                await update.callback_query.answer()
            await reply(update, text)
