"""Live status: one message per job (or batch), edited in place as the work proceeds.

Driven by the job service's events. Each chat has its own schedule, which shows one thing at a time at that chat's pace. Only
the latest state is shown, so nothing piles up. The storage keeps the number of the last event that was shown: events during a
downtime are shown after the restart.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.accounts import telegram_account, telegram_id
from bot.jobs.notifier import Notifier, wait_within
from bot.jobs.outcomes import NotDelivered
from bot.records import Job, JobEvent, JobKind, TelegramOrigin
from bot.records.preferences import Output
from bot.telegram.background import finish_before_cancel, run_in_background
from bot.telegram.delivery.captions import output_of
from bot.telegram.delivery.outcome import seconds_to_wait
from bot.telegram.status.board import Board
from bot.telegram.status.message import Key, StatusMessages
from storage.errors import NotFound, StorageError
from storage.events import EventKind
from storage.jobs import JobState

CURSOR = "telegram-status"
OFFLINE_S = 5.0
ENDING_S, STATUS_POLL_S = 5.0, 1.0

REMEMBERED = 1000
"""Size of the cache of rendered status messages; those of ended jobs stay in it, as earlier events may still arrive."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """Seconds between two messages or edits, and between two chat actions."""

    show_s: float
    action_s: float


PRIVATE = Pace(show_s=3.0, action_s=4.5)
GROUP = Pace(show_s=6.0, action_s=15.0)
"""Telegram allows a bot 20 messages a minute in a group, edits and actions included; clips need some of them too."""


@dataclass
class Due:
    """Pending update of a status message: since which event, and whether more than its progress changed."""

    since: int
    urgent: bool


@dataclass
class ChatSchedule:
    """Work for one chat. ``current``: what is being shown now. ``busy``: running jobs, with the chat action for each, and its
    topic.
    """

    chat: int
    pace: Pace
    due: dict[Key, Due] = field(default_factory=dict)
    current: Due | None = None
    busy: dict[int, tuple[ChatAction, int | None]] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    next_show: float = 0.0
    next_action: float = 0.0

    @property
    def is_behind(self) -> bool:
        """Return whether more than progress is still to be shown."""
        return any(due.urgent for due in (*self.due.values(), self.current) if due)

    @property
    def next_moment(self) -> float:
        """Return when the next message may be sent or the chat action is due."""
        show = [self.next_show] if self.due or not self.busy else []
        return min([*show, *([self.next_action] if self.busy else [])])

    def put(self, key: Key, event: JobEvent) -> None:
        """Queue an update; keep the first event since the last time it was shown."""
        due = self.due.setdefault(key, Due(event.id, urgent=False))
        due.urgent |= event.kind is EventKind.STATE
        self.changed.set()


class StatusScheduler:
    """Runs as long as the application, see :meth:`running`. ``pace``: overrides the pace of all chats."""

    def __init__(self, display: StatusMessages, *, pace: Pace | None = None) -> None:
        self._display = display
        self._app = display.app
        self._pace = pace
        self._schedules: dict[int, ChatSchedule] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._shown: dict[Key, Board] = {}
        self._locks: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()
        self._waiting: dict[Key, int] = {}
        self._advanced = Notifier()
        self._seen = 0
        self._saved = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the events until the end of the block."""
        try:
            async with run_in_background(self._follow):
                yield
                await self._catch_up()
        finally:
            tasks = list(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _catch_up(self) -> None:
        """Show everything at shutdown, without regard to the pace; the rest is shown after the next start."""
        newest = await self._app.status.newest_event(self._seen)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDING_S):
                await self._until(lambda: self._seen >= newest)
                for schedule in self._schedules.values():
                    schedule.pace, schedule.next_show = replace(schedule.pace, show_s=0.0), 0.0
                    schedule.changed.set()
                await self._until(lambda: not any(schedule.is_behind for schedule in self._schedules.values()))

    async def _until(self, reached: Callable[[], bool]) -> None:
        while True:
            moved = self._advanced.listen()
            if reached():
                return
            await wait_within(moved, STATUS_POLL_S)

    async def _follow(self) -> None:
        self._seen = self._saved = await self._app.jobs.cursor(CURSOR)
        async for event in self._app.service.changes(self._seen):
            try:
                await self._enqueue(event)
            except NotFound:
                pass  # deleted meanwhile
            except Exception:
                log.exception("could not show event %d", event.id)
            self._seen = event.id
            self._advanced.notify()

    async def _enqueue(self, event: JobEvent) -> None:
        """Add the subject of the event to its chat's schedule, and the jobs that moved up because of it to theirs."""
        job, where = await self._app.status.subject(event.job_id)
        if not isinstance(job.origin, TelegramOrigin) or where is None:
            return
        chat = telegram_id(where.address)
        schedule = self._schedule_of(chat)
        schedule.put(("job", job.id) if job.batch_id is None else ("batch", job.batch_id), event)
        if event.state is JobState.RUNNING:
            schedule.busy[job.id] = _action(job), job.origin.thread
        else:
            schedule.busy.pop(job.id, None)
        self._waiting.pop(("job", job.id), None)
        if event.kind is EventKind.STATE:
            for waiting, its_chat in self._waiting.items():
                self._schedule_of(its_chat).put(waiting, replace(event, kind=EventKind.PROGRESS))
        if event.state is JobState.QUEUED and job.batch_id is None:
            self._waiting["job", job.id] = chat

    def _schedule_of(self, chat: int) -> ChatSchedule:
        if chat not in self._schedules:
            self._schedules[chat] = ChatSchedule(chat, self._pace or (GROUP if chat < 0 else PRIVATE))
            self._tasks[chat] = asyncio.create_task(
                self._run_schedule(self._schedules[chat]), name=f"telegram-status{chat}"
            )
        return self._schedules[chat]

    async def _run_schedule(self, schedule: ChatSchedule) -> None:
        """Show, one after the other, what is due in a chat, until nothing is due and no job runs for it. Keep the schedule as
        long as its pace applies.
        """
        try:
            while schedule.due or schedule.busy or time.monotonic() < schedule.next_show:
                schedule.changed.clear()
                try:
                    await self._show_action(schedule)
                    await self._show(schedule)
                except Exception:  # mostly faults of the storage; updates that are due stay
                    log.exception("could not show how work stands in a chat; retrying in %g s", OFFLINE_S)
                    schedule.next_show = schedule.next_action = time.monotonic() + OFFLINE_S
                await wait_within(schedule.changed, max(0.0, schedule.next_moment - time.monotonic()))
        finally:
            del self._tasks[schedule.chat], self._schedules[schedule.chat]

    async def _show_action(self, schedule: ChatSchedule) -> None:
        """Send a chat action. Best effort: errors are ignored."""
        if not schedule.busy or time.monotonic() < schedule.next_action:
            return
        job_id, (action, topic) = next(iter(schedule.busy.items()))
        if not await self._app.status.is_running(job_id):
            schedule.busy.pop(job_id, None)  # the event that says so may have arrived meanwhile
            return
        schedule.next_action = time.monotonic() + schedule.pace.action_s
        with contextlib.suppress(TelegramError):
            await self._display.sender.bot.send_chat_action(schedule.chat, action, message_thread_id=topic)

    async def _show(self, schedule: ChatSchedule) -> None:
        """Show the most urgent update, if the pace allows it."""
        if not schedule.due or time.monotonic() < schedule.next_show:
            return
        key = next((key for key, due in schedule.due.items() if due.urgent), next(iter(schedule.due)))
        due = schedule.current = schedule.due.pop(key)
        pause_s = schedule.pace.show_s
        try:
            if not await self._bring_up_to_date(key):
                pause_s = 0.0
        except RetryAfter as error:
            pause_s = seconds_to_wait(error)
            schedule.due.setdefault(key, due)
        except ChatMigrated as error:
            pause_s = 0.0
            schedule.due.setdefault(key, due)
            await self._app.groups.move(telegram_account(schedule.chat), telegram_account(error.new_chat_id))
        except (BadRequest, Forbidden) as error:
            log.info("could not show status of %s %d: %s", *key, error)
        except (NetworkError, NotDelivered):
            pause_s = OFFLINE_S
            schedule.due.setdefault(key, due)
        except NotFound:  # deleted meanwhile
            self._waiting.pop(key, None)
        except StorageError:
            schedule.due.setdefault(key, due)
            raise
        except Exception:
            log.exception("could not show status of %s %d", *key)
        finally:
            schedule.current = None
            self._advanced.notify()
        schedule.next_show = time.monotonic() + pause_s
        await self._keep_cursor()

    async def _bring_up_to_date(self, key: Key) -> bool:
        """Update the message, if anything changed. A group that migrates has two schedules for a while."""
        async with self._locks.setdefault(key, asyncio.Lock()):
            before = self._shown.pop(key, None)
            # A message whose id is lost would stay forever, and a second one would be sent after the restart.
            board = await finish_before_cancel(self._display.show(key, before))
            if board is not None:
                self._shown[key] = board
                if len(self._shown) > REMEMBERED:
                    del self._shown[next(iter(self._shown))]
            return board != before

    async def _keep_cursor(self) -> None:
        """Record that everything up to this event has been shown."""
        waiting = [
            due.since
            for schedule in self._schedules.values()
            for due in (*schedule.due.values(), schedule.current)
            if due
        ]
        shown = min(waiting, default=self._seen + 1) - 1
        if shown > self._saved:
            await self._app.jobs.keep_cursor(CURSOR, shown)
            self._saved = max(self._saved, shown)


def _action(job: Job) -> ChatAction:
    if job.kind == JobKind.FACE:
        return ChatAction.TYPING
    return ChatAction.RECORD_VIDEO_NOTE if output_of(job) is Output.NOTE else ChatAction.RECORD_VIDEO
