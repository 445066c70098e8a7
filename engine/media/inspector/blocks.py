"""The blocks in which :mod:`engine.media.inspector.sound` sends samples."""

from __future__ import annotations

import struct
from typing import BinaryIO

HEADER = struct.Struct("<II")
"""The number of the block's sound, and the bytes that follow; its size keeps the samples after it aligned."""


class Blocks:
    """Writer of the blocks of one sound."""

    def __init__(self, out: BinaryIO, number: int) -> None:
        self._out, self._number = out, number

    def write(self, samples: bytes) -> None:
        """Write float32 samples."""
        self._out.write(HEADER.pack(self._number, len(samples)) + samples)
