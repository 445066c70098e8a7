"""Tests of the history over the API: search, rename, download and delete, one by one and together."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import httpx
import pytest

from tests.bot.web.conftest import ADA, BOB, Place, code_of, face_of, made, reaches, stored_face, voice_of


async def found(client: httpx.AsyncClient, **asked: object) -> list[int]:
    """Return the ids of the clips that a search finds."""
    params: Any = {"kind": "clip", **asked}
    return [job["id"] for job in (await made(client.get("/api/jobs", params=params), 200))["jobs"]]


async def clip_of(client: httpx.AsyncClient, face: int, voice: int, **more: str) -> int:
    return int((await made(client.post("/api/clips", json={"face": face, "voice": voice, **more})))["id"])


async def test_clips_are_found_by_what_one_knows_of_them(shared: Place) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        faces = [await stored_face(shared, ada) for _ in range(2)]
        voices = [(await voice_of(ada, name))["id"] for name in ("Grüße.wav", "Weather 50%_.wav")]
        batch = await made(ada.post("/api/batches", json={"faces": [faces[0]], "voices": voices}))
        greeting, weather = [job["id"] for job in batch["jobs"]]
        note = await clip_of(ada, faces[1], voices[0], form="note")
        await made(ada.post(f"/api/jobs/{greeting}/cancel"), 200)
        assert await found(ada) == [note, weather, greeting]
        assert await found(ada, q="GRÜSSE") == [note, greeting]  # as people type it, not as bytes compare
        assert await found(ada, q="50%_") == [weather]
        assert await found(ada, q="storm") == []
        assert await found(ada, face=faces[0]) == [weather, greeting]
        assert await found(ada, voice=voices[0]) == [note, greeting]
        assert await found(ada, batch=batch["id"]) == [weather, greeting]
        assert await found(ada, form="note") == [note]
        assert await found(ada, state="unmade") == [greeting]
        assert await found(ada, state="open", q="grüße") == [note]
        assert await found(bob, batch=batch["id"]) == []


async def test_a_clip_is_renamed_and_whoever_watches_is_told(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        clip = await clip_of(ada, await stored_face(shared, ada), (await voice_of(ada, "v.wav"))["id"])
        before = (await made(ada.get("/api/session"), 200))["last_event_id"]
        renamed = await made(ada.patch(f"/api/jobs/{clip}", json={"name": "  Monday\n morning "}), 200)
        assert renamed["name"] == "Monday morning"
        assert await found(ada, q="monday") == [clip]
        assert (await made(ada.get("/api/session"), 200))["last_event_id"] > before
        assert code_of(await ada.patch(f"/api/jobs/{clip}", json={"name": " "})) == (400, "invalid_request")


async def test_several_are_deleted_at_once(shared: Place) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        face, voice = await stored_face(shared, ada), (await voice_of(ada, "v.wav"))["id"]
        clips = [await clip_of(ada, face, voice) for _ in range(3)]
        everything = {"jobs": [*clips, clips[0], 999_999]}
        assert await made(bob.post("/api/jobs/delete", json=everything), 200) == {"deleted": []}
        await made(ada.post(f"/api/jobs/{clips[0]}/cancel"), 200)
        chosen = {"jobs": clips[:2]}
        assert await made(ada.post("/api/jobs/delete", json=chosen), 200) == {"deleted": clips[:2]}
        assert await found(ada) == clips[2:]


async def test_some_are_fetched_in_one_file(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada, busy.script(BOB) as bob:
        face = (await face_of(ada, small_video, "me"))["id"]
        voices = [(await voice_of(ada, name))["id"] for name in ("one.wav", "two.wav")]
        clips = [await clip_of(ada, face, voice) for voice in (*voices, voices[0])]
        for clip in clips:
            await reaches(ada, {"id": clip}, "delivered")
        url = f"/api/clips/zip?jobs={clips[2]},{clips[1]},{clips[0]},{voices[0]},999999"
        with zipfile.ZipFile(io.BytesIO((await ada.get(url)).content)) as packed:
            assert packed.namelist() == ["me - one.mp4", "me - two.mp4", "me - one-2.mp4"]
        assert code_of(await bob.get(url)) == (404, "not_found")
        assert code_of(await ada.get("/api/clips/zip?jobs=1,,2")) == (400, "invalid_request")


async def test_a_batch_is_renamed_and_deleted_with_its_clips(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        face, voice = await stored_face(shared, ada), (await voice_of(ada, "v.wav"))["id"]
        batch = await made(ada.post("/api/batches", json={"faces": [face], "voices": [voice]}))
        url = f"/api/batches/{batch['id']}"
        other = await clip_of(ada, face, voice)
        assert (await made(ada.patch(url, json={"name": "Week 7"}), 200))["name"] == "Week 7"
        assert (await ada.delete(url)).status_code == 204
        assert code_of(await ada.get(url)) == (404, "not_found")
        assert await found(ada) == [other]
        assert (await made(ada.get(f"/api/jobs/{voice}"), 200))["state"] == "queued"


async def test_faces_and_long_names_stay_apart(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        faces = [await stored_face(shared, ada) for _ in range(3)]
        names = [(await made(ada.patch(f"/api/faces/{face}", json={"name": "Anchor"}), 200))["name"] for face in faces]
        assert names == ["Anchor", "Anchor (2)", "Anchor (3)"]
        assert (await made(ada.patch(f"/api/faces/{faces[1]}", json={"name": "Anchor (2)"}), 200))[
            "name"
        ] == "Anchor (2)"
        long = {"name": "word " * 30}
        assert (await made(ada.patch(f"/api/faces/{faces[0]}", json=long), 200))["name"] == "word " * 15 + "word…"


@pytest.mark.parametrize("asked", ["q=" + 81 * "x", "face=0", "batch=x", "form=oval", "state=lost"])
async def test_a_search_that_makes_no_sense_is_refused(shared: Place, asked: str) -> None:
    async with shared.script(ADA) as ada:
        assert code_of(await ada.get(f"/api/jobs?{asked}")) == (400, "invalid_request")
