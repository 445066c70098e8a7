"""Tests of probing: a separate, bounded queue in which nobody takes more than their turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import pytest

from bot.probing import RETRY_AFTER_S, Probes, ServerBusy

T = TypeVar("T")


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return what the first probes wait for; it opens at the end, so that no thread is left."""
    opens = threading.Event()
    yield opens
    opens.set()


async def placed(probes: Probes, whose: str, call: Callable[[], T]) -> T:
    async with probes.place(whose):
        return await probes.run(call)


async def test_more_than_the_queue_holds_are_refused_and_the_rest_is_done(gate: threading.Event) -> None:
    probes, seen = Probes(most_waiting=2), []

    def look(name: str) -> str:
        gate.wait()
        seen.append(name)
        return name.upper()

    waiting = [asyncio.ensure_future(placed(probes, name, partial(look, name))) for name in "abc"]
    await asyncio.sleep(0)
    with pytest.raises(ServerBusy) as caught:
        await placed(probes, "d", lambda: look("d"))
    assert caught.value.facts == {"retry_after_s": RETRY_AFTER_S}
    assert await asyncio.to_thread(lambda: "served") == "served"  # other threads are free
    gate.set()
    assert await asyncio.gather(*waiting) == ["A", "B", "C"]
    assert seen == ["a", "b", "c"]
    assert await placed(probes, "e", lambda: "E") == "E"


async def test_who_sends_many_delays_the_others_by_one(gate: threading.Event) -> None:
    probes, seen = Probes(most_of_one=3), []

    def look(name: str) -> None:
        gate.wait()
        seen.append(name)

    many = [asyncio.ensure_future(placed(probes, "ada", partial(look, f"ada {n}"))) for n in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(ServerBusy):
        await placed(probes, "ada", lambda: look("one too many"))
    other = asyncio.ensure_future(placed(probes, "bob", lambda: look("bob")))
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*many, other)
    assert seen == ["ada 0", "bob", "ada 1", "ada 2"]


async def test_what_goes_wrong_leaves_the_queue() -> None:
    probes = Probes(most_waiting=0, most_of_one=1)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            await placed(probes, "ada", lambda: int("broken"))


async def test_who_gives_up_leaves_the_queue(gate: threading.Event) -> None:
    probes = Probes(most_of_one=2)
    first = asyncio.ensure_future(placed(probes, "ada", gate.wait))
    second = asyncio.ensure_future(placed(probes, "ada", lambda: "late"))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    third = asyncio.ensure_future(placed(probes, "ada", lambda: "third"))
    gate.set()
    assert (await first, await third) == (True, "third")
