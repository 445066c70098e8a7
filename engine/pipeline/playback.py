"""Playing a template video along a base path, in an order that is cheap to decode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from engine.media import MediaInfo, probe, read_frames
from engine.pipeline.base_footage import FADE_FRAMES
from engine.pipeline.base_path import BasePath
from engine.renderers.morph import morph
from engine.watch import Watch

_CHUNK = 25  # frames held at once while playing backwards: one group of pictures of the template video


@dataclass(frozen=True)
class _Run:
    """Frames that follow each other, forward or backward: ``numbers`` from moment ``begin`` of the clip on.

    ``shown``: the moments at which they are the picture; before and after, they are one half of a morph.
    """

    begin: int
    shown: range
    numbers: np.ndarray


def play(video: Path, path: BasePath, *, info: MediaInfo | None = None, watch: Watch = Watch()) -> Iterator[np.ndarray]:
    """I420 frames of ``video`` along ``path``, those of joins morphed; every frame has memory of its own.

    Runs forward stream; runs backward are decoded in chunks, so that memory does not grow with length. ``info`` spares the
    probing.
    """
    info = info or probe(video)
    waiting, reading = sorted(_runs(path), key=lambda run: run.begin), list[tuple[_Run, Iterator[np.ndarray]]]()
    for t in range(len(path)):
        while waiting and waiting[0].begin == t:
            run = waiting.pop(0)
            reading.append((run, _read(video, info, run.numbers, watch)))
        main, other = None, None
        for run, frames in reading:
            if t in run.shown:
                main = next(frames)
            else:
                other = next(frames)
        for run, frames in reading:
            if t == run.begin + len(run.numbers) - 1:
                next(frames, None)  # ends its process
        reading = [(run, frames) for run, frames in reading if t < run.begin + len(run.numbers) - 1]
        assert main is not None
        share = float(path.shares[t])
        yield main if not share or other is None else morph(main, other, share)


def _runs(path: BasePath) -> list[_Run]:
    """The runs of a path, each with what the morphs at its ends want of it."""
    count, half = len(path), FADE_FRAMES // 2
    step = np.diff(path.numbers)
    borders = [0, *(t for t in range(1, count) if abs(step[t - 1]) != 1 or (t > 1 and _turns(step, t))), count]
    joined = np.concatenate([[False], (np.abs(step) != 1) & (path.shares[1:] > 0), [False]])
    runs = []
    for start, end in pairwise(borders):
        joined_before, joined_after = joined[start], joined[end]
        begin = max(start - half, 0) if joined_before else start
        last = min(end + half, count) if joined_after else end
        direction = int(step[start]) if end - start > 1 else 1
        numbers = path.numbers[start] + direction * (np.arange(begin, last) - start)
        runs.append(_Run(begin, range(start, end), numbers))
    return runs


def _turns(step: np.ndarray, t: int) -> bool:
    """The direction changes with frame ``t``: one after the turning frame, which still belongs to the run before."""
    return abs(step[t - 2]) == 1 and step[t - 1] == -step[t - 2]


def _read(video: Path, info: MediaInfo, numbers: np.ndarray, watch: Watch) -> Iterator[np.ndarray]:
    if len(numbers) < 2 or numbers[1] > numbers[0]:
        yield from _forward(video, info, int(numbers[0]), len(numbers), watch)
    else:
        for part in np.split(
            numbers, np.flatnonzero(numbers[:-1] % _CHUNK == 0) + 1
        ):  # groups of pictures are read whole
            yield from reversed(list(_forward(video, info, int(part[-1]), len(part), watch)))


def _forward(video: Path, info: MediaInfo, start: int, count: int, watch: Watch) -> Iterator[np.ndarray]:
    return read_frames(video, start=start, count=count, pixels="yuv420p", info=info, watch=watch)
