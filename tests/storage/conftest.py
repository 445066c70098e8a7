"""Fixtures: a real store in the test's own folder, with a clock that the test sets."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import Store, Writer, jobs, users
from storage.consents import NewConsent, Subject
from storage.jobs import Job, NewJob
from storage.limits import Limits
from storage.media import StagedFile
from storage.users import User

NO_LIMITS = Limits()


CONSENT = NewConsent("2026-01", "Please confirm.", "en", "telegram", Subject.PERMITTED_FACE, note="Ada's sister")


class FakeClock:
    """Clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 31, 23, 59, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "data", clock=clock) as opened:
        yield opened


async def make_user(tx: Writer, name: str) -> User:
    return await users.ensure(tx, f"test:{name}", name=name, language="en")


async def make_job(tx: Writer, user: User, **more: object) -> Job:
    """Queue a job of kind "render" and 10 units of work."""
    values = {"user_id": user.id, "kind": "render", "cost_s": 10.0, **more}
    return await jobs.enqueue(tx, NewJob(**values), NO_LIMITS)  # type: ignore[arg-type]


async def stage(store: Store, folder: Path, content: bytes, name: str = "file") -> StagedFile:
    """Stage content as a file in an open scratch folder."""
    (folder / name).write_bytes(content)
    return await store.media.stage(folder / name)


def no_hard_links(source: Path, target: Path) -> None:
    """Replace :func:`os.link` by the error of exFAT and network file systems."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(source), None, str(target))


def on_disk(store: Store) -> dict[str, bytes]:
    """Return the files in the media folder."""
    return {path.name: path.read_bytes() for path in store.media.folder.iterdir() if path.is_file()}
