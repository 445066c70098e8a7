"""Work done by threads before its results are needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Made = TypeVar("Made", covariant=True)


class Closable(Protocol[Made]):
    """Iterator that can be closed, such as a generator."""

    def __iter__(self) -> Iterator[Made]: ...

    def __next__(self) -> Made: ...

    def close(self) -> None:
        """End it."""
        ...


class Prefetch(Generic[Item]):
    """Iterator over ``items``, of which a thread makes up to ``count`` ahead, beginning at once."""

    def __init__(self, items: Closable[Item], count: int) -> None:
        self._items = items
        self._pool = ThreadPoolExecutor(1, "prefetch")
        self._coming = deque(self._pool.submit(next, items, None) for _ in range(count))

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        item = self._coming.popleft().result() if self._coming else None
        if item is None:
            self.close()
            raise StopIteration
        self._coming.append(self._pool.submit(next, self._items, None))
        return item

    def close(self) -> None:
        """End the thread and ``items``."""
        self._pool.shutdown(cancel_futures=True)
        self._items.close()
        self._coming.clear()


def map_ahead(
    function: Callable[[Item], Result], items: Closable[Item], threads: int, count: int
) -> Generator[Result, None, None]:
    """Yield ``function(item)`` for each item, in order, of which ``threads`` make up to ``count`` ahead; close ``items``."""
    pool, made = ThreadPoolExecutor(threads, "ahead"), deque[Future[Result]]()
    try:
        for item in items:
            made.append(pool.submit(function, item))
            if len(made) > count:
                yield made.popleft().result()
        while made:
            yield made.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        items.close()
