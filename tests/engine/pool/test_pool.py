"""Tests of the pool without faults: results, events, placements, logs, closing."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine import confinement
from engine.choices import EngineOptions
from engine.errors import Cancelled
from engine.media.errors import MediaMissing
from engine.pipeline import PrepareOptions
from engine.pool import JobGivenBack, Placement, Pool, PoolClosed, PoolOptions, Request
from engine.pool.placement import usable_cores
from engine.pool.process import WorkerProcess
from engine.pool.tasks import check_face, open_engine
from engine.quality import QualityReport
from tests.engine.pool import tasks
from tests.engine.pool.border import crosses_the_border, read
from tests.engine.pool.conftest import OPTIONS, SOON_S, at_work


async def test_results_events_errors_and_logs_cross_the_border(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with Pool(OPTIONS) as pool:
        await crosses_the_border(pool, caplog)


@pytest.mark.skipif(not confinement.enforced()[0], reason="this kernel has no Landlock")
async def test_workers_and_their_programs_write_where_they_may(tmp_path: Path) -> None:
    for name in ("mine", "others"):
        (tmp_path / name).mkdir()
    async with Pool(replace(OPTIONS, writable=(tmp_path / "mine",))) as pool:
        assert await pool.submit(Request("1", partial(tasks.write, tmp_path / "mine" / "clip"))).result()
        assert not await pool.submit(Request("2", partial(tasks.write, tmp_path / "others" / "clip"))).result()


async def test_two_workers_work_at_once_each_in_its_place(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    async with Pool(replace(OPTIONS, workers=2)) as pool:
        assert pool.size == 2
        one = pool.submit(Request("1", partial(tasks.meet, here, there)))
        two = pool.submit(Request("2", partial(tasks.meet, there, here)))
        assert await one.result() != await two.result()


async def test_worker_is_kept_warm_and_replaced_after_its_share_of_jobs() -> None:
    async with Pool(replace(OPTIONS, jobs_per_worker=2)) as pool:
        found = [await pool.submit(Request(str(number), tasks.where)).result() for number in range(3)]
    (first, place, folder), (second, _, _), (third, _, later_folder) = found
    assert first == second != third
    assert place == Placement("cpu", 2)
    assert folder != later_folder, "each worker has a folder of its own for temporary files"


def test_places_share_out_gpus_and_cores() -> None:
    assert PoolOptions(workers=2, cores=8).placements() == (Placement("cpu", 4), Placement("cpu", 4))
    assert PoolOptions(workers=3, cores=2).placements() == (Placement("cpu", 1),) * 3
    assert [place.device for place in PoolOptions(workers=2, gpus=2, cores=8).placements()] == [
        "cuda:0",
        "cuda:1",
        "cuda:0",
        "cuda:1",
    ]


def test_quotas_of_containers_count(tmp_path: Path) -> None:
    (own := tmp_path / "own").write_text("0::/services/facenote\n")
    group = tmp_path / "services" / "facenote"
    group.mkdir(parents=True)
    (group / "cpu.max").write_text("max 100000\n")
    assert usable_cores(tmp_path, own) == usable_cores(tmp_path, tmp_path / "none")
    (group.parent / "cpu.max").write_text("50000 100000\n")
    assert usable_cores(tmp_path, own) == 1


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"cores": 0}, {"gpus": -1}, {"memory_mib": 0}, {"silence_s": 0.0}])
def test_impossible_options_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PoolOptions(**wrong)


async def test_requests_that_cannot_travel_are_refused_at_once() -> None:
    async with Pool(OPTIONS) as pool:
        with pytest.raises((pickle.PicklingError, AttributeError)):
            pool.submit(Request("1", lambda _place, _watch: None))
        with pytest.raises(ValueError, match="name a file"):
            pool.submit(Request("2", partial(tasks.echo, bytes(70_000))))
    with pytest.raises(PoolClosed):
        pool.submit(Request("3", tasks.where))


async def test_cancel_before_during_and_after_a_job(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    async with Pool(replace(OPTIONS, grace_s=60.0)) as pool:
        running = pool.submit(Request("1", partial(tasks.polite, flag)))
        waiting = pool.submit(Request("2", partial(tasks.echo, 2)))
        await at_work(running)

        assert waiting.cancel()
        with pytest.raises(Cancelled):
            await waiting.result()
        assert await read(waiting) == []

        assert running.cancel()
        assert not running.cancel()
        with pytest.raises(Cancelled):
            await running.result()
        assert flag.read_text() == "cleared up"

        over = pool.submit(Request("3", partial(tasks.echo, 3)))
        assert await over.result() == 3
        assert not over.cancel()
        assert await over.result() == 3


async def test_giving_up_waiting_does_not_stop_the_job(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    async with Pool(OPTIONS) as pool:
        job = pool.submit(Request("1", partial(tasks.until, flag)))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(job.result(), 0.05)
        flag.touch()
        assert await job.result() == "done"


async def test_sigterm_drains_the_pool(tmp_path: Path) -> None:
    """As a service does it: running jobs end, queued ones are given back, new ones are refused."""
    flag, asked_to_end = tmp_path / "flag", asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked_to_end.set)
    async with Pool(OPTIONS) as pool:
        running = pool.submit(Request("1", partial(tasks.until, flag)))
        waiting = pool.submit(Request("2", tasks.where))
        await at_work(running)
        os.kill(os.getpid(), signal.SIGTERM)
        await asked_to_end.wait()
        draining = asyncio.create_task(pool.drain(60.0))
        with pytest.raises(JobGivenBack):
            await waiting.result()
        with pytest.raises(PoolClosed):
            pool.submit(Request("3", tasks.where))
        assert not running.done
        flag.touch()
        assert await running.result() == "done"
        await draining
    asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)


async def test_drain_gives_back_what_does_not_end_in_time() -> None:
    async with Pool(replace(OPTIONS, workers=2, drain_s=0.1)) as pool:
        jobs = [pool.submit(Request(name, task)) for name, task in (("1", tasks.sleep), ("2", tasks.chatter))]
        for job in jobs:
            await at_work(job)
    for job in jobs:
        with pytest.raises(JobGivenBack):
            await job.result()


async def test_an_error_in_the_block_ends_the_jobs_at_once() -> None:
    with pytest.raises(ZeroDivisionError):
        async with Pool(OPTIONS) as pool:
            job = pool.submit(Request("1", tasks.sleep))
            await at_work(job)
            raise ZeroDivisionError
    with pytest.raises(JobGivenBack):
        await job.result()


async def test_a_worker_that_is_being_replaced_is_cleaned_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = threading.Event(), threading.Event()
    clean_up, cleaned = WorkerProcess._clean_up, []

    def wait_and_clean_up(worker: WorkerProcess) -> None:
        cleaned.append(worker)
        begun.set()
        may_end.wait(SOON_S)
        clean_up(worker)

    monkeypatch.setattr(WorkerProcess, "_clean_up", wait_and_clean_up)
    with pytest.raises(ZeroDivisionError):
        async with Pool(replace(OPTIONS, workers=1, jobs_per_worker=1)) as pool:
            await pool.submit(Request("1", tasks.where)).result()
            assert await asyncio.to_thread(begun.wait, SOON_S)
            asyncio.get_running_loop().call_soon(may_end.set)  # once the pool has begun to end
            raise ZeroDivisionError
    assert len(cleaned) == 1
    assert not cleaned[0]._scratch.path.exists()


async def test_the_real_engine_works_within_its_bounds(
    face_photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its share of the cores, and no place to write but its own, as in a new container."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    opened = partial(open_engine, EngineOptions())
    async with Pool(replace(OPTIONS, open=opened, cores=1, writable=())) as pool:
        assert await pool.submit(Request("1", tasks.engine_threads)).result() == (1, 1)
        job = pool.submit(Request("2", partial(check_face, face_photo, None, PrepareOptions())))
        assert isinstance(await job.result(), QualityReport)
        with pytest.raises(MediaMissing):
            await pool.submit(Request("3", partial(check_face, Path("gone.mp4"), None, PrepareOptions()))).result()
