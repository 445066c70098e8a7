"""Check what happens when the card is short of memory: real refusals by PyTorch's allocator under a limit."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import numpy as np
import torch

from engine.choices import EngineOptions
from engine.demo import write_face
from engine.errors import DeviceOutOfMemory
from engine.pipeline import Engine, PrepareOptions
from scripts.gpu_check.clips import Clip
from scripts.gpu_check.drawing import CPU
from scripts.gpu_check.report import Row

FRAMES = 96


def out_of_memory(clip: Clip, device: torch.device) -> list[Row]:
    """Draw with too little memory for a batch, then for any; then check a face with none for the networks."""
    if device.type != "cuda":
        return []
    here = _drawn(clip, CPU)
    _drawn(clip, device)  # what is made once, such as handles of libraries, is made here
    torch.cuda.empty_cache()
    base = torch.cuda.memory_reserved(device)
    torch.cuda.reset_peak_memory_stats(device)
    _drawn(clip, device)
    needed = torch.cuda.max_memory_reserved(device) - base
    rows = [Row("memory reserved by drawing", f"{needed / 2**20:.0f} MiB")]
    for share, what in ((0.5, "smaller batches"), (0.0, "on the CPU")):
        with limited(device, base + int(share * needed)), logged() as lines:
            found = _drawn(clip, device)
        told = [line for line in lines if DeviceOutOfMemory.code in line]
        most = max(int(np.abs(one.astype(np.int16) - other).max()) for one, other in zip(found, here, strict=True))
        passed = len(told) > 0 and ("CPU" in told[-1]) == (share == 0) and most <= 4
        rows.append(Row(f"drawing with {share:.0%} of that: {what}", "; ".join(told), passed))
    engine = Engine(EngineOptions(device=str(device)))
    face = write_face(clip.folder / "face_again.png")
    wanted = engine.check(face, options=PrepareOptions(words=False))
    fresh = Engine(EngineOptions(device=str(device)))
    torch.cuda.empty_cache()
    with limited(device, 0), logged() as lines:
        found_report = fresh.check(face, options=PrepareOptions(words=False))
    told = [line for line in lines if DeviceOutOfMemory.code in line]
    same = [finding.code for finding in wanted.findings] == [finding.code for finding in found_report.findings]
    rows.append(Row("check of a face without memory: on the CPU", "; ".join(told), bool(told) and same))
    return rows


@contextmanager
def limited(device: torch.device, most: int) -> Iterator[None]:
    """Let PyTorch reserve at most this many bytes of the card."""
    torch.cuda.empty_cache()
    total = torch.cuda.get_device_properties(device).total_memory
    number = torch.cuda.current_device() if device.index is None else device.index
    torch.cuda.set_per_process_memory_fraction(most / total, number)
    try:
        yield
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0, number)


@contextmanager
def logged() -> Iterator[list[str]]:
    """Collect the warnings of the engine."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("engine")
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


def _drawn(clip: Clip, device: torch.device) -> list[np.ndarray]:
    return list(islice(clip.frames(device, FRAMES), FRAMES))
