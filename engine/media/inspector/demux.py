"""Opening one untrusted file with libav, and the clock of its packets.

The file is handed to libav as an open Python file: without a name and without a protocol, neither its name (``%d``,
``:``) nor its content (playlists, external references) can make libav open anything else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import av

from engine.media.inspector.fence import Refused

DEMUXERS = "mov,matroska,avi,mpeg,mpegts,mpegvideo,ogg,mp3,wav,w64,flac,aac,amr,aiff,caf,asf,flv"
"""Containers that hold their media themselves. Playlists, image sequences, subtitles and devices are not among them."""

RESTARTING = ("mpegts", "mpeg", "ogg")
"""Containers whose clock may jump where two recordings were joined; ffmpeg straightens the same ones."""

BACK_NS, AHEAD_NS = 100_000_000, 10_000_000_000
"""Jumps beyond these are a reset clock, not a gap: ffmpeg's thresholds."""

NANO = 1_000_000_000
MAX_LINKS = 1000
OGG_PAGE = struct.Struct("<4sBBqIIIB")
FIRST_PAGE = 2
OPENING: dict[str, Any] = {"metadata_errors": "surrogateescape"} if int(av.__version__.partition(".")[0]) < 19 else {}
"""Later versions of PyAV do so unasked."""


class Part:
    """A part of a binary file, without a name: libav learns nothing but its bytes."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end
        file.seek(start)

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes, b"" at the end."""
        return self._file.read(max(0, min(size, self._end - self._file.tell())))

    def seek(self, offset: int, whence: int = 0) -> int:
        """As files do; a place before the beginning is the beginning."""
        base = (self._start, self._file.tell(), self._end)[whence]
        return self._file.seek(max(base + offset, self._start)) - self._start

    def tell(self) -> int:
        """The place within the part."""
        return self._file.tell() - self._start


@contextmanager
def opened(part: Part) -> Iterator[Any]:
    """An input container. Raises Refused (unreadable)."""
    av.logging.set_level(None)
    try:
        container = av.open(part, options={"format_whitelist": DEMUXERS}, **OPENING)
    except MemoryError:
        raise
    except (av.FFmpegError, OSError, UnicodeDecodeError) as error:
        raise Refused("unreadable", why=type(error).__name__) from error
    with container:
        yield container


def links(file: BinaryIO) -> list[tuple[int, int]]:
    """Start and end of each of the streams that were written one after the other into one Ogg file; else the whole file.

    libav refuses to go on where the next of them has other channels, and its clock starts at 0 there.
    """
    end = file.seek(0, 2)
    starts, first_before, at = [0], True, 0
    while True:
        file.seek(at)
        head = file.read(OGG_PAGE.size)
        if len(head) < OGG_PAGE.size or head[:4] != b"OggS":
            break
        *_, flags, _, _, _, _, segments = OGG_PAGE.unpack(head)
        first = bool(flags & FIRST_PAGE)
        if first and not first_before and len(starts) < MAX_LINKS:
            starts.append(at)
        first_before = first
        at += OGG_PAGE.size + segments + sum(file.read(segments))
    return list(zip(starts, [*starts[1:], end], strict=True))


def packets(container: Any, streams: list[Any]) -> Iterator[Any]:
    """The packets of these streams that hold something. A broken file ends them early."""
    try:
        yield from (packet for packet in container.demux(streams) if packet.size)
    except MemoryError:
        raise
    except (av.FFmpegError, OSError):
        return


class Clock:
    """Moments of packets in nanoseconds, straightened where the container's own clock was reset."""

    def __init__(self, container: Any) -> None:
        self._restarts = container.format.name in RESTARTING
        self._offset = 0
        self._next: dict[int, int] = {}

    def times(self, packet: Any) -> tuple[int | None, int | None, int]:
        """When it is shown and decoded, None where it does not say, and how long it lasts."""
        base = packet.time_base
        unit, per = base.numerator * NANO, base.denominator
        length = (packet.duration or 0) * unit // per
        shown, decoded = (None if t is None else t * unit // per for t in (packet.pts, packet.dts))
        if decoded is not None:
            self._straighten(packet.stream.index, decoded)
            self._next[packet.stream.index] = decoded + self._offset + length
        shown, decoded = (None if t is None else t + self._offset for t in (shown, decoded))
        return shown, decoded, length

    def _straighten(self, stream: int, decoded: int) -> None:
        due = self._next.get(stream)
        if self._restarts and due is not None:
            jump = decoded + self._offset - due
            if jump < -BACK_NS or jump > AHEAD_NS:
                self._offset -= jump
