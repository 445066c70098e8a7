from __future__ import annotations

import numpy as np
import pytest

from engine.bench.base import visible_joins

JOINED = (np.arange(40) >= 20) & (np.arange(40) < 26)


@pytest.mark.parametrize("times", [1.0, 3.0])
def test_joins_are_as_visible_as_their_change(times: float) -> None:
    changes = np.where(JOINED[1:], times, 1.0)
    assert visible_joins(changes, JOINED) == pytest.approx(times)


def test_a_clip_without_joins_has_no_visible_ones() -> None:
    assert visible_joins(np.ones(39), np.zeros(40, bool)) is None
