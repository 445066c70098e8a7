"""Check the drawing of a clip: the CPU's pixels, the speed of each stage, and the share of the card's bandwidth."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice, repeat
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from torch import Tensor
from torch.profiler import ProfilerActivity, profile
from torch.utils._python_dispatch import TorchDispatchMode

from engine.choices import EngineOptions
from engine.media import FPS, VideoWriter
from engine.pipeline import Engine, RenderOptions
from engine.pipeline import template as files
from engine.pipeline.playback import play, play_ahead
from engine.pipeline.rendering import base_path, renderer_for
from engine.renderers.base import Renderer
from engine.watch import Watch
from scripts.gpu_check.clips import Clip
from scripts.gpu_check.clock import timed, wait
from scripts.gpu_check.report import Row

CPU = torch.device("cpu")
MEAN_LEVELS, MOST_LEVELS = 0.5, 4
GOAL, GOAL_ENCODED = 40, 15  # x real time, at 720p
COMPARED = 200  # frames
HELD = 192  # frames in memory
ENCODED = 3  # times they are encoded


def drawing(clip: Clip, device: torch.device) -> Iterator[Row]:
    """Yield all rows of one clip."""
    with threadpool_limits(1, "blas"):  # as in a render
        yield from compared(clip, device)
        yield from speed(clip, device)
        yield from bandwidth(clip, device)


def compared(clip: Clip, device: torch.device) -> list[Row]:
    """Compare the frames drawn on the device with the CPU's."""
    sums, pixels, most, others = 0.0, 0, 0, 0
    path = base_path(clip.face, clip.voice, clip.motion)
    source = play(clip.face.template.path(files.VIDEO), path)
    for frame, here, there in zip(source, clip.frames(CPU), clip.frames(device), strict=True):
        drawn = (here != frame) | (there != frame)
        difference = np.abs(here.astype(np.int16) - there)[drawn]
        sums, pixels = sums + float(difference.sum()), pixels + difference.size
        most = max(most, int(difference.max(initial=0)))
        others += 1
        if others == COMPARED:
            break
    return [
        Row.difference(f"{others} frames against the CPU's: mean, levels", sums / max(pixels, 1), MEAN_LEVELS),
        Row.difference("the largest difference, levels", most, MOST_LEVELS),
        Row("drawn pixels a frame", f"{pixels / others:.0f} (Y, U, V)", pixels > 0),
    ]


def speed(clip: Clip, device: torch.device) -> Iterator[Row]:
    """Measure decoding, drawing and encoding alone, then together, on the CPU and on the device."""
    count = len(clip.motion)
    path = base_path(clip.face, clip.voice, clip.motion)
    video = clip.face.template.path(files.VIDEO)
    width, height = clip.face.template.size
    places = (CPU, device) if device != CPU else (CPU,)
    goal, goal_encoded = (GOAL, GOAL_ENCODED) if height == 720 else (None, None)

    def rate(what: str, frames: int, seconds: float, goal: float | None = None) -> Row:
        wanted = "" if goal is None else f" (goal: {goal:g})"
        return Row(what, f"{frames / seconds:7.0f} frames/s, {frames / seconds / float(FPS):5.1f} x real time{wanted}")

    yield Row("frames made of two, at joins of the footage", f"{(path.shares > 0).mean():.0%}")
    held = list(islice(play(video, path), HELD))
    yield rate("decode alone, one by one", count, timed_once(lambda: spent(play(video, path))))
    yield rate(
        "decode alone, ahead", count, timed_once(lambda: spent(play_ahead(video, path, torch.get_num_threads())))
    )
    for where in places:
        renderer = renderer_for(clip.face, path, clip.voice, where)
        numbers, motion = np.arange(len(held)), clip.motion[: len(held)]
        seconds = timed(where, partial(_draw, renderer, held, numbers, motion), 2)
        yield rate(f"draw alone, {where.type}", len(held), seconds)
    for where in places:
        seconds = timed_once(partial(_spend, clip, where))
        yield rate(f"decode, draw, {where.type}", count, seconds, None if where == CPU else goal)

    def encode() -> None:
        options = RenderOptions().encode
        with VideoWriter(clip.folder / "stage.mp4", (width, height), options=options, watch=Watch()) as writer:
            for frame in chain.from_iterable(repeat(held, ENCODED)):
                writer.write(frame)

    yield rate("encode alone", ENCODED * len(held), timed_once(encode))
    for where in places:
        engine = Engine(EngineOptions(device=str(where)))
        engine.warm_up()
        options, out = RenderOptions(poster=False), clip.folder / "clip.mp4"
        began = time.perf_counter()
        report = engine.render(clip.face.template, clip.voice_file, out, options=options)
        seconds = time.perf_counter() - began
        yield rate(
            f"decode, draw, encode, {where.type}",
            count,
            report.stages_s["draw"],
            None if where == CPU else goal_encoded,
        )
        told = ", ".join(f"{stage} {spent_s:.2f}" for stage, spent_s in report.stages_s.items())
        yield rate(f"whole clip, {where.type}", count, seconds)
        yield Row("    of it, s", told)


