"""Tests of the drawing in batches, as it runs on GPUs, against the drawing frame by frame with OpenCV."""

from __future__ import annotations

import logging

import cv2
import numpy as np
import pytest
import torch

from engine.errors import DeviceOutOfMemory
from engine.renderers.batched.compositing import BatchCompositor
from engine.renderers.batched.filters import Filter, Sizes, box, enlarge, gaussian, shrink
from engine.renderers.compositing import Compositor, FrameCompositor, Targets
from engine.renderers.library import MouthLibrary
from engine.renderers.reuse import compositor_for
from engine.renderers.selection import select
from tests.engine.little_memory import LittleMemory
from tests.engine.renderers.footage import Footage

CPU = torch.device("cpu")
MEAN_LEVELS, MOST_LEVELS = 0.5, 4
FRAMES, AWAY = 40, 7
"""Frames of the clip, more than one batch, and the one whose mouth is outside the picture."""

SIZES = np.array([[50, 36], [41, 64], [33, 33]])


@pytest.fixture(scope="module")
def library(talking: Footage) -> MouthLibrary:
    return talking.library(np.arange(0, len(talking.frames), 9))


@pytest.fixture(scope="module")
def targets(talking: Footage, library: MouthLibrary) -> Targets:
    """The talking face saying its speech backwards, with its mouth outside the picture in one frame."""
    face, numbers, motion = talking.geometry, np.arange(FRAMES), talking.motion[::-1][:FRAMES]
    landmarks, transforms = face.landmarks[numbers], face.transforms[numbers]
    wanted, crops = face.place(motion, numbers), select(library, face.space, motion, face.pose[numbers])
    shift = np.array([900, 0], np.float32)
    landmarks[AWAY] += shift
    wanted[AWAY] += shift
    transforms[AWAY, :, 2] -= transforms[AWAY, :, :2] @ shift
    return Targets(landmarks, transforms, wanted, crops)


@pytest.fixture(scope="module")
def wanted(talking: Footage, library: MouthLibrary, targets: Targets) -> np.ndarray:
    return drawn(talking, FrameCompositor(library), targets)


def drawn(talking: Footage, compositor: Compositor, targets: Targets) -> np.ndarray:
    return np.stack(list(compositor.draw((frame.copy() for frame in talking.frames[:FRAMES]), targets)))


def assert_same(found: np.ndarray, wanted: np.ndarray, talking: Footage) -> None:
    before = np.stack(talking.frames[:FRAMES])
    touched = (found != before) | (wanted != before)
    difference = np.abs(found.astype(int) - wanted)[touched]
    assert touched.mean() > 0.05
    assert difference.mean() < MEAN_LEVELS
    assert difference.max() <= MOST_LEVELS
    assert not touched[AWAY].any()


def test_batches_draw_the_same_pictures(
    talking: Footage, library: MouthLibrary, targets: Targets, wanted: np.ndarray
) -> None:
    assert_same(drawn(talking, BatchCompositor(library, CPU), targets), wanted, talking)


@pytest.mark.parametrize(("most", "warnings"), [(12_000_000, ["32"]), (1000, ["32", "4", "CPU"])])
def test_short_of_memory_it_draws_smaller_batches_then_on_the_cpu(
    talking: Footage,
    library: MouthLibrary,
    targets: Targets,
    wanted: np.ndarray,
    caplog: pytest.LogCaptureFixture,
    most: int,
    warnings: list[str],
) -> None:
    with LittleMemory(most), caplog.at_level(logging.WARNING):
        found = drawn(talking, BatchCompositor(library, CPU), targets)
    assert_same(found, wanted, talking)
    lines = [record.getMessage() for record in caplog.records]
    assert all(DeviceOutOfMemory.code in line for line in lines)
    assert [word for word, line in zip(warnings, lines, strict=True) if word in line] == warnings


def test_a_cpu_draws_frame_by_frame(library: MouthLibrary) -> None:
    assert isinstance(compositor_for(library, CPU), FrameCompositor)


@pytest.mark.parametrize("which", ["shrink", "enlarge", "gaussian", "box"])
def test_the_filters_are_opencv_s(which: str) -> None:
    """Pictures of several sizes, side by side in tensors that are larger than each of them."""
    draw = np.random.default_rng(1)
    pictures = [draw.uniform(0, 255, (height, width)).astype(np.float32) for width, height in SIZES]
    sizes, small, sigma, reach = Sizes.of(SIZES, CPU, 16), SIZES // 8, (1.5, 3.1, 2.0), (3, 11, 7)
    targets = sizes.over(8)
    shrunk = [
        cv2.resize(p, tuple(map(int, s)), interpolation=cv2.INTER_AREA) for p, s in zip(pictures, small, strict=True)
    ]
    filters: dict[str, tuple[Filter, list[np.ndarray], list[np.ndarray]]] = {
        "shrink": (shrink(sizes, targets), pictures, shrunk),
        "enlarge": (
            enlarge(targets, sizes),
            shrunk,
            [
                cv2.resize(p, q.shape[::-1], interpolation=cv2.INTER_LINEAR)
                for p, q in zip(shrunk, pictures, strict=True)
            ],
        ),
        "gaussian": (
            gaussian(sizes, torch.tensor(sigma)),
            pictures,
            [cv2.GaussianBlur(p, (0, 0), s) for p, s in zip(pictures, sigma, strict=True)],
        ),
        "box": (
            box(sizes, (torch.tensor(reach) - 1) / 2),
            pictures,
            [cv2.blur(p, (r, r)) for p, r in zip(pictures, reach, strict=True)],
        ),
    }
    filtered, sources, wanted = filters[which]
    held = sources is pictures
    width, height = (sizes if held else targets).most
    together = np.full((len(sources), 1, height, width), 1e3, np.float32)
    for place, source in zip(together, sources, strict=True):
        place[0, : source.shape[0], : source.shape[1]] = source
    for found, right in zip(filtered(torch.from_numpy(together)).numpy(), wanted, strict=True):
        assert np.allclose(found[0, : right.shape[0], : right.shape[1]], right, atol=0.05)
