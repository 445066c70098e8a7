"""Tests of events about jobs, during and after changes."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import http
from bot.records import StudioOrigin
from bot.web import events
from storage import jobs, users
from storage.jobs import NewJob
from storage.limits import Limits
from tests.bot import threads
from tests.bot.web.conftest import (
    ADA,
    BOB,
    SOON_S,
    TOKENS,
    Place,
    code_of,
    made,
    reaches,
    running,
    stored_face,
    voice_of,
)


@dataclass(frozen=True)
class Told:
    """Event; ``id`` is None if it has none."""

    id: int | None
    event: str
    job: dict[str, Any]


@asynccontextmanager
async def listening(client: httpx.AsyncClient, address: str, **headers: str) -> AsyncIterator[AsyncIterator[Told]]:
    """Yield events as a browser's EventSource reads them."""
    async with client.stream("GET", address, headers=headers, timeout=SOON_S) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/event-stream"
        yield read(answer)


async def read(answer: httpx.Response) -> AsyncIterator[Told]:
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields.get("event") == events.HEARTBEAT:
            fields = {}
        elif "data" in fields:
            number = int(fields["id"]) if "id" in fields else None
            yield Told(number, fields["event"], json.loads(fields["data"]))
            fields = {}


async def until(told: AsyncIterator[Told], state: str) -> list[Told]:
    """Return all events up to the first in that state."""
    found = []
    async with asyncio.timeout(SOON_S):
        async for event in told:
            found.append(event)
            if event.job["state"] == state:
                return found
    raise AssertionError(f"it ended before: {found}")


async def last_event(client: httpx.AsyncClient) -> int:
    return int((await made(client.get("/api/session"), 200))["last_event_id"])


async def test_own_jobs_are_told_as_they_change(busy: Place) -> None:
    async with busy.script(ADA) as ada, busy.script(BOB) as bob:
        begin = await last_event(ada)
        async with listening(ada, f"/api/events?after={begin}") as told:
            await voice_of(bob, "his.wav")
            voice = await voice_of(ada, "hers.wav")
            found = await until(told, "delivered")
        assert {event.job["name"] for event in found} == {"hers.wav"}
        assert found[-1].job == await made(ada.get(f"/api/jobs/{voice['id']}"), 200)
        numbers = [event.id for event in found if event.id]
        assert numbers == sorted(set(numbers))


async def test_what_was_missed_is_told_first(busy: Place) -> None:
    async with busy.script(ADA) as ada:
        begin = await last_event(ada)
        first = await reaches(ada, await voice_of(ada, "first.wav"), "delivered")
        async with listening(ada, f"/api/events?after={begin}") as told:
            (known,) = await until(told, "delivered")
        assert (known.job["id"], known.id is not None) == (first["id"], True)
        second = await reaches(ada, await voice_of(ada, "second.wav"), "delivered")
        # A returning browser asks at the same address, and sends the id of the last event.
        async with listening(ada, f"/api/events?after={begin}", **{"Last-Event-ID": str(known.id)}) as told:
            (missed,) = await until(told, "delivered")
        assert missed.job["id"] == second["id"]
        # Without either, only new events are sent.
        async with listening(ada, "/api/events") as told:
            third = await voice_of(ada, "third.wav")
            assert {event.job["id"] for event in await until(told, "delivered")} == {third["id"]}


async def test_places_in_the_queue_are_told_although_others_moved_them(tmp_path: Path) -> None:
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada, place.script(BOB) as bob:
        his = await voice_of(bob, "his.wav")
        hers = await voice_of(ada, "hers.wav")
        async with listening(ada, f"/api/events?after={await last_event(ada)}") as told:
            before = await anext(told)
            assert (before.job["id"], before.job["position"]) == (hers["id"], 2)
            assert (await bob.post(f"/api/jobs/{his['id']}/cancel")).status_code == 200
            async with asyncio.timeout(SOON_S):
                after = await anext(told)
            assert (after.id, after.job["id"], after.job["position"]) == (None, hers["id"], 1)


