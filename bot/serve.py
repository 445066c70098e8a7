"""Start-up and shutdown: the only place where the parts are wired together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shlex
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.app.app import App
from bot.app.fetch_channel import FetchChannel
from bot.app.this_machine import announced, login_link, withdraw
from bot.connections import ConnectionLimits
from bot.http import Webhook, make_app, require_free, serving
from bot.jobs.service import JobOptions, JobService
from bot.metrics import Metrics
from bot.records import open_store
from bot.records.origins import STUDIO, TELEGRAM
from bot.settings import PoolKind, Settings, credentials_of, in_url, is_loopback
from bot.telegram.app import TelegramApp
from bot.telegram.delivery.connection import make_bot
from bot.telegram.delivery.messenger import TelegramMessenger
from bot.telegram.delivery.sender import TelegramSender
from bot.texts import Texts
from bot.web.studio import Studio
from engine.choices import Credentials, EngineOptions
from engine.media import try_ffmpeg
from engine.pool import Pool, PoolOptions, count_gpus, open_engine
from engine.provenance import choose_credentials
from engine.ray_pool import RayOptions, RayPool
from facenote.folders import SIGNING
from facenote.units import MIB
from storage import Store, events
from storage.limits import Limits

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""The address of this machine, where the server listens on all of its addresses."""

STUDIO_ALONE = (
    "without a Telegram bot; to add one, get a token from @BotFather,"
    " write FACENOTE_TELEGRAM_TOKEN=<token> into facenote.env, start again"
)

log = logging.getLogger(__name__)


async def serve(settings: Settings, tell: Callable[[str], None] | None = None) -> None:
    """Run until SIGTERM or SIGINT; then drain: running jobs finish within ``drain_s`` or return to the queue. A second signal
    stops them at once, and raises CancelledError.

    Args:
        tell: shows a secret to the person at the terminal; None if there is no terminal.

    Raises:
        StorageError: the data folder cannot be used.
        OSError: the port cannot be used.
        FfmpegMissing, FfmpegUnusable: the configured ffmpeg cannot do the work.
    """
    if settings.ffmpeg:
        await asyncio.to_thread(try_ffmpeg, settings.ffmpeg)
    async with contextlib.AsyncExitStack() as stack:
        asked_to_end = stack.enter_context(_signals())
        # A server that runs here would go on with a database that a newer version has changed.
        await require_free(settings.host, settings.port)
        store = await stack.enter_async_context(open_store(settings.data_folder))
        local = settings.data_folder / SIGNING
        credentials = await asyncio.to_thread(choose_credentials, credentials_of(settings), local)
        pool = await stack.enter_async_context(make_pool(settings, credentials))
        texts = Texts()
        jobs = JobService(store, pool, {STUDIO: FetchChannel(store)}, _job_options(settings))
        app, telegram = assemble(settings, store, jobs, texts)
        studio = Studio(settings, app, texts)
        # The job service starts last, so that it drains first, while the front ends still answer and deliver clips.
        port = await stack.enter_async_context(_http(settings, store, jobs, telegram, studio))
        withdraw(settings.data_folder)
        if telegram:
            await stack.enter_async_context(telegram)
        else:
            log.info(STUDIO_ALONE)
        await stack.enter_async_context(app.webhooks.sending())
        await stack.enter_async_context(jobs)
        await studio.open()
        log.info("ready, worker processes: %d, data folder: %s", pool.size, settings.data_folder.absolute())
        address = _link(settings, port)
        if settings.opens_by_link:
            stack.enter_context(announced(settings.data_folder, address))
            log.info("to log in: %s", _login_command(settings.data_folder.absolute()))
        log.info("studio: %s", address)
        if settings.web_url is None and not is_loopback(settings.host):
            log.warning(
                "connections are not encrypted: put an https proxy in front and set FACENOTE_WEB_URL to its address"
            )
        if settings.opens_by_link and tell:
            tell(f"Open this link, which works once: {login_link(address, await app.logins.make_link())}")
        await asked_to_end.wait()
        log.info("shutting down: running jobs have up to %g s; a second signal forces exit", settings.drain_s)


def assemble(settings: Settings, store: Store, jobs: JobService, texts: Texts) -> tuple[App, TelegramApp | None]:
    """Return the use cases, and the bot if there is a token. It then delivers what was requested in Telegram."""
    if settings.telegram_token is None:
        return App(settings, store, jobs, texts), None
    bot = make_bot(settings)
    app = App(settings, store, jobs, texts, TelegramMessenger(bot, texts))
    sender = TelegramSender(settings, app, texts, bot)
    jobs.add_channel(TELEGRAM, sender)
    return app, TelegramApp(settings, app, texts, sender)


