"""Tests of the job service on a real store and real worker processes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs.errors import FaceNotAllowed, ServiceDraining
from bot.jobs.outcomes import NotDelivered
from bot.jobs.requests import ClipRequest
from bot.jobs.service import JobOptions, JobService
from bot.records import ClipOptions, ClipResult, Origin, SentMessage
from bot.records.preferences import BadgeRule, GroupSettings
from engine.choices import Form
from engine.pool import Pool
from engine.watch import Stage
from storage import Store, chats, faces, jobs
from storage.errors import NotFound, StoreFull, TooManyJobs, WrongState
from storage.events import EventKind
from storage.jobs import JobState
from storage.limits import Limits
from tests.bot.jobs.conftest import (
    SOON_S,
    Letterbox,
    Voice,
    a_face,
    a_user,
    ask_clip,
    job_now,
    postponed,
    reaches,
    serving,
    until,
    use_cases,
)
from tests.bot.jobs.slow_work import FOR_EVER, POOL, let_finish


async def test_a_clip_is_made_and_delivered_once(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice(), key="1")
        again = await ask_clip(service, store, user, face, voice(), key="1")
        assert again.id == job.id
        done = await reaches(store, job, JobState.DELIVERED)
    assert letterbox.delivered == [(job.id, {"voice", "clip"})]
    assert done.messages == (SentMessage(1),)
    assert done.result == ClipResult((64, 64), 4.0, Form.VIDEO)


async def test_changes_are_told_in_order_with_rising_progress(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        changes = service.changes(0)
        wanted = voice("wait")
        await ask_clip(service, store, user, face, wanted)
        async with asyncio.timeout(SOON_S):
            told = [await anext(changes)]
            while told[-1].state not in jobs.ENDED:
                told.append(await anext(changes))
                if [event.stage for event in told].count(Stage.DRAW) == 2:
                    let_finish(wanted)
    states = [event.state for event in told if event.kind is EventKind.STATE]
    done = [event.progress for event in told if event.kind is EventKind.PROGRESS]
    assert states == [JobState.QUEUED, JobState.RUNNING, JobState.RENDERED, JobState.DELIVERED]
    assert done == sorted(done)
    assert len(done) >= 2
    assert Stage.DRAW in {event.stage for event in told}


async def test_a_request_goes_with_the_transaction_that_it_is_part_of(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        first = await ask_clip(service, store, user, face, held := voice("wait"))
        request = ClipRequest(user.id, face.id, first.files["voice"], 4.0, Origin("test"))
        with pytest.raises(NotFound):
            async with store.write() as tx:
                await service.submit_clip(request, tx=tx)
                await chats.get(tx, 4711)
        async with store.write() as tx:
            changed = service.listen()
            second = await service.submit_clip(request, tx=tx)
            assert not changed.is_set(), "nobody else sees it yet"
        service.notify()
        let_finish(held)
        await reaches(store, second, JobState.DELIVERED)
    assert [job_id for job_id, _ in letterbox.delivered] == [first.id, second.id]


@pytest.mark.parametrize(
    ("operators", "groups", "badge"),
    [
        (False, BadgeRule.OPERATOR, False),
        (False, BadgeRule.ALWAYS, True),
        (True, BadgeRule.OPERATOR, True),
        (True, BadgeRule.ALWAYS, True),
    ],
)
async def test_the_operator_or_the_group_puts_a_badge_on_clips(
    operators: bool, groups: BadgeRule, badge: bool, store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with store.write() as tx:
        group = await chats.ensure(tx, "test:group", user_id=None)
        await chats.set_settings(tx, group.id, GroupSettings(badge=groups))
    service = JobService(store, Pool(POOL), {"test": letterbox}, JobOptions(badge=operators))
    elsewhere = await ask_clip(service, store, user, face, voice())
    there = await ask_clip(service, store, user, face, voice(), chat_id=group.id)
    wanted = [ClipOptions(badge=operators), ClipOptions(badge=badge)]
    assert [(await job_now(store, job)).request for job in (elsewhere, there)] == wanted


async def test_cancelled_while_queued_and_while_running(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        first = await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        second = await ask_clip(service, store, user, face, voice())
        third = await ask_clip(service, store, user, face, voice())
        await reaches(store, first, JobState.RUNNING)
        assert (await use_cases(store, service).jobs.get(user.id, third.id)).position == 2
        for job in (second, first):
            stopped = await use_cases(store, service).jobs.cancel(job.user_id, job.id)
            assert stopped.job.state is JobState.CANCELLED
        await reaches(store, third, JobState.DELIVERED)
        with pytest.raises(WrongState):
            await use_cases(store, service).jobs.cancel(third.user_id, third.id)
        await use_cases(store, service).jobs.retry(second.user_id, second.id)
        await reaches(store, second, JobState.DELIVERED)
    assert [job_id for job_id, _ in letterbox.delivered] == [third.id, second.id]


async def test_cancelled_and_wanted_again_before_it_has_stopped(
    store: Store, letterbox: Letterbox, voice: Voice, caplog: pytest.LogCaptureFixture
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    two = replace(POOL, workers=2, cores=4, grace_s=2.0)
    async with serving(store, letterbox, pool=two) as service:
        wanted = voice("hang once")
        job = await ask_clip(service, store, user, face, wanted)

        async def begun() -> bool:
            return wanted.with_suffix(".mark").exists()

        await until(begun)
        await use_cases(store, service).jobs.cancel(job.user_id, job.id)
        # The other worker takes it; the first one still hangs.
        await use_cases(store, service).jobs.retry(job.user_id, job.id)
        done = await reaches(store, job, JobState.DELIVERED)
    assert done.attempts == 1
    assert "internal error" not in caplog.text


async def test_cancelled_when_rendered_and_wanted_after_all(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.faults = [NotDelivered(3600)]
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        await postponed(store, job)
        stopped = await use_cases(store, service).jobs.cancel(job.user_id, job.id)
        assert stopped.job.state is JobState.CANCELLED
        await use_cases(store, service).jobs.retry(job.user_id, job.id)
        done = await reaches(store, job, JobState.DELIVERED)
    assert done.attempts == 0, "it is not rendered again"


async def test_what_is_deleted_while_it_runs_is_stopped(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    hers, his = await a_face(store, ada), await a_face(store, bob)
    async with serving(store, letterbox) as service:
        endless = await ask_clip(service, store, ada, hers, voice(steps=FOR_EVER))
        await reaches(store, endless, JobState.RUNNING)
        waiting = await ask_clip(service, store, bob, his, voice())
        await store.forget_user(ada.id)
        await reaches(store, waiting, JobState.DELIVERED)  # by the only worker
    assert [job_id for job_id, _ in letterbox.delivered] == [waiting.id]


async def test_forgotten_person_takes_along_what_others_make_with_their_face(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    hers, his = await a_face(store, ada), await a_face(store, bob)
    async with store.write() as tx:
        group = await chats.ensure(tx, "test:-1", user_id=None)
        await faces.lend(tx, hers.id, group.id)
    async with serving(store, letterbox) as service:
        endless = await ask_clip(service, store, ada, hers, voice(steps=FOR_EVER))
        await reaches(store, endless, JobState.RUNNING)
        lent = await ask_clip(service, store, bob, hers, voice(), chat_id=group.id)
        waiting = await ask_clip(service, store, bob, his, voice())
        assert [job.id for job in await use_cases(store, service).people.forget(ada.id)] == [lent.id]
        await reaches(store, waiting, JobState.DELIVERED)  # by the only worker
        with pytest.raises(NotFound):
            await use_cases(store, service).people.forget(ada.id)
    assert [job_id for job_id, _ in letterbox.delivered] == [waiting.id]


async def test_users_take_turns(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    hers, his = await a_face(store, ada), await a_face(store, bob)
    async with serving(store, letterbox) as service:
        first = voice("wait")
        many = [await ask_clip(service, store, ada, hers, one) for one in (first, voice(), voice(), voice())]
        one = await ask_clip(service, store, bob, his, voice())
        let_finish(first)
        for job in (*many, one):
            await reaches(store, job, JobState.DELIVERED)
    assert [job_id for job_id, _ in letterbox.delivered].index(one.id) <= 2


async def test_nobody_uses_a_face_that_is_not_lent(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    hers = await a_face(store, ada)
    async with store.write() as tx:
        group = await chats.ensure(tx, "test:-1", user_id=None)
    async with serving(store, letterbox) as service:
        with pytest.raises(FaceNotAllowed):
            await ask_clip(service, store, bob, hers, voice(), chat_id=group.id)
        async with store.write() as tx:
            await faces.lend(tx, hers.id, group.id)
        with pytest.raises(FaceNotAllowed):
            await ask_clip(service, store, bob, hers, voice())
        lent = await ask_clip(service, store, bob, hers, voice(steps=FOR_EVER), chat_id=group.id)
        await reaches(store, lent, JobState.RUNNING)
        async with store.write() as tx:
            await faces.take_back(tx, hers.id, group.id)
        with pytest.raises(FaceNotAllowed):
            await use_cases(store, service).jobs.retry(lent.user_id, lent.id)
    assert (await job_now(store, lent)).state is JobState.CANCELLED
    assert not letterbox.delivered


async def test_only_a_finished_face_can_be_kept(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        with pytest.raises(NotFound):
            await use_cases(store, service).faces.keep(job.user_id, job.id, name="a clip")


async def test_limits_and_a_full_disk_refuse_before_any_work(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    limits = Limits(open_per_user=1)
    async with serving(store, letterbox, JobOptions(limits=limits, drain_s=0.5)) as service:
        await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        with pytest.raises(TooManyJobs):
            await ask_clip(service, store, user, face, voice())
    limits = Limits(min_free_bytes=1 << 60)
    async with serving(store, letterbox, JobOptions(limits=limits, drain_s=0.5)) as service:
        with pytest.raises(StoreFull):
            await ask_clip(service, store, user, face, voice())


async def test_leaving_gives_back_what_runs_and_keeps_what_waits(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        running = await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        waiting = await ask_clip(service, store, user, face, voice())
        await reaches(store, running, JobState.RUNNING)
        service.drain()
        assert service.draining
        with pytest.raises(ServiceDraining):
            await ask_clip(service, store, user, face, voice())
    left = [await job_now(store, job) for job in (running, waiting)]
    assert [(job.state, job.attempts) for job in left] == [(JobState.QUEUED, 0), (JobState.QUEUED, 0)]


async def test_leaving_lets_what_runs_end_in_time(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox, JobOptions(drain_s=SOON_S)) as service:
        wanted = voice("wait")
        job = await ask_clip(service, store, user, face, wanted)

        async def begun() -> bool:
            return wanted.with_suffix(".mark").exists()

        await until(begun)
        service.drain()
        let_finish(wanted)
    assert (await job_now(store, job)).state in (JobState.RENDERED, JobState.DELIVERED)
    assert not (await job_now(store, job)).is_being_sent


async def test_old_clips_go(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        done = await reaches(store, job, JobState.DELIVERED)
    clip: Path = store.media.path(done.files["clip"])
    assert clip.exists()
    async with serving(store, letterbox, JobOptions(keep_finished=timedelta(0))):

        async def gone() -> bool:
            async with store.read() as tx:
                return not await jobs.of_user(tx, user.id) and not clip.exists()

        await until(gone)
