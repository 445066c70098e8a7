"""Fixtures for the studio over real HTTP, on a real store. Workers start only on request."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from aiohttp import web

from bot import consent
from bot.app.app import App
from bot.app.fetch_channel import FetchChannel
from bot.http import make_app, serving
from bot.jobs.service import JobOptions, JobService
from bot.metrics import Metrics
from bot.records import open_store
from bot.records.origins import STUDIO
from bot.settings import Settings
from bot.web.guard import CSRF_HEADER
from bot.web.studio import Studio
from engine.pool import Pool, PoolOptions
from storage import Store, users
from storage.limits import Limits
from storage.values import Clock, utc_now
from tests.bot import threads
from tests.bot.jobs.conftest import a_face
from tests.bot.said import TEXTS

ADA, BOB = "ada-0123456789abcdef", "bob-0123456789abcdef"
TOKENS = {"ada": ADA, "bob": BOB}
HOME = "http://127.0.0.1"

SOON_S = 300.0

OpenPool = Callable[[], contextlib.AbstractAsyncContextManager[Any]]


@dataclass(frozen=True)
class Place:
    """Running studio."""

    url: str
    store: Store
    settings: Settings
    jobs: JobService
    app: web.Application
    core: App
    cookies: dict[str, str]

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """Return a client like :meth:`visitor`; where people log in by a link, it is logged in."""
        client = self.visitor(**headers)
        client.cookies.update(self.cookies)
        return client

    def visitor(self, **headers: str) -> httpx.AsyncClient:
        """Return a client that sends the page's headers, keeps cookies, and uses no other server."""
        return httpx.AsyncClient(base_url=self.url, headers={CSRF_HEADER: "1", **headers}, timeout=SOON_S)

    async def by_link(self, client: httpx.AsyncClient) -> httpx.AsyncClient:
        """Log the client in by a new link, and return it."""
        answer = await client.post("/api/session/link", json={"secret": await self.core.logins.make_link()})
        assert answer.status_code == 204, answer.text
        return client

    def script(self, token: str) -> httpx.AsyncClient:
        """Return a client with a token and none of the page's headers."""
        return httpx.AsyncClient(base_url=self.url, headers={"Authorization": f"Bearer {token}"}, timeout=SOON_S)

    @contextlib.asynccontextmanager
    async def logged_in(self, token: str) -> AsyncIterator[httpx.AsyncClient]:
        """Return a browser that is logged in with a token."""
        async with self.browser() as client:
            answer = await client.post("/api/session", json={"token": token})
            assert answer.status_code == 204, answer.text
            yield client


@contextlib.asynccontextmanager
async def running(
    folder: Path,
    *,
    clock: Clock = utc_now,
    listen: str = "127.0.0.1",
    pool: OpenPool | None = None,
    limits: Mapping[str, int] | None = None,
    logs_in: bool = True,
    **chosen: Any,
) -> AsyncIterator[Place]:
    """Run a studio with its data in ``folder`` and these settings; without a ``pool`` everything stays in the queue.

    ``logs_in``: log the place's browsers in, where people log in by a link.
    """
    settings = Settings(_env_file=None, data_folder=folder, **{"min_free_mb": 0, "web_demo": False, **chosen})
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(folder, clock=clock))
        workers = await stack.enter_async_context(pool()) if pool else Pool(PoolOptions())
        options = JobOptions(drain_s=1.0, limits=Limits(**limits or {}))
        jobs = JobService(store, workers, {STUDIO: FetchChannel(store)}, options)
        if pool:
            await stack.enter_async_context(jobs)
        app = make_app(settings, Metrics(store), lambda: "")
        core = App(settings, store, jobs, TEXTS)
        studio = Studio(settings, core, TEXTS)
        studio.add_to(app)
        await studio.open()
        port = await stack.enter_async_context(serving(app, listen, 0))
        place = Place(f"{HOME}:{port}", store, settings, jobs, app, core, cookies={})
        if settings.opens_by_link and logs_in:
            async with place.visitor() as client:
                place.cookies.update((await place.by_link(client)).cookies)
        yield place


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Place]:
    """Run a studio with default settings, for the user of this machine."""
    async with running(tmp_path / "data") as place:
        yield place


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Place]:
    """Run a studio with workers, and tokens for Ada and Bob."""
    async with running(tmp_path / "data", web_tokens=TOKENS, pool=threads.open_pool) as place:
        yield place


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Place]:
    """Run a studio with tokens for Ada and Bob."""
    async with running(tmp_path / "data", web_tokens=TOKENS) as place:
        yield place


async def send(client: httpx.AsyncClient, content: bytes, name: str) -> str:
    """Upload a file; return the upload's id."""
    metadata = f"filename {base64.b64encode(name.encode()).decode()}".strip()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
    begun = await client.post("/api/uploads", headers=headers)
    assert begun.status_code == 201, begun.text
    place = begun.headers["Location"]
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    sent = await client.patch(place, headers=headers, content=content)
    assert sent.status_code == 204, sent.text
    return place.rpartition("/")[2]


async def agreed(client: httpx.AsyncClient) -> None:
    """Agree to the consent text."""
    answer = await client.post("/api/consent", json={"version": consent.TEXT_VERSION})
    assert answer.status_code == 204, answer.text


async def face_of(client: httpx.AsyncClient, video: bytes, name: str) -> dict[str, Any]:
    """Return a face made from an uploaded video."""
    await agreed(client)
    check = await made(client.post("/api/face-checks", json={"upload": await send(client, video, f"{name}.mp4")}))
    await reaches(client, check, "delivered")
    return await made(client.post("/api/faces", json={"job": check["id"]}))


async def stored_face(place: Place, client: httpx.AsyncClient) -> int:
    """Register a face without any work; return its id."""
    name = (await made(client.get("/api/session"), 200))["name"]
    async with place.store.read() as tx:
        user = await users.find(tx, f"web:{name}")
    assert user is not None
    return (await a_face(place.store, user)).id


async def voice_of(client: httpx.AsyncClient, name: str, says: bytes = b"") -> dict[str, Any]:
    """Return a voice of two seconds with instructions for :func:`tests.bot.stand_ins.make_clip`."""
    upload = await send(client, sound(2.0) + says, name)
    return await made(client.post("/api/voices", json={"upload": upload}))


def sound(seconds: float) -> bytes:
    """Return a wav file without speech."""
    target = io.BytesIO()
    soundfile.write(target, np.zeros(int(seconds * 8000), np.int16), 8000, format="WAV")
    return target.getvalue()


async def made(answer: Awaitable[httpx.Response], status: int = 201) -> dict[str, Any]:
    """Return the body of a response with that status."""
    got = await answer
    assert got.status_code == status, got.text
    return dict(got.json())


async def reaches(client: httpx.AsyncClient, job: Mapping[str, Any], *states: str) -> dict[str, Any]:
    """Wait until the job is in one of the states."""
    async with asyncio.timeout(SOON_S):
        while (now := await made(client.get(f"/api/jobs/{job['id']}"), 200))["state"] not in states:
            await asyncio.sleep(0.02)
    return now


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]
