"""Tests from an upload to a face, and of the operations on faces."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from bot import consent
from bot.app import sentences
from engine.demo import VOICE
from storage import consents
from storage.values import utc_now
from tests.bot import threads
from tests.bot.stand_ins import BAD, SLOW
from tests.bot.web.conftest import (
    ADA,
    BOB,
    TOKENS,
    Place,
    agreed,
    code_of,
    face_of,
    made,
    reaches,
    running,
    send,
    voice_of,
)


async def test_a_video_becomes_a_face(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        upload = await send(ada, small_video, "C:\\fake\\Ada Lovelace.mp4")
        check = await made(ada.post("/api/face-checks", json={"upload": upload}))
        assert (check["kind"], check["name"], check["duration_s"]) == ("face", "Ada Lovelace", 2.0)
        done = await reaches(ada, check, "delivered")
        assert done["files"] == {
            role: f"/api/jobs/{done['id']}/files/{role}" for role in ("picture", "poster", "source")
        }
        report = done["report"]
        assert (report["verdict"], report["blocked"], report["needs_override"]) == ("warn", False, False)
        assert [finding["code"] for finding in report["findings"]] == ["speech"]
        face = await made(ada.post("/api/faces", json={"job": done["id"], "name": "  me,\n at home "}))
        assert (face["name"], face["is_default"], face["is_demo"]) == ("me, at home", True, False)
        assert face["poster"] == f"/api/faces/{face['id']}/poster"
        assert (await made(ada.get(f"/api/jobs/{done['id']}"), 200))["kept_face"] == face["id"]
        assert (await made(ada.get("/api/faces"), 200))["faces"] == [face]


async def test_an_upload_taken_as_a_voice_is_no_face(busy: Place) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        upload = await send(ada, VOICE.read_bytes(), "me.ogg")
        await made(ada.post("/api/voices", json={"upload": upload}))
        refused = await ada.post("/api/face-checks", json={"upload": upload})
        assert code_of(refused) == (409, "wrong_state")


async def test_the_same_order_twice_is_one(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        upload = await send(ada, small_video, "me.mp4")
        orders = [made(ada.post("/api/face-checks", json={"upload": upload})) for _ in range(3)]
        checks = {check["id"] for check in await asyncio.gather(*orders)}
        assert len(checks) == 1
        done = await reaches(ada, {"id": checks.pop()}, "delivered")
        kept = [await made(ada.post("/api/faces", json={"job": done["id"]})) for _ in range(2)]
        assert kept[0] == kept[1]
        assert kept[0]["name"] == "me"
        async with busy.store.read() as tx:
            assert await tx.scalar("SELECT COUNT(*) FROM uploads") == 0
        assert list((busy.settings.data_folder / "uploads").iterdir()) == []


async def test_consent_comes_first(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        upload = await send(ada, small_video, "me.mp4")
        refused = await ada.post("/api/face-checks", json={"upload": upload})
        assert code_of(refused) == (403, "consent_needed")
        assert refused.json()["error"]["facts"] == {"version": consent.TEXT_VERSION}
        await agreed(ada)
        await made(ada.post("/api/face-checks", json={"upload": upload}))


async def test_whose_face_it_is_is_recorded_with_the_consent(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        order = {"upload": await send(ada, small_video, "me.mp4"), "whose": "permitted_face", "note": "  "}
        assert code_of(await ada.post("/api/face-checks", json=order)) == (400, "invalid_request")
        check = await made(ada.post("/api/face-checks", json=order | {"note": "Bob, by e-mail"}))
        face = await made(ada.post("/api/faces", json={"job": (await reaches(ada, check, "delivered"))["id"]}))
        async with busy.store.read() as tx:
            given = await consents.of_face(tx, face["id"])
        assert given is not None
        assert (given.subject, given.note, given.way) == ("permitted_face", "Bob, by e-mail", "web")
        assert "This is my face" in given.text


async def test_the_consent_to_a_face_has_the_text_that_was_shown(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        assert (await ada.patch("/api/session", json={"language": "de"})).is_success
        check = await made(ada.post("/api/face-checks", json={"upload": await send(ada, small_video, "me.mp4")}))
        face = await made(ada.post("/api/faces", json={"job": (await reaches(ada, check, "delivered"))["id"]}))
        async with busy.store.read() as tx:
            given = await consents.of_face(tx, face["id"])
        assert given is not None
        assert (given.subject, given.language) == ("", "en")
        assert given.text.endswith("Settings says what is kept.")
        assert "<" not in given.text


async def test_a_demanded_sentence_is_shown_before_and_kept_with_the_consent(
    tmp_path: Path, small_video: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utc_now()
    monkeypatch.setattr(sentences, "utc_now", lambda: now)  # midnight may pass meanwhile
    place = running(tmp_path / "data", web_tokens=TOKENS, pool=threads.open_pool, face_sentence=True)
    async with place as busy, busy.script(ADA) as ada:
        await agreed(ada)
        sentence = (await made(ada.get("/api/session"), 200))["sentence"]
        order = {"upload": await send(ada, small_video, "me.mp4")}
        refused = await ada.post("/api/face-checks", json=order | {"sentence": "Something else."})
        assert code_of(refused) == (403, "sentence_needed")
        assert refused.json()["error"]["facts"] == {"sentence": sentence}
        check = await made(ada.post("/api/face-checks", json=order | {"sentence": sentence}))
        face = await made(ada.post("/api/faces", json={"job": (await reaches(ada, check, "delivered"))["id"]}))
        async with busy.store.read() as tx:
            given = await consents.of_face(tx, face["id"])
    assert given is not None
    assert (given.sentence, given.sentence_day) == (sentence, f"{now:%Y-%m-%d}")
    assert given.sentence_finding is not None
    assert (given.sentence_finding["code"], given.sentence_finding["severity"]) == ("sentence", "ok")


@pytest.mark.usefixtures("small_video")
async def test_what_is_no_face_video_is_refused_before_it_waits(busy: Place, syllables_wav: Path) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        for content, code in (
            (syllables_wav.read_bytes(), "no_video"),
            (b"text", "media_unsupported"),
            (b"", "media_empty"),
        ):
            upload = await send(ada, content, "x.mp4")
            refused = await ada.post("/api/face-checks", json={"upload": upload})
            assert code_of(refused) == (422, code)
            assert refused.json()["error"]["advice"]
            again = await ada.post("/api/face-checks", json={"upload": upload})
            assert code_of(again) == (404, "not_found"), "nothing is kept of it"
        assert (await made(ada.get("/api/jobs"), 200))["jobs"] == []


async def test_too_long_is_told_with_the_limit(tmp_path: Path, talking_video: Path) -> None:
    async with running(tmp_path, max_face_video_s=3, max_voice_s=3) as place, place.browser() as client:
        await agreed(client)
        for path in ("/api/face-checks", "/api/voices"):
            upload = await send(client, talking_video.read_bytes(), "long.mp4")
            refused = await client.post(path, json={"upload": upload})
            assert code_of(refused) == (422, "media_too_long")
            assert refused.json()["error"]["facts"]["max_s"] == 3


async def test_a_face_that_is_refused_for_good_cannot_be_kept(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        upload = await send(ada, small_video + BAD, "tiny.mp4")
        check = await made(ada.post("/api/face-checks", json={"upload": upload}))
        done = await reaches(ada, check, "delivered")
        assert (done["report"]["blocked"], done["report"]["needs_override"]) == (True, False)
        assert code_of(await ada.post("/api/faces", json={"job": done["id"]})) == (409, "face_not_usable")


async def test_a_check_that_goes_on_cannot_be_kept_yet(shared: Place, small_video: bytes) -> None:
    async with shared.script(ADA) as ada:
        await agreed(ada)
        upload = await send(ada, small_video, "me.mp4")
        check = await made(ada.post("/api/face-checks", json={"upload": upload}))
        assert (check["state"], check["position"], check["left_s"]) == ("queued", 1, None)
        assert code_of(await ada.post("/api/faces", json={"job": check["id"]})) == (409, "face_not_usable")


async def test_faces_are_renamed_preferred_and_deleted(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        first, second = [await face_of(ada, small_video, name) for name in ("first", "second")]
        assert (first["is_default"], second["is_default"]) == (True, False)
        url = f"/api/faces/{second['id']}"
        changed = await made(ada.patch(url, json={"name": "x" * 200, "is_default": True}), 200)
        assert (changed["name"], changed["is_default"]) == ("x" * 79 + "…", True)
        assert (await made(ada.patch(url, json={}), 200)) == changed
        assert code_of(await ada.patch(url, json={"is_default": False})) == (400, "invalid_request")
        assert code_of(await ada.patch(url, json={"name": " \n"})) == (400, "invalid_request")
        voice = await voice_of(ada, "slow.wav", SLOW)
        clips = [
            await made(ada.post("/api/clips", json={"face": second["id"], "voice": voice["id"]})) for _ in range(2)
        ]
        await reaches(ada, clips[0], "running")
        assert (await ada.delete(url)).status_code == 204
        for clip in clips:
            gone = await reaches(ada, clip, "cancelled")
            assert (gone["face"], gone["can_retry"]) == (None, False)
        assert [face["id"] for face in (await made(ada.get("/api/faces"), 200))["faces"]] == [first["id"]]
        assert code_of(await ada.delete(url)) == (404, "not_found")


async def test_a_deleted_face_takes_its_video_along(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        face = await face_of(ada, small_video, "me")
        assert len((await made(ada.get("/api/jobs?kind=face"), 200))["jobs"]) == 1
        assert (await ada.delete(f"/api/faces/{face['id']}")).status_code == 204
        assert (await made(ada.get("/api/jobs"), 200))["jobs"] == []
    assert list(busy.store.media.folder.iterdir()) == []


async def test_files_without_a_name_get_one(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        await agreed(ada)
        upload = await send(ada, small_video, "")
        check = await made(ada.post("/api/face-checks", json={"upload": upload}))
        voice = await voice_of(ada, "\n")
        assert (check["name"], len(voice["name"])) == (upload[:8], 8)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_faces_of_others_are_not_there(busy: Place, small_video: bytes, method: str) -> None:
    async with busy.script(ADA) as ada, busy.script(BOB) as bob:
        face = await face_of(ada, small_video, "me")
        answers = [
            await bob.request(method, f"/api/faces/{number}", json={"name": "mine"}) for number in (face["id"], 999)
        ]
        assert {code_of(answer) for answer in answers} == {(404, "not_found")}
        assert await _faces(bob) == []
        assert len(await _faces(ada)) == 1
        upload = await send(ada, small_video, "me.mp4")
        await agreed(bob)
        assert code_of(await bob.post("/api/face-checks", json={"upload": upload})) == (404, "not_found")
        job = (await made(ada.get("/api/jobs"), 200))["jobs"][0]["id"]
        assert code_of(await bob.post("/api/faces", json={"job": job})) == (404, "not_found")


async def _faces(client: httpx.AsyncClient) -> list[object]:
    return list((await made(client.get("/api/faces"), 200))["faces"])
