"""Tests of whole files as a form, which every HTTP client can send."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.web import forms
from tests.bot.web.conftest import ADA, BOB, SOON_S, Place, code_of, made, running, sound


async def test_a_voice_comes_as_a_form(shared: Place) -> None:
    content = sound(2.0)
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        form: list[tuple[str, tuple[str | None, str | bytes]]] = [
            ("note", (None, "a field that nobody asked for")),
            ("file", ("C:\\notes\\hello.wav", content)),
        ]
        upload = await made(ada.post("/api/files", files=form))
        assert (upload["name"], upload["bytes"]) == ("hello.wav", len(content))
        assert code_of(await bob.post("/api/voices", json={"upload": upload["id"]})) == (404, "not_found")
        voice = await made(ada.post("/api/voices", json={"upload": upload["id"]}))
        kept = await ada.get(f"/api/jobs/{voice['id']}/files/voice")
    assert kept.content == content


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"nothing of it"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--x--\r\n',
        ),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ncut of'),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="\x00\x0b"\r\n\r\n1\r\n--x--\r\n',
        ),
    ],
)
async def test_what_is_no_form_with_a_file_leaves_nothing(shared: Place, content_type: str, body: bytes) -> None:
    async with shared.script(ADA) as ada:
        answer = await ada.post("/api/files", content=body, headers={"Content-Type": content_type})
        assert code_of(answer) == (400, "invalid_request")
    async with shared.store.read() as tx:
        assert await tx.all("SELECT * FROM uploads") == []


async def test_a_form_is_no_way_around_the_limit(tmp_path: Path) -> None:
    async with running(tmp_path / "data", max_web_upload_mb=1) as place, place.browser() as person:
        answer = await person.post("/api/files", files={"file": ("big.wav", bytes(1 << 20))})
    assert code_of(answer) == (413, "file_too_large")


async def test_a_field_that_does_not_end_is_not_waited_for(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "SILENCE_S", 0.0)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(shared.url.rpartition(":")[2]))
    writer.write(
        f"POST /api/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ADA}\r\nContent-Length: 1000\r\n"
        'Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; name="a"'.encode()
    )
    async with asyncio.timeout(SOON_S):
        answer = await reader.readuntil(b'"facts"')
    writer.close()
    assert answer.startswith(b"HTTP/1.1 400 ")
    async with shared.store.read() as tx:
        assert await tx.all("SELECT * FROM uploads") == []


async def test_an_empty_file_is_refused_as_such(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        upload = await made(ada.post("/api/files", files={"file": ("", b"")}))
        answer = await ada.post("/api/voices", json={"upload": upload["id"]})
    assert code_of(answer) == (422, "media_empty")
