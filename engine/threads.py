"""How compute threads wait for each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


def wait_passively() -> None:
    """Let the compute threads of PyTorch sleep while they wait, instead of spinning. To be called before it is imported.

    A spinning thread takes its core from ffmpeg, which decodes and encodes at the same time: on two busy cores the same network
    then takes ten times as long. OpenMP reads the variable when it is loaded.
    """
    os.putenv("OMP_WAIT_POLICY", "PASSIVE")


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute with one thread of PyTorch within the block: networks of many small layers take twice as long with two."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
