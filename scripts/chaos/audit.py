"""Looks, once the server has ended, whether anything is lost, doubled or orphaned."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.jobs.outlook import RETRYABLE_CODES
from scripts.chaos.world import ENDED, World, clips_for, is_refusal
from tests.bot.test_serve import processes_of

VERDICTS = {True: "ok", False: "WRONG", None: ""}

EXPECTED_CODES = RETRYABLE_CODES - {"engine_failed", "internal_error", "storage_failed", "worker_version_differs"}
"""How a job may fail for what is done to the server: all that is sent is usable, and the fault has a code of its own."""


@dataclass(frozen=True)
class Line:
    """A line of the table: what was looked at, its figure, and whether it is as it should be; None: any figure will do."""

    what: str
    figure: str
    is_right: bool | None = None

    def __str__(self) -> str:
        return f"{self.what:<58} {self.figure:<58} {VERDICTS[self.is_right]}".rstrip()


def audit(world: World) -> Iterator[Line]:
    """Return all lines."""
    data = world.server.data
    with contextlib.closing(sqlite3.connect(data / "facenote.db")) as database:
        database.row_factory = sqlite3.Row
        jobs = [dict(row) for row in database.execute("SELECT * FROM jobs ORDER BY id")]
        (integrity,) = database.execute("PRAGMA integrity_check").fetchone()
        foreign = database.execute("PRAGMA foreign_key_check").fetchall()
        ends: Counter[int] = Counter()
        for row in database.execute("SELECT job_id FROM job_events WHERE kind = 'state' AND state IN (?, ?, ?)", ENDED):
            ends[row["job_id"]] += 1
        known = {row["sha256"] for row in database.execute("SELECT sha256 FROM files")}
        uploads = {row["id"] for row in database.execute("SELECT id FROM uploads")}
        unnamed = database.execute(
            "SELECT COUNT(*) FROM files WHERE sha256 NOT IN (SELECT sha256 FROM job_files UNION SELECT sha256 FROM face_files)"
        ).fetchone()[0]
    states = Counter(f"{job['state']}{':' + job['code'] if job['code'] else ''}" for job in jobs)
    yield Line("jobs", ", ".join(f"{state} {count}" for state, count in sorted(states.items())))
    yield _line("jobs without an end", [job["id"] for job in jobs if job["state"] not in ENDED])
    yield _line("jobs with more than one end, or none", [job["id"] for job in jobs if ends[job["id"]] != 1])
    failed = [f"{job['id']} {job['code']}" for job in jobs if job["state"] == "failed"]
    yield _line(
        "jobs that failed with an unexpected code", [one for one in failed if one.split()[1] not in EXPECTED_CODES]
    )
    made = [job["id"] for job in jobs if job["kind"] == "clip" and job["state"] == "delivered"]
    yield _some("clips made for the API", len(set(made) & set(world.accepted)))
    yield _line("jobs that the API accepted and does not know", set(world.accepted) - {job["id"] for job in jobs})
    yield from _voices(world, jobs)
    yield Line(
        "database: integrity, foreign keys", f"{integrity}, {len(foreign)} wrong", integrity == "ok" and not foreign
    )
    here = _names(data / "media")
    yield _line("media: files without a row", here - known)
    yield _line("media: rows without a file", known - here)
    yield Line("media: rows that nothing names", str(unnamed), not unnamed)
    yield _line("uploads: files without a row", _names(data / "uploads") - uploads)
    yield _line("scratch folders left", _names(data / "scratch"))
    yield _line("temporary files left", _names(data.parent / "tmp"))
    yield _line("processes left", processes_of(data))
    log = world.server.log.read_text(errors="replace")
    yield Line("starts of the server", str(world.server.starts))
    yield Line("starts of the server that failed", str(world.server.failed_starts), not world.server.failed_starts)
    yield Line("tracebacks in the log", str(log.count("Traceback (most recent call last)")))


def _voices(world: World, jobs: list[dict[str, Any]]) -> Iterator[Line]:
    """Compare what people see in their chats with the jobs."""
    by_key = {job["key"]: job for job in jobs if job["key"]}
    lost, doubled, missing, wrong, told, seen = [], [], [], [], 0, 0
    for seat, voice in world.voices:
        job, clips = by_key.get(f"tg:{seat.chat.id}:{voice.id}"), len(clips_for(seat, voice))
        seen += bool(clips)
        if job is None:
            is_told = any(is_refusal(one) for one in seat.chat.messages if one.reply_to is voice)
            told += is_told
            if not is_told:
                lost.append(voice.id)
        elif job["state"] == "delivered" and clips == 0:
            missing.append(job["id"])
        elif job["state"] != "delivered" and clips:
            wrong.append(job["id"])
        if clips > 1:
            doubled.append(voice.id)
    yield Line("requests of the script that failed", str(world.refused))
    yield Line("voices sent in Telegram, of these refused with a reason", f"{len(world.voices)}, {told}")
    yield _some("voices whose clip the person has", seen)
    yield _line("voices without a job and without a refusal", lost)
    yield _line("delivered, but the person has no clip", missing)
    yield _line("not delivered, but the person has a clip", wrong)
    yield _line("clips that came twice", doubled)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def _some(what: str, count: int) -> Line:
    """Return a line that is wrong if there was none: then nothing worked, and the other lines say little."""
    return Line(what, str(count), count > 0)


def _line(what: str, found: Any) -> Line:
    listed = sorted(map(str, found))
    return Line(what, f"{len(listed)} {json.dumps(listed[:5])}" if listed else "0", not listed)
