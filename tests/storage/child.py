"""A process that works on a store until it is killed: ``python -m tests.storage.child FOLDER ROLE``.

It reports on standard output, in one JSON line each, what it has committed.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from storage import Media, StagedFile, Store, Writer, deliveries, files, jobs, leases, users
from storage.errors import StoreFull
from storage.jobs import NewJob
from storage.limits import Limits


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def add_job(store: Store, content: bytes) -> jobs.Job:
    async with store.media.scratch() as folder:
        (folder / "voice").write_bytes(content)
        staged = await store.media.stage(folder / "voice")
        async with store.write() as tx:
            user = await users.ensure(tx, "test:ada", name="ada", language="en")
            return await jobs.enqueue(tx, NewJob(user.id, "render", 1.0, files={"voice": staged}), Limits())


async def write_for_ever(store: Store) -> None:
    """Add jobs with files, and delete every second one, until killed."""
    for number in range(10**9):
        content = hashlib.sha256(f"{os.getpid()} {number}".encode()).digest() * 2000
        job = await add_job(store, content)
        say(added=job.id)
        if number % 2:
            async with store.write() as tx:
                await jobs.cancel(tx, job.id)
                await jobs.delete(tx, job.id)
            say(deleted=job.id)


async def take_scratch_and_die(store: Store) -> None:
    async with store.media.scratch() as folder:
        (folder / "voice").write_bytes(b"a voice")
        die()


async def die_between_rename_and_commit(store: Store) -> None:
    settle = Media.commit_file

    def settle_and_die(self: Media, staged: StagedFile) -> None:
        settle(self, staged)
        die()

    Media.commit_file = settle_and_die  # type: ignore[method-assign]
    await add_job(store, b"renamed, never committed")


async def die_between_commit_and_removal(store: Store) -> None:
    job = await add_job(store, b"its row goes first")

    async def die_instead(tx: Writer, candidates: object) -> tuple[int, set[str]]:  # noqa: ARG001
        die()
        return 0, set()

    files.remove = die_instead
    async with store.write() as tx:
        await jobs.cancel(tx, job.id)
        await jobs.delete(tx, job.id)


async def die_while_running(store: Store) -> None:
    await add_job(store, b"voice")
    async with store.write() as tx:
        await leases.claim(tx, "server", 3600)
    die()


async def die_when_rendered(store: Store) -> None:
    await _render(store)
    die()


async def die_while_sending(store: Store) -> None:
    await _render(store)
    async with store.write() as tx:
        await deliveries.claim(tx, "server", 3600)
    say(sent=True)
    die()


async def _render(store: Store) -> None:
    await add_job(store, b"voice")
    async with store.write() as tx:
        claim = await leases.claim(tx, "server", 3600)
        assert claim is not None
        await leases.mark_rendered(tx, claim.lease, result={"score": 1}, made={})


async def claim_all(store: Store) -> None:
    """Claim and finish jobs beside others that do the same."""
    while True:
        async with store.write() as tx:
            claim = await leases.claim(tx, str(os.getpid()), 3600)
        if claim is None:
            return
        say(claimed=claim.job.id)


async def fill_the_disk(store: Store) -> None:
    """Limit files to 2 MB: the system then refuses writes as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 1_000_000

    try:
        async with store.media.scratch() as folder:
            await store.media.receive(chunks(), folder / "video", max_bytes=10**8)
    except StoreFull as error:
        say(code=error.code)
    job = await add_job(store, b"small enough")
    say(added=job.id)


ROLES = {
    role.__name__: role
    for role in (
        write_for_ever,
        take_scratch_and_die,
        die_between_rename_and_commit,
        die_between_commit_and_removal,
        die_while_running,
        die_when_rendered,
        die_while_sending,
        claim_all,
        fill_the_disk,
    )
}


async def main(folder: str, role: str) -> None:
    async with Store.open(Path(folder)) as store:
        await ROLES[role](store)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
