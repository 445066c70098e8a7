"""Random changes of a file: of bytes, of numbers that look like lengths, and of whole stretches."""

from __future__ import annotations

import struct
from random import Random

NUMBERS = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]
HEAD_BYTES = 2048
"""Half of the changes are at the beginning, where headers are."""

MOST_BYTES = 8_000_000


def changed(content: bytes, other: bytes, rng: Random) -> bytes:
    """Return the content with one to six changes; ``other`` is a file to take parts from."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        if not data:
            break
        _change(data, other, rng)
    return bytes(data[:MOST_BYTES])


def _change(data: bytearray, other: bytes, rng: Random) -> None:
    at = rng.randrange(min(len(data), HEAD_BYTES) if rng.random() < 0.5 else len(data))
    length = min(rng.choice([1, 4, 16, 256, 4096, 65536]), len(data) - at)
    match rng.randrange(9):
        case 0:
            data[at] ^= 1 << rng.randrange(8)
        case 1:
            data[at : at + length] = rng.randbytes(length)
        case 2:
            number = rng.choice(NUMBERS)
            form = rng.choice("<>") + rng.choice(["B", "H", "I", "Q"])
            packed = struct.pack(form, number & (1 << 8 * struct.calcsize(form)) - 1)
            data[at : at + len(packed)] = packed
        case 3:
            del data[at : at + length]
        case 4:
            data[at:at] = data[at : at + length] * rng.choice([1, 2, 50])
        case 5:
            del data[at:]
        case 6:
            start = rng.randrange(len(other) or 1)
            data[at:at] = other[start : start + length]
        case 7:
            data[at : at + length] = bytes(length)
        case _:
            other_at = rng.randrange(len(data))
            data[at : at + length], data[other_at : other_at + length] = (
                data[other_at : other_at + length],
                data[at : at + length],
            )