@contextlib.asynccontextmanager
async def _http(
    settings: Settings, store: Store, jobs: JobService, telegram: TelegramApp | None, studio: Studio
) -> AsyncIterator[int]:
    """Serve everything over HTTP; yield the port."""

    def missing() -> str:
        if jobs.draining:
            return "draining"
        return "telegram" if telegram and not telegram.is_ready else ""

    metrics = Metrics(store, lambda: jobs.has_room)
    webhook = None
    if telegram and settings.webhook_url:
        webhook = Webhook(settings.webhook_secret.get_secret_value(), telegram.process_update)
    app = make_app(settings, metrics, missing, webhook)
    studio.add_to(app)
    async with store.read() as tx:
        last_event = await events.last_id(tx)
    following = asyncio.create_task(metrics.follow(jobs.changes(last_event)), name="metrics")
    try:
        limits = ConnectionLimits(behind_proxy=settings.web_url is not None)
        async with serving(app, settings.host, settings.port, limits) as port:
            yield port
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


@contextlib.contextmanager
def _signals() -> Iterator[asyncio.Event]:
    """Yield an event that the first signal sets; the second cancels the task, a third kills as usual."""
    loop, task, asked = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()
    assert task is not None
    numbers = [signal.SIGTERM, signal.SIGINT]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it
        numbers.append(signal.SIGHUP)

    def forget() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)

    def on_signal(number: signal.Signals) -> None:
        if asked.is_set() and number == signal.SIGHUP:
            return  # a terminal that closes sends it twice
        if asked.is_set():
            forget()
            task.cancel()
        asked.set()

    for number in numbers:
        loop.add_signal_handler(number, on_signal, number)
    try:
        yield asked
    finally:
        forget()


def _login_command(data_folder: Path) -> str:
    """Return the command that makes a login link, as one can type it in any folder."""
    program = Path(sys.executable).with_name("facenote")
    named = str(program) if program.exists() else "facenote"
    return shlex.join([named, "login-link", "--data", str(data_folder)])


def _link(settings: Settings, port: int) -> str:
    """Return the address of the studio for a person's browser: the one where the server listens. Under the name ``localhost``
    browsers try ::1 as well, where another user's program may listen on the same port.
    """
    return settings.web_url or f"http://{in_url(EVERY_ADDRESS.get(settings.host, settings.host))}:{port}"


def make_pool(settings: Settings, credentials: Credentials) -> Pool | RayPool:
    """Return the pool that was chosen; entering it starts the workers. Raises RayMissing when entered."""
    options = PoolOptions(
        workers=settings.workers,
        memory_mib=settings.worker_memory_mib,
        open=partial(open_engine, EngineOptions(ffmpeg=settings.ffmpeg, credentials=credentials)),
        drain_s=settings.drain_s,
        writable=_with_linked(settings.data_folder),
    )
    if settings.pool is PoolKind.LOCAL:
        found = 0 if settings.gpus == 0 else count_gpus()
        return Pool(replace(options, gpus=found if settings.gpus is None else settings.gpus))
    return RayPool(
        RayOptions(
            settings.ray_address or "",
            options,
            min_workers=settings.ray_min_workers,
            cpus=settings.ray_worker_cpus,
            gpus=settings.ray_worker_gpus,
            sends=(credentials.certificate, credentials.key),
        )
    )


def _with_linked(folder: Path) -> tuple[Path, ...]:
    """Return the folder, and those that it links to, such as one on another disk."""
    return folder.absolute(), *(entry.resolve() for entry in folder.iterdir() if entry.is_symlink())


def _job_options(settings: Settings) -> JobOptions:
    """Return the job options; 0 means "no limit" in the settings, None in the storage."""
    return JobOptions(
        owner=settings.name,
        limits=Limits(
            open_per_user=settings.max_open_jobs_per_user or None,
            open_per_chat=settings.max_open_jobs_per_chat or None,
            daily_per_user=settings.max_daily_jobs_per_user or None,
            daily_per_chat=settings.max_daily_jobs_per_chat or None,
            bytes_per_user=settings.quota_mb_per_user * MIB or None,
            min_free_bytes=settings.min_free_mb * MIB,
        ),
        badge=settings.badge,
        timeout_s=settings.job_timeout_s,
        drain_s=settings.drain_s,
        keep_finished=timedelta(days=settings.keep_finished_days),
        keeps_reserve=True,
    )
