"""Facts about a media file: its tracks, their lengths, one decoded picture."""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from fractions import Fraction
from typing import Any, BinaryIO

import av
from av.stream import Disposition

from engine.media.inspector.demux import NANO, Clock, Part, links, opened, packets
from engine.media.inspector.fence import Refused

TAGS, TAG_CHARS = 50, 1000  # a malicious file may contain gigabytes of them
MAX_CHANNELS = 32
AUDIBLE = 0.001  # of full scale: -60 dB
MAX_SILENT_PACKETS = 500
"""Undecodable packets after which a track is given up."""

NEVER = -(1 << 63)
"""Value for a missing time of a packet."""

STATES_TRACKS = ("mov", "avi", "wav", "w64", "flac", "aiff", "caf")
"""Containers whose headers state the length of each track."""

STATES_WHOLE = ("matroska", "asf", "flv")
"""Containers that state one length, of their longest track. All others only estimate it from a bit rate, which is unreliable: a
recording with a quiet start seems ten times as long as it is."""

FIRST_FRAME_BYTES = 2048

WAV_PLACEHOLDER_BYTES = 0x7FFF0000
"""Smallest placeholder size written by recorders that cannot go back to the header."""


def tracks(path: str, limits: dict[str, Any], out: BinaryIO) -> None:
    """Write the facts of the file as JSON. Raises Refused."""
    facts: dict[str, Any] = {}
    with open(path, "rb") as file:
        for start, end in links(file):
            with opened(Part(file, start, end)) as container:
                found = TrackReader(container, limits, counted=counts_its_frames(file, start)).facts()
            facts = joined(facts, found) if facts else found
            if facts["audio"] and facts["audio"]["end_s"] - facts["start_s"] > limits["max_duration_s"]:
                break
    out.write(json.dumps(facts).encode())


