"""Status of a job or a batch as a message. Pure: takes rows, returns text and buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.app.batches import is_complete
from bot.app.details import JobDetails
from bot.records import Batch
from bot.telegram.delivery.destination import Destination
from bot.telegram.formatting import bar, duration, explain
from bot.telegram.keyboard import Action, button, rows
from bot.texts import Texts
from engine.watch import Stage
from storage.jobs import ENDED, JobState


@dataclass(frozen=True)
class Board:
    """Status message as it should be now."""

    text: str
    markup: InlineKeyboardMarkup | None = None


def job_board(texts: Texts, destination: Destination, one: JobDetails) -> Board:
    """Return the message of a single job."""
    language, job = destination.language, one.job
    cancel = rows(button(texts.say(language, "status-cancel"), Action.JOB_CANCEL, destination.user.id, job.id))
    match job.state:
        case JobState.QUEUED:
            return Board(_queued(texts, language, one), cancel)
        case JobState.RUNNING:
            return Board(_running(texts, language, one), cancel)
        case JobState.RENDERED | JobState.DELIVERED:
            return Board(texts.say(language, "status-sending"))
        case JobState.CANCELLED:
            return Board(texts.say(language, "status-cancelled"), _again(texts, destination, one))
        case JobState.FAILED:
            assert job.failure is not None
            return Board(explain(texts, language, job.failure.code, job.failure.facts), _again(texts, destination, one))


def batch_board(texts: Texts, destination: Destination, batch: Batch) -> Board:
    """Return the message of a batch: how many clips are done, and at its end the button for all clips in one file. Cancelled
    clips do not count.
    """
    language, counts = destination.language, Counter(batch.counts)
    del counts[JobState.CANCELLED]
    total = sum(counts.values())
    if not total and is_complete(batch):
        return Board(texts.say(language, "status-cancelled"))
    text = texts.say(
        language, "batch-status",
        total=total, done=counts[JobState.DELIVERED], failed=counts[JobState.FAILED],
    )  # fmt: skip
    if is_complete(batch):
        zipped = button(texts.say(language, "batch-zip"), Action.BATCH_ZIP, destination.user.id, batch.id)
        return Board(text, rows(zipped) if counts[JobState.DELIVERED] > 1 else None)
    ended = sum(counts[state] for state in ENDED)
    cancel = button(texts.say(language, "status-cancel"), Action.BATCH_CANCEL, destination.user.id, batch.id)
    return Board(f"{text}\n{bar(ended / max(total, 1))}", rows(cancel))


def queue_lines(texts: Texts, language: str, waiting: Sequence[JobDetails]) -> str:
    """Return one line per unfinished job, numbered like their buttons."""
    return "\n".join(
        f"{number}. "
        + (_queued(texts, language, one) if one.job.state is JobState.QUEUED else _one_line(texts, language, one))
        for number, one in enumerate(waiting, 1)
    )


def _one_line(texts: Texts, language: str, one: JobDetails) -> str:
    if one.job.state is JobState.RUNNING:
        return _running(texts, language, one).replace("\n", " ")
    return texts.say(language, "status-sending")


def _queued(texts: Texts, language: str, one: JobDetails) -> str:
    return texts.say(language, "status-queued", position=one.position or 1) + _left(texts, language, one)


def _running(texts: Texts, language: str, one: JobDetails) -> str:
    job = one.job
    percent = round(job.progress * 20) * 5
    line = f"{bar(percent / 100)} {percent} %{_left(texts, language, one)}"
    stage = (job.stage or Stage.START).replace(" ", "-")
    return f"{texts.say(language, 'status-running', kind=job.kind, stage=stage)}\n{line}"


def _left(texts: Texts, language: str, one: JobDetails) -> str:
    return "" if one.left_s is None else f" · {duration(texts, language, one.left_s)}"


def _again(texts: Texts, destination: Destination, one: JobDetails) -> InlineKeyboardMarkup | None:
    if not one.can_retry:
        return None
    label = texts.say(destination.language, "status-again")
    return rows(button(label, Action.JOB_AGAIN, destination.user.id, one.job.id))
