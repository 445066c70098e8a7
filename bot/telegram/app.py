"""The Telegram application: its handlers, and how it receives updates.

An update is confirmed to Telegram only after it was handled, so that none is lost if the program dies in between. Handling an
update twice changes nothing the second time (jobs have keys).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Collection, Coroutine, Iterator, Mapping
from typing import Any, cast
from weakref import WeakValueDictionary

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    MenuButtonWebApp,
    Update,
    WebAppInfo,
)
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseHandler, ContextTypes, TypeHandler

from bot.app.app import App
from bot.http import NoUpdate, UpdateNotTaken
from bot.settings import Settings
from bot.telegram import errors
from bot.telegram.background import run_in_background
from bot.telegram.context import Context, Services
from bot.telegram.delivery.sender import TelegramSender
from bot.telegram.gate import ANSWERS, gate
from bot.telegram.handlers import (
    batch,
    clips,
    faces,
    groups,
    history,
    lending,
    media_messages,
    operators,
    press,
    privacy,
    queue,
    setface,
    settings,
    start,
    team_settings,
)
from bot.telegram.outage import OutageLog
from bot.telegram.status.message import StatusMessages
from bot.telegram.status.scheduler import StatusScheduler
from bot.texts import DEFAULT, Texts

ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.CHAT_MEMBER]
POLL_S = 30
BUSY_POLL_S = 0.3
"""Pause between polls while updates are being handled: Telegram returns those again at once."""

SHOWN_AT_ONCE = 100
"""Number of updates that Telegram returns from the offset on."""

MOST_OF_ONE = 200
"""Unfinished updates of one person; further ones are refused until some are done."""

WEBHOOK_CONNECTIONS = 100
MOST_OF_ONE_BY_WEBHOOK = 10
"""Each unfinished update holds one of Telegram's connections to a webhook; Telegram sends what is not taken again."""

OFFLINE_S = 3.0
TRIES_PAUSES_S = (1.0, 5.0, 20.0, 60.0)
"""Delay before retrying an update that failed because Telegram was unreachable."""

PATIENCE = 5
"""Interval of retries when Telegram reports too many requests; nobody waits for the registration."""

PRIVATE_COMMANDS = (
    "setface",
    "faces",
    "batch",
    "queue",
    "cancel",
    "history",
    "settings",
    "privacy",
    "export",
    "forgetme",
    "help",
)
GROUP_COMMANDS = ("talk", "team", "shareface", "unshareface", "teamsettings", "help")

log = logging.getLogger(__name__)

PtbApplication = Application[Any, Context, Any, Any, Services, Any]


