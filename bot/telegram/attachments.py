"""Files that people send: finds them in messages, checks the limits, downloads them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from telegram import Audio, Bot, File, Message, MessageOriginUser, Video, VideoNote, Voice
from telegram.error import BadRequest

from bot.app.errors import FileNotShared
from bot.records import Attachment
from bot.settings import Settings
from engine.media import MediaTooLong
from facenote.units import MIB
from storage import Media, StagedFile, read_blocks
from storage.errors import FileTooLarge

GENERIC_TYPES = (
    "application/octet-stream",
    "application/ogg",
    "application/mp4",
    "application/x-matroska",
    "application/mxf",
)
"""Types that Telegram reports for unknown file extensions, or that hold sound or pictures or both."""

log = logging.getLogger(__name__)


def voice_in(message: Message) -> Attachment | None:
    """Return the sound in a message: a voice note, an audio file, or the sound of a round video note."""
    if media := message.voice or message.video_note:
        return Attachment(media.file_id, media.file_size, _seconds(media))
    if audio := message.audio:
        return Attachment(audio.file_id, audio.file_size, _seconds(audio), audio.file_name or "")
    document = message.document
    if document and (document.mime_type or "").startswith("audio/"):
        return Attachment(document.file_id, document.file_size, name=document.file_name or "")
    return None


def picture_in(message: Message) -> Attachment | None:
    """Return the video or photo in a message."""
    if media := message.video or message.video_note:
        return Attachment(media.file_id, media.file_size, _seconds(media))
    if message.photo:
        return Attachment(message.photo[-1].file_id, message.photo[-1].file_size, is_still=True)
    document = message.document
    kind = (document.mime_type or "") if document else ""
    if document and kind.startswith(("video/", "image/")):
        still = kind.startswith("image/")
        return Attachment(document.file_id, document.file_size, name=document.file_name or "", is_still=still)
    return None


def unclear_in(message: Message) -> Attachment | None:
    """Return a file whose type Telegram does not know; its content shows whether it is a voice or a face."""
    document = message.document
    if document and (document.mime_type or GENERIC_TYPES[0]) in GENERIC_TYPES:
        return Attachment(document.file_id, document.file_size, name=document.file_name or "")
    return None


def is_of_another(message: Message) -> bool:
    """Return whether a message forwards what somebody other than its sender said, or what Telegram does not say who did."""
    origin, sender = message.forward_origin, message.from_user
    if origin is None:
        return False
    return not (isinstance(origin, MessageOriginUser) and sender and origin.sender_user.id == sender.id)


def check_limits(attachment: Attachment, *, max_mb: int, max_s: float) -> None:
    """Check before the download what the sender's program says of the file. Its true length is probed afterwards.

    Raises:
        FileTooLarge (file_too_large), MediaTooLong (media_too_long).
    """
    if attachment.bytes is not None and attachment.bytes > max_mb * MIB:
        raise FileTooLarge(f"{attachment.bytes} bytes, at most {max_mb} MB", max_bytes=max_mb * MIB)
    if attachment.seconds is not None and attachment.seconds > max_s:
        raise MediaTooLong(f"{attachment.seconds:g} s, at most {max_s:g}", max_s=max_s)


async def fetch(bot: Bot, settings: Settings, attachment: Attachment, media: Media, folder: Path) -> StagedFile:
    """Download the file into ``folder``, a scratch folder.

    Raises:
        FileTooLarge (file_too_large), FileNotShared (file_not_shared), StoreFull (disk_full),
        telegram.error.TelegramError.
    """
    limit = settings.max_download_mb * MIB
    file = await _file_of(bot, attachment, limit)
    target = folder / "received"
    if not settings.telegram_local:
        return await media.receive(_downloaded(file), target, max_bytes=limit)
    try:
        opened = await asyncio.to_thread(_open_shared, _path_of(file))
    except FileNotFoundError:
        # Another reader of the same file may just have removed it: the server fetches it once more.
        file = await _file_of(bot, attachment, limit)
        try:
            opened = await asyncio.to_thread(_open_shared, _path_of(file))
        except FileNotFoundError as error:
            raise _not_shared(_path_of(file), error) from error
    with opened:
        try:
            return await media.receive(read_blocks(opened), target, max_bytes=limit)
        finally:
            await asyncio.to_thread(_remove_shared, _path_of(file))


async def _file_of(bot: Bot, attachment: Attachment, limit: int) -> File:
    """Ask the server for the file. Raises FileTooLarge (file_too_large): it is larger than the server can fetch."""
    try:
        return await bot.get_file(attachment.file_id)
    except BadRequest as error:
        if "too big" in error.message.lower():
            raise FileTooLarge(error.message, max_bytes=limit) from error
        raise


def _path_of(file: File) -> Path:
    assert file.file_path is not None
    return Path(file.file_path)


def _open_shared(local: Path) -> BinaryIO:
    """Open a file of the Bot API server. Raises: FileNotFoundError; FileNotShared: this process cannot read it otherwise."""
    try:
        return local.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _not_shared(local, error) from error


def _not_shared(local: Path, error: OSError) -> FileNotShared:
    log.error("cannot read %s, a file of the Bot API server: %s. %s", local, error.strerror, FileNotShared.advice)
    return FileNotShared(f"cannot be read here: {error.strerror}")


def _remove_shared(local: Path) -> None:
    """Remove the server's copy, which it would keep forever; it fetches the file once more if asked for it again."""
    try:
        local.unlink(missing_ok=True)
    except OSError as error:
        log.warning("cannot remove %s, a file of the Bot API server: %s", local, error.strerror)


async def _downloaded(file: File) -> AsyncIterator[bytes]:
    """Yield the whole file at once: the public Bot API serves at most 20 MB."""
    yield bytes(await file.download_as_bytearray())


def _seconds(media: Voice | VideoNote | Video | Audio) -> float:
    """Return seconds: python-telegram-bot is migrating from numbers to timedelta, and warns on use of the attribute."""
    return float(media.to_dict()["duration"])
