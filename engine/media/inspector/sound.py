"""One sound track as mono samples, each at its moment.

Decoded here and not by ffmpeg: ffmpeg rebuilds its filters at each change of rate or channels, and each time fills the time
since the beginning with silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from engine.media.inspector.blocks import Blocks
from engine.media.inspector.demux import NANO, Clock, Part, links, opened, packets

GAP_S = 0.1
"""Smaller deviations of a moment are inaccuracies, not gaps."""

CANCELS = 0.1
"""Share of a channel's power that the mean of the channels must keep; below it they cancel each other out."""

OFFSET = 0.001
"""Constant offsets below this share of full scale are kept."""


@dataclass(frozen=True)
class Piece:
    """Decoded samples, float32 (channels, n), starting ``at_s`` after moment 0; None: directly after the previous piece."""

    samples: NDArray[np.float32]
    rate_hz: int
    at_s: float | None


class Levels:
    """Measurements of one stretch of equal rate and channels before its channels are mixed."""

    def __init__(self, channels: int) -> None:
        self._count = 0
        self._sums, self._squares, self._mixed = np.zeros(channels), np.zeros(channels), 0.0

    def add(self, samples: NDArray[np.float32]) -> None:
        """Add float32 (channels, n)."""
        self._count += samples.shape[1]
        self._sums += samples.sum(1, dtype=np.float64)
        self._squares += np.square(samples, dtype=np.float64).sum(1)
        self._mixed += float(np.square(samples.mean(0), dtype=np.float64).sum())

    def weights(self) -> tuple[NDArray[np.float32], float]:
        """Return the weight of each channel in the mix, and the offset to subtract."""
        means = self._sums / max(self._count, 1)
        powers = self._squares / max(self._count, 1) - means**2
        mixed = self._mixed / max(self._count, 1) - means.mean() ** 2
        weights = np.full(len(means), 1 / len(means), np.float32)
        if mixed < CANCELS * powers.max():
            weights = (np.arange(len(means)) == powers.argmax()).astype(np.float32)
        offset = float(weights @ means)
        return weights, offset if abs(offset) > OFFSET else 0.0


def sound(path: str, options: dict[str, Any], out: BinaryIO) -> None:
    """Write the track ``index`` as float32 mono; sample 0 is the moment ``start_s``. Raises Refused.

    The output consists of :class:`Blocks`. Those of number 0 are at ``rate_hz``; those of number 1 are the same sound at
    ``second_hz``, unless that is None. Reads the file twice: the mix is known only at the end.
    """
    levels: list[Levels] = []
    for changed, piece in stretches(path, options):
        if changed:
            levels.append(Levels(len(piece.samples)))
        levels[-1].add(piece.samples)
    mixes = iter([level.weights() for level in levels])
    most_s, rate_hz, second_hz = options["max_duration_s"], options["rate_hz"], options["second_hz"]
    second = Timeline(second_hz, round(most_s * second_hz), Blocks(out, 1)) if second_hz else None
    timeline = Timeline(rate_hz, round(most_s * rate_hz), Blocks(out, 0), second)
    weights, offset = np.zeros(0, np.float32), 0.0
    for changed, piece in stretches(path, options):
        if changed:
            weights, offset = next(mixes)
        mono = weights @ piece.samples - np.float32(offset)
        if not timeline.add(mono.astype(np.float32), piece.rate_hz, piece.at_s):
            break
    else:
        timeline.finish()
    if second:
        second.finish()


def stretches(path: str, options: dict[str, Any]) -> Iterator[tuple[bool, Piece]]:
    """Yield all pieces, each with True if its rate or channels differ from those of the previous one."""
    before = None
    for piece in pieces(path, options):
        kind = (piece.rate_hz, len(piece.samples))
        yield kind != before, piece
        before = kind


def pieces(path: str, options: dict[str, Any]) -> Iterator[Piece]:
    """Decode the track; skip undecodable parts."""
    with open(path, "rb") as file:
        for number, (start, end) in enumerate(links(file)):
            with opened(Part(file, start, end)) as container:
                tracks = container.streams.audio
                track = next((t for t in tracks if t.index == options["index"]), tracks[0] if tracks else None)
                if track is not None and track.codec_context:
                    yield from decoded(container, track, options["start_s"] if number == 0 else None)


