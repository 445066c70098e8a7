"""Tests of files of jobs and faces for a browser, and of a batch in one file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from bot.app.downloads import content_disposition, content_type, distinct
from bot.records import Origin, StudioOrigin, TelegramOrigin
from facenote.names import safe_stem
from storage import Store, batches, deliveries, faces, jobs, leases, users
from storage.batches import Batch
from storage.jobs import NewJob
from storage.limits import Limits
from storage.users import User
from tests.bot.stand_ins import grey
from tests.bot.web.conftest import ADA, BOB, Place, code_of, face_of, made, reaches, send, sound, voice_of
from tests.bot.web.test_uploads import peak_kib


@pytest.fixture
def photo(tmp_path: Path) -> bytes:
    grey(tmp_path / "photo.png")
    return (tmp_path / "photo.png").read_bytes()


async def clip_of(
    client: httpx.AsyncClient, photo: bytes, face: str = "Zoë", voice: str = "news.wav"
) -> dict[str, object]:
    """Return a finished clip, whose file is the face's photo."""
    face_id = (await face_of(client, photo, face))["id"]
    voice_id = (await voice_of(client, voice))["id"]
    clip = await made(client.post("/api/clips", json={"face": face_id, "voice": voice_id}))
    return await reaches(client, clip, "delivered")


