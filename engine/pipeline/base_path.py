"""The base path: which template frame lies under each frame of the clip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.media import MediaInfo, probe, read_frames
from engine.watch import Watch

_CHUNK = 25  # frames held at once while playing backwards: one group of pictures of the template video


def base_path(span: tuple[int, int], count: int) -> np.ndarray:
    """Template frame numbers for ``count`` frames, int64: forward and back through ``span`` (first, last), without a jump.

    The turning frames are not shown twice.
    """
    first, last = span
    there = np.arange(first, last + 1)
    loop = np.concatenate([there, there[-2:0:-1]])
    return np.resize(loop, count)


def play(video: Path, numbers: np.ndarray, watch: Watch = Watch()) -> Iterator[np.ndarray]:
    """I420 frames of ``video`` in the order of ``numbers`` as :func:`base_path` gives them; every frame is fresh memory.

    Runs forward stream; runs backward are decoded in chunks, so that memory does not grow with length.
    """
    info = probe(video)
    turns = np.flatnonzero(np.diff(np.sign(np.diff(numbers)))) + 1
    for run in np.split(numbers, turns + 1) if len(numbers) > 1 else [numbers]:
        if len(run) < 2 or run[1] > run[0]:
            yield from _forward(video, info, int(run[0]), len(run), watch)
        else:
            for part in np.split(run, np.flatnonzero(run[:-1] % _CHUNK == 0) + 1):  # groups of pictures are read whole
                yield from reversed(list(_forward(video, info, int(part[-1]), len(part), watch)))


def _forward(video: Path, info: MediaInfo, start: int, count: int, watch: Watch) -> Iterator[np.ndarray]:
    return read_frames(video, start=start, count=count, pixels="yuv420p", info=info, watch=watch)
