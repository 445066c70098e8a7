"""Updates the status message of one job, or of one batch."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Literal

from telegram.error import BadRequest, TelegramError

from bot.app.app import App
from bot.app.status import BatchStatus
from bot.jobs.outcomes import NotDelivered
from bot.telegram.delivery.destination import Destination, destination_of
from bot.telegram.delivery.outcome import outcome
from bot.telegram.delivery.sender import TelegramSender
from bot.telegram.status.board import Board, batch_board, job_board
from bot.texts import Texts
from storage.errors import NotFound
from storage.jobs import JobState

Key = tuple[Literal["job", "batch"], int]


@dataclass(frozen=True)
class StatusMessages:
    """Writes status messages; the caller remembers the last text as ``shown``."""

    sender: TelegramSender
    app: App
    texts: Texts

    async def show(self, key: Key, shown: Board | None) -> Board | None:
        """Send, edit or delete the message; return its current text, None if it was deleted.

        Raises:
            telegram.error.TelegramError; NotDelivered: a zip could not be made; NotFound (not_found): the job, its chat or its
            user was deleted.
        """
        kind, number = key
        return await (self._job(number, shown) if kind == "job" else self._batch(number, shown))

    async def _job(self, job_id: int, shown: Board | None) -> Board | None:
        status = await self.app.status.of_job(job_id)
        one, job = status.details, status.details.job
        destination = destination_of(job, status.recipient)
        if job.state is JobState.DELIVERED:
            if destination.status:
                with contextlib.suppress(BadRequest):  # the person deleted it
                    await self.sender.bot.delete_message(destination.chat, destination.status)
                await self._note(job_id, destination, None)
            return None
        board = job_board(self.texts, destination, one)
        if board == shown:
            return board
        written = await self._write(destination, destination.status, board, must_be_read=job.state is JobState.FAILED)
        if written != destination.status:
            try:
                await self._note(job_id, destination, written)
            except NotFound:  # the job was deleted meanwhile, and its deletion could not know of this message
                with contextlib.suppress(BadRequest):
                    await self.sender.bot.delete_message(destination.chat, written)
                raise
        return board

    async def _note(self, job_id: int, destination: Destination, status: int | None) -> None:
        """Record which message shows the job."""
        await self.app.jobs.note_status(job_id, chat=destination.chat, reply=destination.reply_to, status=status)

    async def _batch(self, batch_id: int, shown: Board | None) -> Board | None:
        shows = await self.app.status.of_batch(batch_id)
        batch, destination = shows.batch, destination_of(shows.jobs[0], shows.recipient)
        # Before the edit, which is then made once even if this must be repeated.
        await self._zip_if_due(shows)
        board = batch_board(self.texts, destination, batch)
        if board != shown:
            status = batch.state.status
            written = await self._write(destination, status, board)
            if written != status:
                await self.app.batches.note_status(batch_id, written)
        return board

    async def _zip_if_due(self, shown: BatchStatus) -> None:
        members = await self.app.batches.claim_zip(shown.batch.id)
        if not members:
            return
        try:
            await self.sender.send_zips(shown.recipient, members)
        except (TelegramError, NotDelivered) as error:
            if isinstance(error, NotDelivered) or isinstance(outcome(error), NotDelivered):
                await self.app.batches.release_zip(shown.batch.id)
            raise

    async def _write(
        self, destination: Destination, status: int | None, board: Board, *, must_be_read: bool = False
    ) -> int:
        """Edit the message, or send it if there is none; return its id."""
        bot = self.sender.bot
        if status is not None:
            try:
                await bot.edit_message_text(board.text, destination.chat, status, reply_markup=board.markup)
                return status
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return status  # after a restart the last text is unknown
                if not must_be_read:
                    raise
        message = await bot.send_message(**destination.answer(), text=board.text, reply_markup=board.markup)
        return message.message_id