def joined(first: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """Return the combined facts of two consecutive parts of a chained file; only the sound continues."""
    if not (first["audio"] and then["audio"]):
        return first
    length_s = then["audio"]["end_s"] - then["start_s"]
    sound = first["audio"] | {
        "end_s": first["audio"]["end_s"] + length_s,
        "packets": first["audio"]["packets"] + then["audio"]["packets"],
        "channels": max(first["audio"]["channels"], then["audio"]["channels"]),
    }
    return first | {"audio": sound}


class Span:
    """Times of the packets of one track, in nanoseconds.

    Display times, unless some packets lack them: avi stores only decoding times, Matroska only display times, so both are
    needed.
    """

    def __init__(self) -> None:
        self._shown, self._decoded, self._length = array("q"), array("q"), 0

    def add(self, shown: int | None, decoded: int | None, length: int) -> None:
        """Add a packet."""
        self._shown.append(NEVER if shown is None else shown)
        self._decoded.append(NEVER if decoded is None else decoded)
        self._length = length

    @property
    def packets(self) -> int:
        return len(self._shown)

    @property
    def moments(self) -> list[int]:
        times = self._decoded if NEVER in self._shown else self._shown
        return [time for time in times if time != NEVER] or [0]

    @property
    def end(self) -> int:
        return max(self.moments) + self._length


class TrackReader:
    """Inspection of an open container: everything is read once, one picture is decoded."""

    def __init__(self, container: Any, limits: dict[str, Any], *, counted: bool) -> None:
        """``counted``: the file is an mp3 that states the number of its frames."""
        self._container, self._limits, self._counted = container, limits, counted
        self._format = container.format.name
        streams = list(container.streams)
        if len(streams) > limits["max_streams"]:
            raise Refused("streams", streams=len(streams))
        self._no_video: dict[str, Any] | None = None
        self._no_audio: dict[str, Any] | None = None
        self._video = self._usable_video()
        self._audio = self._usable_audio()
        self._frame: Any = None
        self._silent: Counter[int] = Counter()
        self._sounding: set[int] = set()
        self._heard: set[int] = set()

    def facts(self) -> dict[str, Any]:
        """Read everything, unless no track is usable; return plain values. Raises Refused."""
        used = [stream for stream in (self._video, *self._audio) if stream]
        for stream in used:
            declared = self._declared_s(stream)
            if declared and declared > self._limits["max_duration_s"]:
                raise Refused("long", duration_s=declared)
        spans = self._walk(used) if used else {}
        audio = self._best_sound(spans)
        video = self._video if self._video and spans[self._video.index].packets else None
        if self._video and not video:
            self._no_video = {"problem": "empty"}
        chosen = [stream for stream in (video, audio) if stream]
        longest = max((span.end for span in spans.values()), default=0)
        return {
            "container": self._format,
            "start_s": min((begin_of(stream, spans[stream.index]) for stream in chosen), default=0.0),
            "longest_s": longest / NANO,
            "declared_s": self._whole_s(),
            "tags": {
                readable(key).lower(): readable(value) for key, value in [*self._container.metadata.items()][:TAGS]
            },
            "tracks": len(self._container.streams),
            "no_video": self._no_video,
            "no_audio": self._no_audio,
            "video": video and video_facts(video, spans[video.index], self._frame) | {"declared_s": self._own_s(video)},
            "audio": audio and audio_facts(audio, spans[audio.index]) | self._more_of(audio),
        }

    def _more_of(self, audio: Any) -> dict[str, Any]:
        return {"declared_s": self._own_s(audio), "decodes": audio.index in self._sounding}

    def _usable_video(self) -> Any:
        """Return the default or first decodable picture track that is not cover art, or None."""
        usable = []
        for stream in self._container.streams.video:
            if stream.disposition & Disposition.attached_pic:
                continue
            name = codec_name(stream)
            size = (stream.codec_context.width, stream.codec_context.height) if stream.codec_context else (0, 0)
            if name not in self._limits["video_codecs"]:
                self._no_video = self._no_video or {"problem": "codec", "track": "video", "codec": name}
            elif size[0] * size[1] > self._limits["max_pixels"]:
                self._no_video = self._no_video or {"problem": "pixels", "width": size[0], "height": size[1]}
            else:
                usable.append(stream)
        return next((s for s in usable if s.disposition & Disposition.default), usable[0] if usable else None)

    def _usable_audio(self) -> list[Any]:
        """Return all decodable sound tracks, the default one first.

        Phones add a second sound track with a proprietary codec.
        """
        usable = []
        for stream in self._container.streams.audio:
            name, context = codec_name(stream), stream.codec_context
            if name not in self._limits["audio_codecs"] and not name.startswith(("pcm_", "adpcm_")):
                self._no_audio = self._no_audio or {"problem": "codec", "track": "audio", "codec": name}
            elif not 0 < context.channels <= MAX_CHANNELS:  # libav reports 0 for far too many channels
                self._no_audio = {"problem": "channels", "channels": context.channels, "max_channels": MAX_CHANNELS}
            else:
                usable.append(stream)
        return sorted(usable, key=lambda stream: not stream.disposition & Disposition.default)

    def _walk(self, used: list[Any]) -> dict[int, Span]:
        """Measure the packets of all tracks."""
        spans = {stream.index: Span() for stream in self._container.streams}
        clock, first = Clock(self._container), None
        limit_ns = int((self._limits["max_duration_s"] + 1) * NANO)
        judged = {stream.index for stream in used}
        if self._video:
            self._video.codec_context.thread_count = 1  # one picture needs no frame buffers for many threads
        for number, packet in enumerate(packets(self._container, list(self._container.streams))):
            index = packet.stream.index
            shown, decoded, length = clock.times(packet)
            spans[index].add(shown, decoded, length)
            moment = decoded if shown is None else shown
            if index in judged and moment is not None:
                first = moment if first is None else min(first, moment)
                if moment - max(first, 0) > limit_ns:
                    raise Refused("long", duration_s=(moment - max(first, 0)) / NANO)
            if number >= self._limits["max_packets"]:
                raise Refused("packets", max_packets=self._limits["max_packets"])
            if self._frame is None and packet.stream is self._video:
                self._frame = first_frame(packet)
            elif index in judged and packet.stream.type == "audio":
                self._listen(packet)
        if self._video and self._frame is None:
            self._frame = last_frame(self._video)
        return spans

    def _listen(self, packet: Any) -> None:
        """Record whether the track can be decoded and, if there are several, whether it is more than silence.

        Stops decoding once both are known for the first of them.
        """
        index, first = packet.stream.index, self._audio[0].index
        sought = self._heard if len(self._audio) > 1 else self._sounding
        if index in sought or first in sought or self._silent[index] > MAX_SILENT_PACKETS:
            return
        frames = sound_of(packet)
        self._silent[index] += not frames
        if frames:
            self._sounding.add(index)
        if len(self._audio) > 1 and peak_of(frames) > AUDIBLE:
            self._heard.add(index)

    def _best_sound(self, spans: dict[int, Span]) -> Any:
        """Return the first track that is neither empty nor silent."""
        filled = [s for s in self._audio if spans[s.index].packets and s.codec_context.sample_rate]
        if self._audio and not filled:
            self._no_audio = {"problem": "empty"}
        rated = self._heard or self._sounding
        return next((s for s in filled if s.index in rated), filled[0] if filled else None)

    def _declared_s(self, stream: Any) -> float | None:
        """Return the stated length of this track, else of the whole file."""
        own = self._own_s(stream)
        return own if own is not None or len(self._container.streams) > 1 else self._whole_s()

    def _own_s(self, stream: Any) -> float | None:
        """Return the track's length as stated in the file, seconds; None if not stated."""
        if self._format.startswith("matroska"):
            return clock_time(stream.metadata.get("DURATION", ""))
        if not (self._states(STATES_TRACKS) or (self._format == "mp3" and self._counted)) or not stream.duration:
            return None
        length = float(stream.duration * stream.time_base)
        if self._format == "wav" and length * (stream.codec_context.bit_rate or 0) / 8 >= WAV_PLACEHOLDER_BYTES:
            return None
        return length

    def _whole_s(self) -> float | None:
        """Return the length of the longest track as stated in the file, seconds; None if not stated."""
        stated = self._states(STATES_WHOLE) and self._container.duration
        return self._container.duration / av.time_base if stated else None

    def _states(self, containers: tuple[str, ...]) -> bool:
        return self._format.startswith(containers)


def counts_its_frames(file: BinaryIO, start: int) -> bool:
    """Return whether an mp3's first frame is a table (Xing, LAME, VBRI) that states the number of frames."""
    place = file.tell()
    file.seek(start)
    head = file.read(10)
    tag = 10 + sum((byte & 127) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=False))
    file.seek(start + (tag if head[:3] == b"ID3" else 0))
    frame = file.read(FIRST_FRAME_BYTES)
    file.seek(place)
    return any(name in frame for name in (b"Xing", b"Info", b"VBRI"))


