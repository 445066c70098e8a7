"""Error messages to users, and how an outage of Telegram differs from other faults."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.app.errors import MessengerUnreachable
from bot.telegram.context import Context, reply, stop_waiting
from bot.telegram.delivery.outcome import outcome, seconds_to_wait
from bot.telegram.formatting import explain
from bot.telegram.gate import is_allowed, session_of
from facenote.errors import FacenoteError

log = logging.getLogger(__name__)


@dataclass
class Outage:
    """Whether Telegram was unreachable or busy while an update was handled, and how long it asks to wait."""

    noticed: bool = False
    wait_s: float = 0.0


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


@contextlib.asynccontextmanager
async def sending_once(update: Update, context: Context) -> AsyncIterator[None]:
    """Tell the person if Telegram did not confirm a file that is sent in this block: it may have arrived, so the update must not
    be handled again.
    """
    try:
        yield
    except NetworkError as error:
        if outcome(error) is not error:
            raise
        log.warning("Telegram did not confirm a file: %s", error)
        with contextlib.suppress(TelegramError):
            await reply(update, context.say("sending-doubt"))


async def answer(update: object, context: Context) -> None:
    """Answer the error, and end the work on the update: after an error of the gate python-telegram-bot would call the other
    handlers.
    """
    try:
        await _answer(update, context)
    except Exception:
        log.exception("an error could not be told")
    raise ApplicationHandlerStop


async def _answer(update: object, context: Context) -> None:
    """Log the error first, so that the record survives a failed reply; then tell the person what to do."""
    error: BaseException | None = context.error
    if isinstance(error, MessengerUnreachable):
        error = error.__cause__
    match error:
        case RetryAfter():
            log.warning("Telegram rate limit: %s", error)
            _outage.get().noticed, _outage.get().wait_s = True, seconds_to_wait(error)
            return
        case NetworkError() if not isinstance(error, BadRequest):
            log.warning("Telegram unreachable: %s", error)
            _outage.get().noticed = True
            return
        case BadRequest() if "not modified" in error.message.lower():  # a second press: it is as wanted
            await stop_waiting(update)
            return
        case TelegramError():
            log.warning("Telegram refused a request: %s", error)
            code, facts = "internal_error", {}
        case FacenoteError():
            log.info("refused a request of a user: %s", error.code)
            code, facts = error.code, error.facts
        case _:
            log.error("unhandled error in an update", exc_info=error)
            code, facts = "internal_error", {}
    # An error has its own context, which has not passed the gate.
    person, chat = (update.effective_user, update.effective_chat) if isinstance(update, Update) else (None, None)
    message = update.effective_message if isinstance(update, Update) else None  # none if the bot was added to a group
    if message and person and chat and is_allowed(context.services.settings, person, chat):
        session = await session_of(context.services, person, chat, may_be_new=False)
        if session is not None:
            context.session = session
            text = explain(context.services.texts, context.language, code, facts)
            with contextlib.suppress(TelegramError):
                await message.reply_text(text, do_quote=True)  # the reply shows which of several files it is about
    await stop_waiting(update)
