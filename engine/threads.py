"""How compute threads wait for each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def wait_passively() -> None:
    """Let the compute threads of PyTorch sleep while they wait, instead of spinning. To be called before it is imported.

    A spinning thread takes its core from ffmpeg, which decodes and encodes at the same time: on two busy cores the same network
    then takes ten times as long. OpenMP reads the variable when it is loaded.
    """
    os.putenv("OMP_WAIT_POLICY", "PASSIVE")


class OneCoreEach:
    """Applies functions of PyTorch's to many items, as many at a time as PyTorch may use threads, each with one thread.

    Networks of many small layers take twice as long where two threads share each layer.
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

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()