class TelegramApp:
    """Receives and handles updates. Use as ``async with TelegramApp(...)``; Telegram may be unreachable at the start."""

    def __init__(self, settings: Settings, app: App, texts: Texts, sender: TelegramSender) -> None:
        services = Services(app, texts, settings, sender)
        # PTB makes bot_data by calling this without arguments: it need not be a class.
        types = ContextTypes(context=Context, bot_data=cast("type[Services]", lambda: services))
        self._app: PtbApplication = ApplicationBuilder().bot(sender.bot).updater(None).context_types(types).build()
        self._settings = settings
        self._texts = texts
        self._boards = StatusScheduler(StatusMessages(sender, app, texts))
        self._outages = OutageLog()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._waiting: Counter[int] = Counter()
        self._refused: set[int] = set()
        self.is_ready = False
        """Set when Telegram knows the bot, and updates arrive."""
        for group, handlers in handler_table().items():
            self._app.add_handlers(handlers, group)
        self._app.add_error_handler(errors.answer)

    async def __aenter__(self) -> TelegramApp:
        self._stack = contextlib.AsyncExitStack()
        await self._stack.enter_async_context(self._boards.running())
        await self._stack.enter_async_context(run_in_background(self._run))
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._stack.aclose()
        self.is_ready = False
        with contextlib.suppress(TelegramError):
            await self._app.shutdown()

    async def process_update(self, update: Mapping[str, Any]) -> None:
        """Handle an update that arrived by webhook; return when it may be confirmed. Raises NoUpdate, UpdateNotTaken."""
        try:
            parsed = Update.de_json(dict(update), self._app.bot)
        except Exception as error:  # whatever python-telegram-bot runs into, e.g. a KeyError
            raise NoUpdate(repr(error)) from error
        await self._handle(parsed)

    async def _run(self) -> None:
        while True:
            if await self._introduce():
                break
            await asyncio.sleep(OFFLINE_S)
        self.is_ready = True
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._describe())
            if self._settings.web_url:
                tasks.create_task(self._show_studio(self._settings.web_url))
            if not self._settings.webhook_url:
                tasks.create_task(self._poll())

    async def _introduce(self) -> bool:
        """Fetch the bot's name, and tell Telegram how to send updates."""
        bot, url = self._app.bot, self._settings.webhook_url
        try:
            await self._app.initialize()
            if url:
                secret = self._settings.webhook_secret.get_secret_value()
                await bot.set_webhook(
                    url, max_connections=WEBHOOK_CONNECTIONS, secret_token=secret, allowed_updates=ALLOWED_UPDATES
                )
            else:
                await bot.delete_webhook()
        except TelegramError as error:
            self._outages.failed(error)
        else:
            self._outages.recovered()
            return True
        return False

    async def _poll(self) -> None:
        """Poll for updates until cancelled. The offset, which confirms all updates before it, stays at the first unfinished
        one. If that is so far back that Telegram would return no newer ones, it moves on: otherwise nobody else would be
        answered.
        """
        following = 0
        async with _Tasks() as working:
            while True:
                try:
                    updates = await self._app.bot.get_updates(
                        offset=_offset(working.unfinished, following) or None,
                        timeout=0 if working.unfinished else POLL_S,
                        allowed_updates=ALLOWED_UPDATES,
                    )
                except TelegramError as error:
                    self._outages.failed(error)
                    await asyncio.sleep(OFFLINE_S)
                    continue
                self._outages.recovered()
                for update in updates:
                    if update.update_id >= following:
                        working.start(update.update_id, self._handle(update))
                        following = update.update_id + 1
                await working.some_progress(BUSY_POLL_S)

    async def _handle(self, update: Update) -> None:
        """Handle one update, after earlier ones of the same person; retry while Telegram is unreachable. Commands of operators
        wait for nothing: they may be needed to end what the others wait for.
        """
        whose = update.effective_user or update.effective_chat
        whose_id = whose.id if whose else 0
        if whose_id in self._settings.operators and operators.is_command(update.effective_message):
            await self._process(update)
            return
        if self._settings.webhook_url and self._waiting[whose_id] >= MOST_OF_ONE_BY_WEBHOOK:
            raise UpdateNotTaken
        if self._waiting[whose_id] >= MOST_OF_ONE:
            await self._refuse(update, whose_id)
            return
        with self._counted(whose_id):
            await self._handle_in_turn(update, whose_id)

    @contextlib.contextmanager
    def _counted(self, whose_id: int) -> Iterator[None]:
        self._waiting[whose_id] += 1
        try:
            yield
        finally:
            self._waiting[whose_id] -= 1
            if not self._waiting[whose_id]:
                del self._waiting[whose_id]
                self._refused.discard(whose_id)

    async def _refuse(self, update: Update, whose_id: int) -> None:
        """Tell a user that the update is not accepted; once, until all of their earlier ones are handled."""
        if whose_id in self._refused:
            return
        self._refused.add(whose_id)
        log.warning("%d unfinished updates of one person; further ones are not taken", MOST_OF_ONE)
        user, message = update.effective_user, update.effective_message
        if user and message:
            text = self._texts.say(self._texts.pick(user.language_code), "error-server-busy")
            thread = message.message_thread_id if message.is_topic_message else None
            with contextlib.suppress(TelegramError):
                await self._app.bot.send_message(message.chat.id, text, message_thread_id=thread)

    async def _handle_in_turn(self, update: Update, whose_id: int) -> None:
        lock = self._locks.setdefault(whose_id, asyncio.Lock())
        async with lock:
            await self._process(update)

    async def _process(self, update: Update) -> None:
        for pause_s in (*TRIES_PAUSES_S, None):
            with errors.noticing_outage() as outage:
                await self._app.process_update(update)
            if not outage.noticed or pause_s is None:
                return
            await asyncio.sleep(max(pause_s, outage.wait_s))

    async def _describe(self) -> None:
        """Send the commands and the description to Telegram in every language."""
        bot, texts = self._app.bot, self._texts
        scopes = (
            (PRIVATE_COMMANDS, BotCommandScopeAllPrivateChats()),
            (GROUP_COMMANDS, BotCommandScopeAllGroupChats()),
        )
        for language in texts.languages:
            code = None if language == "en" else language  # without a language: for all others
            try:
                for names, scope in scopes:
                    commands = [BotCommand(name, texts.say(language, f"command-{name}")) for name in names]
                    await bot.set_my_commands(commands, scope, code, rate_limit_args=PATIENCE)
                await bot.set_my_description(texts.say(language, "bot-description"), code, rate_limit_args=PATIENCE)
                short = texts.say(language, "bot-short-description")
                await bot.set_my_short_description(short, code, rate_limit_args=PATIENCE)
            except TelegramError as error:
                log.warning("could not register commands in %s: %s", language, error)

    async def _show_studio(self, url: str) -> None:
        """Let the button beside the message box open the studio. It is the same for all languages."""
        button = MenuButtonWebApp(self._texts.say(DEFAULT, "studio-menu-button"), WebAppInfo(url))
        try:
            await self._app.bot.set_chat_menu_button(menu_button=button)
        except TelegramError as error:
            log.warning("could not set the studio's menu button: %s", error)


