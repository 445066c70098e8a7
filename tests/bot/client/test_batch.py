"""Tests of ``facenote batch --server`` over real HTTP, with real workers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from aiohttp import hdrs, web

from bot import probing
from bot.client import RemoteOptions, name_of, run_remote_batch
from bot.client import batch as remote
from bot.client.answers import Anything, BatchAnswer
from bot.client.server import Server, ServerRefused, ServerUnreachable
from bot.http import serving
from bot.web.batches import MAX_CLIPS
from engine.errors import Cancelled
from engine.media import FACE_LIMITS, MediaTimeout, probe
from engine.plan import plan_batch
from engine.watch import Watch, never
from tests.bot import threads
from tests.bot.stand_ins import SLOW
from tests.bot.test_serve import START_S
from tests.bot.web.conftest import (
    ADA,
    BOB,
    Place,
    agreed,
    busy,
    code_of,
    face_of,
    made,
    running,
    sound,
    stored_face,
    voice_of,
)
from tests.browser.studio import Studio, wait_until

__all__ = ["busy"]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Run a server with tokens for Ada and Bob; Ada has agreed to the text."""
    with Studio(tmp_path_factory.mktemp("studio"), FACENOTE_WEB_TOKENS=f"ada:{ADA},bob:{BOB}") as running:
        with api(running, ADA) as ada:
            version = ada.get("/api/session").json()["consent"]["version"]
            assert ada.post("/api/consent", json={"version": version}).status_code == 204
        yield running


def api(studio: Studio, token: str) -> httpx.Client:
    return httpx.Client(base_url=studio.url, headers={"Authorization": f"Bearer {token}"}, timeout=300)


def batch(studio: Studio, *arguments: object, token: str = ADA) -> subprocess.Popen[str]:
    """Run ``facenote batch`` with a token in its environment."""
    command = [sys.executable, "-m", "bot.cli", "batch", "--server", studio.url, *map(str, arguments)]
    environment = {**os.environ, "FACENOTE_WEB_TOKEN": token}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, stdin=subprocess.DEVNULL
    )


def finished(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any], str]:
    """Return the exit code, the output of ``--json``, and the text on standard error."""
    out, err = process.communicate(timeout=600)
    return process.returncode, json.loads(out), err


