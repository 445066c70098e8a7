"""Tests of random sequences of calls, at random times, against a model: the reachable states, and the bookkeeping of each."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from storage import Store, Writer, deliveries, events, jobs, leases
from storage.errors import LeaseLost, NotFound, WrongState
from storage.events import EventKind
from storage.jobs import ENDED, Job, JobFailure, JobState
from storage.leases import Claim
from tests.storage.conftest import NO_LIMITS, FakeClock, make_job, make_user

LEASE_S = 10.0
T = TypeVar("T")

ALLOWED = {
    JobState.QUEUED: {JobState.RUNNING, JobState.CANCELLED},
    JobState.RUNNING: {JobState.QUEUED, JobState.RENDERED, JobState.FAILED, JobState.CANCELLED},
    JobState.RENDERED: {JobState.DELIVERED, JobState.FAILED, JobState.CANCELLED},
    JobState.DELIVERED: set(),
    JobState.FAILED: {JobState.QUEUED, JobState.RENDERED},
    JobState.CANCELLED: {JobState.QUEUED, JobState.RENDERED},
}


class JobMachine(RuleBasedStateMachine):
    """The model knows until when each lease is valid and for what; the store must agree on every call."""

    job_ids = Bundle("job_ids")
    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.stack = AsyncExitStack()
        opened = Store.open(Path(self.folder.name), clock=self.clock)
        self.store = self.runner.run(self.stack.enter_async_context(opened))
        self.holder: dict[int, Claim] = {}
        """Holder of each job in the model, expired or not."""
        self.renders: dict[int, int] = {}

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    def write(self, work: Callable[[Writer], Awaitable[T]]) -> T:
        async def transaction() -> T:
            async with self.store.write() as tx:
                return await work(tx)

        return self.runner.run(transaction())

    def job(self, job_id: int) -> Job:
        return self.write(lambda tx: jobs.get(tx, job_id))

    def job_or_none(self, job_id: int) -> Job | None:
        try:
            return self.job(job_id)
        except NotFound:
            return None

    def with_lease(self, claim: Claim, work: Callable[[Writer], Awaitable[T]], *, running: bool | None) -> T | None:
        """Make a worker's call: it must succeed exactly if this claim still holds the job (in that state) in the model."""
        before = self.job_or_none(claim.job.id)
        holds = before is not None and self.holder.get(claim.job.id) == claim
        if before is not None and running is not None:
            holds = holds and running == (before.state is JobState.RUNNING)
        try:
            result = self.write(work)
        except LeaseLost:
            assert not holds
            assert self.job_or_none(claim.job.id) == before
            return None
        assert holds
        return result

    @rule(target=job_ids, name=st.sampled_from(["ada", "bob"]))
    def enqueue(self, name: str) -> int:
        async def work(tx: Writer) -> Job:
            return await make_job(tx, await make_user(tx, name))

        return self.write(work).id

    @rule(target=claims)
    def claim(self) -> object:
        claim = self.write(lambda tx: leases.claim(tx, "server", LEASE_S))
        if claim is None:
            assert not self.in_state(JobState.QUEUED)
            return multiple()
        assert claim.job.id not in self.holder
        assert self.renders.get(claim.job.id, 0) == 0, "rendered ones are never rendered again"
        assert 1 <= claim.job.attempts <= leases.MAX_ATTEMPTS
        self.holder[claim.job.id] = claim
        return claim

    @rule(target=claims)
    def claim_delivery(self) -> object:
        claim = self.write(lambda tx: deliveries.claim(tx, "server", LEASE_S))
        if claim is None:
            return multiple()
        assert claim.job.id not in self.holder
        assert claim.job.is_being_sent
        self.holder[claim.job.id] = claim
        return claim

    @rule(seconds=st.sampled_from([1.0, LEASE_S - 1, LEASE_S]))
    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @rule(claim=claims, progress=st.floats(0, 1))
    def renew(self, claim: Claim, progress: float) -> None:
        self.with_lease(
            claim, lambda tx: leases.renew(tx, claim.lease, LEASE_S, stage="x", progress=progress), running=None
        )

    @rule(claim=claims)
    def mark_rendered(self, claim: Claim) -> None:
        done = self.with_lease(
            claim, lambda tx: leases.mark_rendered(tx, claim.lease, result={"score": 1}, made={}), running=True
        )
        if done is not None:
            assert done.state is JobState.RENDERED
            self.renders[done.id] = self.renders.get(done.id, 0) + 1
            del self.holder[done.id]

    @rule(claim=claims)
    def fail(self, claim: Claim) -> None:
        failed = self.with_lease(
            claim, lambda tx: leases.fail(tx, claim.lease, JobFailure("broken", {"n": 1})), running=None
        )
        if failed is not None:
            assert (failed.state, failed.failure) == (JobState.FAILED, JobFailure("broken", {"n": 1}))
            del self.holder[failed.id]

    @rule(claim=claims)
    def retry(self, claim: Claim) -> None:
        again = self.with_lease(claim, lambda tx: leases.retry(tx, claim.lease, JobFailure("died")), running=True)
        if again is not None:
            assert again.state is (JobState.QUEUED if again.attempts < leases.MAX_ATTEMPTS else JobState.FAILED)
            del self.holder[again.id]

    @rule(claim=claims)
    def give_back(self, claim: Claim) -> None:
        back = self.with_lease(claim, lambda tx: leases.give_back(tx, claim.lease), running=True)
        if back is not None:
            assert (back.state, back.attempts) == (JobState.QUEUED, claim.job.attempts - 1)
            del self.holder[back.id]

    @rule(claim=claims)
    def record(self, claim: Claim) -> None:
        sent = self.with_lease(claim, lambda tx: deliveries.record(tx, claim.lease, [7]), running=False)
        if sent is not None:
            assert (sent.state, sent.messages) == (JobState.DELIVERED, (7,))
            del self.holder[sent.id]

    @rule(claim=claims)
    def postpone(self, claim: Claim) -> None:
        until = self.clock.now + timedelta(seconds=5)
        later = self.with_lease(claim, lambda tx: deliveries.postpone(tx, claim.lease, until), running=False)
        if later is not None:
            assert later.state is JobState.RENDERED
            del self.holder[later.id]

    @rule()
    def requeue_expired(self) -> None:
        before = {job.id: job for job in self.in_state(JobState.RUNNING)}
        for job in self.write(leases.requeue_expired):
            assert job.state is (JobState.QUEUED if before[job.id].attempts < leases.MAX_ATTEMPTS else JobState.FAILED)
            del self.holder[job.id]

    @rule(arrived=st.booleans())
    def resolve_the_uncertain(self, arrived: bool) -> None:
        for job in self.write(deliveries.uncertain):
            resolved = self.write(partial(deliveries.resolve, job_id=job.id, arrived=arrived))
            assert resolved.state is (JobState.DELIVERED if arrived else JobState.RENDERED)
            del self.holder[job.id]

    @rule()
    def restart_the_server(self) -> None:
        self.write(lambda tx: leases.expire_all_of(tx, "server"))

    @rule(job_id=job_ids)
    def cancel(self, job_id: int) -> None:
        before = self.job(job_id)
        after = self.write(lambda tx: jobs.cancel(tx, job_id))
        if after.state is not JobState.CANCELLED:
            assert after == before
            assert before.state in ENDED or before.is_being_sent
        elif before.state is not JobState.CANCELLED:
            self.holder.pop(job_id, None)

    @rule(job_id=job_ids)
    def restart(self, job_id: int) -> None:
        before = self.job(job_id)
        try:
            after = self.write(lambda tx: jobs.restart(tx, job_id, NO_LIMITS))
        except WrongState:
            assert before.state not in (JobState.FAILED, JobState.CANCELLED)
            return
        assert after.state is (JobState.RENDERED if self.renders.get(job_id) else JobState.QUEUED)

    @rule(job_id=consumes(job_ids))
    def delete(self, job_id: int) -> None:
        before = self.job(job_id)
        try:
            self.write(lambda tx: jobs.delete(tx, job_id))
        except WrongState:
            assert before.state not in ENDED

    def in_state(self, state: JobState) -> list[Job]:
        async def work(tx: Writer) -> tuple[Job, ...]:
            return await jobs.load(tx, await tx.all("SELECT * FROM jobs WHERE state = ?", state))

        return list(self.write(work))

    @invariant()
    def the_model_holds_what_the_store_leases(self) -> None:
        leased = self.in_state(JobState.RUNNING) + [
            job for job in self.in_state(JobState.RENDERED) if job.is_being_sent
        ]
        assert {job.id for job in leased} == set(self.holder)
        assert all(count == 1 for count in self.renders.values())

    @invariant()
    def events_tell_allowed_steps_and_end_at_the_truth(self) -> None:
        async def work(tx: Writer) -> tuple[dict[int, str], tuple[events.Event, ...]]:
            rows = await tx.all("SELECT id, state FROM jobs")
            return {row["id"]: row["state"] for row in rows}, await events.after(tx, 0, limit=10_000)

        states, told = self.write(work)
        reached: dict[int, JobState] = {}
        for event in told:
            if event.kind is EventKind.STATE:
                previous = reached.get(event.job_id)
                assert event.state is JobState.QUEUED if previous is None else event.state in ALLOWED[previous]
                reached[event.job_id] = event.state
        assert reached == states


TestJobMachine = JobMachine.TestCase
TestJobMachine.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
