"""The job service's promises, on a real store and real worker processes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.jobs import work
from bot.jobs.delivery import NotArrived, Undeliverable
from bot.jobs.errors import FaceNotAllowed, FaceNotUsable, ServiceDraining
from engine.pool import PoolOptions
from storage import Store, chats, deliveries, faces, jobs, leases
from storage.errors import DiskFull, TooManyJobs
from storage.jobs import JobState
from storage.limits import Limits
from tests.bot.jobs import slow_work
from tests.bot.jobs.conftest import OPTIONS, Letterbox, a_face, a_user, ask_clip, ask_face, reaches, serving, until

Voice = Callable[..., Path]


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voice:
    """Writes voices that tell the worker what to do."""
    monkeypatch.setattr(work, "make_clip", slow_work.make_clip)
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[3]))  # where the workers find it

    def write(then: str = "finish", steps: int = 1) -> Path:
        path = tmp_path / f"{then}{steps}{len(list(tmp_path.iterdir()))}.json"
        path.write_text(json.dumps({"then": then, "steps": steps, "mark": str(path.with_suffix(".mark"))}))
        return path

    return write


FOR_EVER = 10**6


async def test_a_clip_is_made_and_delivered_once(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice(), key="1")
        again = await ask_clip(service, store, user, face, voice(), key="1")
        assert again.id == job.id
        done = await reaches(store, job, JobState.DELIVERED)
        stream = service.changes(0)
        states = [(await anext(stream)).state, (await anext(stream)).state]
    assert [(made.id, set(files)) for made, files in letterbox.delivered] == [(job.id, {"voice", "clip"})]
    assert done.messages == ({"message": 1},)
    assert done.result == {"form": "video"}
    assert states == [JobState.QUEUED, JobState.RUNNING]


@pytest.mark.parametrize(
    ("then", "state", "code", "attempts"),
    [
        ("fail", JobState.FAILED, "unwanted", 1),
        ("bug", JobState.FAILED, "internal_error", 3),
        ("die", JobState.FAILED, "worker_died", 3),
        ("die once", JobState.DELIVERED, None, 2),
    ],
)
async def test_faults_of_the_work(
    store: Store, letterbox: Letterbox, voice: Voice, then: str, state: JobState, code: str | None, attempts: int
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice(then))
        ended = await reaches(store, job, JobState.FAILED, JobState.DELIVERED)
        well = await ask_clip(service, store, user, face, voice())
        await reaches(store, well, JobState.DELIVERED)
    assert (ended.state, ended.code, ended.attempts) == (state, code, attempts)


async def test_cancelled_while_queued_and_while_running(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        first = await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        second = await ask_clip(service, store, user, face, voice())
        third = await ask_clip(service, store, user, face, voice())
        await reaches(store, first, JobState.RUNNING)
        assert (await service.estimate(third.id)).position == 2
        assert (await service.cancel(second.id)).state is JobState.CANCELLED
        assert (await service.cancel(first.id)).state is JobState.CANCELLED
        await reaches(store, third, JobState.DELIVERED)
        assert (await service.cancel(third.id)).state is JobState.DELIVERED
        await service.again(second.id)
        await reaches(store, second, JobState.DELIVERED)
    assert [job.id for job, _ in letterbox.delivered] == [third.id, second.id]


async def test_users_take_turns(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    hers, his = await a_face(store, ada), await a_face(store, bob)
    async with serving(store, letterbox) as service:
        many = [await ask_clip(service, store, ada, hers, voice(steps=5)) for _ in range(4)]
        one = await ask_clip(service, store, bob, his, voice())
        for job in (*many, one):
            await reaches(store, job, JobState.DELIVERED)
    assert [job.id for job, _ in letterbox.delivered].index(one.id) <= 2


async def test_nobody_uses_a_face_that_is_not_lent(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    ada, bob = await a_user(store, "ada"), await a_user(store, "bob")
    hers = await a_face(store, ada)
    async with store.write() as tx:
        group = await chats.ensure(tx, "test:-1", user_id=None)
    async with serving(store, letterbox) as service:
        with pytest.raises(FaceNotAllowed):
            await ask_clip(service, store, bob, hers, voice(), chat_id=group.id)
        async with store.write() as tx:
            await faces.share(tx, hers.id, group.id)
        with pytest.raises(FaceNotAllowed):
            await ask_clip(service, store, bob, hers, voice())
        lent = await ask_clip(service, store, bob, hers, voice(), chat_id=group.id)
        await reaches(store, lent, JobState.DELIVERED)


async def test_limits_and_a_full_disk_refuse_before_any_work(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox, replace(OPTIONS, limits=Limits(open_per_user=1))) as service:
        await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        with pytest.raises(TooManyJobs):
            await ask_clip(service, store, user, face, voice())
    async with serving(store, letterbox, replace(OPTIONS, limits=Limits(min_free_bytes=1 << 60))) as service:
        with pytest.raises(DiskFull):
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
        with pytest.raises(ServiceDraining):
            await ask_clip(service, store, user, face, voice())
    async with store.read() as tx:
        left = [await jobs.get(tx, job.id) for job in (running, waiting)]
    assert [(job.state, job.attempts) for job in left] == [(JobState.QUEUED, 0), (JobState.QUEUED, 0)]


async def test_what_a_dead_server_ran_is_run_again(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        await reaches(store, job, JobState.RUNNING)
    async with store.write() as tx:
        claim = await leases.claim(tx, OPTIONS.owner, 3600.0)  # as a server that was killed had it
    assert claim is not None and claim.job.id == job.id
    (store.media.path(job.files["voice"])).write_text(json.dumps({"then": "finish", "steps": 1}))
    async with serving(store, letterbox):
        await reaches(store, job, JobState.DELIVERED)


async def test_not_arrived_is_sent_again_and_undeliverable_fails(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.failures = [NotArrived(0), Undeliverable("bot_blocked")]
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())
        failed = await reaches(store, job, JobState.FAILED)
        assert (failed.code, failed.sends) == ("bot_blocked", 2)
        await service.again(job.id)
        done = await reaches(store, job, JobState.DELIVERED)
    assert done.attempts == 0, "it is not rendered again"


async def test_an_uncertain_delivery_is_asked_about_once_and_resolved(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    letterbox.failures = [NotArrived(3600)]
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, face, voice())

        async def postponed() -> bool:
            async with store.read() as tx:
                return (await jobs.get(tx, job.id)).sends == 1 and not (await jobs.get(tx, job.id)).is_being_sent

        await until(postponed)
    async with store.write() as tx:
        await tx.run("UPDATE jobs SET send_after = NULL WHERE id = ?", job.id)
        assert await deliveries.claim(tx, OPTIONS.owner, 3600.0)  # a server recorded the intent, and was killed
    async with serving(store, letterbox) as service:

        async def asked() -> bool:
            return bool(letterbox.doubted)

        await until(asked)
        await asyncio.sleep(3)
        assert letterbox.doubted == [job.id] and not letterbox.delivered
        await service.resolve(job.id, arrived=False)
        await reaches(store, job, JobState.DELIVERED)
    assert len(letterbox.delivered) == 1


async def test_a_face_and_a_clip_by_the_engine(
    store: Store, letterbox: Letterbox, talking_video: Path, syllables_wav: Path
) -> None:
    user = await a_user(store)
    async with serving(store, letterbox, pool=PoolOptions(cores=2)) as service:
        made = await reaches(
            store, await ask_face(service, store, user, talking_video), JobState.DELIVERED, JobState.FAILED
        )
        assert made.code is None and set(made.files) == {"source", "picture", "template", "poster"}
        assert {finding["code"] for finding in made.result["report"]["findings"]} > {"duration", "face_present"}
        face = await service.keep_face(made.id, name="me")
        assert (await service.keep_face(made.id, name="me")).id == face.id
        clip = await reaches(
            store, await ask_clip(service, store, user, face, syllables_wav), JobState.DELIVERED, JobState.FAILED
        )
    assert clip.code in (None, "no_speech")
    if clip.code is None:
        assert set(clip.files) == {"voice", "clip", "poster"}


async def test_a_refused_face_is_a_result_that_cannot_be_kept(store: Store, letterbox: Letterbox, media: Path) -> None:
    user = await a_user(store)
    bad = media / "bad" / "french__too-short-1.5s.mp4"
    async with serving(store, letterbox, pool=PoolOptions(cores=2)) as service:
        job = await reaches(store, await ask_face(service, store, user, bad), JobState.DELIVERED, JobState.FAILED)
        assert job.code is None and job.result["blocked"] and "picture" in job.files
        with pytest.raises(FaceNotUsable):
            await service.keep_face(job.id, name="me")
