"""Tests of jobs whose worker, or whose storage, has a fault."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import service as job_service
from bot.jobs.retrying import write_with_retry
from bot.jobs.service import JobOptions, JobService
from bot.records import Job, SentMessage, open_store
from engine.pool import Pool, PoolJob, Request, WorkerHung
from storage import Store, database, faces
from storage.jobs import JobFailure, JobState
from storage.reserve import RESERVE_NAME
from storage.store import DATABASE_NAME
from storage.values import to_time
from tests.bot.jobs.conftest import (
    SOON_S,
    Letterbox,
    Voice,
    a_face,
    a_user,
    ask_clip,
    code_of,
    job_now,
    reaches,
    serving,
    until,
)
from tests.bot.jobs.slow_work import FOR_EVER, POOL, let_finish
from tests.conftest import fill
from tests.storage.conftest import FakeClock


@pytest.mark.parametrize(
    ("then", "state", "code", "attempts"),
    [
        ("fail", JobState.FAILED, "unwanted", 1),
        ("bug", JobState.FAILED, "internal_error", 3),
        ("die", JobState.FAILED, "worker_died", 3),
        ("die once", JobState.DELIVERED, None, 2),
        ("hang once", JobState.DELIVERED, None, 2),
    ],
)
async def test_faults_of_the_work(
    store: Store, letterbox: Letterbox, voice: Voice, then: str, state: JobState, code: str | None, attempts: int
) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    said = voice(then)
    async with serving(store, letterbox, pool=replace(POOL, silence_s=SOON_S)) as service:
        job = await ask_clip(service, store, user, face, said)
        if then == "hang once":
            await hangs(service, job, said)
        ended = await reaches(store, job, JobState.FAILED, JobState.DELIVERED)
        well = await ask_clip(service, store, user, face, voice())
        await reaches(store, well, JobState.DELIVERED)
    assert (ended.state, code_of(ended), ended.attempts) == (state, code, attempts)


async def hangs(service: JobService, job: Job, said: Path) -> None:
    """Judge as the pool does after a long silence; on a busy machine work that does not hang may be silent for a while."""

    async def begun() -> bool:
        return said.with_suffix(".mark").exists()

    await until(begun)
    running = service._runners._running[job.id]
    assert isinstance(running, PoolJob)
    assert running.stop(WorkerHung("it is silent"))


async def test_jobs_that_the_pool_cannot_use_now_wait_in_the_storage(
    store: Store, letterbox: Letterbox, voice: Voice
) -> None:
    class ForOne(Pool):
        """It has two workers, and notes the most jobs that it was given at a time."""

        most = 0

        @property
        def useful(self) -> int:
            return 1

        def submit(self, request: Request[Any]) -> PoolJob[Any]:
            job = super().submit(request)
            self.most = max(self.most, len(self._jobs))
            return job

    face = await a_face(store, user := await a_user(store))
    async with ForOne(replace(POOL, workers=2)) as pool, JobService(store, pool, {"test": letterbox}) as service:
        voices = [voice("wait") for _ in range(3)]
        asked = [await ask_clip(service, store, user, face, said) for said in voices]
        for job, said in zip(asked, voices, strict=True):
            let_finish(said)
            await reaches(store, job, JobState.DELIVERED)
    assert pool.most == 1


async def test_a_job_that_takes_too_long_fails(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox, JobOptions(timeout_s=0.3)) as service:
        job = await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        ended = await reaches(store, job, JobState.FAILED)
    assert ended.failure == JobFailure("job_timeout", {"limit_s": 0.3})


async def test_a_job_whose_file_is_gone_fails_alone(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        before = voice("wait")
        service_is_busy = await ask_clip(service, store, user, face, before)
        job = await ask_clip(service, store, user, face, voice())
        store.media.path(job.files["voice"]).unlink()
        let_finish(before)
        ended = await reaches(store, job, JobState.FAILED)
        await reaches(store, service_is_busy, JobState.DELIVERED)
    assert code_of(ended) == "internal_error"


async def test_a_deleted_face_ends_what_runs_with_it(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face, other = await a_face(store, user), await a_face(store, user)
    async with serving(store, letterbox) as service:
        endless = await ask_clip(service, store, user, face, voice(steps=FOR_EVER))
        await reaches(store, endless, JobState.RUNNING)
        async with store.write() as tx:
            await faces.delete(tx, face.id)
        after = await ask_clip(service, store, user, other, voice())
        await reaches(store, after, JobState.DELIVERED)  # by the only worker
    assert (await job_now(store, endless)).state is JobState.CANCELLED


async def test_a_storage_that_does_not_answer_ends_no_loop_and_loses_nothing(
    tmp_path: Path, letterbox: Letterbox, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    async with open_store(tmp_path / "data") as store:
        user = await a_user(store)
        face = await a_face(store, user)

        stuck: list[asyncio.Task[None]] = []

        async def stuck_from_now() -> None:
            taken = asyncio.Event()
            stuck.append(asyncio.create_task(locked(store, 1.0, taken)))
            await taken.wait()

        letterbox.faults = [stuck_from_now]  # it has arrived, which cannot be recorded yet
        async with serving(store, letterbox) as service:
            await locked(store, 0.5)
            job = await ask_clip(service, store, user, face, voice(steps=10))
            await reaches(store, job, JobState.RUNNING)
            await locked(store, 1.5)  # beyond the end of the work
            done = await reaches(store, job, JobState.DELIVERED)
    assert [job_id for job_id, _ in letterbox.delivered] == [job.id]
    assert done.messages == (SentMessage(1),)
    assert done.attempts == 1
    assert not letterbox.doubted


async def test_what_finds_the_disk_full_waits_for_room_and_loses_no_attempt(
    small_disk: Path, letterbox: Letterbox, voice: Voice, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_store(small_disk / "data") as store:
        user = await a_user(store)
        face = await a_face(store, user)
        store.reserve.keep()
        async with serving(store, letterbox) as service:
            said = voice("wait")
            job = await ask_clip(service, store, user, face, said)
            await reaches(store, job, JobState.RUNNING)
            filler = fill(small_disk)
            let_finish(said)
            given_back = await reaches(store, job, JobState.QUEUED)
            assert (given_back.attempts, service.has_room) == (0, False)
            async with asyncio.timeout(SOON_S):
                while "queued jobs wait for room" not in caplog.text:
                    await asyncio.sleep(0.05)
            assert (await job_now(store, job)).attempts == 0
            filler.unlink()
            done = await reaches(store, job, JobState.DELIVERED)
        assert (done.attempts, service.has_room) == (1, True)


async def test_the_reserve_is_kept_while_nothing_is_deleted(
    small_disk: Path, letterbox: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_service, "TIDY_S", 0.01)
    reserve = small_disk / "data" / RESERVE_NAME
    async with open_store(small_disk / "data") as store, serving(store, letterbox):
        store.reserve.keep()
        os.truncate(filler := fill(small_disk), filler.stat().st_size - (4 << 20))
        await _tidied(store)
        await write_with_retry(store, lambda tx: tx.run("UPDATE users SET name = name"), may_use_reserve=True)
        assert reserve.exists()


async def test_a_doubted_clock_is_logged_once(
    tmp_path: Path, letterbox: Letterbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(job_service, "TIDY_S", 0.01)
    clock = FakeClock()
    async with open_store(tmp_path / "data", clock=clock) as store, serving(store, letterbox):
        for step_s in (0, 2 * 3600, 1, 1):
            clock.advance(step_s)
            await _tidied(store)
    assert caplog.text.count("nothing is deleted by age for a day") == 1


async def _tidied(store: Store) -> None:
    """Wait until the service has cleaned up once from here on."""
    async with store.read() as tx:
        since = tx.now
    async with asyncio.timeout(SOON_S):
        while True:
            async with store.read() as tx:
                row = await tx.one("SELECT seen_at FROM clock")
                if row is not None and to_time(row["seen_at"]) >= since:
                    return
            await asyncio.sleep(0.01)


async def test_a_server_out_of_descriptors_uses_up_no_attempt(store: Store, letterbox: Letterbox, voice: Voice) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with serving(store, letterbox) as service:
        said = voice("wait")
        job = await ask_clip(service, store, user, face, said)
        await reaches(store, job, JobState.RUNNING)
        with no_descriptors_left():
            with pytest.raises(OSError, match="open files"):
                async with store.media.scratch():
                    pass
            os.mkfifo(said.with_suffix(".leave"))  # as let_finish, but without a descriptor
            assert (await reaches(store, job, JobState.QUEUED)).attempts == 0
        assert (await reaches(store, job, JobState.DELIVERED)).attempts == 1
    await store.sweep()  # a folder with content cannot be removed without a descriptor either
    assert list(store.media.folder.with_name("scratch").iterdir()) == []


@contextmanager
def no_descriptors_left() -> Iterator[None]:
    """Open files until this process may open no more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as opened:
        highest = max(int(name) for name in os.listdir("/proc/self/fd"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 8, before[1]))
        opened.callback(resource.setrlimit, resource.RLIMIT_NOFILE, before)
        with suppress(OSError):
            while True:
                opened.enter_context(Path(os.devnull).open("rb"))
        yield


async def locked(store: Store, seconds: float, taken: asyncio.Event | None = None) -> None:
    """Hold the database like another program whose write does not end; ``taken`` is set when it has begun."""
    path = store.media.folder.parent / DATABASE_NAME
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        if taken:
            taken.set()
        await asyncio.sleep(seconds)
