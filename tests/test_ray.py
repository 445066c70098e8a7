"""Tests of the pool on a real Ray cluster of small nodes on this machine: it does what the local pool does, and loses nothing
when an actor, a node or the head is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio

from bot.jobs import work
from bot.jobs.service import JobOptions, JobService
from bot.records import ClipOptions, FaceResult, FileRole, open_store
from engine import Engine
from engine.errors import Cancelled, DiskFull
from engine.media import read_frames
from engine.pool import PoolJob, Request, WorkerDied, WorkerUnready
from engine.provenance import Validity, read_provenance
from engine.provenance.credentials import AUTHORITY_NAME
from engine.ray_pool import RayOptions, RayPool, WorkerVersionDiffers, worker
from engine.ray_pool.files import BLOCK_BYTES
from engine.watch import Watch
from facenote.folders import SIGNING
from storage import jobs
from storage.jobs import JobState
from tests.bot.e2e.conftest import Server, anna, made_face, server, telegram
from tests.bot.e2e.conftest import voice as note
from tests.bot.jobs import slow_work
from tests.bot.jobs.conftest import Letterbox, Voice, a_face, a_user, ask_clip, job_now, reaches, voice
from tests.engine.pool import tasks
from tests.engine.pool.border import crosses_the_border
from tests.engine.pool.conftest import OPTIONS, SOON_S, alive, at_work, eventually
from tests.telegram import Seat

pytest.importorskip("ray", reason='Ray is not installed: pip install "facenote[ray]"')

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("ignore"),  # of Ray's own
]

__all__ = ["anna", "made_face", "note", "server", "telegram", "voice"]  # fixtures

REPOSITORY = Path(__file__).resolve().parents[1]
MIB = 1 << 20


class Nodes:
    """A cluster; its head runs no worker, each other node one."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"ray://127.0.0.1:{self._port}"
        self._cluster: Any = Cluster()
        self.start_head()

    def start_head(self) -> None:
        self._add(num_cpus=0, ray_client_server_port=self._port, include_log_monitor=False)

    def add(self, cpus: int = 1, **variables: str) -> Any:
        return self._add(num_cpus=cpus, env_vars=variables or None)

    def lose(self, node: Any) -> None:
        """Kill all processes of a node."""
        self._cluster.remove_node(node, allow_graceful=False)

    def lose_one(self) -> None:
        """Lose any of the nodes that run a worker."""
        self.lose(next(iter(self._cluster.worker_nodes)))

    def lose_head(self) -> None:
        self.lose(self._cluster.head_node)

    def stop(self) -> None:
        self._cluster.shutdown()

    def _add(self, **arguments: Any) -> Any:
        return self._cluster.add_node(include_dashboard=False, object_store_memory=80 * MIB, **arguments)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", str(REPOSITORY))  # where the workers find the tasks
        patch.setenv("RAY_memory_monitor_refresh_ms", "0")  # it ends workers when others fill the machine
        patch.setenv("RAY_prestart_worker_first_driver", "0")  # processes that only cost time here
        started = Nodes()
        started.add()
        yield started
        started.stop()


def options(nodes: Nodes, **more: Any) -> RayOptions:
    values = {"min_workers": 1, "scale_after_s": 0.1, "retry_s": 0.5, **more}
    return RayOptions(nodes.address, replace(OPTIONS, workers=2, grace_s=10.0), **values)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.asyncio(loop_scope="function")
async def test_server_makes_with_ray_what_it_makes_without(
    nodes: Nodes,
    server: Server,
    anna: Seat,
    engine: Engine,
    made_face: tuple[Path, FaceResult],
    note: Path,
    tmp_path: Path,
) -> None:
    """The whole server, with two more settings. Clips are signed with the server's certificate, which travels to the worker and
    stays there.
    """
    chosen = {"FACENOTE_POOL": "ray", "FACENOTE_RAY_ADDRESS": nodes.address, "FACENOTE_RAY_WORKER_CPUS": "1"}
    async with server.started(**chosen):
        for wanted in (["delivered"], ["delivered"] * 2):
            anna.sends_voice(note)
            await server.reach(lambda clips, wanted=wanted: [clip["state"] for clip in clips] == wanted)  # type: ignore[misc]
    async with open_store(server.data) as store, store.read() as tx:
        clips = [store.media.path((await jobs.get(tx, job)).files[FileRole.CLIP]) for job in (1, 2)]
    for clip in clips:
        signed_by = read_provenance(clip, authorities=server.data / SIGNING / AUTHORITY_NAME)
        assert signed_by.validity is Validity.TRUSTED
    work.make_clip(made_face[0] / work.TEMPLATE, note, tmp_path, ClipOptions(), engine, Watch())
    assert frames(clip) == frames(tmp_path / work.CLIP)


