"""Tests of delivery: a finished clip is delivered once, never twice without asking, and is never lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.jobs import delivery
from bot.jobs.outcomes import NotDelivered, Undeliverable
from bot.jobs.service import JobOptions
from bot.records import Origin, VoiceResult
from engine.pool import PoolOptions
from storage import Store, deliveries, jobs, leases
from storage.errors import WrongState
from storage.feedback import Verdict
from storage.jobs import Job, JobState, NewJob
from storage.limits import Limits
from tests.bot.jobs.conftest import (
    SOON_S,
    Letterbox,
    Voice,
    a_face,
    a_user,
    ask_clip,
    code_of,
    job_now,
    postponed,
    reaches,
    send_now,
    serving,
    until,
    use_cases,
)


async def test_not_arrived_is_sent_again_and_undeliverable_fails(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.faults = [NotDelivered(0), Undeliverable("bot_blocked")]
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        failed = await reaches(store, job, JobState.FAILED)
        assert (code_of(failed), failed.sends) == ("bot_blocked", 2)
        await use_cases(store, service).jobs.retry(job.user_id, job.id)
        done = await reaches(store, job, JobState.DELIVERED)
    assert done.attempts == 0, "it is not rendered again"
    assert len(letterbox.delivered) == 1


async def test_what_has_no_way_to_its_person_waits_for_one(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice(), origin=Origin("closed today"))
        await postponed(store, job)
    assert (await job_now(store, job)).state is JobState.RENDERED


async def test_a_clip_is_rated_before_its_delivery_is_noted(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:

        async def rate() -> None:
            await use_cases(store, service).clips.rate(user.id, job.id, Verdict.GOOD)

        letterbox.faults = [rate]
        job = await ask_clip(service, store, user, face, voice())
        done = await reaches(store, job, JobState.DELIVERED)
    assert done.sends == 1


async def test_one_slow_delivery_does_not_keep_the_others_waiting(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    letterbox.faults = [wait]
    async with serving(store, letterbox) as service:
        slow = await ask_clip(service, store, user, face, voice())
        quick = await ask_clip(service, store, user, face, voice())
        await reaches(store, quick, JobState.DELIVERED)
        assert (await job_now(store, slow)).is_being_sent
        gate.set()
        await reaches(store, slow, JobState.DELIVERED)


async def test_leaving_ends_what_is_being_sent(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    sending = asyncio.Event()

    async def take_a_while() -> None:
        sending.set()
        await asyncio.sleep(0.5)

    letterbox.faults = [take_a_while]
    async with serving(store, letterbox, JobOptions(drain_s=SOON_S)) as service:
        job = await ask_clip(service, store, user, face, voice())
        await sending.wait()
    assert (await job_now(store, job)).state is JobState.DELIVERED


@pytest.mark.parametrize(("arrived", "sent"), [(True, 0), (False, 1)])
async def test_an_uncertain_delivery_is_asked_about_once_and_resolved(
    store: Store, letterbox: Letterbox, voice: Voice, arrived: bool, sent: int
) -> None:
    job = await an_uncertain_job(store, letterbox, voice)
    for _ in range(2):  # nor after a restart
        async with serving(store, letterbox) as service:
            await asked(letterbox, job)

            async def noted() -> bool:
                return (await job_now(store, job)).origin.is_asked

            await until(noted)
            await asyncio.sleep(0.2)
    assert letterbox.doubted == [job.id]
    assert not letterbox.delivered
    async with serving(store, letterbox) as service:
        await use_cases(store, service).jobs.resolve(job.user_id, job.id, arrived=arrived)
        await reaches(store, job, JobState.DELIVERED)
        with pytest.raises(WrongState):
            await use_cases(store, service).jobs.resolve(job.user_id, job.id, arrived=False)
    assert len(letterbox.delivered) == sent


async def test_one_that_is_uncertain_again_is_asked_about_again(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    job = await an_uncertain_job(store, letterbox, voice)
    async with serving(store, letterbox) as service:
        await asked(letterbox, job)
        letterbox.doubted.clear()
        letterbox.faults = [ConnectionError("nobody knows")]
        await use_cases(store, service).jobs.resolve(job.user_id, job.id, arrived=False)

        async def tried() -> bool:
            return not letterbox.faults

        await until(tried)
    async with serving(store, letterbox):
        await asked(letterbox, job)


async def test_who_cannot_be_asked_keeps_nobody_waiting(
    store: Store, letterbox: Letterbox, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ASK_AGAIN_S", 0.1)
    first = await an_uncertain_job(store, letterbox, voice)
    second = await an_uncertain_job(store, letterbox, voice)
    letterbox.deaf_to = {first.id}
    async with serving(store, letterbox):
        await asked(letterbox, second)
        letterbox.deaf_to.clear()
        await asked(letterbox, first)


async def test_an_answer_that_comes_before_the_question_is_noted_counts(
    store: Store, letterbox: Letterbox, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await an_uncertain_job(store, letterbox, voice)
    monkeypatch.setattr(delivery, "LEASE_S", 0.1)
    monkeypatch.setattr(delivery, "DELIVERY_POLL_S", 0.1)
    async with serving(store, letterbox) as service:

        async def answer(_job: Job) -> None:
            letterbox.on_ask = None
            letterbox.faults = [ConnectionError("nobody knows")]
            await use_cases(store, service).jobs.resolve(job.user_id, job.id, arrived=False)

        letterbox.on_ask = answer

        async def asked_again() -> bool:
            return letterbox.doubted == [job.id, job.id]

        await until(asked_again)


async def test_a_slow_question_keeps_no_clip_waiting(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    await an_uncertain_job(store, letterbox, voice)
    answered = asyncio.Event()

    async def wait(_job: Job) -> None:
        await answered.wait()

    letterbox.on_ask = wait
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:

        async def asking() -> bool:
            return bool(letterbox.doubted)

        await until(asking)
        await reaches(store, await ask_clip(service, store, user, face, voice()), JobState.DELIVERED)
        answered.set()


async def test_a_clip_that_could_not_be_prepared_has_certainly_not_arrived(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.faults = [NotDelivered(3600)]
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        await postponed(store, job)
        clip = store.media.path((await job_now(store, job)).files["clip"])
        clip.rename(clip.with_suffix(".lost"))
        letterbox.max_clip_bytes = 1 << 30
        await send_now(store, job)

        async def tried_again() -> bool:
            now = await job_now(store, job)
            return now.sends >= 2 and not now.is_being_sent

        await until(tried_again)
        clip.with_suffix(".lost").rename(clip)
        await reaches(store, job, JobState.DELIVERED)
    assert not letterbox.doubted


async def test_who_never_answers_is_let_be(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    job = await an_uncertain_job(store, letterbox, voice)
    async with store.write() as tx:
        await delivery.expire_unconfirmed(tx, timedelta(hours=1))
    assert (await job_now(store, job)).state is JobState.RENDERED
    async with store.write() as tx:
        await delivery.expire_unconfirmed(tx, timedelta(0))
    assert (await job_now(store, job)).state is JobState.DELIVERED


async def an_uncertain_job(store: Store, letterbox: Letterbox, voice: Voice) -> Job:
    """Return a job in the state that a server leaves if it is killed after recording its intent to send."""
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.faults = [NotDelivered(3600)]
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        await postponed(store, job)
    await send_now(store, job)
    async with store.write() as tx:
        claim = await deliveries.claim(tx, JobOptions().owner, 0.0)
    assert claim is not None
    assert claim.job.id == job.id
    return job


async def asked(letterbox: Letterbox, job: Job) -> None:
    async def was_asked() -> bool:
        return job.id in letterbox.doubted

    await until(was_asked)


async def test_of_one_person_few_clips_are_sent_at_a_time(store: Store) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    for user in (*[ada] * (deliveries.MOST_OF_ONE + 1), bob):
        async with store.write() as tx:
            await jobs.enqueue(tx, NewJob(user.id, "voice", 1.0, origin=Origin("test")), Limits())
            claimed = await leases.claim(tx, "server", 60)
            assert claimed is not None
            await leases.mark_rendered(tx, claimed.lease, result=VoiceResult(1.0), made={})
    async with store.write() as tx:
        claims = [await deliveries.claim(tx, "server", 60) for _ in range(deliveries.MOST_OF_ONE + 2)]
        sent = [claim.job.user_id for claim in claims if claim is not None]
        assert sent == [*[ada.id] * deliveries.MOST_OF_ONE, bob.id]
        assert claims[0] is not None
        await deliveries.record(tx, claims[0].lease, [])
        last = await deliveries.claim(tx, "server", 60)
        assert last is not None
        assert last.job.user_id == ada.id


async def test_a_clip_too_large_for_its_way_is_encoded_again_in_the_pool(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.max_clip_bytes = 1
    async with serving(store, letterbox, JobOptions(), PoolOptions(cores=2, workers=1)) as service:
        job = await ask_clip(service, store, user, face, voice())
        failed = await reaches(store, job, JobState.FAILED)
    assert str(code_of(failed)).startswith("media_"), "what the worker found: the clip is no video"
    assert not letterbox.delivered
