"""Tests of the pool with faults: each fault costs one job, and leaves no process behind."""

from __future__ import annotations

import asyncio
import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine.errors import Cancelled, EngineError
from engine.pool import JobTimeout, Pool, Request, WorkerDied, WorkerHung, WorkerOutOfMemory, WorkerUnready, process
from engine.pool import errors as pool_errors
from engine.pool import pool as pool_module
from engine.pool.memory import resident_mib
from tests.engine.pool import tasks
from tests.engine.pool.conftest import OPTIONS, SOON_S, alive, at_work, eventually, gone

REPOSITORY = Path(__file__).resolve().parents[3]


async def test_a_dead_worker_costs_its_own_job_only(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    async with Pool(replace(OPTIONS, workers=2)) as pool:
        neighbour = pool.submit(Request("neighbour", partial(tasks.until, flag)))
        await at_work(neighbour)
        for task, exit_code in (
            (tasks.abort, -signal.SIGABRT),
            (tasks.kill_itself, -signal.SIGKILL),
            (tasks.leave, 3),
            (tasks.keep_a_file, -signal.SIGABRT),
        ):
            with pytest.raises(WorkerDied) as died:
                await pool.submit(Request("dying", task)).result()
            assert died.value.facts == {"exit_code": exit_code}
        assert not neighbour.done
        flag.touch()
        assert await neighbour.result() == "done"


async def test_a_worker_that_dies_idle_is_replaced_unseen() -> None:
    async with Pool(OPTIONS) as pool:
        pid, _, _ = await pool.submit(Request("1", tasks.where)).result()
        os.kill(pid, signal.SIGKILL)
        await eventually(lambda: not multiprocessing.active_children())
        other, _, _ = await pool.submit(Request("2", tasks.where)).result()
        assert other != pid


@pytest.mark.parametrize("task", [tasks.sleep, tasks.spin])
async def test_a_task_deaf_to_the_signal_is_cancelled_with_its_worker(task: Callable[..., Any]) -> None:
    async with Pool(OPTIONS) as pool:
        pid, _, _ = await pool.submit(Request("1", tasks.where)).result()
        job = pool.submit(Request("2", task))
        await at_work(job)
        job.cancel()
        with pytest.raises(Cancelled):
            await job.result()
        await eventually(lambda: not alive(pid))


async def test_silence_is_a_hang_and_long_work_a_timeout() -> None:
    async with Pool(replace(OPTIONS, silence_s=1.0)) as pool:
        with pytest.raises(WorkerHung):
            await pool.submit(Request("1", tasks.sleep, timeout_s=SOON_S)).result()
    async with Pool(replace(OPTIONS, silence_s=SOON_S)) as pool:
        with pytest.raises(JobTimeout):
            await pool.submit(Request("2", tasks.chatter, timeout_s=2.0)).result()


async def test_memory_is_bounded_for_a_worker_with_its_programs() -> None:
    async with Pool(replace(OPTIONS, workers=2, memory_mib=300)) as pool:
        for job in [pool.submit(Request("hog", task)) for task in (tasks.hog, tasks.hog_by_a_program)]:
            with pytest.raises(WorkerOutOfMemory) as refused:
                await job.result()
            assert int(str(refused.value.facts["used_mib"])) > 300
        with pytest.raises(WorkerOutOfMemory):
            await pool.submit(Request("refused", tasks.refuse_to_allocate)).result()


async def test_memory_is_bounded_again_after_it_could_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[Exception] = [RuntimeError("can't start new thread"), OSError(errno.EMFILE, "too many open files")]

    def read() -> Counter[int]:
        if faults:
            raise faults.pop()
        return resident_mib()

    monkeypatch.setattr(pool_module, "resident_mib", read)
    async with Pool(replace(OPTIONS, memory_mib=300)) as pool:
        with pytest.raises(WorkerOutOfMemory):
            await pool.submit(Request("hog", tasks.hog)).result()


async def test_a_slot_goes_on_after_a_fault_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker has died, and no thread can be started to wait for its end: the job fails, the next one runs."""
    clean_up, faults = process.WorkerProcess._clean_up, [RuntimeError("can't start new thread")]

    def fails_once(worker: process.WorkerProcess) -> None:
        if faults:
            raise faults.pop()
        clean_up(worker)

    monkeypatch.setattr(process.WorkerProcess, "_clean_up", fails_once)
    monkeypatch.setattr(pool_module, "RESTART_S", 0.1)
    async with Pool(OPTIONS) as pool:
        with pytest.raises(WorkerDied):
            await pool.submit(Request("1", tasks.abort)).result()
        assert await pool.submit(Request("2", tasks.where)).result()


async def test_a_worker_that_cannot_be_started_leaves_no_scratch_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_descriptor() -> None:
        raise OSError(errno.EMFILE, "too many open files")

    async with Pool(OPTIONS) as pool:
        await pool.submit(Request("1", tasks.where)).result()
        with monkeypatch.context() as full:
            full.setattr(process.SPAWN, "Pipe", no_descriptor)
            for _ in range(2):
                with pytest.raises((WorkerDied, WorkerUnready)):
                    await pool.submit(Request("2", tasks.abort)).result()
            assert not list(Path(tempfile.gettempdir()).iterdir())
        await pool.submit(Request("3", tasks.where)).result()


async def test_a_group_is_not_killed_once_its_number_may_be_another_s(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Pool(OPTIONS) as pool:
        pid, _, _ = await pool.submit(Request("1", tasks.where)).result()
        os.kill(pid, signal.SIGKILL)
        await eventually(lambda: pool._slots[0]._worker is not None and pool._slots[0]._worker._group_ended)
        killed: list[int] = []
        with monkeypatch.context() as watched:
            watched.setattr(os, "killpg", lambda group, _signal: killed.append(group))
            await pool.submit(Request("2", tasks.where)).result()
        assert pid not in killed


async def test_no_ffmpeg_outlives_its_worker(tmp_path: Path) -> None:
    """Whether the worker dies by itself, is killed from outside, or is ended by the pool."""
    async with Pool(OPTIONS) as pool:
        for number, end in enumerate(("abort", "sigkill", "cancel")):
            note = tmp_path / str(number)
            job = pool.submit(Request(end, partial(tasks.film, note, "abort" if end == "abort" else "sleep")))
            await eventually(note.exists)
            ffmpeg, worker = map(int, note.read_text().split())
            if end == "sigkill":
                os.kill(worker, signal.SIGKILL)
            elif end == "cancel":
                assert alive(ffmpeg)
                job.cancel()
            with pytest.raises(EngineError) as ended:
                await job.result()
            assert ended.value.code == ("cancelled" if end == "cancel" else "worker_died")
            await eventually(partial(gone, ffmpeg, worker))


async def test_nothing_outlives_a_killed_service(tmp_path: Path) -> None:
    """``kill -9`` of the whole service: workers and their ffmpeg end too."""
    note = tmp_path / "note"
    service = subprocess.Popen(
        [sys.executable, "-m", "tests.engine.pool.service", note, tmp_path], cwd=REPOSITORY, stdin=subprocess.DEVNULL
    )
    try:
        await eventually(note.exists)
        ffmpeg, worker = map(int, note.read_text().split())
        assert alive(ffmpeg)
        assert alive(worker)
    finally:
        service.kill()
        service.wait()
    await eventually(partial(gone, ffmpeg, worker))


async def test_a_service_that_ends_without_closing_its_pool_still_ends(tmp_path: Path) -> None:
    service = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.engine.pool.service",
        tmp_path / "note",
        tmp_path,
        "leave",
        cwd=REPOSITORY,
        stdin=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(SOON_S):
        assert await service.wait() == 0
    _, worker = map(int, (tmp_path / "note").read_text().split())
    await eventually(lambda: not alive(worker))


async def test_a_worker_that_does_not_get_ready_fails_the_job_and_is_tried_again(tmp_path: Path) -> None:
    flag = tmp_path / "weights.bin"
    async with Pool(replace(OPTIONS, open=partial(tasks.open_once_there, flag))) as pool:
        with pytest.raises(WorkerUnready, match=r"refused: weights\.bin is missing"):
            await pool.submit(Request("1", tasks.where)).result()
        flag.touch()
        await pool.submit(Request("2", tasks.where)).result()


async def test_a_worker_that_hangs_at_its_start_is_given_up() -> None:
    async with Pool(replace(OPTIONS, open=tasks.open_never, start_s=0.5)) as pool:
        with pytest.raises(WorkerUnready, match="not ready after"):
            await pool.submit(Request("1", tasks.where)).result()


async def test_a_worker_that_cannot_be_started_fails_the_job() -> None:
    async with Pool(replace(OPTIONS, open=lambda _place: None)) as pool:
        with pytest.raises(WorkerUnready, match="cannot be started"):
            await pool.submit(Request("1", tasks.where)).result()


def test_codes_are_stable() -> None:
    errors = (value for value in vars(pool_errors).values() if isinstance(value, type) and value is not EngineError)
    codes = {error.code for error in errors if issubclass(error, EngineError)}
    assert codes == {
        "worker_died",
        "worker_hung",
        "worker_out_of_memory",
        "worker_unready",
        "job_timeout",
        "job_given_back",
        "pool_closed",
    }
