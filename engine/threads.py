"""Waiting and parallelism of compute threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def wait_passively() -> None:
    """Let PyTorch's compute threads sleep instead of spin while waiting. Call before importing it.

    A spinning thread takes its core from ffmpeg, which decodes and encodes at the same time: on two busy cores the same network
    then takes ten times as long. OpenMP reads the variable when it is loaded.
    """
    os.putenv("OMP_WAIT_POLICY", "PASSIVE")


class OneCoreEach:
    """Pool that applies PyTorch functions to many items: one thread per item, as many at once as PyTorch may use threads.

    Networks of many small layers take twice as long if two threads share each layer.
    """

    def __init__(self) -> None:
        import torch

        self._threads = torch.get_num_threads()
        self._pool = ThreadPoolExecutor(self._threads, "one-core", initializer=torch.set_num_threads, initargs=(1,))

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """Return the result for each item, in order."""
        import torch

        torch.set_num_threads(1)
        try:
            if len(items) > 1 < self._threads:
                return list(self._pool.map(function, items))
            return [function(item) for item in items]
        finally:
            torch.set_num_threads(self._threads)

    def __enter__(self) -> OneCoreEach:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()
