"""Tests of real processes on one store, killed with SIGKILL at the worst moments and at random ones."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from storage import Store, deliveries, jobs, leases
from storage.jobs import JobState
from tests.storage.conftest import make_job, make_user, on_disk

REPOSITORY = Path(__file__).resolve().parents[2]


def start(folder: Path, role: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.child", str(folder), role]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)


def run_to_its_end(folder: Path, role: str) -> tuple[int, list[dict[str, object]]]:
    """Return the exit code (negative: the signal) and the child's output."""
    child = start(folder, role)
    said, _ = child.communicate(timeout=600)
    return child.returncode, [json.loads(line) for line in said.splitlines()]


async def assert_sound(store: Store) -> None:
    """Assert that every row's file has the content of its name, and that SQLite finds no error."""
    async with store.read() as tx:
        assert await tx.scalar("PRAGMA integrity_check") == "ok"
        assert await tx.all("PRAGMA foreign_key_check") == []
        for row in await tx.all("SELECT sha256, bytes FROM files"):
            content = store.media.path(row["sha256"]).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (row["sha256"], row["bytes"])


async def test_killed_between_rename_and_commit_leaves_an_orphan_that_is_swept(tmp_path: Path) -> None:
    assert run_to_its_end(tmp_path, "die_between_rename_and_commit")[0] == -9
    async with Store.open(tmp_path) as store:
        assert len(on_disk(store)) == 1
        async with store.read() as tx:
            assert await tx.scalar("SELECT COUNT(*) FROM jobs") == await tx.scalar("SELECT COUNT(*) FROM files") == 0
        assert (await store.sweep()).files_removed == 1
        assert on_disk(store) == {}


async def test_killed_between_commit_and_removal_is_made_up_for_at_start(tmp_path: Path) -> None:
    assert run_to_its_end(tmp_path, "die_between_commit_and_removal")[0] == -9
    assert len(list((tmp_path / "media").iterdir())) == 1
    async with Store.open(tmp_path) as store:
        assert on_disk(store) == {}
        await assert_sound(store)


@pytest.mark.parametrize("seed", range(3))
async def test_killed_at_any_moment_every_row_has_its_file(tmp_path: Path, seed: int) -> None:
    """Two writers, killed a random time after their first commit, most likely in the middle of a write."""
    children: list[subprocess.Popen[str]] = []
    said = []
    try:
        for _ in range(2):  # the second one finds the schema
            children.append(child := start(tmp_path, "write_for_ever"))
            assert child.stdout is not None
            said.append(json.loads(child.stdout.readline()))
        await asyncio.sleep(random.Random(seed).uniform(0, 0.5))
    finally:
        for child in children:
            child.kill()
    for child in children:
        # The last line may be cut in two by the kill.
        lines = child.communicate()[0].splitlines(keepends=True)
        said += [json.loads(line) for line in lines if line.endswith("\n")]
    added = {item["added"] for item in said if "added" in item}
    deleted = {item["deleted"] for item in said if "deleted" in item}

    async with Store.open(tmp_path) as store:
        await assert_sound(store)
        async with store.read() as tx:
            kept = {row["id"] for row in await tx.all("SELECT id FROM jobs")}
        assert deleted.isdisjoint(kept)
        # Jobs that a child reported as added exist, except one that each may have been deleting when it died.
        assert len(added - deleted - kept) <= 2
        await store.sweep()
        async with store.read() as tx:
            assert set(on_disk(store)) == {row["sha256"] for row in await tx.all("SELECT sha256 FROM files")}
        async with store.write() as tx:
            await make_user(tx, "someone else")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("die_while_running", JobState.QUEUED),
        ("die_when_rendered", JobState.RENDERED),
        ("die_while_sending", JobState.RENDERED),
    ],
)
async def test_a_restart_in_each_state_loses_nothing_and_repeats_nothing(
    tmp_path: Path, role: str, expected: JobState
) -> None:
    code, said = run_to_its_end(tmp_path, role)
    assert code == -9
    async with Store.open(tmp_path) as store:
        async with store.write() as tx:
            await leases.expire_all_of(tx, "server")
            await leases.requeue_expired(tx)
            job = await jobs.get(tx, 1)
            assert job.state is expected
            to_render = await leases.claim(tx, "server", 60)
            to_send = await deliveries.claim(tx, "server", 60)
            in_doubt = await deliveries.uncertain(tx)
        assert (to_render is not None) == (role == "die_while_running")
        assert (to_send is not None) == (role == "die_when_rendered")
        assert [found.id for found in in_doubt] == ([1] if role == "die_while_sending" else [])
        assert said == ([{"sent": True}] if role == "die_while_sending" else [])


async def test_several_processes_never_claim_the_same_job(tmp_path: Path) -> None:
    async with Store.open(tmp_path) as store, store.write() as tx:
        people = [await make_user(tx, str(index)) for index in range(3)]
        for index in range(30):
            await make_job(tx, people[index % 3])
    children = [start(tmp_path, "claim_all") for _ in range(3)]
    claims = [[json.loads(line)["claimed"] for line in child.communicate()[0].splitlines()] for child in children]
    assert [child.returncode for child in children] == [0, 0, 0]
    assert sorted(itertools.chain(*claims)) == list(range(1, 31))


async def test_several_tasks_and_connections_never_claim_the_same_job(tmp_path: Path) -> None:
    async with Store.open(tmp_path) as store, Store.open(tmp_path) as other:
        async with store.write() as tx:
            ada = await make_user(tx, "ada")
            for _ in range(60):
                await make_job(tx, ada)

        async def work(through: Store) -> list[int]:
            mine: list[int] = []
            while True:
                async with through.write() as tx:
                    claim = await leases.claim(tx, "server", 60)
                if claim is None:
                    return mine
                mine.append(claim.job.id)

        claims = await asyncio.gather(*(work(through) for through in (store, other) * 3))
    assert sorted(itertools.chain(*claims)) == list(range(1, 61))


def test_a_write_that_the_system_refuses_is_disk_full_and_leaves_nothing(tmp_path: Path) -> None:
    code, said = run_to_its_end(tmp_path, "fill_the_disk")
    assert (code, said) == (0, [{"code": "disk_full"}, {"added": 1}])
    assert list((tmp_path / "scratch").iterdir()) == []