def decoded(container: Any, track: Any, start_s: float | None) -> Iterator[Piece]:
    """Decode one track; without ``start_s`` each piece begins directly after the previous one, regardless of its clock."""
    clock, first = Clock(container), start_s
    for packet in packets(container, [track]):
        shown, told, _ = clock.times(packet)
        at = shown if shown is not None else told
        for samples, rate, lag_s in frames(packet.decode, packet):
            at_s = None if at is None else at / NANO + lag_s
            if first is None and at_s is not None:
                first = at_s
                yield Piece(samples, rate, None)
            elif start_s is None:
                yield Piece(samples, rate, None)
            else:
                yield Piece(samples, rate, None if at_s is None or first is None else at_s - first)
    for samples, rate, _ in frames(track.codec_context.decode, None):
        yield Piece(samples, rate, None)


def frames(decode: Any, packet: Any) -> Iterator[tuple[NDArray[np.float32], int, float]]:
    """Yield samples, rate, and delay of each after its packet, seconds."""
    try:
        found = decode() if packet is not None else decode(None)
    except MemoryError:
        raise
    except (av.FFmpegError, ValueError):
        return
    for frame in found:
        lag_s = 0.0
        if packet is not None and frame.pts is not None and packet.pts is not None:
            lag_s = float(frame.pts * frame.time_base - packet.pts * packet.time_base)
        yield as_floats(frame), frame.sample_rate, lag_s


def as_floats(frame: Any) -> NDArray[np.float32]:
    """Return float32 (channels, n), full scale 1, without NaN and infinity."""
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "f":
        return np.nan_to_num(samples.astype(np.float32), nan=0.0, posinf=1.0, neginf=-1.0)
    middle = 128.0 if samples.dtype == np.uint8 else 0.0
    full = 128.0 if samples.dtype == np.uint8 else float(np.iinfo(samples.dtype).max) + 1
    return ((samples - middle) / full).astype(np.float32)


class Timeline:
    """Writer of resampled pieces, one after the other, with silence in gaps; ``copy`` gets what is written as well."""

    def __init__(self, rate_hz: int, most: int, out: Blocks, copy: Timeline | None = None) -> None:
        self._rate, self._room, self._out, self._copy = rate_hz, most, out, copy
        self._resampler: Any = None
        self._source_hz = 0
        self._due_s = 0.0
        """Start of the next piece."""

    def add(self, mono: NDArray[np.float32], rate_hz: int, at_s: float | None) -> bool:
        """Add a piece, float32 (n,). Return False when there is no room for more."""
        if rate_hz != self._source_hz:
            self._flush()
            layout, self._source_hz = "mono", rate_hz
            self._resampler = av.AudioResampler(format="flt", layout=layout, rate=self._rate)
        off_s = 0.0 if at_s is None else at_s - self._due_s
        if off_s > GAP_S or (self._due_s == 0.0 and off_s > 0):
            gap = min(round(off_s * rate_hz), round((self._room / self._rate + 1) * rate_hz))
            self._due_s += gap / rate_hz
            for begin in range(0, gap, rate_hz):
                self._resample(np.zeros(min(rate_hz, gap - begin), np.float32))
        elif off_s < -GAP_S or (self._due_s == 0.0 and off_s < 0):
            mono = mono[min(round(-off_s * rate_hz), len(mono)) :]
        self._due_s += len(mono) / rate_hz
        self._resample(mono)
        return self._room > 0

    def finish(self) -> None:
        """Write the samples left in the resampler."""
        self._flush()

    def _resample(self, mono: NDArray[np.float32]) -> None:
        if not len(mono):
            return
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(mono[None]), format="flt", layout="mono")
        frame.sample_rate = self._source_hz
        self._write(self._resampler.resample(frame))

    def _flush(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample(None))

    def _write(self, resampled: Any) -> None:
        for frame in resampled:
            samples = frame.to_ndarray().reshape(-1)[: self._room]
            self._room -= len(samples)
            self._out.write(samples.tobytes())
            if self._copy:
                self._copy.add(samples, self._rate, None)
