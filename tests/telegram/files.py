"""Real files: sent files are stored, inspected, and served again."""

from __future__ import annotations

import hashlib
import io
import itertools
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import av
from PIL import Image

from tests.telegram.rules import Json, bad_request

KINDS = {
    "photo": ("Photo", "photos", "AgAC"),
    "video": ("Video", "videos", "BAAC"),
    "animation": ("Animation", "animations", "CgAC"),
    "video_note": ("VideoNote", "video_notes", "DQAC"),
    "voice": ("VoiceNote", "voice", "AwAC"),
    "audio": ("Audio", "music", "CQAC"),
    "document": ("Document", "documents", "BQAC"),
    "thumbnail": ("Thumbnail", "thumbnails", "AAMC"),
}
"""For each kind of file: its name in error texts, its folder in download paths, and the prefix of its ids."""

PHOTO_PX = 1280
SMALL_PX = 320


@dataclass(frozen=True)
class Stored:
    """File that Telegram has stored."""

    kind: str
    file_id: str
    unique_id: str
    path: Path
    size: int
    """Bytes, as Telegram reports them."""
    name: str = ""
    width: int = 0
    height: int = 0
    duration_s: float = 0.0

    def json(self) -> Json:
        """Return the fields that every file has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


@dataclass(frozen=True)
class Look:
    """Properties of a file; zeros and blanks if it is not of the kind."""

    width: int = 0
    height: int = 0
    duration_s: float = 0.0
    container: str = ""
    video: str = ""
    audio: str = ""


@dataclass(frozen=True)
class Media:
    """The photo, video or sound of a message, as its reader sees it."""

    kind: str
    file: Stored
    width: int = 0
    height: int = 0
    duration_s: float = 0.0
    thumbnail: Stored | None = None
    sizes: tuple[Stored, ...] = ()
    """Sizes of a photo, smallest first."""
    title: str = ""
    performer: str = ""
    supports_streaming: bool = False

    @property
    def path(self) -> Path:
        """Return the path of the file."""
        return self.file.path

    @property
    def size(self) -> int:
        """Return the size, bytes."""
        return self.file.size

    def __str__(self) -> str:
        facts = [self.kind.replace("_", " ")]
        if self.width:
            facts.append(f"{self.width}x{self.height}")
        if self.kind not in ("photo", "document"):
            facts.append(f"{self.duration_s:.0f} s")
        if self.kind == "document" or self.title:
            facts.append(self.title or self.file.name)
        return " ".join(facts)

    def json(self) -> Json:
        """Return it as a field of a message."""
        if self.kind == "photo":
            return [{**size.json(), "width": size.width, "height": size.height} for size in self.sizes]
        data = self.file.json()
        mime = _MIME.get(self.kind) or _mime(self.file.name)
        if self.kind in ("video", "animation"):
            data |= {"width": self.width, "height": self.height}
        if self.kind == "video_note":
            data |= {"length": self.width}
        if self.kind != "document":
            data |= {"duration": round(self.duration_s)}
        if self.kind != "video_note":
            data |= {"mime_type": mime}
        if self.kind not in ("video_note", "voice"):
            data |= {"file_name": self.file.name}
        data |= {name: value for name, value in (("title", self.title), ("performer", self.performer)) if value}
        if self.thumbnail:
            small = self.thumbnail
            data["thumbnail"] = {**small.json(), "width": small.width, "height": small.height}
        return data


_MIME = {"video": "video/mp4", "animation": "video/mp4", "voice": "audio/ogg", "video_note": "video/mp4"}
_SUFFIXES = {
    ".mp4": "video/mp4", ".mov": "video/quicktime", ".avi": "video/x-msvideo", ".mkv": "video/x-matroska", ".webm": "video/webm",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".zip": "application/zip", ".ogg": "audio/ogg",
    ".oga": "audio/ogg", ".opus": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/x-wav",
    ".flac": "audio/flac", ".txt": "text/plain", ".pdf": "application/pdf",
}  # fmt: skip


def _mime(name: str) -> str:
    return _SUFFIXES.get(Path(name).suffix.lower(), "application/octet-stream")


@dataclass
class FileStore:
    """All files, by id."""

    folder: Path
    files: dict[str, Stored] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def add(self, kind: str, data: bytes, name: str, *, size: int | None = None) -> Stored:
        """Store a file; the same content has the same unique id.

        Args:
            size: the size that Telegram reports, bytes; by default the real one.
        """
        number = next(self._numbers)
        unique = hashlib.sha256(data).hexdigest()[:15]
        file_id = f"{KINDS[kind][2]}{number:06d}{unique}"
        path = self.folder / KINDS[kind][1] / f"file_{number}{Path(name).suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        seen = look(path)
        stored = Stored(
            kind, file_id, f"{KINDS[kind][2][:2]}{unique}", path, len(data) if size is None else size, name,
            seen.width, seen.height, seen.duration_s,
        )  # fmt: skip
        self.files[file_id] = stored
        return stored

    def download_path(self, stored: Stored) -> str:
        """Return the path that ``getFile`` reports for the file."""
        return stored.path.relative_to(self.folder).as_posix()

    def shared(self, stored: Stored) -> Path:
        """Return a copy for a bot on the same disk, which may remove it."""
        shared = self.folder.absolute() / "shared" / stored.path.name
        shared.parent.mkdir(exist_ok=True)
        shutil.copyfile(stored.path, shared)
        return shared

    def photo(self, data: bytes, name: str, *, size: int | None = None) -> Media:
        """Return a photo: a JPEG of at most 1280 px and a small one, like Telegram's.

        Raises:
            Refused: it is no picture.
        """
        picture = open_picture(data).convert("RGB")
        full = self.add("photo", _jpeg(picture, PHOTO_PX), f"{Path(name).stem}.jpg", size=size)
        sizes = [full]
        if max(full.width, full.height) > SMALL_PX:
            sizes.insert(0, self.add("photo", _jpeg(picture, SMALL_PX), "small.jpg"))
        return Media("photo", full, full.width, full.height, sizes=tuple(sizes))

    def media(self, stored: Stored) -> Media:
        """Return a file as the media of a message, with a thumbnail made from its first picture."""
        media = Media(stored.kind, stored, stored.width, stored.height, stored.duration_s)
        if stored.kind == "photo":
            return replace(media, sizes=(stored,))
        if stored.kind in ("video", "video_note", "animation") and (picture := first_picture(stored.path)):
            return replace(media, thumbnail=self.add("thumbnail", _jpeg(picture, SMALL_PX), "thumbnail.jpg"))
        return media


def look(path: Path) -> Look:
    """Return the properties that FFmpeg finds in the file."""
    try:
        with av.open(str(path)) as opened:
            seconds = opened.duration / av.time_base if opened.duration else 0.0
            video = next(iter(opened.streams.video), None)
            audio = next(iter(opened.streams.audio), None)
            return Look(
                video.codec_context.width if video else 0,
                video.codec_context.height if video else 0,
                seconds,
                opened.format.name,
                video.codec_context.name if video else "",
                audio.codec_context.name if audio else "",
            )
    except (av.FFmpegError, ValueError):
        return Look()


def open_picture(data: bytes) -> Image.Image:
    """Return the picture in the file.

    Raises:
        Refused: there is none.
    """
    try:
        return Image.open(io.BytesIO(data))
    except (OSError, ValueError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error


def first_picture(path: Path) -> Image.Image | None:
    """Return the first picture of a video."""
    try:
        with av.open(str(path)) as opened:
            return next((frame.to_image() for frame in opened.decode(video=0)), None)  # type: ignore[no-untyped-call]
    except (av.FFmpegError, ValueError, IndexError):
        return None


def _jpeg(picture: Image.Image, longest_px: int) -> bytes:
    small = picture.copy()
    small.thumbnail((longest_px, longest_px))
    target = io.BytesIO()
    small.save(target, "JPEG", quality=87)
    return target.getvalue()
