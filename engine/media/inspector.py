"""Looks into one untrusted media file and prints what it found as one JSON object.

Run as a program of its own by :mod:`engine.media.probe`, so that a file which crashes, hangs or bloats the demuxer
takes down this process alone. It imports nothing of the engine and so starts in a tenth of a second.

The file is handed to libav as an open Python file: without a name and without a protocol, neither its name (``%d``,
``:``) nor its content (playlists, external references) can make libav open anything else.
"""

from __future__ import annotations

import json
import resource
import sys
from fractions import Fraction
from typing import Any, BinaryIO

import av
from av.stream import Disposition

DEMUXERS = "mov,matroska,avi,mpeg,mpegts,mpegvideo,ogg,mp3,wav,w64,flac,aac,amr,aiff,caf,asf,flv"
"""Containers that hold their media themselves. Playlists, image sequences, subtitles and devices are not among them."""

CPU_S = 60
MEMORY_BYTES = 4 * 1024**3
NANO = 1_000_000_000
TAGS, TAG_CHARS = 50, 1000  # a hostile file may hold gigabytes of them


DECODING: dict[str, Any] = {} if int(av.__version__.split(".")[0]) >= 19 else {"metadata_errors": "surrogateescape"}
"""PyAV 19 (Python 3.12 and later) always decodes tags like this, and has no option for it; 18 is the newest for 3.11."""


class Unnamed:
    """A binary file without a name: libav learns nothing but its bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell


def main(path: str, max_pixels: int, max_streams: int) -> dict[str, Any]:
    """Return the facts of the file, or ``{"problem": ..., "why": ...}``."""
    av.logging.set_level(None)
    with open(path, "rb") as file:
        try:
            with av.open(Unnamed(file), options={"format_whitelist": DEMUXERS}, **DECODING) as container:
                return inspect(container, max_pixels, max_streams)
        except (av.FFmpegError, ValueError) as error:
            return {"problem": "unreadable", "why": str(error)}


def inspect(container: Any, max_pixels: int, max_streams: int) -> dict[str, Any]:
    """Demux the whole file, decode one picture, and collect the facts."""
    streams = list(container.streams)
    if len(streams) > max_streams:
        return {"problem": "streams", "streams": len(streams)}
    video = first_usable(container.streams.video)
    audio = first_usable(container.streams.audio)
    if video and video.codec_context.width * video.codec_context.height > max_pixels:
        return {"problem": "pixels", "width": video.codec_context.width, "height": video.codec_context.height}
    spans = {stream.index: Span() for stream in (video, audio) if stream}
    frame = walk(container, [s for s in (video, audio) if s], spans) if spans else None
    return {
        "container": container.format.name,
        # Before 0 lies only what encoders need to warm up; it is not shown.
        "start_s": max(min((min(span.moments) / NANO for span in spans.values() if span.packets), default=0.0), 0.0),
        "declared_s": container.duration / av.time_base if container.duration else None,
        "tracks": [stream.type for stream in streams],
        "tags": {readable(key).lower(): readable(value) for key, value in [*container.metadata.items()][:TAGS]},
        "video": video and video_facts(video, spans[video.index], frame),
        "audio": audio and audio_facts(audio, spans[audio.index]),
    }


def readable(tag: str) -> str:
    """A key or value of a tag, cut; bytes that are no UTF-8 show as U+FFFD."""
    return tag[:TAG_CHARS].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def first_usable(streams: Any) -> Any:
    """The default or first stream that is no cover art and for which a decoder exists; None if there is none.

    Phones put a second sound track beside the usual one whose codec nobody else can decode.
    """
    usable = [s for s in streams if s.codec_context and not s.disposition & Disposition.attached_pic]
    return next((s for s in usable if s.disposition & Disposition.default), usable[0] if usable else None)


class Span:
    """When the packets of one stream begin, in nanoseconds.

    Display times, unless some packets have none: avi keeps decoding times only. Matroska keeps display times only, so
    neither alone will do.
    """

    def __init__(self) -> None:
        self._shown: list[int | None] = []
        self._decoded: list[int | None] = []
        self._length = 0

    def add(self, packet: Any) -> None:
        if packet.size == 0:  # the demuxer's mark of the end
            return
        unit = packet.time_base * NANO
        self._shown.append(None if packet.pts is None else int(packet.pts * unit))
        self._decoded.append(None if packet.dts is None else int(packet.dts * unit))
        self._length = int((packet.duration or 0) * unit)

    @property
    def packets(self) -> int:
        return len(self._shown)

    @property
    def moments(self) -> list[int]:
        times = self._decoded if None in self._shown else self._shown
        return [time for time in times if time is not None] or [0]

    @property
    def end(self) -> int:
        return max(self.moments) + self._length


def walk(container: Any, streams: list[Any], spans: dict[int, Span]) -> Any:
    """Measure all packets; return the first picture that decodes, or None. A broken file ends the walk early."""
    frame = None
    try:
        for packet in container.demux(streams):
            spans[packet.stream.index].add(packet)
            if frame is None and packet.stream.type == "video":
                frame = first_frame(packet)
    except av.FFmpegError:
        pass  # what was measured so far falls short of the declared duration, which is how the caller sees it
    return frame


def first_frame(packet: Any) -> Any:
    """The first picture of this packet, or None if it gives none (yet)."""
    try:
        return next(iter(packet.decode()), None)
    except av.FFmpegError:
        return None  # a stream may start between two key frames; a later packet will decode


def video_facts(stream: Any, span: Span, frame: Any) -> dict[str, Any]:
    """Everything about the picture track."""
    sar = stream.sample_aspect_ratio or Fraction(1)
    facts = {
        "index": stream.index,
        "codec": stream.codec_context.codec.canonical_name,
        "stored_width": stream.codec_context.width,
        "stored_height": stream.codec_context.height,
        "sar": [sar.numerator, sar.denominator],
        "fps": average_rate(stream, span),
        "end_s": span.end / NANO,
        "frames": span.packets,
        "decodes": frame is not None,
    }
    if frame is not None:
        facts |= {
            "rotation": frame.rotation,
            "interlaced": bool(frame.interlaced_frame),
            "pixel_format": frame.format.name,
            "colour_space": int(frame.colorspace),
            "colour_transfer": int(frame.color_trc),
            "colour_primaries": int(frame.color_primaries),
            "full_range": int(frame.color_range) == 2,
        }
    return facts


def average_rate(stream: Any, span: Span) -> list[int]:
    """Frames a second as [numerator, denominator]: what the container says, unless its packets say something else.

    Recorded webm says nothing or 1000. A frame or two may be missing at an end without that meaning anything.
    """
    moments = span.moments
    length_s = Fraction(max(moments) - min(moments), NANO)
    steps = len(moments) - 1
    rate = stream.average_rate or Fraction(0)
    if length_s and abs(rate * length_s - steps) > 1 + steps / 50:
        rate = (steps / length_s).limit_denominator(1001)
    return [rate.numerator, rate.denominator]


def audio_facts(stream: Any, span: Span) -> dict[str, Any]:
    """Everything about the sound track."""
    return {
        "index": stream.index,
        "codec": stream.codec_context.codec.canonical_name,
        "sample_rate_hz": stream.codec_context.sample_rate,
        "channels": stream.codec_context.channels,
        "end_s": span.end / NANO,
        "packets": span.packets,
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    if sys.platform != "darwin":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.write(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
