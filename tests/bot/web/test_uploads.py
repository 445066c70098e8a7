"""Tests of tus uploads, with all interruptions."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import os
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import StreamReader

from bot.app.this_machine import new_api_token
from bot.probing import Probes
from bot.web.guard import CSRF_HEADER
from bot.web.uploads import BLOCK_BYTES, CONTENT_TYPE
from engine.media import confined
from facenote.units import MIB
from storage import Media, retention
from storage.uploads import KEPT
from tests.bot.test_serve import command, lines_until, started
from tests.bot.web.conftest import ADA, BOB, SOON_S, TOKENS, Place, agreed, code_of, made, running, send, sound
from tests.storage.conftest import FakeClock, no_hard_links

TUS = {"Tus-Resumable": "1.0.0"}


def headers(offset: int) -> dict[str, str]:
    return {**TUS, "Upload-Offset": str(offset), "Content-Type": CONTENT_TYPE}


async def begin(client: httpx.AsyncClient, size: int, name: str = "voice.wav") -> str:
    """Return the address of a new upload."""
    told = {"Upload-Length": str(size), "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}"}
    answer = await client.post("/api/uploads", headers={**TUS, **told})
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


async def offset(client: httpx.AsyncClient, upload: str) -> int:
    answer = await client.head(upload, headers=TUS)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return int(answer.headers["Upload-Offset"])


def files_of(place: Place) -> list[bytes]:
    return [path.read_bytes() for path in (place.settings.data_folder / "uploads").iterdir()]


async def test_what_the_server_can_do_is_told_before(home: Place) -> None:
    async with home.browser() as client:
        answer = await client.options("/api/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(2000 * MIB)
    assert {"creation", "expiration", "termination"} <= set(answer.headers["Tus-Extension"].split(","))


async def test_file_comes_in_parts_and_goes_on_where_it_was(home: Place) -> None:
    content = os.urandom(100_000)
    async with home.browser() as client:
        upload = await begin(client, len(content))
        assert await offset(client, upload) == 0
        for start in (0, 40_000, 80_000):
            sent = await client.patch(upload, headers=headers(start), content=content[start : start + 40_000])
            assert sent.status_code == 204
            assert int(sent.headers["Upload-Offset"]) == await offset(client, upload) == min(start + 40_000, 100_000)
        assert files_of(home) == [content]


async def test_creation_may_bring_the_first_part(home: Place) -> None:
    async with home.browser() as client:
        answer = await client.post(
            "/api/uploads", headers={**TUS, "Upload-Length": "10", "Content-Type": CONTENT_TYPE}, content=b"12345"
        )
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "5")
        sent = await client.patch(answer.headers["Location"], headers=headers(5), content=b"67890")
        assert sent.headers["Upload-Offset"] == "10"
    assert files_of(home) == [b"1234567890"]


@pytest.mark.parametrize("claimed", [3, 8, 0])
async def test_wrong_offset_changes_nothing(home: Place, claimed: int) -> None:
    async with home.browser() as client:
        upload = await begin(client, 10)
        await client.patch(upload, headers=headers(0), content=b"12345")
        answer = await client.patch(upload, headers=headers(claimed), content=b"xx")
        assert code_of(answer) == (409, "wrong_offset")
        assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert files_of(home) == [b"12345"]


@pytest.mark.parametrize("told", [True, False], ids=["told", "chunked"])
async def test_more_than_was_announced_is_refused(home: Place, told: bool) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"12345678901"

    async with home.browser() as client:
        upload = await begin(client, 10)
        answer = await client.patch(upload, headers=headers(0), content=b"12345678901" if told else chunks())
        assert code_of(answer) == (413, "file_too_large")
        assert await offset(client, upload) == 0


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"Upload-Length": str(2000 * MIB + 1)}, (413, "file_too_large")),
        ({"Upload-Defer-Length": "1"}, (400, "invalid_request")),
        ({"Upload-Length": "-1"}, (400, "invalid_request")),
        ({"Upload-Length": "9" * 40}, (400, "invalid_request")),
        ({"Upload-Length": "5", "Upload-Metadata": "filename ???"}, (400, "invalid_request")),
        ({"Upload-Length": "5", "Upload-Metadata": "filename /w=="}, (400, "invalid_request")),
        ({"Upload-Length": "5", "Tus-Resumable": "0.2.2"}, (412, "tus_version")),
    ],
)
async def test_what_cannot_be_taken_is_refused_before_it_is_sent(
    home: Place, sent: dict[str, str], expected: tuple[int, str]
) -> None:
    async with home.browser() as client:
        answer = await client.post("/api/uploads", headers={**TUS, **sent})
    assert code_of(answer) == expected
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert files_of(home) == []


async def test_room_is_asked_for_before_the_file_comes(tmp_path: Path) -> None:
    async with (
        running(tmp_path, web_tokens=TOKENS, quota_mb_per_user=2) as place,
        place.script(ADA) as ada,
        place.script(BOB) as bob,
    ):
        await begin(ada, 3 * MIB // 2)
        refused = await ada.post("/api/uploads", headers={**TUS, "Upload-Length": str(MIB)})
        assert code_of(refused) == (507, "quota_exceeded")
        await begin(bob, MIB)


async def test_room_that_was_promised_is_not_promised_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        running(tmp_path, web_tokens=TOKENS, min_free_mb=100) as place,
        place.script(ADA) as ada,
        place.script(BOB) as bob,
    ):
        monkeypatch.setattr(Media, "free_bytes", lambda _media: 105 * MIB)
        await begin(ada, 3 * MIB)
        refused = await bob.post("/api/uploads", headers={**TUS, "Upload-Length": str(3 * MIB)})
        assert code_of(refused) == (507, "disk_full")
        await begin(bob, MIB)


async def test_an_upload_that_resumes_leaves_the_free_room_alone(tmp_path: Path) -> None:
    more_than_any_disk = 1 << 40  # MB
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        upload = await begin(ada, 6)
        assert (await ada.patch(upload, headers=headers(0), content=b"abc")).status_code == 204
    async with (
        running(tmp_path, web_tokens=TOKENS, min_free_mb=more_than_any_disk) as place,
        place.script(ADA) as ada,
    ):
        assert code_of(await ada.patch(upload, headers=headers(3), content=b"def")) == (507, "disk_full")
        assert (await offset(ada, upload), files_of(place)) == (3, [b"abc"])
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        assert (await ada.patch(upload, headers=headers(3), content=b"def")).status_code == 204
        assert files_of(place) == [b"abcdef"]


async def test_uploads_of_others_are_not_there(shared: Place) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        upload = await begin(ada, 10)
        assert (await bob.head(upload, headers=TUS)).status_code == 404
        assert code_of(await bob.patch(upload, headers=headers(0), content=b"x")) == (404, "not_found")
        assert code_of(await bob.delete(upload, headers=TUS)) == (404, "not_found")
        wanted = await bob.post("/api/voices", json={"upload": upload.rpartition("/")[2]})
        assert code_of(wanted) == (404, "not_found")
        assert await offset(ada, upload) == 0


async def test_upload_is_given_up(home: Place) -> None:
    async with home.browser() as client:
        upload = await begin(client, 10)
        await client.patch(upload, headers=headers(0), content=b"12345")
        assert (await client.delete(upload, headers=TUS)).status_code == 204
        assert (await client.head(upload, headers=TUS)).status_code == 404
    assert files_of(home) == []


async def test_unfinished_upload_makes_no_job(home: Place) -> None:
    async with home.browser() as client:
        upload = await begin(client, 10)
        answer = await client.post("/api/voices", json={"upload": upload.rpartition("/")[2]})
        assert code_of(answer) == (409, "wrong_state")
        assert await offset(client, upload) == 0


async def test_a_file_that_is_no_use_is_not_kept(home: Place) -> None:
    async with home.browser() as client:
        upload = await send(client, b"no sound at all", "x.wav")
        assert (await client.post("/api/voices", json={"upload": upload})).status_code == 422
        assert (await client.head(f"/api/uploads/{upload}", headers=TUS)).status_code == 404
    assert files_of(home) == []


@pytest.mark.parametrize(
    ("inspector", "expected"),
    [
        ("raise MemoryError", (500, "internal_error")),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", (503, "media_timeout")),
    ],
)
async def test_an_upload_outlives_the_faults_of_the_server(
    home: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inspector: str, expected: tuple[int, str]
) -> None:
    content, program = sound(1.0), tmp_path / "inspector.py"
    program.write_text(inspector)
    async with home.browser() as client:
        upload = await send(client, content, "x.wav")
        with monkeypatch.context() as broken:
            broken.setattr(confined, "INSPECTOR", program)
            assert code_of(await client.post("/api/voices", json={"upload": upload})) == expected
        assert await offset(client, f"/api/uploads/{upload}") == len(content)
        await made(client.post("/api/voices", json={"upload": upload}))


async def test_upload_becomes_a_job_without_hard_links(home: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_hard_links)
    content = sound(1.0)
    async with home.browser() as client:
        job = await made(client.post("/api/voices", json={"upload": await send(client, content, "x.wav")}))
        assert (await client.get(job["files"]["voice"])).content == content
    assert files_of(home) == []


async def test_an_upload_outlives_the_refusal_of_its_job(home: Place) -> None:
    content = sound(1.0)
    async with home.browser() as client:
        upload = await send(client, content, "x.wav")
        home.jobs.drain()
        assert code_of(await client.post("/api/voices", json={"upload": upload})) == (503, "service_draining")
        assert await offset(client, f"/api/uploads/{upload}") == len(content)


async def test_upload_becomes_one_job_and_leaves_nothing_behind(home: Place) -> None:
    async with home.browser() as client:
        upload = await send(client, sound(1.0), "../../etc/pass\u202ewd\\Ärger.wav")
        first = await made(client.post("/api/voices", json={"upload": upload}))
        again = await made(client.post("/api/voices", json={"upload": upload}))
        assert (first["id"], first["name"]) == (again["id"], "Ärger.wav")
        assert (await client.head(f"/api/uploads/{upload}", headers=TUS)).status_code == 404
    assert files_of(home) == []
    assert len(list((home.settings.data_folder / "media").iterdir())) == 1


async def test_the_same_order_twice_at_once_is_one_job(home: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    async with home.browser() as client:
        upload = await send(client, sound(1.0), "x.wav")
        others = before_its_turn(monkeypatch, lambda: client.post("/api/voices", json={"upload": upload}))
        job = await made(client.post("/api/voices", json={"upload": upload}))
    assert [other["id"] for other in others] == [job["id"]]
    assert files_of(home) == []


async def test_an_upload_that_has_just_become_a_voice_becomes_no_face(
    home: Place, talking_video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home.browser() as client:
        await agreed(client)
        upload = await send(client, talking_video.read_bytes(), "me.mp4")
        before_its_turn(monkeypatch, lambda: client.post("/api/voices", json={"upload": upload}))
        assert code_of(await client.post("/api/face-checks", json={"upload": upload})) == (409, "wrong_state")
    assert files_of(home) == []


def before_its_turn(
    monkeypatch: pytest.MonkeyPatch, order: Callable[[], Awaitable[httpx.Response]]
) -> list[dict[str, Any]]:
    """Let the next order wait until another one, which comes meanwhile, has been carried out; return the other's jobs."""
    place, others = Probes.place, []

    @contextlib.asynccontextmanager
    async def late(probes: Probes, whose: Hashable) -> AsyncIterator[None]:
        monkeypatch.setattr(Probes, "place", place)
        others.append(await made(order()))
        async with place(probes, whose):
            yield

    monkeypatch.setattr(Probes, "place", late)
    return others


