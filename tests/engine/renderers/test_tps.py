from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import RBFInterpolator

from engine.renderers.anchors import JAW_STIFFNESS, LIP_STIFFNESS, STILL_STIFFNESS
from engine.renderers.tps import backward_nodes, displaced, node_grid
from tests.engine.renderers.splines import backward_map

SIDE = 48

pixels = st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))


def spread_points(seed: int, count: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """(wanted, source): different whole pixels, and where they come from, a few pixels away."""
    random = np.random.default_rng(seed)
    flat = random.choice(SIDE * SIDE, count, replace=False)
    wanted = np.stack([flat % SIDE, flat // SIDE], 1).astype(np.float32)
    return wanted, (wanted + random.normal(0, 3, wanted.shape)).astype(np.float32)


def every_pixel(wanted: np.ndarray, source: np.ndarray, stiffness: float) -> np.ndarray:
    """The map with a node on each pixel, so that nothing is interpolated."""
    return backward_map(wanted, source, np.full(len(wanted), stiffness), (SIDE, SIDE), cells=SIDE)


def miss(field: np.ndarray, wanted: np.ndarray, source: np.ndarray) -> float:
    columns, rows = wanted.astype(int).T
    return float(np.linalg.norm(field[rows, columns] - source, axis=1).max())


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1))
def test_landmarks_land_exactly_on_landmarks(seed: int) -> None:
    wanted, source = spread_points(seed)
    assert miss(every_pixel(wanted, source, 0.0), wanted, source) < 0.01


@settings(deadline=None, max_examples=50)
@given(
    st.lists(pixels, min_size=4, max_size=20, unique=True).filter(
        lambda p: np.linalg.matrix_rank(np.cov(p, rowvar=False)) == 2
    ),
    st.lists(st.floats(-2, 2), min_size=4, max_size=4),
    st.sampled_from([0.0, LIP_STIFFNESS, STILL_STIFFNESS]),
)
def test_what_moves_as_one_is_not_bent(points: list[tuple[int, int]], linear: list[float], stiffness: float) -> None:
    wanted = np.array(points, np.float32)
    matrix, shift = np.reshape(linear, (2, 2)), np.array([5.0, -3.0])
    field = every_pixel(wanted, wanted @ matrix.T + shift, stiffness)
    everywhere = node_grid((SIDE, SIDE), SIDE) @ matrix.T + shift
    assert np.abs(field - everywhere).max() < 0.05


@pytest.mark.parametrize("stiffness", [0.0, LIP_STIFFNESS, JAW_STIFFNESS, STILL_STIFFNESS])
def test_is_the_thin_plate_spline_of_scipy(stiffness: float) -> None:
    wanted, source = spread_points(seed=1)
    centre = wanted.mean(0)
    unit = np.abs(wanted - centre).max()
    # r^2 log r^2 is twice SciPy's kernel.
    truth = RBFInterpolator((wanted - centre) / unit, source, smoothing=stiffness / 2, kernel="thin_plate_spline")
    nodes = node_grid((SIDE, SIDE), SIDE).reshape(-1, 2)
    field = every_pixel(wanted, source, stiffness).reshape(-1, 2)
    assert np.allclose(field, truth((nodes - centre) / unit), atol=0.02)


def test_stiffer_landmarks_give_way_more() -> None:
    wanted, source = spread_points(seed=2)
    misses = [miss(every_pixel(wanted, source, stiffness), wanted, source) for stiffness in (0, 1e-3, 1e-2, 1e-1)]
    assert misses == sorted(misses)
    assert misses[-1] > 0.5


def test_only_the_stiff_ones_give_way() -> None:
    wanted, source = spread_points(seed=3)
    stiffness = np.where(np.arange(len(wanted)) < 6, 0.0, 1.0)
    field = backward_map(wanted, source, stiffness, (SIDE, SIDE), cells=SIDE)
    assert miss(field, wanted[:6], source[:6]) < 0.01
    assert miss(field, wanted[6:], source[6:]) > 0.5


def test_a_coarse_grid_loses_little() -> None:
    wanted, source = spread_points(seed=4)
    wanted, source, size = 10 * wanted, 10 * source, (10 * SIDE, 8 * SIDE)
    still = np.zeros(len(wanted))
    coarse, fine = (backward_map(wanted, source, still, size, cells)[12:-12, 12:-12] for cells in (40, 240))
    assert np.abs(coarse - fine).max() < 1.0
    assert np.abs(coarse - fine).mean() < 0.05


def test_nodes_lie_where_resizing_takes_them_to_be() -> None:
    size = (90, 60)
    field = cv2.resize(node_grid(size, 10), size, interpolation=cv2.INTER_LINEAR)
    inside = (slice(6, -6), slice(9, -9))
    columns, rows = np.meshgrid(np.arange(90), np.arange(60))
    assert np.allclose(field[inside], np.stack([columns, rows], -1)[inside], atol=1e-3)


def test_no_shift_is_no_change_up_to_the_border() -> None:
    field = displaced(np.zeros((8, 8, 2)), (30, 20))
    columns, rows = np.meshgrid(np.arange(30), np.arange(20))
    assert np.array_equal(field, np.stack([columns, rows], -1))


def test_a_shift_and_a_map_agree() -> None:
    wanted, source = spread_points(seed=5)
    stiffness = np.zeros(len(wanted))
    nodes = backward_nodes(wanted, source, stiffness, (SIDE, SIDE), cells=SIDE)
    shifted = displaced(nodes - node_grid((SIDE, SIDE), SIDE), (SIDE, SIDE))
    assert np.allclose(shifted, backward_map(wanted, source, stiffness, (SIDE, SIDE), cells=SIDE), atol=1e-3)
