"""Tests of a job's states: queued, leased, rendered, delivered; and each other way to end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import Store, batches, chats, deliveries, events, faces, jobs, leases, retention
from storage.errors import DailyLimitReached, LeaseLost, NotFound, QuotaExceeded, StoreFull, TooManyJobs, WrongState
from storage.events import EventKind
from storage.jobs import JobFailure, JobSearch, JobState, NewJob
from storage.leases import Claim
from storage.limits import Limits, Usage, usage_of_user
from tests.storage.conftest import NO_LIMITS, FakeClock, make_job, make_user, on_disk, stage

LEASE_S = 30.0


async def claimed(store: Store, owner: str = "server") -> Claim:
    async with store.write() as tx:
        claim = await leases.claim(tx, owner, LEASE_S)
    assert claim is not None
    return claim


async def queued(store: Store, name: str = "ada", **more: object) -> jobs.Job:
    async with store.write() as tx:
        return await make_job(tx, await make_user(tx, name), **more)


async def rendered(store: Store) -> jobs.Job:
    await queued(store)
    claim = await claimed(store)
    async with store.write() as tx:
        return await leases.mark_rendered(tx, claim.lease, result={}, made={})


async def state_of(store: Store, job_id: int) -> JobState:
    async with store.read() as tx:
        return (await jobs.get(tx, job_id)).state


async def test_from_queue_to_delivery(store: Store, clock: FakeClock) -> None:
    async with store.media.scratch() as folder:
        voice = await stage(store, folder, b"voice", "voice")
        job = await queued(store, request={"face": 3, "words": ["ä"]}, files={"voice": voice}, key="message 7")
        claim = await claimed(store)
        assert (claim.job.id, claim.job.state, claim.job.attempts) == (job.id, JobState.RUNNING, 1)
        assert claim.job.request == {"face": 3, "words": ["ä"]}
        assert claim.job.files == {"voice": voice.sha256}

        clock.advance(20)
        async with store.write() as tx:
            await leases.renew(tx, claim.lease, LEASE_S, stage="compositing", progress=0.5)
            assert (await jobs.get(tx, job.id)).stage == "compositing"
        clock.advance(20)  # past the first lease, within the renewed one
        async with store.write() as tx:
            assert await leases.requeue_expired(tx) == ()
            clip = await stage(store, folder, b"clip", "clip")
            done = await leases.mark_rendered(tx, claim.lease, result={"score": 0.9}, made={"clip": clip})
    assert (done.state, done.progress, done.result) == (JobState.RENDERED, 1.0, {"score": 0.9})
    assert done.files == {"voice": voice.sha256, "clip": clip.sha256}
    assert set(on_disk(store).values()) == {b"voice", b"clip"}

    async with store.write() as tx:
        sending = await deliveries.claim(tx, "server", LEASE_S)
        assert sending is not None
        assert sending.job.is_being_sent
    async with store.write() as tx:
        sent = await deliveries.record(tx, sending.lease, [{"chat": 5, "message": 99}])
        assert (sent.state, sent.messages, sent.sends) == (JobState.DELIVERED, ({"chat": 5, "message": 99},), 1)
        assert sent.finished_at == clock.now
        happened = [event for event in await events.after(tx, 0) if event.job_id == job.id]
        assert [event.state for event in happened if event.kind is EventKind.STATE] == [
            "queued", "running", "rendered", "delivered",
        ]  # fmt: skip
        assert await deliveries.claim(tx, "server", LEASE_S) is None


async def test_the_same_request_seen_twice_is_one_job(store: Store) -> None:
    first = await queued(store, key="message 7")
    assert await queued(store, key="message 7") == first
    assert (await queued(store, key="message 8")).id != first.id
    assert (await queued(store, "bob", key="message 7")).id != first.id


async def test_three_attempts_then_failed(store: Store, clock: FakeClock) -> None:
    job = await queued(store)
    for attempt in (1, 2, 3):
        assert (await claimed(store)).job.attempts == attempt
        clock.advance(LEASE_S - 0.001)
        async with store.write() as tx:
            assert await leases.requeue_expired(tx) == ()
        clock.advance(0.001)
        async with store.write() as tx:
            (again,) = await leases.requeue_expired(tx)
        assert again.id == job.id
    assert (again.state, again.failure, again.attempts) == (JobState.FAILED, JobFailure("worker_lost"), 3)


async def test_a_broken_attempt_is_tried_again_with_the_last_reason_kept(store: Store) -> None:
    await queued(store)
    for state in (JobState.QUEUED, JobState.QUEUED, JobState.FAILED):
        claim = await claimed(store)
        async with store.write() as tx:
            job = await leases.retry(tx, claim.lease, JobFailure("worker_died", {"signal": 9}))
        assert job.state is state
    assert job.failure == JobFailure("worker_died", {"signal": 9})


async def test_given_back_work_costs_no_attempt(store: Store) -> None:
    await queued(store)
    for _ in range(5):
        claim = await claimed(store)
        async with store.write() as tx:
            job = await leases.give_back(tx, claim.lease)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


async def test_a_late_worker_changes_nothing(store: Store, clock: FakeClock) -> None:
    """Its lease expired and another worker of the same server has the job: every call of the first is refused."""
    job = await queued(store)
    late = (await claimed(store)).lease
    clock.advance(LEASE_S)
    async with store.write() as tx:
        await leases.requeue_expired(tx)
    second = await claimed(store)
    for call in (
        lambda tx: leases.renew(tx, late, LEASE_S),
        lambda tx: leases.fail(tx, late, JobFailure("no_face_found")),
        lambda tx: leases.retry(tx, late, JobFailure("worker_died")),
        lambda tx: leases.give_back(tx, late),
        lambda tx: leases.mark_rendered(tx, late, result={}, made={}),
        lambda tx: deliveries.record(tx, late, []),
        lambda tx: deliveries.postpone(tx, late, clock.now),
    ):
        with pytest.raises(LeaseLost):
            async with store.write() as tx:
                await call(tx)
    async with store.write() as tx:
        await leases.renew(tx, second.lease, LEASE_S)
        assert (await jobs.get(tx, job.id)).state is JobState.RUNNING


async def test_a_result_that_comes_too_late_leaves_no_file(store: Store) -> None:
    job = await queued(store)
    claim = await claimed(store)
    async with store.write() as tx:
        await jobs.cancel(tx, job.id)
    with pytest.raises(LeaseLost):
        async with store.media.scratch() as folder, store.write() as tx:
            clip = await stage(store, folder, b"clip")
            await leases.mark_rendered(tx, claim.lease, result={}, made={"clip": clip})
    assert on_disk(store) == {}


async def test_the_dead_predecessors_leases_end_at_start(store: Store) -> None:
    await queued(store)
    await queued(store)
    await claimed(store, "server 1")
    await claimed(store, "server 2")
    async with store.write() as tx:
        await leases.expire_all_of(tx, "server 1")
        assert len(await leases.requeue_expired(tx)) == 1


@pytest.mark.parametrize("state", JobState)
async def test_cancel_in_every_state(store: Store, state: JobState) -> None:
    job = await queued(store)
    if state is JobState.CANCELLED:
        async with store.write() as tx:
            await jobs.cancel(tx, job.id)
    elif state is not JobState.QUEUED:
        claim = await claimed(store)
        async with store.write() as tx:
            if state is JobState.FAILED:
                await leases.fail(tx, claim.lease, JobFailure("no_speech"))
            elif state is not JobState.RUNNING:
                await leases.mark_rendered(tx, claim.lease, result={}, made={})
            if state is JobState.DELIVERED:
                sending = await deliveries.claim(tx, "server", LEASE_S)
                assert sending is not None
                await deliveries.record(tx, sending.lease, [])
    async with store.write() as tx:
        after = (await jobs.cancel(tx, job.id)).state
    assert after is (state if state in jobs.ENDED else JobState.CANCELLED)
    async with store.write() as tx:
        assert await leases.claim(tx, "server", LEASE_S) is None
        assert await deliveries.claim(tx, "server", LEASE_S) is None


@pytest.mark.usefixtures("clock")
async def test_cancel_comes_too_late_while_it_is_being_sent(store: Store) -> None:
    job = await rendered(store)
    async with store.write() as tx:
        sending = await deliveries.claim(tx, "server", LEASE_S)
        assert sending is not None
        assert (await jobs.cancel(tx, job.id)).state is JobState.RENDERED
        assert (await deliveries.record(tx, sending.lease, [])).state is JobState.DELIVERED


async def test_an_uncertain_delivery_can_be_cancelled(store: Store, clock: FakeClock) -> None:
    job = await rendered(store)
    async with store.write() as tx:
        await deliveries.claim(tx, "server", LEASE_S)
    clock.advance(LEASE_S)
    async with store.write() as tx:
        assert (await jobs.cancel(tx, job.id)).state is JobState.CANCELLED


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("arrived", [True, False])
async def test_a_sender_killed_after_the_intent_is_not_repeated_but_resolved(store: Store, arrived: bool) -> None:
    job = await rendered(store)
    async with store.write() as tx:
        sending = await deliveries.claim(tx, "server", LEASE_S)
        assert sending is not None
    async with store.write() as tx:
        assert await deliveries.uncertain(tx) == ()  # it may still be working on it
        with pytest.raises(WrongState):
            await deliveries.resolve(tx, job.id, arrived=arrived)
        await leases.expire_all_of(tx, "server")
        assert [found.id for found in await deliveries.uncertain(tx)] == [job.id]
        assert await deliveries.claim(tx, "server", LEASE_S) is None
        assert await leases.requeue_expired(tx) == ()  # never rendered again
        resolved = await deliveries.resolve(tx, job.id, arrived=arrived)
        again = await deliveries.claim(tx, "server", LEASE_S)
    assert resolved.state is (JobState.DELIVERED if arrived else JobState.RENDERED)
    assert (again is None) == arrived


async def test_a_refused_sending_is_repeated_after_its_time(store: Store, clock: FakeClock) -> None:
    await rendered(store)
    async with store.write() as tx:
        first = await deliveries.claim(tx, "server", LEASE_S)
        assert first is not None
        await deliveries.postpone(tx, first.lease, clock.now + timedelta(seconds=7))
        assert await deliveries.claim(tx, "server", LEASE_S) is None
    clock.advance(7)
    async with store.write() as tx:
        second = await deliveries.claim(tx, "server", LEASE_S)
        assert second is not None
        assert second.job.sends == 2
        failed = await leases.fail(tx, second.lease, JobFailure("blocked_by_user"))
    assert (failed.state, failed.failure) == (JobState.FAILED, JobFailure("blocked_by_user"))
    async with store.write() as tx:  # the clip is there: nothing is rendered again
        assert (await jobs.restart(tx, failed.id, NO_LIMITS)).state is JobState.RENDERED


async def test_restart_and_delete_want_the_right_state(store: Store) -> None:
    job = await queued(store)
    async with store.write() as tx:
        with pytest.raises(WrongState):
            await jobs.restart(tx, job.id, NO_LIMITS)
        with pytest.raises(WrongState):
            await jobs.delete(tx, job.id)
        await jobs.cancel(tx, job.id)
        again = await jobs.restart(tx, job.id, NO_LIMITS)
        assert (again.state, again.attempts, again.finished_at) == (JobState.QUEUED, 0, None)
        with pytest.raises(TooManyJobs):
            await jobs.cancel(tx, job.id)
            await jobs.restart(tx, job.id, Limits(open_per_user=0))
        await jobs.delete(tx, job.id)
        with pytest.raises(NotFound):
            await jobs.get(tx, job.id)


async def test_limits_of_user_and_chat(store: Store, clock: FakeClock) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        for limits, error, whose in (
            (Limits(open_per_user=1), TooManyJobs, "user"),
            (Limits(daily_per_user=1), DailyLimitReached, "user"),
        ):
            job = await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
            with pytest.raises(error) as refused:
                await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
            assert refused.value.facts == {"whose": whose, "used": 1, "limit": 1}
            await jobs.enqueue(tx, NewJob(bob.id, "clip", 1.0), limits)
            await tx.run("DELETE FROM jobs")
            await tx.run("DELETE FROM deleted_clips")
        job = await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), Limits(daily_per_user=1))
        clock.advance(24 * 3600)
    async with store.write() as tx:
        await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), Limits(daily_per_user=1))
        with pytest.raises(TooManyJobs):  # yesterday's is still open
            await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), Limits(open_per_user=2))
        await jobs.cancel(tx, job.id)
        await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), Limits(open_per_user=2))


async def test_the_limit_of_a_day_counts_clips_only_and_deleted_ones_too(store: Store, clock: FakeClock) -> None:
    limits = Limits(daily_per_user=1)
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
        claim = await leases.claim(tx, "server", LEASE_S)
        assert claim is not None
        await leases.mark_rendered(tx, claim.lease, result={}, made={})
        sent = await deliveries.claim(tx, "server", LEASE_S)
        assert sent is not None
        await deliveries.record(tx, sent.lease, [])
        for _ in range(2):
            await jobs.enqueue(tx, NewJob(ada.id, "face", 1.0), limits)
        await tx.run("DELETE FROM jobs")
        assert await usage_of_user(tx, ada.id) == Usage(open_jobs=0, daily_jobs=1)
        with pytest.raises(DailyLimitReached):
            await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
    clock.advance(24 * 3600 + 1)
    async with store.write() as tx:
        await retention.expire(tx)
        assert await tx.all("SELECT * FROM deleted_clips") == []
        await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)


async def test_what_failed_or_was_cancelled_does_not_count_for_the_day(store: Store) -> None:
    limits = Limits(daily_per_user=1)
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        await jobs.cancel(tx, (await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)).id)
        await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
        claim = await leases.claim(tx, "server", LEASE_S)
        assert claim is not None
        await leases.fail(tx, claim.lease, JobFailure("no_speech"))
        await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
        assert await usage_of_user(tx, ada.id) == Usage(open_jobs=1, daily_jobs=1)


async def test_a_rendered_clip_counts_for_the_day_however_its_delivery_ends(store: Store) -> None:
    limits = Limits(daily_per_user=1)
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        job = await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
        claim = await leases.claim(tx, "server", LEASE_S)
        assert claim is not None
        await leases.mark_rendered(tx, claim.lease, result={}, made={})
        for _ in range(2):  # it can be tried again at the limit: it counts already
            await jobs.cancel(tx, job.id)
            with pytest.raises(DailyLimitReached):
                await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0), limits)
            await jobs.restart(tx, job.id, limits)
        await jobs.cancel(tx, job.id)
        await jobs.delete(tx, job.id)
        assert await usage_of_user(tx, ada.id) == Usage(open_jobs=0, daily_jobs=1)


async def test_a_clip_that_ends_with_the_owner_of_its_face_does_not_count(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        lent = await faces.add(tx, ada.id, name="me", facts={}, sources={})
        await jobs.enqueue(tx, NewJob(bob.id, "clip", 1.0, face_id=lent.id), NO_LIMITS)
        assert await usage_of_user(tx, bob.id) == Usage(open_jobs=1, daily_jobs=1)
    await store.forget_user(ada.id)
    async with store.read() as tx:
        assert await usage_of_user(tx, bob.id) == Usage(open_jobs=0, daily_jobs=0)


async def test_a_chats_limit_counts_all_its_people(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        group = await chats.ensure(tx, "test:group", user_id=None)
        other = await chats.ensure(tx, "test:other", user_id=None)
        for limits in (Limits(open_per_chat=1), Limits(daily_per_chat=1)):
            job = await jobs.enqueue(tx, NewJob(ada.id, "clip", 1.0, chat_id=group.id), limits)
            with pytest.raises((TooManyJobs, DailyLimitReached)) as refused:
                await jobs.enqueue(tx, NewJob(bob.id, "clip", 1.0, chat_id=group.id), limits)
            assert refused.value.facts["whose"] == "chat"
            await jobs.enqueue(tx, NewJob(bob.id, "clip", 1.0, chat_id=other.id), limits)
            await jobs.cancel(tx, job.id)
            await tx.run("DELETE FROM jobs")
            await tx.run("DELETE FROM deleted_clips")


async def test_quota_counts_content_once_and_the_disk_is_guarded(store: Store) -> None:
    async with store.media.scratch() as folder, store.write() as tx:
        ada = await make_user(tx, "ada")
        for name in ("1", "2"):
            await make_job(tx, ada, files={"voice": await stage(store, folder, b"x" * 100, name)})
        await jobs.enqueue(tx, NewJob(ada.id, "render", 1.0), Limits(bytes_per_user=101))
        with pytest.raises(QuotaExceeded) as refused:
            await jobs.enqueue(tx, NewJob(ada.id, "render", 1.0), Limits(bytes_per_user=100))
        assert refused.value.facts["used"] == 100
        with pytest.raises(StoreFull):
            await jobs.enqueue(tx, NewJob(ada.id, "render", 1.0), Limits(min_free_bytes=1 << 62))


async def test_a_batch_is_counted_and_cancelled_as_one(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        batch = await batches.create(tx, ada.id, "five faces")
        for _ in range(4):
            await make_job(tx, ada, batch_id=batch.id)
    bad, good, running = [await claimed(store) for _ in range(3)]
    async with store.write() as tx:
        await leases.fail(tx, bad.lease, JobFailure("no_face_found"))
        await leases.mark_rendered(tx, good.lease, result={}, made={})
        counts = (await batches.get(tx, batch.id)).counts
        assert counts == {"failed": 1, "rendered": 1, "running": 1, "queued": 1}
        await jobs.restart(tx, bad.job.id, NO_LIMITS)
        assert len(await jobs.cancel_all(tx, batch_id=batch.id)) == 4
        with pytest.raises(LeaseLost):
            await leases.renew(tx, running.lease, LEASE_S)
        assert [job.state for job in await jobs.of_batch(tx, batch.id)] == ["cancelled"] * 4
        assert (await batches.of_user(tx, ada.id))[0].counts == {"cancelled": 4}


async def test_a_batch_over_the_limit_is_refused_whole(store: Store) -> None:
    with pytest.raises(TooManyJobs):
        async with store.write() as tx:
            ada = await make_user(tx, "ada")
            batch = await batches.create(tx, ada.id, "six voices")
            for _ in range(6):
                await jobs.enqueue(tx, NewJob(ada.id, "render", 1.0, batch_id=batch.id), Limits(open_per_user=5))
    async with store.read() as tx:
        assert await tx.scalar("SELECT COUNT(*) FROM jobs") + await tx.scalar("SELECT COUNT(*) FROM batches") == 0


async def test_history_in_pages_and_notes_of_the_front_end(store: Store) -> None:
    made = [await queued(store) for _ in range(5)]
    async with store.write() as tx:
        await jobs.set_origin(tx, made[4].id, {"status_message": 12})
        await jobs.cancel(tx, made[0].id)
        first = await jobs.of_user(tx, made[0].user_id, limit=3)
        second = await jobs.of_user(tx, made[0].user_id, limit=3, before_id=first[-1].id)
        ended = await jobs.of_user(tx, made[0].user_id, states=jobs.ENDED)
    assert first[0].origin == {"status_message": 12}
    assert [job.id for job in (*first, *second)] == [job.id for job in reversed(made)]
    assert [job.id for job in ended] == [made[0].id]


def test_work_without_size_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="positive"):
        NewJob(1, "render", 0.0)


async def test_a_page_of_a_long_history_is_read_by_its_index(store: Store) -> None:
    async with store.write() as tx:
        ada, bob = [await make_user(tx, name) for name in ("ada", "bob")]
        ids = [(await make_job(tx, user, kind="clip")).id for user in (ada, bob, ada)]
        await make_job(tx, ada, kind="voice")
    async with store.read() as tx:
        shown = await jobs.of_user(tx, ada.id, kind="clip", limit=10)
        plan = await tx.all(
            "EXPLAIN QUERY PLAN SELECT * FROM jobs WHERE user_id = ? AND state IN (SELECT value FROM json_each(?))"
            " AND kind = ? AND id < ? ORDER BY id DESC LIMIT ?",
            ada.id, ["queued"], "clip", 9, 10,
        )  # fmt: skip
    assert [job.id for job in shown] == [ids[2], ids[0]]
    steps = " ".join(row["detail"] for row in plan)
    assert "jobs_by_kind (user_id=? AND kind=? AND id<?)" in steps
    assert "TEMP B-TREE" not in steps


async def test_jobs_of_one_channel_are_read_by_their_index(store: Store) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        first, *_, last = [
            await make_job(tx, ada, kind="clip", origin={"front": channel})
            for channel in ("telegram", "web", "telegram")
        ]
    async with store.read() as tx:
        shown = await jobs.of_user(tx, ada.id, matching=JobSearch(channel="telegram"))
        plan = await tx.all(
            "EXPLAIN QUERY PLAN SELECT * FROM jobs WHERE user_id = ? AND state IN (SELECT value FROM json_each(?))"
            " AND kind = ? AND channel = ? ORDER BY id DESC LIMIT ?",
            ada.id, ["delivered"], "clip", "telegram", 10,
        )  # fmt: skip
    assert [job.id for job in shown] == [last.id, first.id]
    assert "jobs_by_channel (user_id=? AND channel=? AND kind=?)" in " ".join(row["detail"] for row in plan)


@pytest.mark.parametrize(
    ("text", "names"), [("STRASSE", ["Straße"]), ("été", ["Été 1"]), ("%", ["100%"]), ("", ["100%", "Été 1", "Straße"])]
)
async def test_names_are_searched_as_people_read_them(store: Store, text: str, names: list[str]) -> None:
    async with store.write() as tx:
        ada = await make_user(tx, "ada")
        for name in ("Straße", "Été 1", "100%"):
            await make_job(tx, ada, origin={"name": name})
        if text:
            await make_job(tx, ada)  # it has no name
    async with store.read() as tx:
        found = await jobs.of_user(tx, ada.id, matching=JobSearch(text=text))
    assert [job.origin["name"] for job in found] == names
