"""Tests of webhooks: programs of people are told when jobs end, at addresses that the operator allows, by a real receiver."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web

from bot.app import webhook_requests
from bot.app.webhook_outbox import MOST_SENDS, PAUSES
from bot.http import serving
from storage.values import utc_now
from tests.bot import threads
from tests.bot.web.conftest import (
    ADA,
    BOB,
    SOON_S,
    TOKENS,
    Place,
    code_of,
    face_of,
    made,
    reaches,
    running,
    stored_face,
    voice_of,
)

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "api.md"


def is_genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Verify a signature by the program of the guide."""
    names: dict[str, Any] = {}
    _, program = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    exec(program, names)
    return bool(names["is_genuine"](secret, headers, body))


@dataclass
class Receiver:
    """A program that is told of jobs. ``answers``: status of the next answers, then 204; it answers at ``/hang`` only once it is
    ``freed``.
    """

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: asyncio.Queue[tuple[dict[str, str], bytes]] = field(default_factory=asyncio.Queue)
    hanging: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    freed: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.path == "/hang":
            self.hanging.put_nowait(None)
            await self.freed.wait()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.got.put_nowait(({**headers, ":path": request.path}, body))
        status = self.answers.pop(0) if self.answers else 204
        return web.Response(status=status, headers={"Location": f"{self.url}/elsewhere"})

    async def next(self, secret: str) -> tuple[str, dict[str, Any]]:
        """Return id and payload of the next message, whose signature is verified."""
        async with asyncio.timeout(SOON_S):
            headers, body = await self.got.get()
        assert is_genuine(secret, headers, body)
        assert not is_genuine(secret, headers, body + b" ")
        assert headers["content-type"] == "application/json"
        return headers["webhook-id"], json.loads(body)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Run a receiver."""
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/{tail:.*}", receiver.receive)
    async with serving(app, "127.0.0.1", 0) as port:
        receiver.url = f"http://127.0.0.1:{port}"
        yield receiver
        receiver.freed.set()


@contextlib.asynccontextmanager
async def telling(folder: Path, receiver: Receiver, **options: Any) -> AsyncIterator[Place]:
    """Run a studio that may send to the receiver, and does."""
    chosen = {"web_tokens": TOKENS, "job_webhooks": receiver.url, **options}
    async with running(folder, **chosen) as place, place.core.webhooks.sending():
        yield place


async def webhook_of(client: httpx.AsyncClient, receiver: Receiver) -> dict[str, Any]:
    return await made(client.post("/api/webhooks", json={"url": f"{receiver.url}/jobs"}))


async def cancelled_voice(client: httpx.AsyncClient) -> int:
    voice = await voice_of(client, "secret name.wav")
    await made(client.post(f"/api/jobs/{voice['id']}/cancel"), 200)
    return int(voice["id"])


async def listed(client: httpx.AsyncClient) -> dict[str, Any]:
    [webhook] = (await made(client.get("/api/webhooks"), 200))["webhooks"]
    return dict(webhook)


async def settled(client: httpx.AsyncClient, **expected: object) -> dict[str, Any]:
    """Wait until the webhook is listed so."""
    async with asyncio.timeout(SOON_S):
        while {name: (now := await listed(client))[name] for name in expected} != expected:
            await asyncio.sleep(0.02)
    return now


async def messages(place: Place) -> int:
    async with place.store.read() as tx:
        return int(await tx.scalar("SELECT COUNT(*) FROM webhook_messages"))


async def test_a_finished_clip_is_told_signed_and_with_nothing_about_people(tmp_path: Path, receiver: Receiver) -> None:
    studio = "https://studio.example"
    async with (
        telling(tmp_path / "data", receiver, pool=threads.open_pool, web_url=studio) as place,
        place.script(ADA) as ada,
    ):
        face = await stored_face(place, ada)
        webhook = await webhook_of(ada, receiver)
        voice = await voice_of(ada, "secret name.wav")
        _, told = await receiver.next(webhook["secret"])
        assert (told["type"], told["data"]["kind"], told["data"]["id"]) == ("job.delivered", "voice", voice["id"])
        clip = await made(ada.post("/api/clips", json={"face": face, "voice": voice["id"]}))
        _, told = await receiver.next(webhook["secret"])
        job = f"{studio}/api/jobs/{clip['id']}"
        assert told["data"] == {
            "id": clip["id"], "kind": "clip", "state": "delivered", "error": None,
            "links": {"job": job, "clip": f"{job}/files/clip"},
        }  # fmt: skip
        assert told["timestamp"] == (await reaches(ada, clip, "delivered"))["finished_at"].replace("Z", "+00:00")
        await settled(ada, waiting=0, given_up=0, last={"status": 204, "fault": None})


async def test_a_message_is_sent_again_after_growing_pauses_and_over_a_restart(
    tmp_path: Path, receiver: Receiver
) -> None:
    now = [utc_now()]
    options: dict[str, Any] = {"clock": lambda: now[0]}
    receiver.answers = [500, 503]
    async with telling(tmp_path / "data", receiver, **options) as place, place.script(ADA) as ada:
        secret = (await webhook_of(ada, receiver))["secret"]
        job = await cancelled_voice(ada)
        first = await receiver.next(secret)
        await settled(ada, waiting=1, last={"status": 500, "fault": "status"})
        now[0] += PAUSES[0]
        second = await receiver.next(secret)
        await settled(ada, waiting=1, last={"status": 503, "fault": "status"})
    now[0] += PAUSES[1]
    async with telling(tmp_path / "data", receiver, **options) as place, place.script(ADA) as ada:
        third = await receiver.next(secret)
        await settled(ada, waiting=0, given_up=0, last={"status": 204, "fault": None})
    assert first == second == third
    assert first[1]["type"] == "job.cancelled"
    assert first[1]["data"]["links"] == {"job": f"/api/jobs/{job}"}


async def test_a_message_that_nobody_takes_is_given_up_and_that_is_shown(
    tmp_path: Path, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    now = [utc_now()]
    receiver.answers = [500] * (len(PAUSES) + 1)
    async with (
        telling(tmp_path / "data", receiver, clock=lambda: now[0]) as place,
        place.script(ADA) as ada,
    ):
        secret = (await webhook_of(ada, receiver))["secret"]
        await cancelled_voice(ada)
        for pause in PAUSES:
            await receiver.next(secret)
            await settled(ada, waiting=1, last={"status": 500, "fault": "status"})
            now[0] += pause
            place.jobs.notify()
        await receiver.next(secret)
        await settled(ada, waiting=0, given_up=1, last={"status": 500, "fault": "status"})
    assert "message given up after attempt 8: status" in caplog.text


async def test_a_redirect_is_not_followed(tmp_path: Path, receiver: Receiver) -> None:
    receiver.answers = [307]
    async with telling(tmp_path / "data", receiver) as place, place.script(ADA) as ada:
        webhook = await webhook_of(ada, receiver)
        test = await made(ada.post(f"/api/webhooks/{webhook['id']}/test"), 200)
        assert test == {"status": 307, "fault": "status"}
        assert (await receiver.next(webhook["secret"]))[1]["type"] == "test"
        assert receiver.got.empty()
        assert (await listed(ada))["last"] == test


async def test_where_the_operator_allows_nothing_there_are_no_webhooks(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        assert await made(ada.get("/api/webhooks"), 200) == {"webhooks": [], "allowed": []}
        assert code_of(await ada.post("/api/webhooks", json={"url": "https://a.example/"})) == (403, "webhooks_off")


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example",
        "https://hooks.example/team-b/x",
        "https://hooks.example/team/../other",
        "https://hooks.example/team/%2e%2e/other",
        "https://hooks.example/team/..%2fother",
        "https://ada:secret@hooks.example/team/x",
        "https://hooks.example@evil.example/team/x",
        "https://hooks.example\\@evil.example/team/x",
        "https://hooks.example:8443/team/x",
        "http://hooks.example/team/x",
        "https://hooks.example.evil.example/team/x",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
async def test_an_address_that_is_not_allowed_is_refused(tmp_path: Path, url: str) -> None:
    async with running(tmp_path / "data", job_webhooks="https://hooks.example/team") as place, place.browser() as me:
        assert code_of(await me.post("/api/webhooks", json={"url": url})) == (403, "webhook_not_allowed")
        await made(me.post("/api/webhooks", json={"url": "https://HOOKS.example:443/team/x?y=1"}))


async def test_a_name_that_leads_into_this_machine_is_told_nothing(tmp_path: Path, receiver: Receiver) -> None:
    inside = receiver.url.replace("http://127.0.0.1", "https://0x7f.1")  # a name that resolves to 127.0.0.1
    async with telling(tmp_path / "data", receiver, job_webhooks=inside) as place, place.script(ADA) as ada:
        webhook = await made(ada.post("/api/webhooks", json={"url": f"{inside}/jobs"}))
        test = await made(ada.post(f"/api/webhooks/{webhook['id']}/test"), 200)
        assert test == {"status": None, "fault": "not_allowed"}


async def test_an_address_that_is_allowed_no_more_is_told_nothing(tmp_path: Path, receiver: Receiver) -> None:
    async with running(tmp_path / "data", job_webhooks=receiver.url) as place, place.browser() as me:
        await webhook_of(me, receiver)
        await cancelled_voice(me)
    async with telling(tmp_path / "data", receiver, web_tokens={}, job_webhooks="") as place, place.browser() as me:
        webhook = await settled(me, waiting=0, given_up=1, last={"status": None, "fault": "not_allowed"})
        test = await made(me.post(f"/api/webhooks/{webhook['id']}/test"), 200)
        assert test == {"status": None, "fault": "not_allowed"}
        assert receiver.got.empty()


async def test_receivers_that_hang_hold_up_nobody_else(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_requests, "TIMEOUT_S", 2 * SOON_S)
    async with telling(tmp_path / "data", receiver) as place, place.script(ADA) as ada, place.script(BOB) as bob:
        for _ in range(MOST_SENDS + 1):
            await made(ada.post("/api/webhooks", json={"url": f"{receiver.url}/hang"}))
        secret = (await webhook_of(bob, receiver))["secret"]
        await cancelled_voice(ada)
        async with asyncio.timeout(SOON_S):
            await receiver.hanging.get()
        voice = await cancelled_voice(bob)
        assert (await receiver.next(secret))[1]["data"]["id"] == voice
        assert receiver.hanging.empty()


async def test_an_unreachable_receiver_is_shown_and_the_other_is_told(tmp_path: Path, receiver: Receiver) -> None:
    nobody = "http://127.0.0.1:9"
    both = f"{receiver.url},{nobody}"
    async with telling(tmp_path / "data", receiver, job_webhooks=both) as place, place.script(ADA) as ada:
        away = await made(ada.post("/api/webhooks", json={"url": nobody}))
        assert await made(ada.post(f"/api/webhooks/{away['id']}/test"), 200) == {"status": None, "fault": "unreachable"}
        secret = (await webhook_of(ada, receiver))["secret"]
        await cancelled_voice(ada)
        await receiver.next(secret)


async def test_webhooks_are_ones_own_and_limited(tmp_path: Path, receiver: Receiver) -> None:
    async with telling(tmp_path / "data", receiver) as place, place.script(ADA) as ada, place.script(BOB) as bob:
        webhook = await webhook_of(ada, receiver)
        assert "secret" not in await listed(ada)
        for answer in (bob.delete(f"/api/webhooks/{webhook['id']}"), bob.post(f"/api/webhooks/{webhook['id']}/test")):
            assert code_of(await answer) == (404, "not_found")
        await cancelled_voice(bob)
        for _ in range(9):
            await webhook_of(ada, receiver)
        assert code_of(await ada.post("/api/webhooks", json={"url": receiver.url})) == (409, "too_many_webhooks")
        assert (await ada.delete(f"/api/webhooks/{webhook['id']}")).status_code == 204
        assert receiver.got.empty()


async def test_what_is_deleted_leaves_nothing_to_send(tmp_path: Path, receiver: Receiver, small_video: bytes) -> None:
    async with running(
        tmp_path / "data", job_webhooks=receiver.url, web_tokens=TOKENS, pool=threads.open_pool
    ) as place:
        async with place.logged_in(ADA) as ada:
            await webhook_of(ada, receiver)
            face = await face_of(ada, small_video, "me")
            assert await messages(place) == 1
            assert (await ada.delete(f"/api/faces/{face['id']}")).status_code == 204
            assert await messages(place) == 0
            voice = await voice_of(ada, "hello.wav")
            await reaches(ada, voice, "delivered")
            assert await messages(place) == 1
            assert (await ada.delete("/api/account")).status_code == 204
        async with place.store.read() as tx:
            assert await tx.all("SELECT * FROM webhooks") == []
        assert await messages(place) == 0


async def test_of_a_job_that_is_tried_again_only_the_last_end_is_told(tmp_path: Path, receiver: Receiver) -> None:
    async with running(tmp_path / "data", job_webhooks=receiver.url) as place, place.browser() as me:
        await webhook_of(me, receiver)
        job = await cancelled_voice(me)
        assert await messages(place) == 1
        await made(me.post(f"/api/jobs/{job}/retry"), 200)
        assert await messages(place) == 0
