"""Playback of a template video along a base path, with little decoding."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from engine.media import FrameReader, MediaInfo, probe, read_frames
from engine.pipeline.base_footage import FADE_FRAMES
from engine.pipeline.base_path import BasePath
from engine.pipeline.prefetch import Closable, Prefetch, map_ahead
from engine.renderers.morph import morph
from engine.watch import Watch

_CHUNK = 25  # frames held at once while playing backwards: one group of pictures of the template video
_LEAD = 50  # frames before its begin at which the reading of a run starts: time for ffmpeg to start
_READ_AHEAD = 12  # frames of a run
_AHEAD = 16  # frames of the clip
_BESIDE_LEAD, _BESIDE = 12, 6  # the same where there are few cores, and little memory

_Moment = tuple[np.ndarray, np.ndarray | None, float]
"""A frame; in a transition the frame of the other run, too; how far it is on the way to that one."""

_Reading = Closable[np.ndarray] | Prefetch[np.ndarray]


@dataclass(frozen=True)
class _Run:
    """Consecutive frames, forward or backward: ``numbers`` from frame ``begin`` of the clip on.

    ``shown``: the clip frames that show them alone; before and after, they are one half of a morph.
    """

    begin: int
    shown: range
    numbers: np.ndarray


def play(
    video: Path, path: BasePath, *, lead: int = 0, info: MediaInfo | None = None, watch: Watch = Watch()
) -> Generator[np.ndarray, None, None]:
    """Yield I420 frames of ``video`` along ``path``, morphed at joins; every frame has its own memory.

    Forward runs are streamed; backward runs are decoded in chunks, so that memory does not grow with length. ``lead``: how many
    frames early the decoder of a forward run starts. ``info`` saves probing the file.
    """
    with closing(_read_along(video, path, info or probe(video), watch, lead, _read)) as moments:
        yield from map(_shown, moments)


def play_beside(
    video: Path, path: BasePath, *, info: MediaInfo | None = None, watch: Watch = Watch()
) -> Prefetch[np.ndarray]:
    """Return the frames of :func:`play`, which one thread reads and morphs while others are drawn."""
    return Prefetch(play(video, path, lead=_BESIDE_LEAD, info=info, watch=watch), _BESIDE)


def play_ahead(
    video: Path, path: BasePath, threads: int, *, info: MediaInfo | None = None, watch: Watch = Watch()
) -> Generator[np.ndarray, None, None]:
    """Yield the frames of :func:`play`, decoded and morphed by ``threads`` well before they are needed."""

    def read(video: Path, info: MediaInfo, numbers: np.ndarray, watch: Watch) -> Prefetch[np.ndarray]:
        return Prefetch(_read(video, info, numbers, watch, 0), _READ_AHEAD)

    moments = _read_along(video, path, info or probe(video), watch, _LEAD, read)
    yield from map_ahead(_shown, moments, threads, _AHEAD)


def _shown(moment: _Moment) -> np.ndarray:
    main, other, share = moment
    return main if not share or other is None else morph(main, other, share)


def _read_along(
    video: Path,
    path: BasePath,
    info: MediaInfo,
    watch: Watch,
    lead: int,
    read: Callable[[Path, MediaInfo, np.ndarray, Watch], _Reading],
) -> Generator[_Moment, None, None]:
    """Yield what each frame of the clip is made of; ``lead``: how many frames early a run is opened with ``read``."""
    waiting, reading = sorted(_runs(path), key=lambda run: run.begin), list[tuple[_Run, _Reading]]()
    try:
        for t in range(len(path)):
            while waiting and waiting[0].begin <= t + lead:
                run = waiting.pop(0)
                reading.append((run, read(video, info, run.numbers, watch)))
            main, other = None, None
            for run, frames in reading:
                if t in run.shown:
                    main = next(frames)
                elif t >= run.begin:
                    other = next(frames)
            for run, frames in reading:
                if t == run.begin + len(run.numbers) - 1:
                    next(frames, None)  # ends its process
            reading = [(run, frames) for run, frames in reading if t < run.begin + len(run.numbers) - 1]
            assert main is not None
            yield main, other, float(path.shares[t])
    finally:
        for _, frames in reading:
            frames.close()


def _runs(path: BasePath) -> list[_Run]:
    """Return the runs of a path, each with the frames that the morphs at its ends need."""
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
    """Return whether the direction changes at frame ``t``, just after the turning frame, which belongs to the previous run."""
    return abs(step[t - 2]) == 1 and step[t - 1] == -step[t - 2]


def _read(video: Path, info: MediaInfo, numbers: np.ndarray, watch: Watch, threads: int = 1) -> Closable[np.ndarray]:
    """Return the frames ``numbers`` of the video; the decoder of a forward run starts at once.

    One thread keeps pace with drawing on a CPU; several take a seventh more of it.
    """
    if len(numbers) > 1 and numbers[1] < numbers[0]:
        return _backward(video, info, numbers, watch, threads)
    frames = _forward(video, info, int(numbers[0]), len(numbers), watch, threads)
    frames.start()
    return frames


def _backward(
    video: Path, info: MediaInfo, numbers: np.ndarray, watch: Watch, threads: int
) -> Generator[np.ndarray, None, None]:
    # Groups of pictures are read whole.
    for part in np.split(numbers, np.flatnonzero(numbers[:-1] % _CHUNK == 0) + 1):
        yield from reversed(list(_forward(video, info, int(part[-1]), len(part), watch, threads)))


def _forward(video: Path, info: MediaInfo, start: int, count: int, watch: Watch, threads: int) -> FrameReader:
    return read_frames(video, start=start, count=count, pixels="yuv420p", info=info, threads=threads, watch=watch)