def readable(tag: str) -> str:
    """Return a key or value of a tag, truncated; bytes that are not UTF-8 become U+FFFD."""
    return tag[:TAG_CHARS].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def codec_name(stream: Any) -> str:
    """Return libav's name; ``unknown`` without a decoder."""
    return stream.codec_context.codec.canonical_name if stream.codec_context else "unknown"


def clock_time(text: str) -> float | None:
    """Return the seconds of ``00:00:05.000000000``, the format of Matroska's DURATION; None for anything else."""
    found = re.fullmatch(r"(\d{1,4}):(\d\d):(\d\d(?:\.\d{1,12})?)", text.strip("\0 "))
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else None


def first_frame(packet: Any) -> Any:
    """Return the first picture of this packet, or None if there is none (yet)."""
    try:
        return next(iter(packet.decode()), None)
    except MemoryError:
        raise
    except (av.FFmpegError, ValueError):
        return None  # a track may start between two key frames; a later packet will decode


def last_frame(stream: Any) -> Any:
    """Return a picture delayed by the decoder until the end of a very short track, or None."""
    try:
        return next(iter(stream.codec_context.decode(None)), None)
    except MemoryError:
        raise
    except (av.FFmpegError, ValueError):
        return None


def begin_of(stream: Any, span: Span) -> float:
    """Return the start of a track, seconds. Earlier packets, and those before 0, only prime the decoder."""
    stated = float(stream.start_time * stream.time_base) if stream.start_time else 0.0
    return max(min(span.moments) / NANO, stated, 0.0)


def sound_of(packet: Any) -> list[Any]:
    """Return the frames in a packet of sound; none if it cannot be decoded (yet)."""
    try:
        return list(packet.decode())
    except MemoryError:
        raise
    except (av.FFmpegError, ValueError):
        return []


def peak_of(frames: list[Any]) -> float:
    """Return the largest amplitude in frames of sound, full scale 1."""
    import numpy as np  # imported here: most files have one track, and the inspector starts faster without

    peak = 0.0
    for frame in frames:
        samples = frame.to_ndarray()
        full = 1.0 if samples.dtype.kind == "f" else float(np.iinfo(samples.dtype).max)
        middle = 128.0 if samples.dtype == np.uint8 else 0.0
        peak = max(peak, float(np.abs(samples - middle).max(initial=0)) / full)
    return peak


def video_facts(stream: Any, span: Span, frame: Any) -> dict[str, Any]:
    """Return all facts about the picture track."""
    sar = stream.sample_aspect_ratio or Fraction(1)
    facts = {
        "index": stream.index,
        "codec": codec_name(stream),
        "stored_width": stream.codec_context.width,
        "stored_height": stream.codec_context.height,
        "sar": [sar.numerator, sar.denominator],
        "fps": average_rate(stream, span),
        "begin_s": begin_of(stream, span),
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
    """Return frames a second as [numerator, denominator]: the container's value, unless its packets contradict it.

    Recorded webm states nothing or 1000. One or two missing frames at an end are no contradiction.
    """
    moments = span.moments
    length_s = Fraction(max(moments) - min(moments), NANO)
    steps = len(moments) - 1
    rate = stream.average_rate or Fraction(0)
    if length_s and abs(rate * length_s - steps) > 1 + steps / 50:
        rate = (steps / length_s).limit_denominator(1001)
    return [rate.numerator, rate.denominator]


def audio_facts(stream: Any, span: Span) -> dict[str, Any]:
    """Return all facts about the sound track."""
    return {
        "index": stream.index,
        "codec": codec_name(stream),
        "sample_rate_hz": stream.codec_context.sample_rate,
        "channels": stream.codec_context.channels,
        "end_s": span.end / NANO,
        "packets": span.packets,
    }
