"""Opening of one untrusted file with libav, and the clock of its packets.

libav gets the file as an open Python file: without a name and a protocol, neither its name (``%d``, ``:``) nor its content
(playlists, external references) can make libav open anything else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import av

from engine.media.inspector.fence import Refused

DEMUXERS = "mov,matroska,avi,mpeg,mpegts,mpegvideo,ogg,mp3,wav,w64,flac,aac,amr,aiff,caf,asf,flv"
"""Containers with embedded media. Playlists, image sequences, subtitles and devices are excluded."""

RESTARTING = ("mpegts", "mpeg", "ogg")
"""Containers whose clock may jump between joined recordings; ffmpeg corrects the same ones."""

BACK_NS, AHEAD_NS = 100_000_000, 10_000_000_000
"""Thresholds of ffmpeg: larger jumps are a reset clock, not a gap."""

NANO = 1_000_000_000
MAX_LINKS = 1000
OGG_PAGE = struct.Struct("<4sBBqIIIB")
FIRST_PAGE = 2
OPENING: dict[str, Any] = {"metadata_errors": "surrogateescape"} if int(av.__version__.partition(".")[0]) < 19 else {}
"""Options for opening a file; the default of later versions of PyAV."""


class Part:
    """A part of a binary file without a name: libav sees nothing but its bytes."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end
        file.seek(start)

    def read(self, size: int) -> bytes:
        """Read at most ``size`` bytes; b"" at the end."""
        return self._file.read(max(0, min(size, self._end - self._file.tell())))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Seek as files do; clamp positions before the start to the start."""
        base = (self._start, self._file.tell(), self._end)[whence]
        return self._file.seek(max(base + offset, self._start)) - self._start

    def tell(self) -> int:
        """Return the position within the part."""
        return self._file.tell() - self._start


@contextmanager
def opened(part: Part) -> Iterator[Any]:
    """Yield an input container. Raises Refused (unreadable)."""
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
    """Return start and end of each of the streams chained in one Ogg file; else the whole file.

    libav does not continue if the next stream has other channels, and its clock restarts at 0 there.
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
    """Yield the non-empty packets of these streams. A broken file ends them early."""
    try:
        yield from (packet for packet in container.demux(streams) if packet.size)
    except MemoryError:
        raise
    except (av.FFmpegError, OSError):
        return


class Clock:
    """Clock of packets in nanoseconds, corrected for resets of the container's own clock."""

    def __init__(self, container: Any) -> None:
        self._restarts = container.format.name in RESTARTING
        self._offset = 0
        self._next: dict[int, int] = {}

    def times(self, packet: Any) -> tuple[int | None, int | None, int]:
        """Return display and decoding time, None if unknown, and duration."""
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
