from __future__ import annotations

from collections.abc import Generator
from threading import Event

import pytest

from engine.pipeline.prefetch import Prefetch, map_ahead

PATIENCE_S = 300.0


def made_until_closed(ended: Event) -> Generator[int, None, None]:
    """Yield many items; set ``ended`` when closed."""
    try:
        yield from range(1000)
    finally:
        ended.set()


def test_items_are_made_ahead_and_come_in_order() -> None:
    """The first item is taken only once the third is made, with no more asked for."""
    third = Event()

    def made() -> Generator[int, None, None]:
        for number in range(5):
            if number == 2:
                third.set()
            yield number

    items = Prefetch(made(), 3)
    assert next(items) == 0
    assert third.wait(PATIENCE_S)
    assert list(items) == [1, 2, 3, 4]


def test_an_error_comes_where_its_item_would() -> None:
    def made() -> Generator[int, None, None]:
        yield 0
        raise ValueError("broken")

    items = Prefetch(made(), 3)
    assert next(items) == 0
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_leaving_early_ends_the_source() -> None:
    ended = Event()
    items = Prefetch(made_until_closed(ended), 3)
    next(items)
    items.close()
    assert ended.is_set()


def test_results_come_in_order_while_the_next_are_made() -> None:
    """Item 0 waits for item 2, which another thread makes."""
    second = Event()

    def double(number: int) -> int:
        if number == 0:
            assert second.wait(PATIENCE_S)
        if number == 2:
            second.set()
        return 2 * number

    assert list(map_ahead(double, (number for number in range(6)), threads=3, count=4)) == [0, 2, 4, 6, 8, 10]


def test_leaving_results_early_ends_their_source() -> None:
    ended = Event()
    source = made_until_closed(ended)
    results = map_ahead(str, source, threads=2, count=4)
    next(results)
    results.close()
    assert ended.is_set()
    assert next(source, None) is None
