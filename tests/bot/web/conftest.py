"""The studio over real HTTP, on a real store. Workers start only where a test wants them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.http import make_app, serving
from bot.jobs.service import JobService
from bot.metrics import Metrics
from bot.settings import Settings
from bot.texts import Texts
from bot.web.guard import CSRF_HEADER
from bot.web.studio import Studio
from engine.pool import Pool, PoolOptions
from storage import Store
from storage.values import Clock, utc_now

ADA, BOB = "ada-0123456789abcdef", "bob-0123456789abcdef"
TOKENS = {"ada": ADA, "bob": BOB}
HOME = "http://127.0.0.1"


@dataclass(frozen=True)
class Place:
    """A running studio."""

    url: str
    store: Store
    settings: Settings

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """A client that sends what the page sends, keeps cookies, and goes nowhere else."""
        return httpx.AsyncClient(base_url=self.url, headers={CSRF_HEADER: "1", **headers})

    def script(self, token: str) -> httpx.AsyncClient:
        """A client that has a token, and nothing that the page has."""
        return httpx.AsyncClient(base_url=self.url, headers={"Authorization": f"Bearer {token}"})

    @contextlib.asynccontextmanager
    async def logged_in(self, token: str) -> AsyncIterator[httpx.AsyncClient]:
        """A browser in which somebody logged in with a token."""
        async with self.browser() as client:
            answer = await client.post("/api/session", json={"token": token})
            assert answer.status_code == 204, answer.text
            yield client


@contextlib.asynccontextmanager
async def running(
    folder: Path, *, clock: Clock = utc_now, listen: str = "127.0.0.1", **chosen: Any
) -> AsyncIterator[Place]:
    """A studio whose data are in ``folder``, with these settings."""
    settings = Settings(_env_file=None, data_folder=folder, min_free_mb=0, **chosen)
    async with Store.open(folder, clock=clock) as store:
        jobs = JobService(store, Pool(PoolOptions()), {})
        app = make_app(Metrics(store), lambda: "")
        Studio(settings, store, jobs, Texts()).add_to(app)
        async with serving(app, listen, 0) as port:
            yield Place(f"{HOME}:{port}", store, settings)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Place]:
    """Nothing is set: for the person at this machine."""
    async with running(tmp_path / "data") as place:
        yield place


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Place]:
    """Ada and Bob have tokens."""
    async with running(tmp_path / "data", web_tokens=TOKENS) as place:
        yield place


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]
