"""A job service on a real store and a real pool, with a front that keeps what it is given."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path

import pytest

from bot.jobs.requests import ClipRequest, FaceRequest
from bot.jobs.service import JobOptions, JobService
from engine.pool import Pool, PoolOptions
from storage import Store, faces, jobs, users
from storage.faces import Face
from storage.jobs import Job, JobState
from storage.media import Sealed, read_chunks
from storage.users import User
from storage.values import Json
from tests.bot.jobs import slow_work

SOON_S = 60.0
OPTIONS = JobOptions(drain_s=0.5)
FRONT = {"front": "test"}


class Letterbox:
    """A front. ``delivered``: job and the files as they were when it came; ``failures`` are raised first."""

    def __init__(self) -> None:
        self.delivered: list[tuple[Job, dict[str, int]]] = []
        self.doubted: list[int] = []
        self.failures: list[Exception] = []

    async def deliver(self, job: Job, files: Mapping[str, Path]) -> Sequence[Json]:
        if self.failures:
            raise self.failures.pop(0)
        self.delivered.append((job, {role: path.stat().st_size for role, path in files.items()}))
        return [{"message": len(self.delivered)}]

    async def doubt(self, job: Job) -> None:
        self.doubted.append(job.id)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@contextlib.asynccontextmanager
async def serving(
    store: Store, letterbox: Letterbox, options: JobOptions = OPTIONS, pool: PoolOptions = slow_work.POOL
) -> AsyncIterator[JobService]:
    async with Pool(pool) as workers, JobService(store, workers, {"test": letterbox}, options) as service:
        yield service


async def a_user(store: Store, name: str = "ada") -> User:
    async with store.write() as tx:
        return await users.ensure(tx, f"test:{name}", name=name, language="en")


async def a_face(store: Store, user: User) -> Face:
    """A registered face whose template nobody will look into."""
    async with store.media.scratch() as folder:
        (folder / "template").mkdir()
        (folder / "template" / "manifest.json").write_text(f"{user.id}")
        template = await store.media.seal(folder / "template")
        async with store.write() as tx:
            return await faces.add(
                tx, user.id, name="me", facts={}, sources={"template": template, "poster": template.sha256}
            )


@contextlib.asynccontextmanager
async def received(store: Store, path: Path) -> AsyncIterator[Sealed]:
    async with store.media.scratch() as folder:
        yield await store.media.receive(read_chunks(path), folder / "in", max_bytes=1 << 30)


async def ask_clip(service: JobService, store: Store, user: User, face: Face, voice: Path, **more: object) -> Job:
    async with received(store, voice) as sealed:
        request = {"user_id": user.id, "face_id": face.id, "voice": sealed, "voice_s": 4.0, "front": FRONT, **more}
        return await service.submit_clip(ClipRequest(**request))  # type: ignore[arg-type]


async def ask_face(service: JobService, store: Store, user: User, source: Path) -> Job:
    async with received(store, source) as sealed:
        return await service.submit_face(FaceRequest(user.id, sealed, 4.0, front=FRONT))


async def reaches(store: Store, job: Job, *states: JobState) -> Job:
    """Wait until the job is in one of the states."""
    return await until(lambda: _state(store, job.id, states))


async def until(found: Callable[[], object]) -> Job:
    async with asyncio.timeout(SOON_S):
        while True:
            value = await found()  # type: ignore[misc]
            if value:
                return value
            await asyncio.sleep(0.05)


async def _state(store: Store, job_id: int, states: Sequence[JobState]) -> Job | None:
    async with store.read() as tx:
        job = await jobs.get(tx, job_id)
    return job if job.state in states else None