async def test_its_heart_beats_where_nothing_happens(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page cannot tell a lost connection from a quiet one otherwise: it hears no comments."""
    monkeypatch.setattr(events, "HEARTBEAT_S", 0.01)
    async with shared.script(ADA) as ada, ada.stream("GET", "/api/events", timeout=SOON_S) as answer:
        async for line in answer.aiter_lines():
            if line == "event: heartbeat":
                return
    raise AssertionError("it ended without one")


async def test_other_pages_learn_of_faces_language_and_what_is_gone(shared: Place) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        face, voice = await stored_face(shared, ada), await voice_of(ada, "hers.wav")
        begin = await last_event(ada)
        for client in (bob, ada):
            await made(client.patch("/api/session", json={"language": "de"}), 200)
        await made(ada.patch(f"/api/faces/{face}", json={"name": "me at work"}), 200)
        assert (await ada.delete(f"/api/jobs/{voice['id']}")).status_code == 204
        async with listening(ada, f"/api/events?after={begin}") as told, asyncio.timeout(SOON_S):
            missed = [await anext(told) for _ in range(3)]
            assert (await ada.delete(f"/api/faces/{face}")).status_code == 204
            live = await anext(told)
    assert [event.event for event in missed] == ["language", "faces", "gone"]
    language, faces, gone = (event.job for event in missed)
    assert (language, gone) == ({"language": "de"}, {"id": voice["id"]})
    assert [known["name"] for known in faces["faces"]] == ["me at work"]
    assert (live.event, live.job) == ("faces", {"faces": []})
    numbers = [event.id or 0 for event in (*missed, live)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("leave", ["/api/session", "/api/account"], ids=["logout", "forgotten"])
async def test_who_has_left_is_told_nothing_more(shared: Place, leave: str) -> None:
    async with shared.logged_in(ADA) as ada, ada.stream("GET", "/api/events", timeout=SOON_S) as answer:
        assert (await ada.delete(leave)).status_code == 204
        async with shared.script(ADA) as script:
            await voice_of(script, "secret.wav")
        assert b"secret" not in await answer.aread()


async def test_events_do_not_hold_up_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LEAVING_S", 10 * SOON_S)
    async with asyncio.timeout(SOON_S), running(tmp_path, web_tokens=TOKENS, pool=threads.open_pool) as place:
        ada = place.script(ADA)
        stream = ada.stream("GET", "/api/events")
        answer = await stream.__aenter__()
    assert await answer.aread() == b""
    await stream.__aexit__(None, None, None)
    await ada.aclose()


async def test_who_reads_slowly_is_told_how_it_ended_and_not_all_between(shared: Place) -> None:
    """No change is kept for a connection that reads nothing for a while."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)  # of a size that does not depend on the machine
    connection.connect(("127.0.0.1", int(shared.url.rpartition(":")[2])))
    reader, writer = await asyncio.open_connection(sock=connection, limit=1024)
    writer.write(f"GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ADA}\r\n\r\n".encode())
    received = await reader.read(1)  # the response has begun
    async with shared.store.write() as tx:
        user = await users.ensure(tx, "web:ada", name="ada", language="en")
        found = [
            await jobs.enqueue(tx, NewJob(user.id, "voice", 1.0, origin=StudioOrigin(label="x" * 1_000_000)), Limits())
            for _ in range(3)
        ]
    for number in range(100):
        for job in found:
            async with shared.store.write() as tx:
                await tx.run("UPDATE jobs SET progress = ? WHERE id = ?", number / 100, job.id)
    async with shared.store.write() as tx:
        for job in found:
            await jobs.cancel(tx, job.id)
    async with asyncio.timeout(SOON_S):
        while received.count(b'"state":"cancelled"') < 3:
            block = await reader.read(1 << 20)
            assert block
            received += block
    writer.close()
    assert received.count(b"event: job") < 50


async def test_one_person_has_few_streams(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MOST_OF_ONE", 2)
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        async with listening(ada, "/api/events"), listening(ada, "/api/events"), listening(bob, "/api/events"):
            refused = await ada.get("/api/events")
            assert (code_of(refused), refused.headers["Retry-After"]) == ((503, "server_busy"), "30")
        async with asyncio.timeout(SOON_S):  # the server notices that the readers have left
            while True:
                async with ada.stream("GET", "/api/events") as answer:
                    if answer.status_code == 200:
                        break
                await asyncio.sleep(0.05)


async def test_whoever_is_banned_is_told_nothing_more(shared: Place) -> None:
    async with shared.script(ADA) as ada, listening(ada, "/api/events") as told:
        async with shared.store.write() as tx:
            await users.ban(tx, "web:ada")
        async with asyncio.timeout(SOON_S):
            assert [event async for event in told] == []


async def test_whoever_holds_a_revoked_token_is_told_nothing_more(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada:
        new = await made(ada.post("/api/tokens", json={"name": "leaked"}))
        async with shared.script(new["token"]) as script, listening(script, "/api/events") as told:
            assert (await ada.delete(f"/api/tokens/{new['id']}")).status_code == 204
            await voice_of(ada, "secret.wav")
            async with asyncio.timeout(SOON_S):
                assert [event async for event in told] == []


async def test_strange_last_event_is_none(home: Place) -> None:
    async with home.browser() as client:
        for strange in ("x", "-1", "9" * 30, "²"):
            async with client.stream("GET", "/api/events", headers={b"Last-Event-ID": strange.encode()}) as answer:
                assert answer.status_code == 200
        assert code_of(await client.get("/api/events?after=-1")) == (400, "invalid_request")


async def test_log_tells_the_newest_last(busy: Place) -> None:
    async with busy.script(ADA) as ada, busy.script(BOB) as bob:
        face = await stored_face(busy, ada)
        voice = await reaches(ada, await voice_of(ada, "mute.wav", b"speechless"), "delivered")
        clip = await made(ada.post("/api/clips", json={"face": face, "voice": voice["id"]}))
        await reaches(ada, clip, "failed")
        lines = (await made(ada.get("/api/log"), 200))["lines"]
        assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
        states = [line["state"] for line in lines if line["job"] == voice["id"] and not line["stage"]]
        assert states[0] == "queued"
        assert [line["state"] for line in lines if line["job"] == voice["id"]][-1] == "delivered"
        last = lines[-1]
        assert (last["job"], last["kind"], last["state"], last["code"]) == (clip["id"], "clip", "failed", "no_speech")
        assert last["name"] == "me - mute"
        assert (await made(ada.get("/api/log?limit=2"), 200))["lines"] == lines[-2:]
        assert (await made(bob.get("/api/log"), 200))["lines"] == []
