"""Tests of new voices that are made from parts of others: trimmed, split and joined."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from bot.app.voices import SHORTEST_S
from bot.records import FileRole
from bot.web.voices import MAX_PARTS
from engine.voice.loading import MIN_S
from storage import jobs
from tests.bot import threads
from tests.bot.web.conftest import (
    ADA,
    BOB,
    TOKENS,
    Place,
    code_of,
    made,
    reaches,
    running,
    send,
    stored_face,
    voice_of,
)


async def tone_of(client: httpx.AsyncClient, name: str, hz: float) -> dict[str, Any]:
    """Return a checked voice of two seconds: a tone."""
    target = io.BytesIO()
    samples = 0.5 * np.sin(2 * np.pi * hz * np.arange(16000) / 8000)
    soundfile.write(target, samples, 8000, format="WAV")
    voice = await made(client.post("/api/voices", json={"upload": await send(client, target.getvalue(), name)}))
    return await reaches(client, voice, "delivered")


async def edited(client: httpx.AsyncClient, *voices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the finished voices that are made from these parts."""
    answer = await made(client.post("/api/voices/edits", json={"voices": voices}))
    return [await reaches(client, voice, "delivered") for voice in answer["voices"]]


async def heard(client: httpx.AsyncClient, voice: dict[str, Any]) -> list[int]:
    """Return the pitch in the middle of each second of a voice."""
    answer = await client.get(voice["files"]["voice"])
    assert answer.headers["Content-Type"] == "audio/flac"
    sound, rate = soundfile.read(io.BytesIO(answer.content))
    middles = [sound[at + rate // 4 : at + 3 * rate // 4] for at in range(0, len(sound) - rate // 2, rate)]
    return [round(np.abs(np.fft.rfft(middle)).argmax() * rate / len(middle)) for middle in middles]


async def test_voices_are_trimmed_split_and_joined_and_the_old_ones_stay(busy: Place) -> None:
    async with busy.script(ADA) as ada:
        low, high = await tone_of(ada, "low.wav", 200), await tone_of(ada, "high.wav", 400)
        [trimmed] = await edited(ada, [{"voice": low["id"], "start_s": 0.5, "end_s": 1.5}])
        assert (trimmed["name"], trimmed["report"]["duration_s"]) == ("low", 1.0)
        halves = await edited(ada, *[[{"voice": low["id"], "start_s": at, "end_s": at + 1}] for at in (0, 1)])
        assert [half["name"] for half in halves] == ["low (2)", "low (3)"]
        [joined] = await edited(
            ada, [{"voice": high["id"], "end_s": 1}, {"voice": low["id"]}, {"voice": trimmed["id"], "end_s": 99}]
        )
        assert joined["name"] == "high + low + low"
        assert await heard(ada, joined) == [400, 200, 200, 200]
        listed = (await made(ada.get("/api/voices"), 200))["voices"]
        assert listed == [joined, *reversed(halves), trimmed, high, low]


async def test_what_a_voice_is_made_from_is_kept_until_then_and_no_longer(
    busy: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with busy.script(ADA) as ada:
        voice = await tone_of(ada, "v.wav", 200)
        async with busy.store.read() as tx:
            source = busy.store.media.path((await jobs.get(tx, voice["id"])).files[FileRole.VOICE])
        with monkeypatch.context() as idle:
            idle.setattr(type(busy.jobs._pool), "useful", 0)
            order = {"voices": [[{"voice": voice["id"], "start_s": 1}]]}
            [queued] = (await made(ada.post("/api/voices/edits", json=order)))["voices"]
            assert (await ada.delete(f"/api/jobs/{voice['id']}")).status_code == 204
            await busy.store.sweep()
            assert source.exists()
            assert queued["files"] == {}
            clip = {"face": await stored_face(busy, ada), "voice": queued["id"]}
            assert code_of(await ada.post("/api/clips", json=clip)) == (409, "wrong_state")
        assert await heard(ada, await reaches(ada, queued, "delivered")) == [200]
        await busy.store.sweep()
        assert not source.exists()


async def test_what_a_voice_could_not_be_made_from_is_not_kept(busy: Place) -> None:
    async with busy.script(ADA) as ada:
        voice = await tone_of(ada, "v.wav", 200)
        async with busy.store.read() as tx:
            source = busy.store.media.path((await jobs.get(tx, voice["id"])).files[FileRole.VOICE])
        source.write_bytes(b"damaged")
        [edit] = (await made(ada.post("/api/voices/edits", json={"voices": [[{"voice": voice["id"]}]]})))["voices"]
        failed = await reaches(ada, edit, "failed")
        assert not failed["can_retry"]
        assert (await ada.delete(f"/api/jobs/{voice['id']}")).status_code == 204
        await busy.store.sweep()
        assert not source.exists()


async def test_parts_that_make_no_voice_are_refused_and_nothing_is_made(shared: Place, tmp_path: Path) -> None:
    limited = running(tmp_path / "limited", web_tokens=TOKENS, pool=threads.open_pool, max_voice_s=3)
    async with limited as place, place.script(ADA) as ada, place.script(BOB) as bob:
        mine, theirs = await tone_of(ada, "v.wav", 200), await tone_of(bob, "v.wav", 200)
        good = [{"voice": mine["id"]}]

        async def refusal(*parts: dict[str, Any]) -> tuple[int, str]:
            return code_of(await ada.post("/api/voices/edits", json={"voices": [good, list(parts)]}))

        assert await refusal({"voice": theirs["id"]}) == (404, "not_found")
        assert await refusal({"voice": mine["id"], "start_s": 1.8}) == (422, "part_too_short")
        assert await refusal({"voice": mine["id"], "start_s": 1, "end_s": 0}) == (422, "part_too_short")
        assert await refusal(*[{"voice": mine["id"]}] * 2) == (422, "media_too_long")
        assert await refusal() == (400, "invalid_request")
        many = {"voices": [good * MAX_PARTS] * 5}
        assert code_of(await ada.post("/api/voices/edits", json=many)) == (400, "invalid_request")
        assert await refusal({"voice": mine["id"], "start_s": -1}) == (400, "invalid_request")
        assert (await made(ada.get("/api/voices"), 200))["voices"] == [mine]
    async with shared.script(ADA) as ada:
        unchecked = await voice_of(ada, "v.wav")
        answer = await ada.post("/api/voices/edits", json={"voices": [[{"voice": unchecked["id"]}]]})
        assert code_of(answer) == (409, "wrong_state")


async def test_half_a_second_is_enough_wherever_it_begins(busy: Place) -> None:
    start_s, end_s = 0.063, 0.563
    assert end_s - start_s < 0.5  # as floats
    async with busy.script(ADA) as ada:
        voice = await tone_of(ada, "v.wav", 200)
        [shortest] = await edited(ada, [{"voice": voice["id"], "start_s": start_s, "end_s": end_s}])
        assert shortest["report"]["duration_s"] == 0.5


async def test_an_edit_that_is_sent_twice_is_made_once(busy: Place) -> None:
    async with busy.script(ADA) as ada:
        voice = await tone_of(ada, "v.wav", 200)
        order = {"voices": [[{"voice": voice["id"], "end_s": 1}], [{"voice": voice["id"], "start_s": 1}]]}
        first, again = [
            await made(ada.post("/api/voices/edits", json=order, headers={"Idempotency-Key": "cut"})) for _ in range(2)
        ]
        assert [one["id"] for one in again["voices"]] == [one["id"] for one in first["voices"]]
        order["voices"][1][0]["end_s"] = None  # the default
        named = await made(ada.post("/api/voices/edits", json=order, headers={"Idempotency-Key": "cut"}))
        assert [one["id"] for one in named["voices"]] == [one["id"] for one in first["voices"]]
        order["voices"].reverse()
        refused = await ada.post("/api/voices/edits", json=order, headers={"Idempotency-Key": "cut"})
        assert code_of(refused) == (422, "order_key_reused")


def test_the_shortest_part_is_the_shortest_voice_of_the_engine() -> None:
    """The server does not load the engine to know it."""
    assert SHORTEST_S == MIN_S
