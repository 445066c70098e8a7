"""Tests of whole files as a form, which every HTTP client can send."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest

from bot.app import uploads as use_cases
from bot.probing import voice_length_s
from bot.web import forms
from bot.web.uploads import CONTENT_TYPE
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


async def test_a_form_cannot_change_a_file_that_came_another_way_meanwhile(
    shared: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content is stored under its hash, for everybody who sends it: a writer that is late must not reach it."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
    content, tail = sound(2.0), b"\r\n--x--\r\n"
    other = bytes(len(content) - len(head) - len(tail))
    reader, writer = await asyncio.open_connection("127.0.0.1", int(shared.url.rpartition(":")[2]))
    writer.write(
        f"POST /api/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ADA}\r\nContent-Length: {len(content)}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode()
        + head
    )
    answers: list[bytes] = []
    loop = asyncio.get_running_loop()

    async def end_the_form() -> None:
        writer.write(other + tail)
        answers.append(await reader.readuntil(b"\r\n"))

    def measured(path: Path, max_s: float) -> float:
        """The file is staged and hashed: the moment of the attack."""
        asyncio.run_coroutine_threadsafe(end_the_form(), loop).result(SOON_S)
        return voice_length_s(path, max_s)

    monkeypatch.setattr(use_cases, "voice_length_s", measured)
    async with shared.script(ADA) as ada:
        upload = await begun(shared)
        tus = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": CONTENT_TYPE}
        assert (await ada.patch(f"/api/uploads/{upload}", headers=tus, content=content)).status_code == 204
        voice = await made(ada.post("/api/voices", json={"upload": upload}))
        kept = (await ada.get(voice["files"]["voice"])).content
    writer.close()
    assert answers[0].startswith(b"HTTP/1.1 409 ")
    assert kept == content
    media = shared.settings.data_folder / "media"
    assert {path.name for path in media.iterdir()} == {hashlib.sha256(content).hexdigest()}


async def begun(place: Place) -> str:
    """Return the only upload, once it is begun."""
    async with asyncio.timeout(SOON_S):
        while True:
            async with place.store.read() as tx:
                if found := await tx.one("SELECT id FROM uploads"):
                    return str(found["id"])
            await asyncio.sleep(0.02)
