from __future__ import annotations

import numpy as np
import pytest

from engine.articulation.ridge import solve

RNG = np.random.default_rng(1)
INPUTS = RNG.standard_normal((400, 12)) * np.linspace(0.5, 2, 12)
TRUTH = RNG.standard_normal((12, 3))


def test_a_linear_relation_is_found() -> None:
    found = solve(INPUTS, INPUTS @ TRUTH, penalty=1e-9)
    assert found.dtype == np.float32
    assert found == pytest.approx(TRUTH, abs=1e-4)


def test_the_solution_is_the_least_of_the_penalised_error() -> None:
    """The gradient of |X b - y|^2 + penalty * mean(diag(X'X)) * |b|^2 is zero there."""
    targets = INPUTS @ TRUTH + RNG.standard_normal((400, 3))
    found = solve(INPUTS, targets, penalty=0.3)
    strength = 0.3 * np.mean((INPUTS**2).sum(0))
    assert INPUTS.T @ (INPUTS @ found - targets) + strength * found == pytest.approx(0, abs=1e-3)


def test_a_weight_counts_like_so_many_rows() -> None:
    targets = INPUTS @ TRUTH + RNG.standard_normal((400, 3))
    counts = RNG.integers(0, 4, 400)
    weighted = solve(INPUTS, targets, 0.1, counts.astype(np.float32))
    assert weighted == pytest.approx(solve(np.repeat(INPUTS, counts, 0), np.repeat(targets, counts, 0), 0.1), abs=1e-4)
