"""Brings what was made to its person: the Telegram side of the delivery loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
from telegram import LinkPreviewOptions, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.jobs.delivery import NotArrived, Undeliverable
from bot.jobs.requests import JobKind
from bot.settings import Settings
from bot.telegram import files as telegram_files
from bot.telegram.buttons import Action, button, rows
from bot.telegram.captions import clip_caption, clip_keyboard, face_caption, face_keyboard
from bot.telegram.errors import seconds_to_wait
from bot.telegram.people import account
from bot.telegram.places import Place, place_of
from bot.telegram.preferences import Output
from bot.telegram.zips import write_zips
from bot.texts import Texts
from engine.choices import Form
from storage import Store, chats, faces
from storage.errors import NotFound
from storage.jobs import Job, JobState
from storage.values import Json

RETRY_S = 5.0
ACTION_S = 4.5
"""A chat action fades after five seconds."""

MEDIA_TIMEOUT_S = 300.0
CLIP_NAME = "facenote.mp4"

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout)
"""With these the request did not reach Telegram as a whole, so it cannot have been carried out."""

log = logging.getLogger(__name__)


class TelegramFront:
    """A :class:`bot.jobs.delivery.Front`. Its ``bot`` is the one connection to Telegram, the handlers use it too."""

    def __init__(self, settings: Settings, store: Store, texts: Texts) -> None:
        """Opens no connection. Raises ValueError without a token."""
        self.bot = make_bot(settings)
        self._settings = settings
        self._store = store
        self._texts = texts

    async def deliver(self, job: Job, files: Mapping[str, Path]) -> Sequence[Json]:
        """Send a clip or the report on a face; return which messages they became.

        Raises:
            NotArrived, Undeliverable; any other error leaves open whether it has arrived.
        """
        try:
            async with self._store.read() as tx:
                place = await place_of(tx, job)
                choice = len(await faces.of_user(tx, job.user_id))
        except NotFound as error:
            raise Undeliverable("chat_gone") from error
        try:
            if job.kind == JobKind.FACE:
                return [await self._send_report(place, job, files["picture"])]
            return await self._send_clip(place, job, files, choice)
        except ChatMigrated as error:
            async with self._store.write() as tx:
                await chats.move(tx, account(place.chat), account(error.new_chat_id))
            raise NotArrived(0) from error
        except TelegramError as error:
            raise outcome(error) from error

    async def doubt(self, job: Job) -> None:
        """Ask whether a clip arrived whose sending was cut short; it is never sent twice unasked."""
        async with self._store.read() as tx:
            place = await place_of(tx, job)
        language = place.language
        await self.bot.send_message(
            **place.answer(),
            text=self._texts.say(language, "delivery-doubt"),
            reply_markup=rows(
                button(self._texts.say(language, "delivery-send"), Action.DELIVERY, place.user.id, job.id, "send"),
                button(self._texts.say(language, "delivery-arrived"), Action.DELIVERY, place.user.id, job.id, "here"),
                width=2,
            ),
        )

    async def send_again(self, place: Place, job: Job) -> None:
        """Send a delivered clip once more, from what Telegram keeps of it: nothing is rendered or uploaded."""
        sent = job.messages[0]
        send = {
            Output.NOTE: self.bot.send_video_note,
            Output.VIDEO: self.bot.send_video,
            Output.FILE: self.bot.send_document,
        }[Output(sent["output"])]
        words = clip_caption(self._texts, place, job)
        is_note = sent["output"] == Output.NOTE
        caption = {} if is_note else {"caption": words}
        message = await send(place.chat, sent["file_id"], message_thread_id=place.thread, **caption)  # type: ignore[operator]
        if is_note:
            await self._below_note(message, place, words, None)

    async def send_zips(self, place: Place, members: Sequence[Job]) -> None:
        """Send the delivered clips of a batch in as few files as the upload limit allows."""
        media = self._store.media
        clips = [job for job in members if job.state is JobState.DELIVERED]
        entries = [(f"{number:02}.mp4", media.path(job.files["clip"])) for number, job in enumerate(clips, 1)]
        async with media.scratch() as folder:
            limit = self._settings.max_upload_mb * telegram_files.MIB
            for path in await asyncio.to_thread(write_zips, entries, folder, limit):
                await self.bot.send_document(**place.address(), document=path, write_timeout=MEDIA_TIMEOUT_S)

    async def _send_report(self, place: Place, job: Job, picture: Path) -> Json:
        message = await self.bot.send_photo(
            **place.answer(),
            photo=picture.read_bytes(),
            filename="report.jpg",
            caption=face_caption(self._texts, place, job),
            reply_markup=face_keyboard(self._texts, place, job),
        )
        return {"message": message.message_id}

    async def _send_clip(self, place: Place, job: Job, files: Mapping[str, Path], choice: int) -> Sequence[Json]:
        caption = clip_caption(self._texts, place, job)
        keyboard = clip_keyboard(self._texts, place, job, faces=choice)
        action = ChatAction.UPLOAD_VIDEO_NOTE if job.front.get("output") == Output.NOTE else ChatAction.UPLOAD_VIDEO
        async with self._store.media.scratch() as folder, self._showing(place, action):
            clip = await telegram_files.fitting(files["clip"], self._settings.max_upload_mb, folder)
            if clip is None:
                raise Undeliverable("clip_too_large")
            named = folder / CLIP_NAME  # content has no suffix, and a local Bot API server reads the file by its path
            os.link(clip, named)
            thumbnail = telegram_files.thumbnail(files["poster"])
            size, seconds = job.result["size"], max(1, round(job.result["duration_s"]))
            shape: dict[str, Any] = {"duration": seconds, "thumbnail": thumbnail, "write_timeout": MEDIA_TIMEOUT_S}
            if job.request["form"] == Form.NOTE:
                message = await self._note(place, named, {**shape, "length": size[0]})
                if message is not None:
                    return [_noted(message), *await self._below_note(message, place, caption, keyboard)]
            with_words: dict[str, Any] = {**place.answer(), "caption": caption, "reply_markup": keyboard}
            if job.front.get("output") == Output.FILE:
                message = await self.bot.send_document(
                    **with_words, document=named, thumbnail=thumbnail, disable_content_type_detection=True,
                    write_timeout=MEDIA_TIMEOUT_S,
                )  # fmt: skip
            else:
                message = await self.bot.send_video(
                    **with_words, **shape, video=named, width=size[0], height=size[1], supports_streaming=True
                )
        return [_noted(message)]

    @contextlib.asynccontextmanager
    async def _showing(self, place: Place, action: ChatAction) -> AsyncIterator[None]:
        """Let the chat show what goes on, for as long as it does; an ornament, so nothing is made of its failing."""

        async def repeat() -> None:
            with contextlib.suppress(TelegramError):
                while True:
                    await self.bot.send_chat_action(place.chat, action, message_thread_id=place.thread)
                    await asyncio.sleep(ACTION_S)

        task = asyncio.create_task(repeat())
        try:
            yield
        finally:
            task.cancel()

    async def _note(self, place: Place, clip: Path, shape: Mapping[str, Any]) -> Message | None:
        """Send a round note; None to a person whose privacy settings refuse them."""
        try:
            return await self.bot.send_video_note(**place.answer(), **shape, video_note=clip)
        except BadRequest as error:
            if "VOICE_MESSAGES_FORBIDDEN" in error.message.upper():
                return None
            raise

    async def _below_note(self, note: Message, place: Place, caption: str, keyboard: object) -> Sequence[Json]:
        """A round note takes no caption: it follows. The note has arrived, so nothing may fail any more."""
        try:
            words = await note.reply_text(caption, reply_markup=keyboard, do_quote=True)  # type: ignore[arg-type]
        except TelegramError:
            log.warning("the words below a round note did not arrive", exc_info=True)
            return []
        return [{"message": words.message_id}]


class _Bot(ExtBot[int]):
    """python-telegram-bot puts the default parse mode into requests without words, too, where it is no parameter."""

    def _insert_defaults(self, data: dict[str, object]) -> None:
        super()._insert_defaults(data)
        if data.get("text") is None and data.get("caption") is None:
            data.pop("parse_mode", None)


def make_bot(settings: Settings) -> ExtBot[int]:
    """The bot, keeping to the rates that Telegram asks for. "Too many requests" is raised at once: who sends something
    knows best how to wait."""
    if settings.telegram_token is None:
        raise ValueError("there is no Telegram token")
    base = settings.telegram_api_url.rstrip("/")
    return _Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        local_mode=settings.telegram_local,
        request=HTTPXRequest(connection_pool_size=32, read_timeout=30, media_write_timeout=MEDIA_TIMEOUT_S),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
        rate_limiter=AIORateLimiter(),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,  # whoever takes back what they asked gets the answer all the same
        ),
    )


def outcome(error: TelegramError) -> Exception:
    """What a failed sending means: not arrived, never will, or (the error itself) nobody knows."""
    match error:
        case RetryAfter():
            return NotArrived(seconds_to_wait(error))
        case Forbidden():
            return Undeliverable("bot_blocked")
        case BadRequest():
            return Undeliverable("telegram_refused")
        case InvalidToken():
            return NotArrived(RETRY_S)
        case NetworkError() if isinstance(error.__cause__, NEVER_SENT):
            return NotArrived(RETRY_S)
        case NetworkError() if error.__cause__ is None:
            return NotArrived(RETRY_S)  # the Bot API itself answered that it failed
        case _:
            return error


def _noted(message: Message) -> Json:
    for output, media in (
        (Output.NOTE, message.video_note),
        (Output.VIDEO, message.video),
        (Output.FILE, message.document),
    ):
        if media is not None:
            return {"message": message.message_id, "file_id": media.file_id, "output": str(output)}
    return {"message": message.message_id}
