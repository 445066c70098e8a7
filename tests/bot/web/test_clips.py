"""Tests of voices, clips and batches, from the order to the file, with all failures."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.app.order_keys import OrderKey
from bot.jobs import work
from bot.probing import Probes
from bot.web.clips import ORDER_KEY, ClipOrder, order_key
from bot.web.openapi import ApiRequest
from tests.bot.stand_ins import SLOW, SPEECHLESS
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
    send,
    sound,
    stored_face,
    voice_of,
)


async def test_a_voice_becomes_a_clip(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        face = await face_of(ada, small_video, "Ada")
        voice = await reaches(ada, await voice_of(ada, "good morning.wav"), "delivered")
        assert (voice["kind"], voice["name"], voice["report"]["peaks"]) == (
            "voice",
            "good morning.wav",
            [0.5] * work.PEAKS,
        )
        assert voice["files"] == {"voice": f"/api/jobs/{voice['id']}/files/voice"}
        assert (await made(ada.get("/api/voices"), 200))["voices"] == [voice]
        clip = await made(ada.post("/api/clips", json={"face": face["id"], "voice": voice["id"], "form": "note"}))
        assert (clip["kind"], clip["name"], clip["form"]) == ("clip", "Ada - good morning", "note")
        assert (clip["face"], clip["voice"]) == ({"id": face["id"], "name": "Ada"}, voice["id"])
        done = await reaches(ada, clip, "delivered")
        assert set(done["files"]) == {"clip", "poster", "voice"}
        assert done["report"]["lip_score"] == {"opening_r": 0.86, "width_r": 0.7, "seconds": 9}
        assert (done["left_s"], done["position"], done["can_cancel"], done["can_retry"]) == (0, None, False, False)
        assert done["expires_at"] > done["finished_at"] > done["created_at"]


async def test_a_studio_that_looks_at_many_files_says_when_to_come_again(
    busy: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The upload is kept, so it need not be sent again."""
    async with busy.script(ADA) as ada:
        upload = await send(ada, sound(1.5), "voice.wav")
        with monkeypatch.context() as full:
            full.setattr(Probes, "is_full", lambda _self, _whose: True)
            refused = await ada.post("/api/voices", json={"upload": upload})
            assert code_of(refused) == (503, "server_busy")
            assert int(refused.headers["Retry-After"]) > 0
        await made(ada.post("/api/voices", json={"upload": upload}))


