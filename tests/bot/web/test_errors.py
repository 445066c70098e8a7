"""Tests that every refusal has its status, code and text, and that no request breaks the server."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.web import openapi
from storage import jobs
from storage.store import DATABASE_NAME
from tests.bot.web.conftest import (
    ADA,
    SOON_S,
    TOKENS,
    Place,
    code_of,
    made,
    running,
    send,
    sound,
    stored_face,
    voice_of,
)

UPLOAD = "0" * 32


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/api/clips", {"face": 1, "voice": 1, "speed": 2}, "speed"),
        ("/api/clips", {"face": "1", "voice": 1}, "face"),
        ("/api/clips", {"face": True, "voice": 1}, "face"),
        ("/api/clips", {"face": 0, "voice": 1}, "face"),
        ("/api/clips", {"face": 2**63, "voice": 1}, "face"),
        ("/api/clips", {"face": 1}, "voice"),
        ("/api/clips", {"face": 1, "voice": 1, "form": "oval"}, "form"),
        ("/api/clips", [], ""),
        ("/api/batches", {"faces": [], "voices": [1]}, "faces"),
        ("/api/batches", {"faces": [1, 2], "voices": [1, 2]}, ""),
        ("/api/batches", {"faces": [1], "voices": [*range(1, 102)]}, "voices"),
        ("/api/batches", {"faces": [1], "voices": [1], "name": "\u2003"}, "name"),
        ("/api/voices", {"upload": "../../facenote.db"}, "upload"),
        ("/api/face-checks", {"upload": UPLOAD, "name": "x" * 256}, "name"),
        ("/api/faces", {"job": 1.5}, "job"),
    ],
)
async def test_wrong_bodies_are_told_field_by_field(shared: Place, path: str, body: Any, field: str) -> None:
    async with shared.script(ADA) as ada:
        answer = await ada.post(path, json=body)
        assert code_of(answer) == (400, "invalid_request")
        fields = answer.json()["error"]["facts"]["fields"]
        assert [fault["field"].partition(".")[0] for fault in fields] == [field]
        assert all(fault["problem"] for fault in fields)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b'{"face": NaN, "voice": 1}', b'{"face": ' + b"9" * 5000 + b"}", b"[" * 100_000]
)
async def test_what_is_no_json_is_refused(shared: Place, content: bytes) -> None:
    async with shared.script(ADA) as ada:
        answer = await ada.post("/api/clips", content=content, headers={"Content-Type": "application/json"})
        assert code_of(answer) == (400, "invalid_request")
        form = await ada.post("/api/clips", content=b"face=1", headers={"Content-Type": "text/plain"})
        assert code_of(form) == (400, "invalid_request")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "before=-1", "kind=dog", "state=queued", "page=2", "limit=1&limit=2"]
)
async def test_wrong_queries_are_refused(shared: Place, query: str) -> None:
    async with shared.script(ADA) as ada:
        assert code_of(await ada.get(f"/api/jobs?{query}")) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/api/nothing", (404, "not_found")),
        ("GET", "/api/jobs/x", (404, "not_found")),
        ("GET", "/api/jobs/0", (404, "not_found")),
        ("GET", f"/api/jobs/{2**63}", (404, "not_found")),
        ("GET", "/api/jobs/%D9%A1", (404, "not_found")),
        ("GET", "/api/jobs/" + "9" * 5000, (404, "not_found")),
        ("PUT", "/api/jobs/1", (405, "method_not_allowed")),
    ],
)
async def test_wrong_addresses_are_refused_in_json(
    shared: Place, method: str, path: str, expected: tuple[int, str]
) -> None:
    async with shared.script(ADA) as ada:
        answer = await ada.request(method, path)
        assert code_of(answer) == expected
        assert set(answer.headers.get("Allow", "DELETE,GET,HEAD,PATCH").split(",")) == {
            "DELETE",
            "GET",
            "HEAD",
            "PATCH",
        }


async def test_too_large_a_body_is_refused(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        answer = await ada.post("/api/clips", content=b" " * (2 << 20), headers={"Content-Type": "application/json"})
        assert code_of(answer) == (413, "request_too_large")


async def test_too_large_a_file_is_refused_before_it_comes(tmp_path: Path) -> None:
    async with running(tmp_path, web_tokens=TOKENS, max_web_upload_mb=1) as place, place.script(ADA) as ada:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str((1 << 20) + 1)}
        answer = await ada.post("/api/uploads", headers=headers)
        assert code_of(answer) == (413, "file_too_large")
        assert answer.json()["error"]["facts"] == {"max_bytes": 1 << 20}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"bytes_per_user": 1}, (507, "quota_exceeded")),
        ({"min_free_bytes": 1 << 62}, (507, "disk_full")),
        ({"daily_per_user": 0}, (429, "daily_limit_reached")),
        ({"open_per_user": 1}, (429, "too_many_jobs")),
    ],
)
async def test_limits_have_a_status_each(tmp_path: Path, limits: Mapping[str, int], expected: tuple[int, str]) -> None:
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        voice, face = await voice_of(ada, "v.wav"), await stored_face(place, ada)
    async with running(tmp_path, limits=limits, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        order = {"face": face, "voice": voice["id"]}
        assert code_of(await ada.post("/api/clips", json=order)) == expected


async def test_unfinished_upload_is_no_voice_yet(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "10"}
        begun = await ada.post("/api/uploads", headers=headers)
        order = {"upload": begun.headers["Location"].rpartition("/")[2]}
        assert code_of(await ada.post("/api/voices", json=order)) == (409, "wrong_state")
        assert code_of(await ada.post("/api/voices", json={"upload": UPLOAD})) == (404, "not_found")


async def test_broken_order_keeps_the_upload(tmp_path: Path) -> None:
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        upload = await send(ada, sound(1.0), "v.wav")
        place.jobs.drain()
        assert code_of(await ada.post("/api/voices", json={"upload": upload})) == (503, "service_draining")
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        await made(ada.post("/api/voices", json={"upload": upload}))


async def test_busy_storage_says_so(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        voice = await voice_of(ada, "v.wav")
        async with shared.store.write() as tx:
            await tx.run("PRAGMA busy_timeout = 50")
        with contextlib.closing(
            sqlite3.connect(shared.settings.data_folder / DATABASE_NAME, check_same_thread=False)
        ) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            answer = await ada.post(f"/api/jobs/{voice['id']}/cancel")
        assert code_of(answer) == (503, "store_busy")
        assert int(answer.headers["Retry-After"]) > 0


async def test_a_page_asks_again_for_what_busy_storage_withheld(built_page: Path, shared: Place) -> None:  # noqa: ARG001
    async with shared.store.write() as tx:
        await tx.run("PRAGMA busy_timeout = 50")
    with contextlib.closing(
        sqlite3.connect(shared.settings.data_folder / DATABASE_NAME, check_same_thread=False)
    ) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        async with shared.script(ADA) as client:  # for the first time, which is noted
            page = await client.get("/")
            assert (page.status_code, 'id="start"' in page.text) == (200, False)
            assert code_of(await client.get("/api/start")) == (503, "store_busy")


async def test_our_own_mistakes_tell_nothing(
    shared: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr(jobs, "get", broken)
    async with shared.script(ADA) as ada:
        answer = await ada.get("/api/jobs/1")
    assert code_of(answer) == (500, "internal_error")
    assert "secret" not in answer.text
    assert "a secret" in caplog.text


async def test_a_body_that_does_not_come_is_not_waited_for(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openapi, "BODY_S", 0.0)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(shared.url.rpartition(":")[2]))
    head = (
        f"PATCH /api/session HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ADA}\r\nContent-Type: application/json\r\n"
    )
    writer.write(f"{head}Content-Length: 17\r\n\r\n{{".encode())
    async with asyncio.timeout(SOON_S):
        answer = await reader.readuntil(b'"facts"')
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"invalid_request"' in answer
