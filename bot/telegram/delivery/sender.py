"""Sends results: the Telegram side of the delivery loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardMarkup, InputFile, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.accounts import telegram_account
from bot.app.app import App
from bot.app.errors import MessengerUnreachable
from bot.app.recipients import DeliveryTarget, Recipient
from bot.app.zips import Entry, write_zip, zip_bytes
from bot.jobs.errors import FaceNotAllowed
from bot.jobs.outcomes import RETRY_S, ChatMoved, DeliveryFailure, NotDelivered, Undeliverable, preparing_delivery
from bot.records import ClipResult, FileRole, Job, JobKind, SentMessage, clip_options
from bot.records.preferences import Output
from bot.settings import Settings
from bot.telegram.delivery.captions import clip_caption, clip_keyboard, face_caption, face_keyboard, output_of
from bot.telegram.delivery.connection import MEDIA_TIMEOUT_S
from bot.telegram.delivery.destination import Destination, destination_of
from bot.telegram.delivery.media import opened, thumbnail
from bot.telegram.delivery.outcome import outcome
from bot.telegram.delivery.zips import write_zips
from bot.telegram.keyboard import Action, button, rows
from bot.texts import Texts
from engine.choices import Form
from facenote.units import MIB
from storage.errors import NotFound
from storage.feedback import Verdict
from storage.jobs import JobState
from storage.reserve import MIN_FREE_BYTES

ACTION_S = 4.5
"""A chat action disappears after five seconds."""

CLIP_NAME = "facenote.mp4"

log = logging.getLogger(__name__)


class TelegramSender:
    """Implementation of :class:`bot.jobs.delivery.Channel`. Its ``bot`` is the one connection to Telegram; the handlers use it
    too.
    """

    def __init__(self, settings: Settings, app: App, texts: Texts, bot: ExtBot[int]) -> None:
        self.bot = bot
        self._settings, self._media, self._texts = settings, app.media, texts
        self._recipients, self._permission = app.recipients, app.permission

    @property
    def max_clip_bytes(self) -> int:
        """See :class:`bot.jobs.delivery.Channel`."""
        return self._settings.max_upload_mb * MIB

    async def deliver(self, job: Job, files: Mapping[FileRole, Path]) -> Sequence[SentMessage]:
        """Send a clip or the report on a face; return the messages that were sent.

        Raises:
            NotDelivered, Undeliverable; any other error leaves open whether it has arrived.
        """
        with preparing_delivery():
            target = await self._target(job)
        destination = destination_of(job, target.recipient)
        try:
            if job.kind == JobKind.FACE:
                return [await self._send_report(destination, job, files[FileRole.PICTURE])]
            return await self._send_clip(destination, job, files, target.face_count)
        except ChatMigrated as error:
            raise ChatMoved(telegram_account(destination.chat), telegram_account(error.new_chat_id)) from error
        except TelegramError as error:
            raise outcome(error) from error

    async def ask_delivered(self, job: Job) -> None:
        """Ask the user whether a clip arrived whose delivery was interrupted; never send it twice without asking."""
        destination = destination_of(job, await self._recipients.of(job))
        language = destination.language
        await self.bot.send_message(
            **destination.answer(),
            text=self._texts.say(language, "delivery-doubt"),
            reply_markup=rows(
                button(
                    self._texts.say(language, "delivery-send"), Action.DELIVERY, destination.user.id, job.id, "send"
                ),
                button(
                    self._texts.say(language, "delivery-arrived"), Action.DELIVERY, destination.user.id, job.id, "here"
                ),
                width=2,
            ),
        )

    async def send_again(self, destination: Destination, job: Job) -> None:
        """Send a delivered clip again by its Telegram file id, without rendering or uploading it."""
        sent = job.messages[0]
        send = {
            Output.NOTE: self.bot.send_video_note,
            Output.VIDEO: self.bot.send_video,
            Output.FILE: self.bot.send_document,
        }[sent.output or Output.VIDEO]
        words = clip_caption(self._texts, destination, job)
        is_note = sent.output is Output.NOTE
        caption = {} if is_note else {"caption": words}
        message = await send(destination.chat, sent.file_id, message_thread_id=destination.thread, **caption)  # type: ignore[operator]
        if is_note:
            await self._below_note(message, words, None)

    async def clip_keyboard(self, job: Job, *, faces: int, verdict: Verdict) -> InlineKeyboardMarkup:
        """Return the buttons below a clip, with the verdict as chosen. Raises NotFound (not_found): the chat is gone."""
        destination = destination_of(job, await self._recipients.of(job))
        return clip_keyboard(self._texts, destination, job, faces=faces, verdict=verdict)

    async def send_zips(self, recipient: Recipient, members: Sequence[Job]) -> None:
        """Send the delivered clips of a batch in as few files as the upload limit allows.

        Raises:
            NotDelivered: the files could not be made; telegram.error.TelegramError.
        """
        destination, media = destination_of(members[0], recipient), self._media
        clips = [job for job in members if job.state is JobState.DELIVERED]
        entries = [(f"{number:02}.mp4", media.path(job.files[FileRole.CLIP])) for number, job in enumerate(clips, 1)]
        async with contextlib.AsyncExitStack() as stack:
            with preparing_delivery():
                folder = await stack.enter_async_context(media.scratch())
                paths = await asyncio.to_thread(write_zips, entries, folder, self.max_clip_bytes)
            for path in paths:
                with opened(path) as file:
                    await self.bot.send_document(**destination.address(), document=file, write_timeout=MEDIA_TIMEOUT_S)

    async def send_export(self, asked: Message, entries: Sequence[Entry], caption: str) -> None:
        """Send everything that is kept about a person as a reply to their message; the zip is written to the disk first.

        Raises:
            StoreFull (disk_full): no room for it; telegram.error.TelegramError.
        """
        self._media.require_free(zip_bytes(entries) + MIN_FREE_BYTES)
        async with self._media.scratch() as folder:
            path = folder / "facenote-export.zip"
            with path.open("xb") as file:
                await write_zip(entries, file)
            with opened(path) as sent:
                await asked.reply_document(sent, caption=caption, write_timeout=MEDIA_TIMEOUT_S)

    async def _target(self, job: Job) -> DeliveryTarget:
        """Return the recipient. Refuse to send a clip of a lent face after its user or its owner has left the group."""
        try:
            target = await self._recipients.for_delivery(job)
            await self._permission.require_to_send(job)
        except NotFound as error:
            raise Undeliverable(DeliveryFailure.CHAT_GONE) from error
        except FaceNotAllowed as error:
            raise Undeliverable(error.code) from error
        except MessengerUnreachable as error:  # nothing has been sent yet
            raise NotDelivered(RETRY_S) from error
        return target

    async def _send_report(self, destination: Destination, job: Job, picture: Path) -> SentMessage:
        with preparing_delivery():
            photo = await asyncio.to_thread(picture.read_bytes)
        message = await self.bot.send_photo(
            **destination.answer(),
            photo=photo,
            filename="report.jpg",
            caption=face_caption(self._texts, destination, job),
            reply_markup=face_keyboard(self._texts, destination, job),
        )
        return SentMessage(message.message_id)

    async def _send_clip(
        self, destination: Destination, job: Job, files: Mapping[FileRole, Path], face_count: int
    ) -> Sequence[SentMessage]:
        caption = clip_caption(self._texts, destination, job)
        keyboard = clip_keyboard(self._texts, destination, job, faces=face_count)
        action = ChatAction.UPLOAD_VIDEO_NOTE if output_of(job) is Output.NOTE else ChatAction.UPLOAD_VIDEO
        async with contextlib.AsyncExitStack() as stack:
            with preparing_delivery():
                clip = stack.enter_context(opened(files[FileRole.CLIP], CLIP_NAME))
                poster = files.get(FileRole.POSTER)
                still = None if poster is None else await asyncio.to_thread(thumbnail, poster)
            await stack.enter_async_context(self._showing(destination, action))
            assert isinstance(job.result, ClipResult)
            size, seconds = job.result.size, max(1, round(job.result.duration_s))
            shape: dict[str, Any] = {"duration": seconds, "thumbnail": still, "write_timeout": MEDIA_TIMEOUT_S}
            if (options := clip_options(job)) and options.form is Form.NOTE:
                message = await self._note(destination, clip, {**shape, "length": size[0]})
                if message is not None:
                    return [_noted(message), *await self._below_note(message, caption, keyboard)]
            with_words: dict[str, Any] = {**destination.answer(), "caption": caption, "reply_markup": keyboard}
            if output_of(job) is Output.FILE:
                message = await self.bot.send_document(
                    **with_words, document=clip, thumbnail=still, disable_content_type_detection=True,
                    write_timeout=MEDIA_TIMEOUT_S,
                )  # fmt: skip
            else:
                message = await self.bot.send_video(
                    **with_words, **shape, video=clip, width=size[0], height=size[1], supports_streaming=True
                )
        return [_noted(message)]

    @contextlib.asynccontextmanager
    async def _showing(self, destination: Destination, action: ChatAction) -> AsyncIterator[None]:
        """Show a chat action during the block. Best effort: errors are ignored."""

        async def repeat() -> None:
            with contextlib.suppress(TelegramError):
                while True:
                    await self.bot.send_chat_action(destination.chat, action, message_thread_id=destination.thread)
                    await asyncio.sleep(ACTION_S)

        task = asyncio.create_task(repeat())
        try:
            yield
        finally:
            task.cancel()

    async def _note(self, destination: Destination, clip: InputFile, shape: Mapping[str, Any]) -> Message | None:
        """Send a round note; return None if the person's privacy settings refuse it."""
        try:
            return await self.bot.send_video_note(**destination.answer(), **shape, video_note=clip)
        except BadRequest as error:
            if "VOICE_MESSAGES_FORBIDDEN" in error.message.upper():
                return None
            raise

    async def _below_note(self, note: Message, caption: str, keyboard: object) -> Sequence[SentMessage]:
        """Send the caption of a round note as a separate message. The note has arrived, so errors are only logged."""
        try:
            words = await note.reply_text(caption, reply_markup=keyboard, do_quote=True)  # type: ignore[arg-type]
        except TelegramError:
            log.warning("could not send the caption of a round note", exc_info=True)
            return []
        return [SentMessage(words.message_id)]


def _noted(message: Message) -> SentMessage:
    for output, media in (
        (Output.NOTE, message.video_note),
        (Output.VIDEO, message.video),
        (Output.FILE, message.document),
    ):
        if media is not None:
            return SentMessage(message.message_id, media.file_id, output)
    return SentMessage(message.message_id)
