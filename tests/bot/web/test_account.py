"""Tests of one's login and account over the API."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import httpx
import pytest

from bot import consent
from storage import users
from storage.jobs import NewJob, enqueue
from storage.limits import Limits
from tests.bot.said import TEXTS
from tests.bot.web.conftest import ADA, BOB, Place, agreed, code_of, face_of, made, reaches, running, send, voice_of


async def session(client: httpx.AsyncClient) -> dict[str, object]:
    answer = await client.get("/api/session")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_session_tells_what_holds(tmp_path: Path) -> None:
    languages = {"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.8"}
    async with running(tmp_path, logs_in=False) as home, home.visitor(**languages) as client:
        told = await session(await home.by_link(client))
        disk = told.pop("disk")
        assert isinstance(disk, dict)
        assert disk.pop("free_bytes") > 0
        assert disk == {"used_bytes": 0, "quota_bytes": 2000 << 20}
        assert told == {
            "name": "",
            "way": "session",
            "language": "pt",
            "languages": list(TEXTS.languages),
            "consent": {"given": False, "version": consent.TEXT_VERSION},
            "has_demo": False,
            "sentence": None,
            "limits": {
                "max_upload_bytes": 2000 << 20,
                "max_voice_s": 600,
                "max_face_video_s": 300,
                "max_note_s": 59.5,
                "keep_days": 7,
                "share_days": 0,
            },
            "last_event_id": 0,
        }


async def test_language_is_chosen_once_for_all(shared: Place) -> None:
    async with shared.logged_in(ADA) as client, shared.script(ADA) as script:
        assert (await client.patch("/api/session", json={"language": "ar"})).json()["language"] == "ar"
        assert (await session(script))["language"] == "ar"


@pytest.mark.parametrize(
    "body", [{"language": "tlh"}, {"language": ""}, {"language": 1}, {}, {"language": "de", "x": 1}, []]
)
async def test_language_that_is_not_there_is_refused(home: Place, body: object) -> None:
    async with home.browser() as client:
        answer = await client.patch("/api/session", json=body)
        assert code_of(answer) == (400, "invalid_request")
        assert answer.json()["error"]["facts"]["fields"]


async def test_consent_is_to_the_present_text(home: Place) -> None:
    async with home.browser() as client:
        answer = await client.post("/api/consent", json={"version": "2020-01"})
        assert code_of(answer) == (403, "consent_needed")
        assert answer.json()["error"]["facts"] == {"version": consent.TEXT_VERSION}
        assert (await session(client))["consent"] == {"given": False, "version": consent.TEXT_VERSION}
        assert (await client.post("/api/consent", json={"version": consent.TEXT_VERSION})).status_code == 204
        assert (await session(client))["consent"] == {"given": True, "version": consent.TEXT_VERSION}


async def test_two_people_are_apart(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada, shared.logged_in(BOB) as bob:
        await ada.patch("/api/session", json={"language": "fr"})
        await ada.post("/api/consent", json={"version": consent.TEXT_VERSION})
        told = await session(bob)
        assert (told["name"], told["language"]) == ("bob", "en")
        assert told["consent"] == {"given": False, "version": consent.TEXT_VERSION}


async def test_an_export_holds_every_file_and_a_list_of_all(busy: Place, small_video: bytes, tmp_path: Path) -> None:
    async with busy.script(ADA) as ada:
        face = await face_of(ada, small_video, "me")
        unfinished = await send(ada, b"half of a voice", "later.ogg")
        assert (await ada.head("/api/account/export")).status_code == 405  # as much work as GET, for nothing
        answer = await ada.get("/api/account/export")
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="facenote-export.zip"')
        (tmp_path / "export.zip").write_bytes(answer.content)
        with zipfile.ZipFile(tmp_path / "export.zip") as archive:
            assert archive.testzip() is None
            data = json.loads(archive.read("data.json"))
            source = next(row["file"] for row in data["job_files"] if row["role"] == "source")
            assert source.endswith(".mp4")
            assert archive.read(source) == small_video
            assert archive.read(f"uploads/{unfinished}") == b"half of a voice"
            template = f"faces/{face['id']}/template/"
            assert [name for name in archive.namelist() if name.startswith(template)]
        assert [row["name"] for row in data["faces"]] == ["me"]
        assert "This is my face" in data["consents"][-1]["text"]
        assert list((busy.settings.data_folder / "scratch").iterdir()) == []


async def test_no_byte_is_left_of_who_is_forgotten(busy: Place, small_video: bytes) -> None:
    marks = ["Ada-at-work-4711", "Zoe-permitted-4711", "half-of-a-voice-4711", "a-voice-of-4711"]
    video = small_video + marks[0].encode()
    async with busy.script(ADA) as ada:
        await agreed(ada)
        order = {"upload": await send(ada, video, f"{marks[0]}.mp4"), "whose": "permitted_face", "note": marks[1]}
        check = await reaches(ada, await made(ada.post("/api/face-checks", json=order)), "delivered")
        face = await made(ada.post("/api/faces", json={"job": check["id"]}))
        voice = await voice_of(ada, f"{marks[0]}.wav", marks[3].encode())
        clip = {"face": face["id"], "voice": voice["id"]}
        await reaches(ada, await made(ada.post("/api/clips", json=clip)), "delivered")
        await send(ada, marks[2].encode(), marks[2])
        async with busy.store.read() as tx:
            marks += [row["sha256"] for row in await tx.all("SELECT sha256 FROM files")]
        assert len(marks) > 6
        assert (await ada.delete("/api/account")).status_code == 204
    left = [path for path in busy.settings.data_folder.rglob("*") if path.is_file()]
    found = {(path.name, mark) for path in left for mark in marks if mark.encode() in path.read_bytes()}
    assert found == set()
    assert [path for path in left if any(mark in str(path) for mark in marks)] == []


async def test_forgotten_person_is_gone_everywhere_and_may_begin_anew(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada, shared.logged_in(ADA) as elsewhere, shared.logged_in(BOB) as bob:
        async with shared.store.write() as tx:
            user = await users.find(tx, "web:ada")
            assert user is not None
            await enqueue(tx, NewJob(user_id=user.id, kind="clip", cost_s=1.0), Limits())
        answer = await ada.delete("/api/account")
        assert answer.status_code == 204
        assert not ada.cookies
        assert code_of(await elsewhere.get("/api/session")) == (401, "login_needed")
        async with shared.store.read() as tx:
            assert await users.find(tx, "web:ada") is None
            assert await tx.scalar("SELECT COUNT(*) FROM jobs") == 0
        assert (await session(bob))["name"] == "bob"
    async with shared.logged_in(ADA) as ada:
        assert (await session(ada))["name"] == "ada"
