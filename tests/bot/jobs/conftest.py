"""Fixtures for a job service on a real store and a real pool, with a channel that keeps its deliveries."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from bot.app.app import App
from bot.jobs import work
from bot.jobs.requests import ClipRequest, FaceRequest
from bot.jobs.service import JobOptions, JobService
from bot.records import FileRole, Origin, SentMessage, open_store
from bot.settings import Settings
from engine.pool import Pool, PoolOptions
from storage import Store, faces, jobs, users
from storage.faces import Face
from storage.jobs import Job, JobState
from storage.media import read_chunks
from storage.users import User
from tests.bot.jobs import slow_work
from tests.bot.said import TEXTS

SOON_S = 180.0
REPOSITORY = Path(__file__).resolve().parents[3]

Voice = Callable[..., Path]


class Letterbox:
    """A channel. ``delivered``: the job and the roles of its files. Each delivery first takes one item of ``faults``: an
    exception is raised, a function called. ``on_ask``: called before a question has been sent.
    """

    max_clip_bytes: int | None = None

    def __init__(self) -> None:
        self.delivered: list[tuple[int, set[str]]] = []
        self.doubted: list[int] = []
        self.faults: list[Exception | Callable[[], Awaitable[None]]] = []
        self.deaf_to: set[int] = set()
        self.on_ask: Callable[[Job], Awaitable[object]] | None = None

    async def deliver(self, job: Job, files: Mapping[FileRole, Path]) -> Sequence[SentMessage]:
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, Exception):
                raise fault
            await fault()
        assert all(path.exists() for path in files.values())
        self.delivered.append((job.id, set(files)))
        return [SentMessage(len(self.delivered))]

    async def ask_delivered(self, job: Job) -> None:
        if job.id in self.deaf_to:
            raise ConnectionError("as asked")
        self.doubted.append(job.id)
        if self.on_ask is not None:
            await self.on_ask(job)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voice:
    """Return a function that writes voices with instructions for the workers: see
    :func:`tests.bot.jobs.slow_work.write_voice`.
    """
    monkeypatch.setattr(work, "make_clip", slow_work.make_clip)
    monkeypatch.syspath_prepend(str(REPOSITORY))  # where the workers find it
    (tmp_path / "voices").mkdir()
    return partial(slow_work.write_voice, tmp_path / "voices")


@contextlib.asynccontextmanager
async def serving(
    store: Store,
    letterbox: Letterbox,
    options: JobOptions = JobOptions(drain_s=0.5),
    pool: PoolOptions = slow_work.POOL,
) -> AsyncIterator[JobService]:
    async with Pool(pool) as workers, JobService(store, workers, {"test": letterbox}, options) as service:
        yield service


async def a_user(store: Store, name: str = "ada") -> User:
    async with store.write() as tx:
        return await users.ensure(tx, f"test:{name}", name=name, language="en")


async def a_face(store: Store, user: User) -> Face:
    """Return a registered face whose template is never read."""
    async with store.media.scratch() as folder:
        (folder / "template").mkdir()
        (folder / "template" / "manifest.json").write_text(f"{user.id}")
        (folder / "template" / "video.mp4").write_bytes(b"what a stand-in copies as the clip")
        template = await store.media.stage(folder / "template")
        async with store.write() as tx:
            return await faces.add(
                tx, user.id, name="me", facts={}, sources={"template": template, "poster": template.sha256}
            )


async def ask_clip(service: JobService, store: Store, user: User, face: Face, voice: Path, **more: object) -> Job:
    async with store.media.scratch() as folder:
        staged = await store.media.receive(read_chunks(voice), folder / "voice", max_bytes=1 << 30)
        values = {"user_id": user.id, "face_id": face.id, "voice": staged, "voice_s": 4.0, "origin": Origin("test")}
        return await service.submit_clip(ClipRequest(**{**values, **more}))  # type: ignore[arg-type]


async def ask_face(service: JobService, store: Store, user: User, source: Path) -> Job:
    async with store.media.scratch() as folder:
        staged = await store.media.receive(read_chunks(source), folder / "source", max_bytes=1 << 30)
        return await service.submit_face(FaceRequest(user.id, staged, 4.0, origin=Origin("test")))


def use_cases(store: Store, service: JobService) -> App:
    """Return the use cases of the service for a front end without a messenger."""
    return App(Settings(_env_file=None), store, service, TEXTS)


async def job_now(store: Store, job: Job) -> Job:
    async with store.read() as tx:
        return await jobs.get(tx, job.id)


def code_of(job: Job) -> str | None:
    """Return why the job failed, None if it did not."""
    return job.failure.code if job.failure else None


async def reaches(store: Store, job: Job, *states: JobState) -> Job:
    """Return the job as it was when it was first seen in one of the states."""
    async with asyncio.timeout(SOON_S):
        while (now := await job_now(store, job)).state not in states:
            await asyncio.sleep(0.02)
    return now


async def until(found: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SOON_S):
        while not await found():
            await asyncio.sleep(0.02)


async def send_now(store: Store, job: Job) -> None:
    """Make the next delivery of a job due, however far it was postponed."""
    async with store.write() as tx:
        await tx.run("UPDATE jobs SET send_after = NULL WHERE id = ?", job.id)


async def postponed(store: Store, job: Job) -> None:
    """Wait until a delivery has failed and was postponed."""

    async def tried() -> bool:
        now = await job_now(store, job)
        return now.sends > 0 and not now.is_being_sent

    await until(tried)