def test_a_server_makes_the_clips_of_a_batch(
    studio: Studio, face_photo: Path, voices: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF, but no sound")
    clips, archive = tmp_path / "clips", tmp_path / "clips.zip"
    sounds = [voices[0], broken, tmp_path / "nobody.ogg", voices[1]]
    code, told, err = finished(
        batch(studio, "--faces", face_photo, "--voices", *sounds, "--out", clips, "--zip", archive, "--force", "--json")
    )
    assert (code, told["done"], told["failed"]) == (1, 2, 2), told
    assert [item.get("error", {}).get("code") for item in told["items"]] == [
        None, "media_damaged", "media_missing", None,
    ]  # fmt: skip
    names = {"monday.mp4", "tuesday.mp4"}
    assert {path.name for path in clips.glob("*.mp4")} == names
    assert probe(clips / "monday.mp4").duration_s == pytest.approx(1.5, abs=0.2)
    assert probe(clips / "monday.poster.jpg").is_photo
    with zipfile.ZipFile(archive) as packed:
        assert {Path(name).suffix for name in packed.namelist()} == {".mp4"}
        assert {packed.read(name) for name in packed.namelist()} == {(clips / name).read_bytes() for name in names}
    assert "1 of 4: monday, upload" in err.splitlines()
    # The face stays; next time its name is enough.
    code, told, err = finished(
        batch(studio, "--faces", f"@{face_photo.stem}", "--voices", voices[2], "--out", tmp_path / "more", "--json")
    )
    assert (code, told["items"][0]["clip"]) == (0, str(tmp_path / "more" / "wednesday.mp4")), err
    with api(studio, ADA) as client:  # users of the page see no voices that a script has sent
        assert [voice["name"] for voice in client.get("/api/voices").json()["voices"]] == ["Hello"]
        assert len(client.get("/api/jobs", params={"kind": "clip"}).json()["jobs"]) == 3


async def test_more_clips_than_a_batch_holds_are_made_in_several(
    busy: Place, face_photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remote.MAX_CLIPS == MAX_CLIPS
    monkeypatch.setattr(remote, "MAX_CLIPS", 2)
    voices = [tmp_path / f"{number}.wav" for number in range(5)]
    for voice in voices:
        voice.write_bytes(sound(1.0))
    items = plan_batch([Path("@me")], voices, tmp_path / "out", name=name_of)
    options = RemoteOptions("video", "auto", "natural", accept_findings=False, archive=tmp_path / "clips.zip")
    async with busy.script(ADA) as ada:
        await face_of(ada, face_photo.read_bytes(), "me")
        results = await asyncio.to_thread(run_remote_batch, items, busy.url, ADA, options, lambda *_: None, never)
        assert [result.error for result in results] == [None] * 5
        batches = (await ada.get("/api/batches")).json()["batches"]
        assert [batch["done"] for batch in batches] == [1, 2, 2]
        assert (await ada.get("/api/voices")).json()["voices"] == []
    with zipfile.ZipFile(tmp_path / "clips.zip") as packed:
        assert packed.namelist() == [f"{number}.mp4" for number in range(5)]


async def test_a_face_that_takes_too_long_to_probe_costs_its_clips_alone(
    face_photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "FACE_LIMITS", replace(FACE_LIMITS, timeout_s=0.001))
    (voice := tmp_path / "hello.wav").write_bytes(sound(1.0))
    items = plan_batch([face_photo, Path("@me")], [voice], tmp_path / "out", name=name_of)
    options = RemoteOptions("video", "auto", "natural", accept_findings=True, archive=None)
    async with (
        running(tmp_path / "data", web_tokens={"ada": ADA}, pool=threads.open_pool) as place,
        place.script(ADA) as ada,
    ):
        await agreed(ada)
        await stored_face(place, ada)
        results = await asyncio.to_thread(run_remote_batch, items, place.url, ADA, options, lambda *_: None, never)
    assert [result.error and result.error.code for result in results] == [MediaTimeout.code, None]


async def test_a_face_deleted_meanwhile_costs_its_clips_alone(busy: Place, face_photo: Path, tmp_path: Path) -> None:
    (voice := tmp_path / "slow.wav").write_bytes(sound(1.0) + SLOW)
    items = plan_batch([Path("@me")], [voice], tmp_path / "out", name=name_of)
    options = RemoteOptions("video", "auto", "natural", accept_findings=False, archive=None)
    async with busy.script(ADA) as ada:
        face = await face_of(ada, face_photo.read_bytes(), "me")
        started = asyncio.create_task(
            asyncio.to_thread(run_remote_batch, items, busy.url, ADA, options, lambda *_: None, never)
        )
        async with asyncio.timeout(START_S):
            while not (await ada.get("/api/batches")).json()["batches"]:
                await asyncio.sleep(0.02)
        assert (await ada.delete(f"/api/faces/{face['id']}")).status_code == 204
        [result] = await started
    assert result.error is not None
    assert result.error.code == Cancelled.code


def test_findings_are_accepted_only_by_force(
    studio: Studio, face_picture: np.ndarray, voices: list[Path], tmp_path: Path
) -> None:
    dark = tmp_path / "night.png"
    cv2.imwrite(str(dark), (face_picture * 0.12).astype(np.uint8))
    code, told, _ = finished(
        batch(studio, "--faces", dark, "--voices", voices[0], "--out", tmp_path / "clips", "--json")
    )
    error = told["items"][0]["error"]
    assert error["detail"].startswith("brightness, ")
    assert (code, error["code"], error["facts"]["blocked"]) == (1, "face_refused", False)
    assert "--force" in error["advice"]


def test_faces_of_others_are_unknown(studio: Studio, voices: list[Path], tmp_path: Path) -> None:
    code, told, _ = finished(
        batch(studio, "--faces", "@nobody", "--voices", voices[0], "--out", tmp_path / "clips", "--json", token=BOB)
    )
    assert (code, told["items"][0]["error"]["code"]) == (1, "face_unknown")


def test_a_face_is_sent_only_by_who_agreed(
    studio: Studio, face_photo: Path, voices: list[Path], tmp_path: Path
) -> None:
    code, told, _ = finished(
        batch(studio, "--faces", face_photo, "--voices", voices[0], "--out", tmp_path / "out", "--json", token=BOB)
    )
    assert (code, told["error"]["code"]) == (1, "consent_needed")
    assert "browser" in told["error"]["advice"]


def test_ctrl_c_cancels_the_batch_on_the_server(
    studio: Studio, face_photo: Path, voices: list[Path], tmp_path: Path
) -> None:
    with api(studio, ADA) as ada:
        before = len(ada.get("/api/batches").json()["batches"])
        process = batch(
            studio, "--faces", face_photo, "--voices", *voices, "--out", tmp_path / "out", "--force", "--json"
        )
        wait_until(lambda: len(ada.get("/api/batches").json()["batches"]) > before)
        process.send_signal(signal.SIGINT)
        code, told, _ = finished(process)
        assert (code, told["error"]["code"]) == (130, "cancelled")
        wait_until(lambda: ada.get("/api/batches").json()["batches"][0]["open"] == 0)
        newest = ada.get("/api/batches").json()["batches"][0]
    assert "cancelled" in {job["state"] for job in newest["jobs"]}


@pytest.mark.parametrize(
    ("token", "code"), [("", "login_needed"), ("wrong-0123456789abcdef", "wrong_token")], ids=["none", "wrong"]
)
def test_who_may_not_in_is_told_what_to_do(
    studio: Studio, face_photo: Path, voices: list[Path], tmp_path: Path, token: str, code: str
) -> None:
    arguments = ["--faces", face_photo, "--voices", voices[0], "--out", tmp_path / "clips", "--json"]
    exit_code, told, err = finished(batch(studio, *arguments, token=token))
    assert (exit_code, told["error"]["code"]) == (1, code)
    assert "token" in told["error"]["advice"]
    assert "Traceback" not in err


@pytest.mark.parametrize("address", ["http://[::1", "http://host:port"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ServerUnreachable, match="no address"):
        Server(address, None, Watch())


def test_a_server_that_never_answered_is_not_waited_for() -> None:
    server = Server("http://127.0.0.1:9", None, Watch())
    with contextlib.closing(server), pytest.raises(ServerUnreachable):
        server.get("/api/session", Anything)


async def test_what_is_no_studio_is_told_apart(shared: Place) -> None:
    server = Server(f"{shared.url}/elsewhere", None, Watch())
    with contextlib.closing(server), pytest.raises(ServerRefused) as refused:
        await asyncio.to_thread(server.get, "/api/session", Anything)
    assert (refused.value.code, refused.value.status) == ("server_refused", 404)


async def test_an_upload_goes_on_after_broken_connections(shared: Place, tmp_path: Path) -> None:
    file = tmp_path / "large.bin"
    file.write_bytes(os.urandom(30 << 20))
    async with breaking(shared.url, after_bytes=11 << 20, times=2) as (url, broken):
        server = Server(url, ADA, Watch())
        with contextlib.closing(server):
            await asyncio.to_thread(server.get, "/api/session", Anything)
            upload = await asyncio.to_thread(server.upload, file, Watch())
    assert len(broken) == 2
    async with shared.script(ADA) as ada:
        head = await ada.head(f"/api/uploads/{upload}", headers={"Tus-Resumable": "1.0.0"})
    assert int(head.headers["Upload-Offset"]) == file.stat().st_size
    assert file.read_bytes() in {path.read_bytes() for path in shared.settings.data_folder.rglob("*") if path.is_file()}


async def test_an_order_whose_answer_a_proxy_loses_is_carried_out_once(shared: Place) -> None:
    statuses = [502, 504]

    async def forward(request: web.Request) -> web.Response:
        headers = {
            name: value for name, value in request.headers.items() if name not in (hdrs.HOST, hdrs.ACCEPT_ENCODING)
        }
        async with httpx.AsyncClient(timeout=START_S) as client:
            answer = await client.request(
                request.method, f"{shared.url}{request.path}", content=await request.read(), headers=headers
            )
        lost = request.method == "POST" and statuses and statuses.pop()
        return web.Response(status=lost) if lost else web.Response(status=answer.status_code, body=answer.content)

    proxy = web.Application()
    proxy.router.add_route("*", "/{path:.*}", forward)
    async with shared.script(ADA) as ada:
        voice = (await voice_of(ada, "hello.wav"))["id"]
        face = await stored_face(shared, ada)
        async with serving(proxy, "127.0.0.1", 0) as port:
            server = Server(f"http://127.0.0.1:{port}", ADA, Watch())
            with contextlib.closing(server):
                await asyncio.to_thread(server.get, "/api/session", Anything)
                order = partial(server.post, "/api/batches", BatchAnswer, faces=[face], voices=[voice])
                first, second = await asyncio.to_thread(order), await asyncio.to_thread(order)
        assert not statuses
        listed = (await made(ada.get("/api/batches"), 200))["batches"]
        assert [batch["id"] for batch in listed] == [second.id, first.id], "a new order is another batch"
        clips = [
            await made(ada.post("/api/clips", json={"face": face, "voice": voice}, headers={"Idempotency-Key": key}))
            for key in ("a", "a", "b")
        ]
        assert clips[0]["id"] == clips[1]["id"] != clips[2]["id"]
        await made(
            ada.post("/api/batches", json={"faces": [face], "voices": [voice]}, headers={"Idempotency-Key": "a"})
        )
        for path, other in (
            ("/api/clips", {"face": face, "voice": voice, "form": "square"}),
            ("/api/batches", {"faces": [face], "voices": [voice], "mouth": "calm"}),
        ):
            refused = await ada.post(path, json=other, headers={"Idempotency-Key": "a"})
            assert code_of(refused) == (422, "order_key_reused")


@contextlib.asynccontextmanager
async def breaking(url: str, after_bytes: int, times: int) -> AsyncIterator[tuple[str, list[int]]]:
    """Yield a connection to a server that breaks after that many bytes, several times."""
    port = int(url.rpartition(":")[2])
    broken: list[int] = []

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int | None) -> None:
        passed = 0
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(1 << 16):
                passed += len(data)
                if limit and passed > limit and len(broken) < times:
                    broken.append(passed)
                    break
                writer.write(data)
                await writer.drain()
        writer.transport.abort()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(forward(reader, there_writer, after_bytes), forward(there_reader, writer, None))

    proxy = await asyncio.start_server(connect, "127.0.0.1", 0)
    async with proxy:
        yield f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}", broken
