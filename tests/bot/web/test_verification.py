"""Tests of the operation that tells anybody what a file says about its origin."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from functools import partial
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest

from bot.app.verification import AT_ONCE
from bot.web.errors import refusal
from bot.web.guard import Throttle
from bot.web.verification import MOST, WITHIN_S
from engine.provenance import C2paMissing, Validity, local_credentials, sign
from tests.bot.said import TEXTS
from tests.bot.web.conftest import SOON_S, Place, code_of, running
from tests.conftest import fill


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Return a signed JPEG."""
    path = tmp_path / "clip.poster.jpg"
    cv2.imwrite(str(path), np.zeros((64, 64, 3), np.uint8))
    sign(path, local_credentials(tmp_path / "signing"))
    return path


async def ask(client: httpx.AsyncClient, content: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
    return await client.post("/api/verify", files={"file": ("clip.jpg", content)}, headers=headers)


async def test_a_stranger_learns_what_a_file_is(shared: Place, picture: Path, tmp_path: Path) -> None:
    signed = picture.read_bytes()
    cv2.imwrite(str(tmp_path / "plain.png"), np.zeros((64, 64, 3), np.uint8))
    contents = {
        Validity.UNTRUSTED: signed,
        Validity.ALTERED: signed[:-3] + bytes([signed[-3] ^ 1]) + signed[-2:],
        Validity.NONE: (tmp_path / "plain.png").read_bytes(),
    }
    async with shared.visitor() as stranger:
        for validity, content in contents.items():
            answer = await ask(stranger, content)
            assert answer.status_code == 200, answer.text
            assert (answer.json()["validity"], answer.json()["meaning"]) == (validity, validity.meaning)
            if validity == Validity.UNTRUSTED:
                assert answer.json()["software"].startswith("Facenote ")
                assert answer.json()["signer"] == "Facenote (local certificate)"
                assert answer.json()["ai_generated"] is True
    assert list((shared.settings.data_folder / "scratch").iterdir()) == []


async def test_what_is_no_media_or_no_form_is_refused(shared: Place) -> None:
    async with shared.visitor() as stranger:
        answer = await ask(stranger, b"\xff\xd8\xffjumdc2pa" + bytes(1000))
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "media_damaged")
        assert code_of(await stranger.post("/api/verify", content=b"x")) == (400, "invalid_request")
        assert code_of(await stranger.post("/api/verify", files={"other": b"x"})) == (400, "invalid_request")
    assert list((shared.settings.data_folder / "scratch").iterdir()) == []


def test_a_server_without_the_library_says_so() -> None:
    answer = refusal(C2paMissing("OSError: /usr/lib/libc2pa.so: cannot open"))
    assert (answer.status, json.loads(answer.text or "")["error"]["code"]) == (501, "c2pa_missing")
    assert "/usr" not in (answer.text or "")


async def test_a_large_file_is_refused_before_it_is_sent(tmp_path: Path) -> None:
    async with running(tmp_path, max_web_upload_mb=1) as place, place.visitor() as stranger:
        assert code_of(await ask(stranger, bytes(2 << 20))) == (413, "file_too_large")
        assert not list((tmp_path / "scratch").iterdir())


async def test_one_address_has_one_file_at_a_time_and_all_have_few(tmp_path: Path, picture: Path) -> None:
    head = "POST /api/verify HTTP/1.1\r\nHost: localhost\r\nX-Facenote: 1\r\nContent-Length: 1000\r\nX-Forwarded-For: {}\r\n"
    form = 'Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf'
    addresses = [f"203.0.113.{number}" for number in range(AT_ONCE + 1)]
    async with (
        asyncio.timeout(300),
        running(tmp_path / "data", web_url="https://studio.example", logs_in=False) as place,
        place.visitor() as stranger,
    ):
        senders = []
        for address in addresses[:AT_ONCE]:
            _, sending = await asyncio.open_connection("127.0.0.1", int(place.url.rpartition(":")[2]))
            sending.write((head.format(address) + form).encode())
            senders.append(sending)
        while len(place.core.verification._senders) < AT_ONCE:
            await asyncio.sleep(0.01)
        for address, refusal in ((addresses[0], (429, "too_many_files")), (addresses[-1], (503, "server_busy"))):
            refused = await ask(stranger, picture.read_bytes(), {"X-Forwarded-For": address})
            assert code_of(refused) == refusal
            assert int(refused.headers["Retry-After"]) > 0
        for sending in senders:
            sending.close()
        while place.core.verification._senders:
            await asyncio.sleep(0.01)
        assert (await ask(stranger, picture.read_bytes(), {"X-Forwarded-For": addresses[0]})).status_code == 200


async def test_one_address_has_few_files_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("bot.web.verification.Throttle", partial(Throttle, clock=lambda: now))
    async with running(tmp_path) as place, place.visitor() as stranger:
        for _ in range(MOST):
            assert code_of(await stranger.post("/api/verify")) == (400, "invalid_request")
        refused = await stranger.post("/api/verify")
        assert (code_of(refused), refused.headers["Retry-After"]) == ((429, "too_many_files"), f"{WITHIN_S:.0f}")
        now = WITHIN_S
        assert code_of(await stranger.post("/api/verify")) == (400, "invalid_request")


async def test_a_form_that_was_cut_off_is_not_judged(shared: Place, picture: Path) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    async with shared.visitor() as stranger:
        for end, status in ((b"\r\n--b--\r\n", 200), (b"", 400)):
            answer = await stranger.post("/api/verify", content=head + picture.read_bytes() + end, headers=kind)
            assert answer.status_code == status


async def test_a_disk_that_gets_full_meanwhile_is_told(small_disk: Path, picture: Path) -> None:
    async def sent() -> AsyncIterator[bytes]:
        yield whole[:200]
        async with asyncio.timeout(SOON_S):
            while not list((small_disk / "data" / "scratch").iterdir()):
                await asyncio.sleep(0.01)
        fill(small_disk)
        yield whole[200:]

    form = httpx.Request("POST", "http://here", files={"file": ("clip.jpg", picture.read_bytes())})
    whole = form.read()
    headers = {name: form.headers[name] for name in ("Content-Type", "Content-Length")}
    async with running(small_disk / "data", logs_in=False) as place, place.visitor() as stranger:
        answer = await stranger.post("/api/verify", content=sent(), headers=headers)
        assert code_of(answer) == (507, "disk_full")


def test_the_page_says_what_the_command_says() -> None:
    for validity in Validity:
        said = TEXTS.say("en", f"studio-verify-{validity}")
        assert said == f"{validity.meaning[0].upper()}{validity.meaning[1:]}."