async def test_what_came_before_the_connection_broke_is_kept(home: Place) -> None:
    content = os.urandom(BLOCK_BYTES + 300_000)
    async with home.browser() as client:
        upload = await begin(client, 2 * len(content))
        _, writer = await stalled(home, upload, 2 * len(content), content)
        writer.transport.abort()
        received = 0
        async with asyncio.timeout(SOON_S):
            while received < BLOCK_BYTES:
                await asyncio.sleep(0.05)
                received = await offset(client, upload)
        assert files_of(home) == [content[:received]]
        rest = (content + content)[received:]
        assert (await client.patch(upload, headers=headers(received), content=rest)).status_code == 204
    assert files_of(home) == [content + content]


async def test_connection_that_nobody_noticed_to_be_lost_gives_way(home: Place) -> None:
    content = os.urandom(200_000)
    async with home.browser() as client:
        upload = await begin(client, len(content))
        reader, writer = await stalled(home, upload, len(content), content[:100_000])
        received = await offset(client, upload)
        assert received == 100_000
        assert (await client.patch(upload, headers=headers(received), content=content[received:])).status_code == 204
        async with asyncio.timeout(SOON_S):
            with pytest.raises(ConnectionError):
                while await reader.read():
                    pass
                raise ConnectionResetError("closed without a word")
        writer.close()
    assert files_of(home) == [content]