async def test_parts_of_a_clip_are_sent_as_they_are_asked_for(busy: Place, photo: bytes) -> None:
    async with busy.script(ADA) as ada:
        address = (await clip_of(ada, photo))["files"]["clip"]  # type: ignore[index]
        whole = await ada.get(address)
        assert (whole.status_code, whole.content) == (200, photo)
        assert whole.headers["Accept-Ranges"] == "bytes"
        assert whole.headers["Cache-Control"] == "private, no-cache"
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
        for asked, begin, end in (("0-1", 0, 2), ("5-", 5, len(photo)), ("-7", len(photo) - 7, len(photo))):
            part = await ada.get(address, headers={"Range": f"bytes={asked}"})
            assert (part.status_code, part.content) == (206, photo[begin:end])
            assert part.headers["Content-Range"] == f"bytes {begin}-{end - 1}/{len(photo)}"
        beyond = await ada.get(address, headers={"Range": "bytes=999999-"})
        assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(photo)}")
        told = await ada.head(address)
        assert (told.status_code, told.headers["Content-Length"], told.content) == (200, str(len(photo)), b"")
        known = await ada.get(address, headers={"If-None-Match": whole.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")


async def test_names_and_types_come_from_us_and_the_content(busy: Place, photo: bytes) -> None:
    async with busy.script(ADA) as ada:
        files = (await clip_of(ada, photo, 'Zoë/"x"', "news.wav"))["files"]
        voice = await ada.get(files["voice"])  # type: ignore[index]
        assert voice.headers["Content-Type"] == "audio/wav"
        poster = await ada.get(files["poster"], params={"download": "1"})  # type: ignore[index]
        told = poster.headers["Content-Disposition"]
        assert told.startswith('attachment; filename="x - news.')
        assert "/" not in unquote(told)
        assert code_of(await ada.get(files["poster"], params={"download": "yes"})) == (400, "invalid_request")  # type: ignore[index]


async def test_content_that_could_act_as_a_page_is_only_kept(busy: Place) -> None:
    """A wav file may have any data behind its sound, but a response never declares itself a page."""
    async with busy.script(ADA) as ada:
        script = b"<html><script>alert(1)</script>"
        upload = await send(ada, sound(1.0) + script, "x.html")
        voice = await reaches(ada, await made(ada.post("/api/voices", json={"upload": upload})), "delivered")
        answer = await ada.get(voice["files"]["voice"])
        assert answer.headers["Content-Type"] == "audio/wav"
        assert "x.html.wav" in answer.headers["Content-Disposition"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_files_of_others_are_not_there(busy: Place, photo: bytes) -> None:
    async with busy.script(ADA) as ada, busy.script(BOB) as bob:
        clip = await clip_of(ada, photo)
        (face,) = (await made(ada.get("/api/faces"), 200))["faces"]
        for address in (*clip["files"].values(), face["poster"]):  # type: ignore[attr-defined]
            assert (await ada.get(address)).status_code == 200
            assert code_of(await bob.get(address)) == (404, "not_found")
        template = f"/api/jobs/{clip['id']}/files/template"
        assert (await ada.get(template)).status_code == 404
        source = f"/api/jobs/{clip['id']}/files/source"
        assert code_of(await ada.get(source)) == (404, "not_found")


async def test_zip_holds_what_is_done_under_the_names_of_the_clips(busy: Place, photo: bytes) -> None:
    async with busy.script(ADA) as ada, busy.script(BOB) as bob:
        face = await face_of(ada, photo, "me")
        voices = [
            (await voice_of(ada, name, says))["id"]
            for name, says in (("a.wav", b"1"), ("A.mp3", b"2"), ("b/c:d.wav", b"3"), ("bad.wav", b"speechless"))
        ]
        order = {"faces": [face["id"]], "voices": voices, "name": "Mon/day"}
        batch = await made(ada.post("/api/batches", json=order))
        for job in batch["jobs"]:
            await reaches(ada, job, "delivered", "failed")
        address = (await made(ada.get(f"/api/batches/{batch['id']}"), 200))["zip"]
        answer = await ada.get(address)
        assert answer.headers["Content-Type"] == "application/zip"
        assert 'filename="Mon day.zip"' in answer.headers["Content-Disposition"]
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["me - a.mp4", "me - A-2.mp4", "me - c d.mp4"]
            assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
            assert archive.read("me - a.mp4") == photo
        assert code_of(await bob.get(address)) == (404, "not_found")


async def test_zip_of_many_faces_tells_them_apart(busy: Place, photo: bytes) -> None:
    async with busy.script(ADA) as ada:
        faces = [(await face_of(ada, photo + bytes([n]), name))["id"] for n, name in enumerate(("Ann", "Ann", "Cid"))]
        voice = (await voice_of(ada, "hello.wav"))["id"]
        batch = await made(ada.post("/api/batches", json={"faces": faces, "voices": [voice]}))
        for job in batch["jobs"]:
            await reaches(ada, job, "delivered")
        await ada.delete(f"/api/faces/{faces[2]}")
        answer = await ada.get(f"/api/batches/{batch['id']}/zip")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.namelist() == ["Ann - hello.mp4", "Ann (2) - hello.mp4", "Cid - hello.mp4"]


async def test_zip_of_nothing_is_not_there(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        _, batch = await batch_of(shared, ada)
        assert code_of(await ada.get(f"/api/batches/{batch.id}/zip")) == (404, "not_found")


async def test_zip_is_made_while_it_is_sent(shared: Place) -> None:
    """The server runs in this process: of 30 clips of 4 MB it must hold only a few blocks."""
    async with shared.script(ADA) as ada:
        user, batch = await batch_of(shared, ada)
        for number in range(30):
            await done_clip(shared.store, user, batch.id, bytes([number]) * 4_000_000, StudioOrigin(label="x"))
        before, received = peak_kib(anew=True), 0
        async with ada.stream("GET", f"/api/batches/{batch.id}/zip") as answer:
            async for block in answer.aiter_bytes(1 << 20):
                received += len(block)
        assert received > 30 * 4_000_000
        assert peak_kib() - before < 30_000


async def test_zip_of_a_batch_made_in_telegram(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        user, batch = await batch_of(shared, ada)
        for content in (b"one", b"two"):
            await done_clip(shared.store, user, batch.id, content, TelegramOrigin())
        answer = await ada.get(f"/api/batches/{batch.id}/zip")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.namelist() == ["facenote.mp4", "facenote-2.mp4"]


async def batch_of(place: Place, ada: httpx.AsyncClient) -> tuple[User, Batch]:
    """Return Ada, and an empty batch of hers."""
    await made(ada.get("/api/session"), 200)
    async with place.store.write() as tx:
        user = await users.find(tx, "web:ada")
        assert user is not None
        return user, await batches.create(tx, user.id, "batch")


async def done_clip(store: Store, user: User, batch_id: int, content: bytes, origin: Origin = StudioOrigin()) -> None:
    """Return a finished clip, without any work."""
    async with store.media.scratch() as folder:
        (folder / "clip").write_bytes(content)
        clip = await store.media.stage(folder / "clip")
        async with store.write() as tx:
            await jobs.enqueue(tx, NewJob(user.id, "clip", 1.0, batch_id=batch_id, origin=origin), Limits())
            claim = await leases.claim(tx, "test", 60.0)
            assert claim is not None
            await leases.mark_rendered(tx, claim.lease, result={}, made={"clip": clip})
            sending = await deliveries.claim(tx, "test", 60.0)
            assert sending is not None
            await deliveries.record(tx, sending.lease, [])


async def test_a_clip_of_a_lent_face_is_not_shown_before_it_was_delivered(busy: Place) -> None:
    async with busy.script(ADA) as ada:
        await ada.get("/api/session")
        async with busy.store.media.scratch() as folder:
            (folder / "clip").write_bytes(b"clip")
            clip = await busy.store.media.stage(folder / "clip")
            async with busy.store.write() as tx:
                user = await users.find(tx, "web:ada")
                assert user is not None
                bob = await users.ensure(tx, "web:bob", name="Bob", language="en")
                for owner in (bob, user):
                    face = await faces.add(tx, owner.id, name="lent", facts={}, sources={})
                    # Of a channel that is off here: it waits for its delivery.
                    new = NewJob(user.id, "clip", 1.0, face_id=face.id, origin=TelegramOrigin())
                    await jobs.enqueue(tx, new, Limits())
                    claim = await leases.claim(tx, "test", 60.0)
                    assert claim is not None
                    await leases.mark_rendered(
                        tx, claim.lease, result={}, made={"clip": clip.sha256 if owner is user else clip}
                    )
        for job, status in zip((await made(ada.get("/api/jobs"), 200))["jobs"], (200, 404), strict=True):
            assert ("clip" in job["files"]) is (status == 200)
            assert (await ada.get(f"/api/jobs/{job['id']}/files/clip")).status_code == status


async def test_zip_whose_clip_is_gone_does_not_look_whole(busy: Place, photo: bytes) -> None:
    async with busy.script(ADA) as ada:
        face, voice = await face_of(ada, photo, "me"), await voice_of(ada, "a.wav")
        batch = await made(ada.post("/api/batches", json={"faces": [face["id"]], "voices": [voice["id"]]}))
        job = await reaches(ada, batch["jobs"][0], "delivered")
        async with busy.store.read() as tx:
            clip = (await jobs.get(tx, job["id"])).files["clip"]
        busy.store.media.path(clip).unlink()
        with pytest.raises(httpx.RemoteProtocolError):
            await ada.get(f"/api/batches/{batch['id']}/zip")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("news", "news"),
        ("../../etc/passwd", "etc passwd"),
        ("a\\b:c*d?e", "a b c d e"),
        (" .hidden. ", "hidden"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\r\nb\x00c", "a b c"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("console", "console"),
        ("...", "facenote"),
        ("\udcff", "facenote"),
        ("名" * 100, "名" * 66),
    ],
)
def test_names_are_safe_on_every_system(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


async def test_a_file_deleted_meanwhile_is_not_found(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        voice = await voice_of(ada, "v.wav")
        async with shared.store.read() as tx:
            job = await jobs.get(tx, voice["id"])
        shared.store.media.path(job.files["voice"]).unlink()
        assert code_of(await ada.get(voice["files"]["voice"])) == (404, "not_found")


def test_names_in_a_zip_are_told_apart() -> None:
    assert list(distinct(["a", "A", "a", "a-2", "b"])) == ["a", "A-2", "a-3", "a-2-2", "b"]


def test_header_says_the_name_to_old_and_new_browsers() -> None:
    header = content_disposition("Ärger 50%.mp4", download=True)
    assert header == "attachment; filename=\"_rger 50_.mp4\"; filename*=UTF-8''%C3%84rger%2050%25.mp4"
    assert re.fullmatch("[ -~]+", content_disposition("日本\u2028.mp4", download=False))


@pytest.mark.parametrize(
    ("head", "family", "kind"),
    [
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio", "audio/wav"),
        (b"\x00\x00\x00\x20ftypisom", "video", "video/mp4"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio", "audio/mp4"),
        (b"\x1aE\xdf\xa3", "audio", "audio/webm"),
        (b"\x1aE\xdf\xa3", "video", "video/webm"),
        (b"OggS", "audio", "audio/ogg"),
        (b"\x89PNG\r\n\x1a\n", "video", "image/png"),
        (b"<svg onload=alert(1)>", "video", "application/octet-stream"),
        (b"", "audio", "application/octet-stream"),
    ],
)
def test_type_is_what_the_content_shows(tmp_path: Path, head: bytes, family: str, kind: str) -> None:
    (tmp_path / "file").write_bytes(head)
    assert content_type(tmp_path / "file", family) == kind
