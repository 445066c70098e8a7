"""Tests of turns between users, queue positions, estimates, and the stream of events."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Store, deliveries, events, jobs, leases, queue, totals
from storage.jobs import JobState
from tests.storage.conftest import FakeClock, make_job, make_user


async def drain(store: Store) -> list[jobs.Job]:
    """Claim until nothing is left; return the jobs in that order."""
    order = []
    async with store.write() as tx:
        while claim := await leases.claim(tx, "server", 60):
            order.append(claim.job)
    return order


async def test_a_batch_delays_another_user_by_one_job(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        for _ in range(100):
            await make_job(tx, ada)
        for _ in range(2):
            assert (await leases.claim(tx, "server", 60)).job.user_id == ada.id  # type: ignore[union-attr]
        for _ in range(2):
            await make_job(tx, bob)
    served = [job.user_id for job in await drain(store)]
    assert served[:4] == [bob.id, ada.id, bob.id, ada.id]
    assert set(served[4:]) == {ada.id}


async def test_a_users_own_jobs_keep_their_order(store: Store) -> None:
    async with store.write() as tx:
        people = [await make_user(tx, name) for name in ("ada", "bob")]
        for index in range(10):
            await make_job(tx, people[index * index % 3 % 2])
    order = await drain(store)
    for person in people:
        own = [job.id for job in order if job.user_id == person.id]
        assert own == sorted(own)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


@settings(max_examples=25, deadline=None)
@given(
    owners=st.lists(st.integers(0, 4), min_size=1, max_size=14),
    served_before=st.lists(st.integers(0, 4), max_size=6),
)
def test_positions_are_what_then_happens(owners: list[int], served_before: list[int]) -> None:
    """Whoever queued and whoever was served before: jobs are claimed in the order of the positions told, and between two turns
    of one waiting user nobody else has two."""

    async def check() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with Store.open(Path(folder)) as store:
                async with store.write() as tx:
                    people = [await make_user(tx, str(index)) for index in range(5)]
                    for index in served_before:
                        await make_job(tx, people[index])
                        await leases.claim(tx, "server", 60)
                    for index in owners:
                        await make_job(tx, people[index])
                    waiting = await tx.all("SELECT id FROM jobs WHERE state = 'queued'")
                    told = {row["id"]: (await queue.estimates(tx, workers=1))[row["id"]].position for row in waiting}
                order = await drain(store)
        assert [job.id for job in order] == sorted(told, key=told.__getitem__)
        assert sorted(told.values()) == list(range(1, len(told) + 1))
        left, since = Counter(job.user_id for job in order), Counter[int]()
        for job in order:
            since[job.user_id] += 1
            left[job.user_id] -= 1
            waiting_users = [user for user in since.keys() | left.keys() if left[user] > 0]
            for user in waiting_users:
                assert since[job.user_id] - since[user] <= 1

    run(check())


async def test_estimates_come_from_what_was_measured(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        for _ in range(3):
            await make_job(tx, ada, cost_s=10.0)
        unmeasured = (await queue.estimates(tx, workers=1))[3]
    assert unmeasured == queue.Estimate(position=3, starts_in_s=None, takes_s=None)
    for seconds in (5, 4, 90):  # one of them was slow: the median tolerates it
        async with store.write() as tx:
            claim = await leases.claim(tx, "server", 600)
            assert claim is not None
        clock.advance(seconds)
        async with store.write() as tx:
            await leases.mark_rendered(tx, claim.lease, result={}, made={})
    async with store.write() as tx:
        assert await queue.seconds_per_work(tx, "render") == 0.5
        first = await make_job(tx, ada, cost_s=20.0)
        last = await make_job(tx, ada, cost_s=30.0)
        other_kind = await make_job(tx, ada, kind="prepare", cost_s=1.0)
        running = await leases.claim(tx, "server", 600)
        assert running is not None
    clock.advance(7.5)
    async with store.write() as tx:
        await leases.renew(tx, running.lease, 600, stage="x", progress=0.75)
        assert (await queue.estimates(tx, workers=2))[first.id] == queue.Estimate(0, 0.0, 0.5 * 20 * 0.25)
        assert (await queue.estimates(tx, workers=2))[last.id] == queue.Estimate(1, 0.5 * 20 * 0.25 / 2, 15.0)
        assert (await queue.estimates(tx, workers=2))[other_kind.id].takes_s is None
        behind = await make_job(tx, ada, cost_s=2.0)
        found = await queue.estimates(tx, workers=2)
        assert list(found) == [first.id, last.id, other_kind.id, behind.id]
        assert found[other_kind.id] == queue.Estimate(2, 0.5 * (20 * 0.25 + 30) / 2, None)
        assert found[behind.id] == queue.Estimate(3, None, 1.0), "nobody knows how long the other kind takes"


async def test_what_runs_is_told_from_its_own_pace_the_further_it_is(store: Store, clock: FakeClock) -> None:
    async def told(claim: leases.Claim) -> list[float | None]:
        """Return the estimates after 20, 40 and 60 of 80 seconds, the first of which made little progress."""
        found = []
        for done in (0.05, 0.5, 0.75):
            clock.advance(20)
            async with store.write() as tx:
                await leases.renew(tx, claim.lease, 600, stage="x", progress=done)
                found.append((await queue.estimates(tx, workers=1))[claim.job.id].takes_s)
        clock.advance(20)
        async with store.write() as tx:
            await leases.mark_rendered(tx, claim.lease, result={}, made={})
        return found

    for expected in ([None, 40, 20], [pytest.approx(0.05 * 380 + 0.95 * 76), 40, 20]):
        async with store.write() as tx:
            await make_job(tx, await make_user(tx, "ada"), cost_s=10.0)
            claim = await leases.claim(tx, "server", 600)
        assert claim is not None
        assert await told(claim) == expected


async def test_load(store: Store, clock: FakeClock) -> None:
    async with store.read() as tx:
        assert (await queue.load(tx)).oldest_queued_at is None
    began = clock.now
    for _ in range(2):
        async with store.write() as tx:
            await make_job(tx, await make_user(tx, "ada"))
        clock.advance(5)
    async with store.read() as tx:
        load = await queue.load(tx)
    assert load.oldest_queued_at == began
    assert load.counts == {**dict.fromkeys(JobState, 0), JobState.QUEUED: 2}


async def test_no_frequent_query_reads_all_jobs(store: Store) -> None:
    connection, asked = store._database._writer, list[str]()
    await connection.set_trace_callback(asked.append)
    async with store.write() as tx:
        await leases.claim(tx, "server", 600)
        await leases.requeue_expired(tx)
        await leases.expire_all_of(tx, "server")
        await deliveries.claim(tx, "server", 600)
        await deliveries.uncertain(tx)
        await queue.load(tx)
        await queue.estimates(tx, workers=1)
        await totals.count(tx)
    await connection.set_trace_callback(None)  # type: ignore[arg-type]
    queries = [sql for sql in asked if "jobs" in sql and not sql.startswith("--")]
    assert len(queries) >= 9
    async with store.read() as tx:
        plans = {sql: [row["detail"] for row in await tx.all(f"EXPLAIN QUERY PLAN {sql}")] for sql in queries}
    read_whole = re.compile(r"SCAN jobs(?! USING (COVERING )?INDEX jobs_queued$)")
    (counts_all,) = [sql for sql in plans if "GROUP BY state" in sql]  # of queue.load, from the index alone
    assert plans.pop(counts_all) == ["SCAN jobs USING COVERING INDEX jobs_by_state"]
    assert {sql: plan for sql, plan in plans.items() if any(map(read_whole.match, plan))} == {}
    (claims,) = [plan for sql, plan in plans.items() if "GROUP BY user_id" in sql and "HAVING" not in sql]
    assert "USE TEMP B-TREE FOR GROUP BY" not in claims
    (of_today,) = [plan for sql, plan in plans.items() if "delivered_today" in sql]
    assert of_today.count("SEARCH jobs USING INDEX jobs_finished (finished_at>?)") == 2


async def test_events_rise_and_only_the_last_progress_is_kept(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        assert await events.last_id(tx) == 0
        mine, _ = await make_job(tx, ada), await make_job(tx, bob)
        claim = await leases.claim(tx, "server", 60)
        assert claim is not None
        start = await events.last_id(tx)
        for done in (0.1, 0.2, 0.2, 0.3):
            await leases.renew(tx, claim.lease, 60, stage="compositing", progress=done)
        await leases.renew(tx, claim.lease, 60)
        assert await events.last_id(tx) == start + 3  # the same progress twice, or none, is no event
        (event,) = await events.after(tx, start, user_id=ada.id)
        assert (event.job_id, event.kind, event.stage, event.progress) == (mine.id, "progress", "compositing", 0.3)
        await jobs.cancel(tx, mine.id)
        newest = await events.last_id(tx)
        await jobs.delete(tx, mine.id)
        await make_job(tx, ada)
        assert await events.last_id(tx) == newest + 2  # the deletion is reported; ids are not reused after it
        assert {event.user_id for event in await events.after(tx, 0, user_id=bob.id)} == {bob.id}
        everything = await events.after(tx, 0)
        assert [event.id for event in everything] == sorted(event.id for event in everything)
        assert await events.after(tx, 0, limit=1) == everything[:1]


async def test_a_watcher_beside_the_writers_misses_nothing(store: Store) -> None:
    """Repeated reads "after the last id", while tasks write, give every change of state once."""
    async with store.write() as tx:
        people = [await make_user(tx, str(index)) for index in range(4)]
    seen: list[events.Event] = []

    async def write(index: int) -> None:
        for _ in range(10):
            async with store.write() as tx:
                job = await make_job(tx, people[index])
            async with store.write() as tx:
                await jobs.cancel(tx, job.id)

    async def watch() -> None:
        last = 0
        while len(seen) < 80:
            async with store.read() as tx:
                new = await events.after(tx, last, limit=3)
            seen.extend(new)
            last = new[-1].id if new else last
            await asyncio.sleep(0)

    await asyncio.wait_for(asyncio.gather(watch(), *(write(index) for index in range(4))), 600)
    assert len({event.id for event in seen}) == 80
    assert Counter(event.state for event in seen) == {JobState.QUEUED: 40, JobState.CANCELLED: 40}


async def test_what_is_told_again_is_told_as_it_stands_and_once(store: Store) -> None:
    async with store.write() as tx:
        job = await make_job(tx, await make_user(tx, "ada"))
        await jobs.cancel(tx, job.id)
        start = await events.last_id(tx)
        for _ in range(2):
            await events.repeat(tx, job.id)
        (event,) = await events.after(tx, start)
        assert (event.job_id, event.kind, event.state) == (job.id, "progress", "cancelled")