def frames(clip: Path) -> list[bytes]:
    """Return a digest of each frame."""
    return [hashlib.blake2b(frame.tobytes()).digest() for frame in read_frames(clip, watch=Watch())]


async def test_a_node_of_another_version_is_refused(nodes: Nodes, tmp_path: Path) -> None:
    """This comes before the others, because a process has one connection to a cluster, and the others share a pool."""
    other = tmp_path / "facenote-99.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: facenote\nVersion: 99\n")
    node = nodes.add(2, PYTHONPATH=f"{tmp_path}:{REPOSITORY}")
    async with RayPool(options(nodes, cpus=2)) as pool:
        with pytest.raises(WorkerVersionDiffers) as refused:
            await pool.submit(Request("1", tasks.where)).result()
        assert refused.value.facts["version"] == "99"
    nodes.lose(node)


async def test_a_node_that_lacks_a_package_is_refused(nodes: Nodes, tmp_path: Path) -> None:
    (tmp_path / "facenote").mkdir()
    (tmp_path / "facenote" / "__init__.py").write_text("raise ImportError('not installed')")
    node = nodes.add(2, PYTHONPATH=f"{tmp_path}:{REPOSITORY}")
    async with RayPool(options(nodes, cpus=2)) as pool:
        with pytest.raises(WorkerUnready, match="cannot be started"):
            await pool.submit(Request("1", tasks.where)).result()
    nodes.lose(node)


async def test_workers_that_found_no_place_are_withdrawn(
    nodes: Nodes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    most, release = 5, tmp_path / "release"
    async with RayPool(replace(options(nodes, idle_s=0.5), pool=replace(OPTIONS, workers=most))) as pool:
        held = [pool.submit(Request(str(i), partial(tasks.hold, tmp_path / str(i), release))) for i in range(most)]
        await eventually((tmp_path / "0").exists)
        await asyncio.sleep(0.6)  # longer than the pause after which an unneeded worker ends: these are needed
        assert "found no place" not in caplog.text
        for job in held:
            if not job.running:
                job.cancel()
        await eventually(lambda: "found no place" in caplog.text)
        release.touch()
        assert await held[0].result()
        assert await pool.submit(Request("more", tasks.where)).result()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool(nodes: Nodes) -> AsyncIterator[RayPool]:
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.INFO)  # the actors log what is logged here when they start
    nodes.add()
    async with RayPool(options(nodes)) as opened:
        yield opened
    logging.getLogger().setLevel(level)


