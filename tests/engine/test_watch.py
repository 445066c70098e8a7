from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.errors import Cancelled
from engine.watch import Watch


def test_parts_report_the_mean_of_their_fractions() -> None:
    told: list[tuple[str, float]] = []
    first, second = Watch(lambda *said: told.append(said)).split(2)
    first.report("learn", 0.5)
    second.report("learn", 1.0)
    first.report("learn", 1.0)
    assert told == [("learn", 0.25), ("learn", 0.75), ("learn", 1.0)]


def test_parts_in_threads_never_go_backwards() -> None:
    told: list[float] = []
    parts = Watch(lambda _, fraction: told.append(fraction)).split(4)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda part: [part.report("learn", step / 200) for step in range(201)], parts))
    assert len(told) == 4 * 201
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_each_part_stops_with_the_whole() -> None:
    for part in Watch(cancelled=lambda: True).split(2):
        with pytest.raises(Cancelled):
            part.report("learn", 0.5)
