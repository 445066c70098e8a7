"""Tests of the demo face and voice for newcomers."""

from __future__ import annotations

import shutil
from pathlib import Path

import httpx
import pytest

from storage import deliveries, leases
from tests.bot import threads
from tests.bot.stand_ins import grey
from tests.bot.web.conftest import ADA, BOB, TOKENS, face_of, made, reaches, running, stored_face

NAME = "Astronaut"


async def faces_of(client: httpx.AsyncClient) -> list[tuple[str, bool, bool]]:
    answer = await made(client.get("/api/faces"), 200)
    return [(face["name"], face["is_demo"], face["is_default"]) for face in answer["faces"]]


async def test_newcomer_finds_a_face_and_a_voice_once(tmp_path: Path) -> None:
    async with (
        running(tmp_path, web_demo=True, web_tokens=TOKENS, pool=threads.open_pool) as place,
        place.script(ADA) as ada,
        place.script(BOB) as bob,
    ):
        assert (await made(ada.get("/api/session"), 200))["has_demo"] is False
        voice, check = sorted((await made(ada.get("/api/jobs"), 200))["jobs"], key=lambda job: job["id"])
        assert [voice["kind"], check["kind"]] == ["voice", "face"]
        assert (await reaches(ada, voice, "delivered"))["report"]["duration_s"] > 0
        kept = (await reaches(ada, check, "delivered"))["kept_face"]
        assert await faces_of(ada) == [(NAME, True, True)]
        assert (await made(ada.get("/api/session"), 200))["has_demo"] is True

        # The second newcomer's is ready at once: it is the same picture.
        assert (await made(bob.get("/api/session"), 200))["has_demo"] is True
        assert await faces_of(bob) == [(NAME, True, True)]
        assert [job["kind"] for job in (await made(bob.get("/api/jobs"), 200))["jobs"]] == ["voice"]

        assert (await ada.delete(f"/api/faces/{kept}")).status_code == 204
        assert (await made(ada.get("/api/session"), 200))["has_demo"] is False
        assert all(job["id"] <= check["id"] for job in (await made(ada.get("/api/jobs"), 200))["jobs"])
        assert await faces_of(bob) == [(NAME, True, True)]


async def test_who_has_a_face_needs_none(tmp_path: Path) -> None:
    async with running(tmp_path, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        await stored_face(place, ada)
    async with running(tmp_path, web_demo=True, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        assert (await made(ada.get("/api/session"), 200))["has_demo"] is False
        assert (await made(ada.get("/api/jobs"), 200))["jobs"] == []


async def test_a_demo_that_cannot_be_made_keeps_nobody_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with running(tmp_path, web_demo=True, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        shutil.rmtree(tmp_path / "scratch")
        assert (await made(ada.get("/api/session"), 200))["has_demo"] is False
        assert "could not create the demo" in caplog.text
        (tmp_path / "scratch").mkdir()
        await made(ada.get("/api/session"), 200)
        assert len((await made(ada.get("/api/jobs"), 200))["jobs"]) == 2


async def test_first_face_of_ones_own_comes_before_it(tmp_path: Path) -> None:
    async with (
        running(tmp_path, web_demo=True, web_tokens=TOKENS, pool=threads.open_pool) as place,
        place.script(ADA) as ada,
    ):
        await made(ada.get("/api/session"), 200)
        (check,) = (await made(ada.get("/api/jobs?kind=face"), 200))["jobs"]
        await reaches(ada, check, "delivered")
        photo = place.settings.data_folder / "photo.png"
        grey(photo)
        first = await face_of(ada, photo.read_bytes(), "me")
        assert await faces_of(ada) == [(NAME, True, False), ("me", False, True)]
        photo.write_bytes(photo.read_bytes() + b"another")
        await face_of(ada, photo.read_bytes(), "too")
        assert [default for *_, default in await faces_of(ada)] == [False, True, False]
        assert first["is_default"]


async def test_at_this_machine_it_is_ready_before_the_first_visit(tmp_path: Path) -> None:
    async with running(tmp_path, web_demo=True) as place, place.browser() as browser:
        assert len((await made(browser.get("/api/jobs"), 200))["jobs"]) == 2
    async with running(tmp_path, web_demo=True) as place, place.browser() as browser:
        assert len((await made(browser.get("/api/jobs"), 200))["jobs"]) == 2
        # The first login sets the language, although the account already existed.
    async with running(tmp_path / "other", logs_in=False, web_demo=True) as place:
        for code in ("de-CH,de;q=0.9", "fr"):
            async with place.visitor(**{"Accept-Language": code}) as visitor:
                browser = await place.by_link(visitor)
                assert (await made(browser.get("/api/session"), 200))["language"] == "de"
                called = {job["name"] for job in (await made(browser.get("/api/jobs"), 200))["jobs"]}
                assert called == {"Astronautin", "Hallo"}


async def test_face_is_kept_though_the_server_died_between_the_steps_of_its_delivery(tmp_path: Path) -> None:
    async with running(tmp_path, web_demo=True, web_tokens=TOKENS) as place, place.script(ADA) as ada:
        await made(ada.get("/api/session"), 200)
        async with place.store.media.scratch() as folder:
            (folder / "template").mkdir()
            (folder / "poster").write_bytes(b"poster")
            template = await place.store.media.stage(folder / "template")
            poster = await place.store.media.stage(folder / "poster")
            async with place.store.write() as tx:
                while claim := await leases.claim(tx, "facenote", 60.0):
                    files = {"template": template, "poster": poster} if claim.job.kind == "face" else {}
                    await leases.mark_rendered(tx, claim.lease, result={}, made=files)
                while await deliveries.claim(tx, "facenote", 60.0):
                    pass  # the server dies here
    async with running(tmp_path, web_tokens=TOKENS, pool=threads.open_pool) as place, place.script(ADA) as ada:
        for job in (await made(ada.get("/api/jobs"), 200))["jobs"]:
            await reaches(ada, job, "delivered")
        assert await faces_of(ada) == [(NAME, True, True)]
