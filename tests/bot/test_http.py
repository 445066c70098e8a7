"""Tests of health, metrics and the webhook, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.http import SECRET_HEADER, NoUpdate, Webhook, make_app, serving
from bot.metrics import Metrics
from bot.records import JobEvent, open_store
from bot.settings import WEBHOOK_PATH, Settings
from engine.watch import Stage
from storage import Store
from storage.events import Event, EventKind
from storage.jobs import JobState
from storage.values import utc_now

SECRET = "0123456789abcdef"
LOCAL = Settings(_env_file=None)


class Server:
    """The application with stand-ins for the parts that it reports on."""

    def __init__(self, store: Store) -> None:
        self.metrics = Metrics(store, lambda: self.has_room)
        self.lacks, self.has_room = "", True
        self.updates: list[Mapping[str, Any]] = []

    async def take(self, update: Mapping[str, Any]) -> None:
        if "update_id" not in update:
            raise NoUpdate("no id")
        self.updates.append({**update, "update_id": int(update["update_id"])})


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with open_store(tmp_path) as store:
        yield Server(store)


@pytest.fixture
async def client(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    app = make_app(LOCAL, server.metrics, lambda: server.lacks, Webhook(SECRET, server.take))
    async with (
        serving(app, "127.0.0.1", 0) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=300) as client,
    ):
        yield client


async def test_alive_even_when_not_ready(server: Server, client: httpx.AsyncClient) -> None:
    assert (await client.get("/readyz")).status_code == 200
    server.lacks = "draining"
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "draining\n")
    assert (await client.get("/healthz")).status_code == 200


async def test_a_full_disk_is_told_but_takes_no_server_out_of_service(
    server: Server, client: httpx.AsyncClient
) -> None:
    assert "facenote_disk_full 0.0" in (await client.get("/metrics")).text
    server.has_room = False
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready, but the disk is almost full\n")
    assert "facenote_disk_full 1.0" in (await client.get("/metrics")).text


async def test_metrics_are_not_for_those_behind_a_proxy(client: httpx.AsyncClient) -> None:
    assert (await client.get("/metrics")).status_code == 200
    for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"):
        assert (await client.get("/metrics", headers={name: "for=203.0.113.1"})).status_code == 404, name


@pytest.mark.parametrize(
    "chosen",
    [
        {"host": "0.0.0.0", "web_tokens": f"ada:{SECRET}"},
        {"web_url": "https://studio.example"},
        {"webhook_url": f"https://bot.example{WEBHOOK_PATH}", "webhook_secret": SECRET},
    ],
)
async def test_metrics_of_a_server_that_others_reach_need_a_token(server: Server, chosen: dict[str, Any]) -> None:
    wrong = [None, {"Authorization": f"Bearer {SECRET[1:]}"}, {"Authorization": SECRET}]
    for token, status in ((None, 404), (SECRET, 401)):
        app = make_app(Settings(_env_file=None, metrics_token=token, **chosen), server.metrics, lambda: "")
        async with serving(app, "127.0.0.1", 0) as port, httpx.AsyncClient(timeout=300) as client:
            address = f"http://127.0.0.1:{port}/metrics"
            assert {(await client.get(address, headers=headers)).status_code for headers in wrong} == {status}
            right = await client.get(address, headers={"Authorization": f"Bearer {SECRET}", "Via": "1.1 proxy"})
            assert right.status_code == (200 if token else 404)


async def test_update_with_the_secret_is_handled(server: Server, client: httpx.AsyncClient) -> None:
    answer = await client.post(WEBHOOK_PATH, json={"update_id": 1}, headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, server.updates) == (200, [{"update_id": 1}])


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: "é"}])
async def test_update_without_the_secret_is_refused(
    server: Server, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    answer = await client.post(WEBHOOK_PATH, json={"update_id": 1}, headers=encoded)  # type: ignore[arg-type]
    assert (answer.status_code, server.updates) == (403, [])


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"message": {}}'])
async def test_what_is_no_update_is_refused(server: Server, client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post(WEBHOOK_PATH, content=body, headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, server.updates) == (400, [])


async def test_a_fault_while_an_update_is_handled_is_the_server_s(server: Server, client: httpx.AsyncClient) -> None:
    """So that Telegram sends it again, and the log has the traceback."""
    answer = await client.post(WEBHOOK_PATH, json={"update_id": "x"}, headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, server.updates) == (500, [])


async def test_no_webhook_without_a_wish_for_it(server: Server) -> None:
    async with (
        serving(make_app(LOCAL, server.metrics, lambda: ""), "127.0.0.1", 0) as port,
        httpx.AsyncClient(timeout=300) as client,
    ):
        assert (await client.post(f"http://127.0.0.1:{port}{WEBHOOK_PATH}", json={})).status_code == 404


async def test_metrics_tell_stages_errors_and_queue(server: Server, client: httpx.AsyncClient) -> None:
    began: JobEvent = Event(1, 7, 1, EventKind.STATE, JobState.RUNNING, None, 0.0, None, utc_now())
    listening = replace(began, id=2, kind=EventKind.PROGRESS, stage=Stage.LISTEN)
    further = replace(listening, id=3, at=began.at + timedelta(seconds=1))
    drawing = replace(listening, id=4, stage=Stage.DRAW, at=began.at + timedelta(seconds=3))
    failed = replace(drawing, id=5, state=JobState.FAILED, code="no_speech", at=began.at + timedelta(seconds=7))
    for event in (began, listening, further, drawing, failed):
        server.metrics.observe(event)
    lines = (await client.get("/metrics")).text.splitlines()
    assert 'facenote_stage_seconds_sum{stage="listen"} 3.0' in lines
    assert 'facenote_stage_seconds_sum{stage="draw"} 4.0' in lines
    assert 'facenote_errors_total{code="no_speech"} 1.0' in lines
    assert 'facenote_jobs{state="queued"} 0.0' in lines
    assert "facenote_queue_age_seconds 0.0" in lines