def _draw(renderer: Renderer, frames: list[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> None:
    spent(renderer.render(frames, numbers, motion))


def _spend(clip: Clip, where: torch.device) -> None:
    spent(clip.frames(where))


def bandwidth(clip: Clip, device: torch.device) -> list[Row]:
    """Compare the bytes that the drawing's operations move with what the card can move in the same time."""
    if device.type != "cuda":
        return []
    path = base_path(clip.face, clip.voice, clip.motion)
    renderer = renderer_for(clip.face, path, clip.voice, device)
    held = list(islice(play(clip.face.template.path(files.VIDEO), path), HELD))

    def draw() -> None:
        spent(renderer.render(held, np.arange(len(held)), clip.motion[: len(held)]))

    draw()
    torch.cuda.reset_peak_memory_stats(device)
    draw()
    peak = torch.cuda.max_memory_allocated(device)
    with Traffic() as traffic:
        draw()
    with profile(activities=[ProfilerActivity.CUDA]) as profiled:
        draw()
        wait(device)
    events = [event for event in profiled.key_averages() if event.self_device_time_total]
    busy_s = sum(event.self_device_time_total for event in events) / 1e6
    source = torch.randint(0, 255, (2**30,), dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    copy = 2 * len(source) / timed(device, lambda: target.copy_(source), 5)
    reached = traffic.moved / max(busy_s, 1e-9)
    return [
        Row("the card's memory: copy within it", f"{copy / 1e12:.2f} TB/s"),
        Row(
            "drawing: the card works for a frame",
            f"{1e6 * busy_s / len(held):.0f} us, {sum(event.count for event in events) / len(held):.0f} kernels",
        ),
        Row("drawing: bytes of its operations a frame", f"{traffic.moved / len(held) / 1e6:.1f} MB"),
        Row(
            "drawing: share of the copy's bandwidth while it works",
            f"{reached / 1e12:.2f} TB/s, {100 * reached / copy:.0f} %",
        ),
        Row("drawing: memory of the card at most", f"{peak / 2**20:.0f} MiB"),
        *(
            Row(
                f"    {event.key[:54]}",
                f"{event.self_device_time_total / 1e6 / busy_s:.0%} of the time, {event.count} calls",
            )
            for event in sorted(events, key=lambda event: -event.self_device_time_total)[:6]
        ),
    ]


class Traffic(TorchDispatchMode):
    """Counter of the bytes that operations read and write; views move none."""

    def __init__(self) -> None:
        super().__init__()
        self.moved = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        returns = func._schema.returns
        if any(value.alias_info is not None and not value.alias_info.is_write for value in returns):
            return result
        for value in [*_tensors(args), *_tensors([result])]:
            if value.device.type == "cuda":
                self.moved += min(value.numel() * value.element_size(), value.untyped_storage().nbytes())
        return result


def _tensors(values: Iterable[Any]) -> Iterable[Tensor]:
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _tensors(value)


def spent(frames: Iterable[np.ndarray]) -> None:
    """Take all frames and drop them."""
    for _ in frames:
        pass


def timed_once(work: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