async def test_it_does_what_the_local_pool_does(pool: RayPool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await crosses_the_border(pool, caplog)


async def test_files_travel_there_and_back(pool: RayPool, tmp_path: Path) -> None:
    template, out = tmp_path / "template", tmp_path / "out"
    template.mkdir()
    out.mkdir()
    content = os.urandom(9 * MIB)
    (template / "video.mp4").write_bytes(content)
    task = partial(tasks.copy, template, out)
    first, second = [await pool.submit(Request(number, task, out=out)).result() for number in "12"]
    assert first == second, "the template is still there"
    assert first.parent.parent != template.parent
    assert (out / "copy" / "video.mp4").read_bytes() == content
    assert (out / "empty").read_bytes() == b""


async def test_a_full_disk_here_fails_the_job_alone(pool: RayPool, tmp_path: Path) -> None:
    template, out = tmp_path / "template", tmp_path / "out"
    template.mkdir()
    (template / "video.mp4").write_bytes(b"video")
    out.mkdir()
    (out / "copy").mkdir()
    (out / "copy" / "video.mp4").symlink_to("/dev/full")
    with pytest.raises(DiskFull):
        await pool.submit(Request("1", partial(tasks.copy, template, out), out=out)).result()
    await pool.submit(Request("2", tasks.where)).result()


async def test_waiting_jobs_bring_a_second_worker(pool: RayPool, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    one = pool.submit(Request("1", partial(tasks.meet, here, there)))
    two = pool.submit(Request("2", partial(tasks.meet, there, here)))
    assert await one.result() != await two.result()


async def test_polite_and_deaf_jobs_are_cancelled(pool: RayPool, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    for task in (partial(tasks.polite, flag), tasks.sleep):
        job = pool.submit(Request("1", task))
        await at_work(job)
        assert job.cancel()
        with pytest.raises(Cancelled):
            await job.result()
    assert flag.read_text() == "cleared up"


async def test_a_lost_actor_costs_its_own_job_only(pool: RayPool, tmp_path: Path) -> None:
    held = await occupy(pool, tmp_path)
    waiting = pool.submit(Request("waiting", tasks.where))
    process = int((tmp_path / "0").read_text())
    os.kill(psutil.Process(process).ppid(), signal.SIGKILL)
    with pytest.raises(WorkerDied):
        await held[0].result()
    await eventually(lambda: not alive(process))
    await waiting.result()
    (tmp_path / "flag").touch()
    assert await held[1].result() == "done"


async def test_a_lost_node_costs_its_own_job_only(nodes: Nodes, pool: RayPool, tmp_path: Path) -> None:
    held = await occupy(pool, tmp_path)
    waiting = pool.submit(Request("waiting", tasks.where))
    nodes.lose_one()
    await asyncio.wait([job.ended for job in held], return_when=asyncio.FIRST_COMPLETED)
    (tmp_path / "flag").touch()
    ended = await asyncio.gather(*(job.result() for job in held), return_exceptions=True)
    assert sorted(str(type(one)) for one in ended) == sorted(map(str, (str, WorkerDied)))
    await waiting.result()


async def test_a_result_is_lost_on_its_way(
    nodes: Nodes, pool: RayPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Part of a file has arrived when its node is lost: the attempt fails, and the next one begins anew."""
    lost, append = threading.Event(), worker._append

    def append_and_wait(path: Path, block: bytes) -> None:
        append(path, block)
        lost.wait(SOON_S)

    monkeypatch.setattr(worker, "_append", append_and_wait)
    request = Request("1", partial(tasks.leave_much, tmp_path), out=tmp_path)
    job = pool.submit(request)
    arriving = tmp_path / "much"
    try:
        await eventually(lambda: arriving.exists() and arriving.stat().st_size > 0)
        nodes.lose_one()  # the last one
    finally:
        lost.set()
    with pytest.raises(WorkerDied):
        await job.result()
    assert arriving.stat().st_size == BLOCK_BYTES
    nodes.add()
    await pool.submit(request).result()
    assert arriving.stat().st_size == 64 * MIB


async def test_a_restarted_head_costs_the_running_jobs_alone(nodes: Nodes, pool: RayPool, tmp_path: Path) -> None:
    held = pool.submit(Request("held", partial(tasks.hold, tmp_path / "0", tmp_path / "flag")))
    await at_work(held)
    waiting = pool.submit(Request("waiting", tasks.where))
    nodes.lose_head()
    stuck = pool.submit(Request("stuck", tasks.where))
    assert stuck.cancel()
    nodes.start_head()
    nodes.add()
    with pytest.raises(WorkerDied):
        await held.result()
    await waiting.result()


async def test_service_loses_no_job_and_delivers_none_twice(pool: RayPool, tmp_path: Path, voice: Voice) -> None:
    """This is the last test of this pool, which the service drains."""
    letterbox = Letterbox()
    async with open_store(tmp_path / "data") as store:
        ada = await a_user(store)
        face = await a_face(store, ada)
        async with JobService(store, pool, {"test": letterbox}, JobOptions(drain_s=0.5)) as service:
            died = await ask_clip(service, store, ada, face, voice("die once"))
            assert (await reaches(store, died, JobState.DELIVERED)).attempts == 2
            killed_by, lasting = voice("wait"), voice("wait")
            killed = await ask_clip(service, store, ada, face, killed_by)
            await eventually(killed_by.with_suffix(".mark").exists)
            for actor in actors():
                with contextlib.suppress(psutil.NoSuchProcess):
                    actor.kill()
            slow_work.let_finish(killed_by)
            assert (await reaches(store, killed, JobState.DELIVERED)).attempts == 2
            unfinished = await ask_clip(service, store, ada, face, lasting)
            await eventually(lasting.with_suffix(".mark").exists)
        given_back = await job_now(store, unfinished)
    assert (given_back.state, given_back.attempts) == (JobState.QUEUED, 0)
    assert [job for job, _ in letterbox.delivered] == [died.id, killed.id]


async def occupy(pool: RayPool, folder: Path) -> list[PoolJob[str]]:
    """Return a job on each of both workers; they end when there is a file ``flag``, and note their processes in ``0``, ``1``."""
    notes = [folder / str(number) for number in range(2)]
    held = [pool.submit(Request(note.name, partial(tasks.hold, note, folder / "flag"))) for note in notes]
    await eventually(lambda: all(note.exists() for note in notes))
    return held


def actors() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "WorkerActor" in " ".join(cmdline(child))]


def cmdline(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.Error):
        return list(process.cmdline())
    return []
