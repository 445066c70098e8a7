"""Tests of probing: a separate, bounded queue."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.probing import RETRY_AFTER_S, Probes, ServerBusy


async def test_more_than_the_line_holds_are_refused_and_the_rest_is_done() -> None:
    probes, gate, seen = Probes(at_once=1, most_waiting=2), threading.Event(), []

    def look(name: str) -> str:
        gate.wait()
        seen.append(name)
        return name.upper()

    waiting = [asyncio.ensure_future(probes.run(look, name)) for name in "abc"]
    await asyncio.sleep(0)
    with pytest.raises(ServerBusy) as caught:
        await probes.run(look, "d")
    assert caught.value.facts == {"retry_after_s": RETRY_AFTER_S}
    assert await asyncio.to_thread(lambda: "served") == "served"  # other threads are free
    gate.set()
    assert await asyncio.gather(*waiting) == ["A", "B", "C"]
    assert seen == ["a", "b", "c"]
    assert await probes.run(look, "e") == "E"


async def test_what_goes_wrong_leaves_the_line() -> None:
    probes = Probes(at_once=1, most_waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            await probes.run(lambda: int("broken"))


async def test_who_gives_up_leaves_the_line() -> None:
    probes, gate = Probes(at_once=1, most_waiting=1), threading.Event()
    first = asyncio.ensure_future(probes.run(gate.wait))
    second = asyncio.ensure_future(probes.run(lambda: "late"))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    third = asyncio.ensure_future(probes.run(lambda: "third"))
    gate.set()
    assert (await first, await third) == (True, "third")


async def test_senders_who_wait_in_turn_take_no_place_from_the_others() -> None:
    probes, gate = Probes(at_once=1, most_waiting=0), threading.Event()
    in_turn = [asyncio.ensure_future(probes.run_in_turn(gate.wait)) for _ in range(3)]
    await asyncio.sleep(0)
    assert not probes.is_full
    queued = asyncio.ensure_future(probes.run(lambda: "served"))
    await asyncio.sleep(0)
    assert probes.is_full
    gate.set()
    assert await queued == "served"
    assert await asyncio.gather(*in_turn) == [True] * 3
