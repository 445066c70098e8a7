from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.articulation.motion import MouthSpace
from engine.face.landmarks import INNER_BOTTOM, MOUTH_POINTS
from engine.renderers.library import MouthLibrary
from engine.renderers.selection import select

CHANGE_COST = 0.04
"""Of one luma level of visible change, against one squared deviation of the shape."""

levels = st.integers(-20, 20).map(lambda tenths: tenths / 10)


def mouth_space(gap: float) -> MouthSpace:
    """Canonical mouths whose lips at rest stand ``gap`` apart."""
    mean = np.zeros((MOUTH_POINTS, 2), np.float32)
    mean[INNER_BOTTOM, 1] = gap
    return MouthSpace(mean, np.zeros(3, np.float32), np.zeros((3, MOUTH_POINTS, 2), np.float32), 1.0)


NO_TEETH = mouth_space(gap=-100)
"""Lips that never part: the gap between them costs nothing."""


def moved(x: np.ndarray | list[float]) -> np.ndarray:
    """Motion of mouths shifted as a whole, so that the distance of two shapes is that of their ``x``, ``(n, 49, 2)``."""
    motion = np.zeros((len(x), MOUTH_POINTS, 2), np.float32)
    motion[..., 0] = np.asarray(x)[:, None]
    return motion


def make_library(motion: np.ndarray, pose: np.ndarray | None = None, change: np.ndarray | None = None) -> MouthLibrary:
    count = len(motion)
    return MouthLibrary(
        frames=np.arange(count, dtype=np.int32),
        motion=motion,
        pose=np.zeros((count, 3), np.float32) if pose is None else pose,
        change=np.zeros((count, count), np.float32) if change is None else change,
        origins=np.zeros((count, 2), np.int32),
        landmarks=np.zeros((count, 68, 2), np.float32),
        lips=np.zeros((count, 40, 2), np.float32),
        pictures=((b"", b""),) * count,
    )


def choose(library: MouthLibrary, motion: np.ndarray, space: MouthSpace = NO_TEETH) -> np.ndarray:
    return select(library, space, motion, np.zeros((len(motion), 3), np.float32))


@settings(deadline=None, max_examples=50)
@given(st.lists(levels, min_size=1, max_size=4), st.lists(levels, min_size=1, max_size=5), st.integers(0, 99))
def test_no_path_is_cheaper(crops: list[float], wanted: list[float], seed: int) -> None:
    change = np.random.default_rng(seed).uniform(0, 40, (len(crops), len(crops))).astype(np.float32)

    def cost(path: tuple[int, ...]) -> float:
        shape = sum((crops[row] - x) ** 2 for row, x in zip(path, wanted, strict=True))
        return shape + CHANGE_COST * sum(change[a, b] for a, b in pairwise(path))

    path = choose(make_library(moved(crops), change=change), moved(wanted))
    cheapest = min(cost(other) for other in product(range(len(crops)), repeat=len(wanted)))
    assert cost(tuple(path)) <= cheapest + 1e-3


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1))
def test_without_visible_changes_the_nearest_is_taken(seed: int) -> None:
    random = np.random.default_rng(seed)
    library = make_library(random.normal(size=(100, MOUTH_POINTS, 2)).astype(np.float32))
    rows = random.integers(0, 100, 20)
    nearly = library.motion[rows] + random.normal(0, 0.01, (20, MOUTH_POINTS, 2)).astype(np.float32)
    assert choose(library, nearly).tolist() == rows.tolist()


def test_footage_that_says_the_same_runs_through() -> None:
    motion = moved(np.sin(np.arange(50.0)))
    change = np.full((50, 50), 30, np.float32)
    change[np.arange(49), np.arange(1, 50)] = 0
    assert choose(make_library(motion, change=change), motion).tolist() == list(range(50))


def test_a_visible_jump_is_not_worth_a_little_likeness() -> None:
    change = np.array([[0, 30], [30, 0]], np.float32)
    alike, unlike = ([0.0, 0.1, 0.0, 0.1], [0.0, 3.0, 0.0, 3.0])
    assert len(set(choose(make_library(moved(alike[:2]), change=change), moved(alike)))) == 1
    assert choose(make_library(moved(unlike[:2]), change=change), moved(unlike)).tolist() == [0, 1, 0, 1]


def test_the_head_should_point_the_same_way() -> None:
    pose = np.array([[8, 0, 0], [0, 8, 0], [0, 0, 8]], np.float32)
    library = make_library(moved([0, 0, 0]), pose)
    for row, wanted in enumerate(pose):
        assert select(library, NO_TEETH, moved([0]), wanted[None]).tolist() == [row]
    assert choose(library, moved([0])).tolist() == [2], "a rolled head is put right by the warp; a turned one is not"


def test_a_shut_mouth_takes_no_crop_that_shows_teeth() -> None:
    """Two crops as far in shape from the wanted one: the first parts its lips, the second closes them harder."""
    shift = np.zeros((2, MOUTH_POINTS, 2), np.float32)
    shift[:, INNER_BOTTOM, 1] = 0.2, -0.2
    library = make_library(shift)
    assert choose(library, moved([0.0]), mouth_space(gap=0)).tolist() == [1]


def test_the_inner_lips_count_more_than_the_jaw() -> None:
    motion = np.zeros((2, MOUTH_POINTS, 2), np.float32)
    motion[0, 25, 0] = motion[1, 45, 0] = 1.0
    assert choose(make_library(motion), moved([0.0])).tolist() == [1]