async def test_connection_on_which_nothing_comes_is_given_up(home: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    content = os.urandom(100_000)
    async with home.browser() as client:
        upload = await begin(client, len(content))
        with monkeypatch.context() as impatient:
            impatient.setattr("bot.web.uploads.SILENCE_S", 1.0)
            reader, writer = await stalled(home, upload, len(content), content[:40_000])
            async with asyncio.timeout(SOON_S):
                answer = await reader.readuntil(b"\r\n\r\n")
        assert b"Upload-Offset: 40000" in answer
        writer.close()
        assert (await client.patch(upload, headers=headers(40_000), content=content[40_000:])).status_code == 204
    assert files_of(home) == [content]


async def stalled(
    place: Place, upload: str, size: int, part: bytes
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a connection that announces a whole file, sends a part and stops; return when the server has taken the part."""
    taken, take = 0, StreamReader.readany

    async def readany(body: StreamReader) -> bytes:
        nonlocal taken
        chunk = await take(body)
        taken += len(chunk)
        return chunk

    port = int(place.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"PATCH {upload} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"{CSRF_HEADER}: 1", f"Content-Length: {size}"]
    lines += [f"{name}: {value}" for name, value in headers(0).items()]
    lines += [f"Cookie: {name}={value}" for name, value in place.cookies.items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StreamReader, "readany", readany)
        writer.write("\r\n".join([*lines, "", ""]).encode() + part)
        async with asyncio.timeout(SOON_S):
            while taken < len(part):
                await asyncio.sleep(0.005)
    return reader, writer


async def test_upload_without_news_expires(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock=clock) as place, place.browser() as client:
        old = await begin(client, 10)
        answer = await client.head(old, headers=TUS)
        assert parsedate_to_datetime(answer.headers["Upload-Expires"]) == clock.now.replace(microsecond=0) + KEPT
        clock.advance(timedelta(hours=20).total_seconds())
        await client.patch(old, headers=headers(0), content=b"12345")
        new = await begin(client, 10)
        clock.advance(timedelta(hours=23).total_seconds())
        await tidy(place)
        assert await offset(client, old) == 5
        clock.advance(timedelta(hours=2).total_seconds())
        await client.patch(new, headers=headers(0), content=b"1")
        await tidy(place)
        assert (await client.head(old, headers=TUS)).status_code == 404
        assert await offset(client, new) == 1
    assert files_of(place) == [b"1"]


async def tidy(place: Place) -> None:
    """Run the job service's periodic cleanup."""
    async with place.store.write() as tx:
        await retention.expire(tx)
    await place.store.sweep()


async def test_forgotten_person_leaves_no_upload(shared: Place) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        upload = await begin(ada, 10)
        await ada.patch(upload, headers=headers(0), content=b"12345")
        await begin(bob, 10)
        assert (await ada.delete("/api/account")).status_code == 204
    assert files_of(shared) == [b""]


async def test_killed_server_goes_on_where_it_was(tmp_path: Path) -> None:
    content = os.urandom(3 * BLOCK_BYTES + 12_345)

    async def endless() -> AsyncIterator[bytes]:
        """Yield all but the end of the file, then nothing."""
        for start in range(0, len(content) - 12_345, MIB):
            yield content[start : start + MIB]
        await asyncio.Event().wait()

    args, env = command(tmp_path, FACENOTE_WEB_DEMO="false", FACENOTE_MIN_FREE_MB="0")
    async with started(tmp_path, env, args) as server:
        url = await address(server)
        login = {"Authorization": f"Bearer {(await new_api_token(tmp_path / 'data', 'test')).secret}"}
        async with httpx.AsyncClient(base_url=url, headers=login, timeout=SOON_S) as client:
            upload = await begin(client, len(content))
            sending = asyncio.create_task(client.patch(upload, headers=headers(0), content=endless()))
            partial = tmp_path / "data" / "uploads" / upload.rpartition("/")[2]
            async with asyncio.timeout(SOON_S):
                while partial.stat().st_size < 2 * BLOCK_BYTES:
                    await asyncio.sleep(0.01)
            os.killpg(server.pid, signal.SIGKILL)
            await server.wait()
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async with (
        started(tmp_path, env, args) as server,
        httpx.AsyncClient(base_url=await address(server), headers=login, timeout=SOON_S) as client,
    ):
        received = await offset(client, upload)
        assert BLOCK_BYTES <= received <= partial.stat().st_size
        assert partial.read_bytes()[:received] == content[:received]
        sent = await client.patch(upload, headers=headers(received), content=content[received:])
        assert sent.headers["Upload-Offset"] == str(len(content))
    assert hashlib.sha256(partial.read_bytes()).digest() == hashlib.sha256(content).digest()


async def address(server: asyncio.subprocess.Process) -> str:
    """Return the address of a started server."""
    found = re.search(r"studio: (http://127\.0\.0\.1:\d+)", await lines_until(server, "studio: "))
    assert found
    return found[1]


async def test_memory_stays_flat(home: Place) -> None:
    """The server runs in this process: of a file of 48 blocks it must hold only its own blocks."""
    size = 48 * BLOCK_BYTES

    async def zeros() -> AsyncIterator[bytes]:
        for _ in range(size // MIB):
            yield bytes(MIB)

    async with home.browser() as client:
        upload = await begin(client, size)
        before = peak_kib(anew=True)
        assert (await client.patch(upload, headers=headers(0), content=zeros(), timeout=SOON_S)).status_code == 204
        assert peak_kib() - before < 12 * BLOCK_BYTES // 1024


def peak_kib(*, anew: bool = False) -> int:
    """Return the peak resident memory of this process since the last reset."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])