def _offset(unfinished: Collection[int], following: int) -> int:
    """Return the offset to poll from: the oldest unfinished update, but such that Telegram returns some new ones as well.

    An update that is confirmed before it is finished is lost if the server ends now.
    """
    return max(min(unfinished, default=following), following - SHOWN_AT_ONCE // 2)


def handler_table() -> dict[int, list[BaseHandler]]:
    """Return all handlers, in order of priority; in each group the first that matches handles the update."""
    topics = (
        start, setface, faces, batch, queue, history, settings, privacy, clips,
        groups, lending, team_settings, operators, media_messages,
    )  # fmt: skip
    answers = [handler for topic in topics for handler in topic.handlers()]
    return {ANSWERS - 1: [TypeHandler(Update, gate)], ANSWERS: [*answers, press.on_unknown_press()]}


class _Tasks:
    """Updates being handled, by number.

    Unfinished ones are cancelled at shutdown: Telegram sends unconfirmed updates again, see :func:`_offset`.
    """

    def __init__(self) -> None:
        self.unfinished: dict[int, asyncio.Task[None]] = {}

    async def __aenter__(self) -> _Tasks:
        return self

    async def __aexit__(self, *exception: object) -> None:
        for task in self.unfinished.values():
            task.cancel()
        await asyncio.gather(*self.unfinished.values(), return_exceptions=True)

    def start(self, number: int, work: Coroutine[Any, Any, None]) -> None:
        """Start to handle an update."""
        self.unfinished[number] = asyncio.create_task(work, name=f"update-{number}")

    async def some_progress(self, at_most_s: float) -> None:
        """Wait until one is done, up to the timeout."""
        if self.unfinished:
            await asyncio.wait(self.unfinished.values(), timeout=at_most_s, return_when=asyncio.FIRST_COMPLETED)
        self.unfinished = {number: task for number, task in self.unfinished.items() if not task.done()}