async def test_a_voice_needs_sound(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        upload = await send(ada, small_video, "mute.mp4")
        assert code_of(await ada.post("/api/voices", json={"upload": upload})) == (422, "no_sound")


async def test_failures_say_why_and_whether_to_try_again(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        face, voice = await face_of(ada, small_video, "me"), await voice_of(ada, "silence.wav", SPEECHLESS)
        clip = await made(ada.post("/api/clips", json={"face": face["id"], "voice": voice["id"]}))
        failed = await reaches(ada, clip, "failed")
        assert (failed["error"], failed["can_retry"]) == ({"code": "no_speech", "facts": {}}, False)
        for useless in ("retry", "cancel"):
            assert code_of(await ada.post(f"/api/jobs/{clip['id']}/{useless}")) == (409, "wrong_state")


async def test_a_running_clip_is_cancelled_tried_again_and_deleted(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        face, voice = await face_of(ada, small_video, "me"), await voice_of(ada, "slow.wav", SLOW)
        clip = await made(ada.post("/api/clips", json={"face": face["id"], "voice": voice["id"]}))
        url = f"/api/jobs/{clip['id']}"
        assert code_of(await ada.post(f"{url}/retry")) == (409, "wrong_state")
        await reaches(ada, clip, "running")
        cancelled = await made(ada.post(f"{url}/cancel"), 200)
        assert (cancelled["state"], cancelled["can_retry"]) == ("cancelled", True)
        assert await made(ada.post(f"{url}/cancel"), 200) == cancelled
        assert (await made(ada.post(f"{url}/retry"), 200))["state"] in ("queued", "running")
        await reaches(ada, clip, "running")
        assert (await ada.delete(url)).status_code == 204
        assert code_of(await ada.get(url)) == (404, "not_found")
        voice_url = f"/api/jobs/{voice['id']}"
        assert (await ada.delete(voice_url)).status_code == 204
        assert (await made(ada.get("/api/voices"), 200))["voices"] == []


@pytest.mark.usefixtures("small_video")
async def test_a_voice_that_was_deleted_or_could_not_be_read_is_not_spoken(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        voice = await voice_of(ada, "morning.wav")
        face = await stored_face(shared, ada)
        order = {"face": face, "voice": voice["id"]}
        await made(ada.post("/api/clips", json=order))
        await made(ada.post(f"/api/jobs/{voice['id']}/cancel"), 200)
        assert code_of(await ada.post("/api/clips", json=order)) == (409, "wrong_state")
        await ada.delete(f"/api/jobs/{voice['id']}")
        assert code_of(await ada.post("/api/clips", json=order)) == (404, "not_found")


async def test_many_voices_on_one_face_and_one_voice_on_many_faces(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        faces = [await face_of(ada, small_video, name) for name in ("Ada", "Bob")]
        words = [await voice_of(ada, name) for name in ("one.wav", "two.wav", "three.wav")]
        ids = [voice["id"] for voice in words]
        week = await made(ada.post("/api/batches", json={"faces": [faces[0]["id"]], "voices": [*ids, ids[0]]}))
        assert (week["name"], week["total"], week["open"]) == ("Ada", 3, 3)
        assert [job["voice"] for job in week["jobs"]] == ids
        assert [job["name"] for job in week["jobs"]] == ["Ada - one", "Ada - two", "Ada - three"]
        both = await made(
            ada.post(
                "/api/batches", json={"faces": [face["id"] for face in faces], "voices": ids[:1], "name": "  duet "}
            )
        )
        assert (both["name"], [job["face"]["name"] for job in both["jobs"]]) == ("duet", ["Ada", "Bob"])
        for job in (*week["jobs"], *both["jobs"]):
            assert (await reaches(ada, job, "delivered"))["batch"] in (week["id"], both["id"])
        listed = (await made(ada.get("/api/batches"), 200))["batches"]
        assert [batch["id"] for batch in listed] == [both["id"], week["id"]]
        assert (listed[1]["done"], listed[1]["open"], listed[1]["left_s"]) == (3, 0, 0)
        assert listed[1]["zip"] == f"/api/batches/{week['id']}/zip"


async def test_a_batch_goes_on_after_a_failure_and_is_cancelled_and_retried(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        face = await face_of(ada, small_video, "me")
        said = ((), (SPEECHLESS,), (), (SLOW,), ())
        voices = [await voice_of(ada, f"{number}.wav", *more) for number, more in enumerate(said)]
        order = {"faces": [face["id"]], "voices": [voice["id"] for voice in voices]}
        batch = await made(ada.post("/api/batches", json=order))
        url = f"/api/batches/{batch['id']}"
        await reaches(ada, batch["jobs"][3], "running")
        for number in (0, 2):
            await reaches(ada, batch["jobs"][number], "delivered")
        now = await made(ada.get(url), 200)
        assert [job["state"] for job in now["jobs"]] == ["delivered", "failed", "delivered", "running", "queued"]
        assert (now["done"], now["failed"], now["open"]) == (2, 1, 2)
        assert now["jobs"][1]["error"]["code"] == "no_speech"
        ended = await made(ada.post(f"{url}/cancel"), 200)
        assert (ended["done"], ended["failed"], ended["open"]) == (2, 1, 0)
        assert (ended["cancelled"], [job["can_retry"] for job in ended["jobs"]]) == (
            2,
            [False, False, False, True, True],
        )
        again = await made(ada.post(f"{url}/retry"), 200)
        assert (again["done"], again["failed"], again["cancelled"], again["open"]) == (2, 1, 0, 2)
        await made(ada.post(f"{url}/cancel"), 200)  # the slow one would run as long as the server


async def test_retrying_a_batch_leaves_out_what_would_fail_again(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        voice = await voice_of(ada, "v.wav")
        faces = [await stored_face(shared, ada) for _ in range(3)]
        batch = await made(ada.post("/api/batches", json={"faces": faces, "voices": [voice["id"]]}))
        codes = ("worker_died", "no_speech", "worker_died")
        async with shared.store.write() as tx:
            for job, code in zip(batch["jobs"], codes, strict=True):
                failed = "UPDATE jobs SET state = 'failed', code = ?, finished_at = ? WHERE id = ?"
                await tx.run(failed, code, tx.now, job["id"])
        await ada.delete(f"/api/faces/{faces[2]}")
        again = await made(ada.post(f"/api/batches/{batch['id']}/retry"), 200)
        assert [job["state"] for job in again["jobs"]] == ["queued", "failed", "failed"]
        one_by_one = [code_of(await ada.post(f"/api/jobs/{job['id']}/retry")) for job in again["jobs"]]
        assert one_by_one == [(409, "wrong_state"), (409, "wrong_state"), (404, "face_not_allowed")]


async def test_a_batch_over_the_limit_leaves_nothing_behind(tmp_path: Path) -> None:
    async with running(tmp_path, web_tokens=TOKENS, limits={"open_per_user": 3}) as place, place.script(ADA) as ada:
        voice, face = await voice_of(ada, "v.wav"), await stored_face(place, ada)
        others = [await stored_face(place, ada) for _ in range(2)]
        answer = await ada.post("/api/batches", json={"faces": [face, *others], "voices": [voice["id"]]})
        assert code_of(answer) == (429, "too_many_jobs")
        assert answer.json()["error"]["facts"] == {"whose": "user", "used": 3, "limit": 3}
        assert (await made(ada.get("/api/batches"), 200))["batches"] == []
        assert len((await made(ada.get("/api/jobs"), 200))["jobs"]) == 1


async def test_what_waits_knows_its_place_and_its_time(busy: Place, small_video: bytes) -> None:
    async with busy.script(ADA) as ada:
        face = await face_of(ada, small_video, "me")
        quick, slow = await voice_of(ada, "quick.wav"), await voice_of(ada, "slow.wav", SLOW)

        async def clip(voice: dict[str, Any]) -> dict[str, Any]:
            return await made(ada.post("/api/clips", json={"face": face["id"], "voice": voice["id"]}))

        await reaches(ada, await clip(quick), "delivered")
        running = await clip(slow)
        async with asyncio.timeout(SOON_S):
            while not (await reaches(ada, running, "running"))["progress"]:
                await asyncio.sleep(0.05)
        waiting = [await clip(quick) for _ in range(2)]
        first, second = [await made(ada.get(f"/api/jobs/{job['id']}"), 200) for job in waiting]
        assert (first["position"], second["position"]) == (1, 2)
        assert 0 < first["left_s"] < second["left_s"]
        now = await made(ada.get(f"/api/jobs/{running['id']}"), 200)
        assert (now["position"], now["stage"], now["progress"]) == (None, "draw", pytest.approx(0.64))
        assert now["left_s"] > 0


async def test_pages_of_jobs(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        ids = [(await voice_of(ada, f"{number}.wav"))["id"] for number in range(5)]
        ids.reverse()
        await made(ada.post(f"/api/jobs/{ids[0]}/cancel"), 200)
        first = await made(ada.get("/api/jobs", params={"limit": 2}), 200)
        assert ([job["id"] for job in first["jobs"]], first["next"]) == (ids[:2], ids[1])
        rest = await made(ada.get("/api/jobs", params={"limit": 3, "before": first["next"]}), 200)
        assert ([job["id"] for job in rest["jobs"]], rest["next"]) == (ids[2:], None)

        async def numbers(**asked: str) -> list[int]:
            return [job["id"] for job in (await made(ada.get("/api/jobs", params=asked), 200))["jobs"]]

        assert await numbers(state="open") == ids[1:]
        assert await numbers(state="ended", kind="voice") == ids[:1]
        assert await numbers(state="delivered") == await numbers(kind="clip") == []


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/cancel"), ("POST", "/retry"), ("DELETE", "")])
async def test_jobs_of_others_are_not_there(shared: Place, method: str, path: str) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        job = await voice_of(ada, "v.wav")
        for number in (job["id"], 999, 2**63 - 1):
            assert code_of(await bob.request(method, f"/api/jobs/{number}{path}")) == (404, "not_found")
        assert (await made(bob.get("/api/jobs"), 200))["jobs"] == []
        assert (await made(ada.get(f"/api/jobs/{job['id']}"), 200))["state"] == "queued"


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/cancel"), ("POST", "/retry"), ("DELETE", "")])
async def test_batches_of_others_are_not_there(shared: Place, method: str, path: str) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        voice, face = await voice_of(ada, "v.wav"), await stored_face(shared, ada)
        batch = await made(ada.post("/api/batches", json={"faces": [face], "voices": [voice["id"]]}))
        assert code_of(await bob.request(method, f"/api/batches/{batch['id']}{path}")) == (404, "not_found")
        assert (await made(ada.get(f"/api/batches/{batch['id']}"), 200))["open"] == 1
        own = await voice_of(bob, "own.wav")
        own_face = await stored_face(shared, bob)
        for order in ({"face": face, "voice": own["id"]}, {"face": own_face, "voice": voice["id"]}):
            assert code_of(await bob.post("/api/clips", json=order)) == (404, "not_found")
            batch_order = {f"{name}s": [number] for name, number in order.items()}
            assert code_of(await bob.post("/api/batches", json=batch_order)) == (404, "not_found")


async def test_only_voices_are_spoken_and_only_checks_are_kept(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        face, voice = await stored_face(shared, ada), await voice_of(ada, "v.wav")
        clip = await made(ada.post("/api/clips", json={"face": face, "voice": voice["id"]}))
        assert code_of(await ada.post("/api/clips", json={"face": face, "voice": clip["id"]})) == (404, "not_found")
        assert code_of(await ada.post("/api/faces", json={"job": voice["id"]})) == (404, "not_found")


async def test_draining_service_takes_nothing_new(shared: Place) -> None:
    async with shared.script(ADA) as ada:
        voice = await voice_of(ada, "v.wav")
        shared.jobs.drain()
        assert code_of(await ada.post(f"/api/jobs/{voice['id']}/retry")) == (503, "service_draining")
        with pytest.raises(AssertionError, match="service_draining"):
            await voice_of(ada, "w.wav")
        assert (await made(ada.get("/api/voices"), 200))["voices"] == [
            await made(ada.get(f"/api/jobs/{voice['id']}"), 200)
        ]


def test_an_order_is_the_same_for_a_server_that_knows_more_defaults() -> None:
    class LaterOrder(ClipOrder):
        added: int | None = None

    request = make_mocked_request("POST", "/api/clips", headers={ORDER_KEY.name: "once"})
    order = {"face": 1, "voice": 2, "form": "video"}

    def key(model: type[ClipOrder], **more: object) -> OrderKey | None:
        return order_key(ApiRequest(request, {}, body=model.model_validate_json(json.dumps({**order, **more}))))

    assert key(ClipOrder) == key(ClipOrder, max_mb=None, mouth="natural") == key(LaterOrder)
    assert key(ClipOrder) != key(ClipOrder, max_mb=16)
