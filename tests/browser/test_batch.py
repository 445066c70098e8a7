"""Tests of batches, with a bad file, a refresh, a second tab, and a killed server."""

from __future__ import annotations

import json
import re
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, Request, Route, expect
from pydantic import BaseModel

from bot.client.answers import FaceAnswer, JobAnswer
from bot.client.server import Server
from engine.media import probe
from engine.pipeline.template import MANIFEST
from engine.watch import Watch
from tests.bot.test_serve import START_S
from tests.browser.conftest import Visit
from tests.browser.studio import Complaints, Studio, rename, shoot, wait_until


class Session(BaseModel):
    """Fields that the tests read of the session."""

    consent: dict[str, Any]


def newest(page: Page) -> Locator:
    """Return the card of the newest batch."""
    return page.locator("article.batch").first


def test_five_voices_of_which_one_is_none(
    visit: Visit, complaints: Complaints, voices: list[Path], tmp_path: Path
) -> None:
    complaints.expect("422")
    bad = tmp_path / "holiday.wav"
    bad.write_bytes(b"RIFF\0\0\0\0WAVEfmt of nothing")
    page = visit("#/batch")
    page.get_by_text("One face, many voices").click()
    page.locator(".add-voice input[type=file]").set_input_files([*voices[:2], bad, *voices[2:4]])
    expect(page.get_by_text("holiday.wav").first).to_be_visible()  # and why it cannot be used
    expect(page.locator(".voice-row.chosen")).to_have_count(4)
    shoot(page, "batch-bad-file")
    page.get_by_role("button", name="Make 4 clips").click()
    expect(newest(page).get_by_text(re.compile(r"of 4"))).not_to_have_count(0)
    shoot(page, "batch-running")
    page.reload()  # in the middle
    expect(newest(page).locator(".job-line")).to_have_count(4)
    other_tab = page.context.new_page()
    complaints.listen(other_tab)
    other_tab.goto("/#/batch")
    for tab in (page, other_tab):
        expect(newest(tab).get_by_text("4 of 4 clips ready")).to_be_visible()
    shoot(page, "batch-done")
    with page.expect_download() as coming:
        newest(page).get_by_role("link", name="Download all (zip)").click()
    archive = tmp_path / "clips.zip"
    coming.value.save_as(archive)
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) == 4
        assert {Path(name).suffix for name in packed.namelist()} == {".mp4"}
        packed.extractall(tmp_path)
        assert all(probe(tmp_path / name).video for name in packed.namelist())


def test_a_killed_server_goes_on_where_it_was(
    visit: Visit, studio: Studio, complaints: Complaints, voices: list[Path]
) -> None:
    complaints.expect(
        "ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH"
        "|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|503"
    )
    page = visit("#/batch")
    page.get_by_text("One face, many voices").click()
    for voice in voices[:3]:
        page.get_by_role("checkbox", name=voice.name).check()
    page.get_by_role("button", name="Make 3 clips").click()
    expect(newest(page).get_by_role("progressbar").first).to_be_visible()
    expect(newest(page).locator(".job-running")).not_to_have_count(0)
    studio.kill()
    expect(page.get_by_text("The connection is lost.", exact=False)).to_be_visible()
    shoot(page, "connection-lost")
    studio.start()
    expect(page.get_by_text("The connection is lost.", exact=False)).to_be_hidden()
    expect(newest(page).get_by_text("3 of 3 clips ready")).to_be_visible()
    batch = page.request.get("/api/batches").json()["batches"][0]
    assert (batch["done"], batch["total"]) == (3, 3)


def test_a_damaged_face_costs_its_clips_alone(visit: Visit, studio: Studio, face_photo: Path) -> None:
    register(studio, face_photo, "broken by chance")
    page = visit("#/batch")
    page.get_by_text("One voice, many faces").click()
    page.get_by_role("button", name="Pick all").click()
    page.get_by_role("button", name="Make 2 clips").click()
    expect(newest(page).get_by_text("1 of 2 clips ready")).to_be_visible()
    expect(newest(page).get_by_text("1 failed")).to_be_visible()
    failed = newest(page).locator(".job-failed")
    expect(failed.get_by_role("alert")).to_contain_text("damaged")
    shoot(page, "batch-failed")
    expect(newest(page).get_by_role("link", name="Download all (zip)")).to_be_visible()


def test_faces_are_added_where_they_are_picked(
    visit: Visit, complaints: Complaints, face_photo: Path, tmp_path: Path
) -> None:
    complaints.expect("422")
    bad = tmp_path / "holiday.mp4"
    bad.write_bytes(b"no film")
    page = visit("#/batch")
    page.get_by_text("One voice, many faces").click()
    confirm = page.get_by_role("button", name="I confirm")
    expect(confirm.or_(page.get_by_role("button", name="Add faces")).first).to_be_visible()
    if confirm.count():
        confirm.click()
    faces = page.locator(".uploads").filter(has=page.get_by_role("button", name="Add faces"))
    faces.locator("input[type=file]").set_input_files([face_photo, bad])
    expect(faces.get_by_role("alert")).to_contain_text("Choose a video of the face")
    (empty := tmp_path / "empty.mp4").touch()
    faces.locator("input[type=file]").set_input_files(empty)
    expect(faces.get_by_role("alert")).to_have_count(1)  # the refusal of a file ends with the next one
    expect(page.get_by_role("checkbox", name=face_photo.stem)).to_be_checked()
    page.goto("/#/faces")
    expect(page.get_by_role("heading", name=face_photo.stem, exact=True)).to_be_visible()


def test_a_file_keeps_whose_face_it_is_when_the_choice_changes(visit: Visit, face_photo: Path, tmp_path: Path) -> None:
    names = ["one.jpg", "two.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(face_photo.read_bytes())
    page = visit("#/faces")
    confirm = page.get_by_role("button", name="I confirm")
    expect(confirm.or_(page.get_by_text("Somebody else's, with permission")).first).to_be_visible()
    if confirm.count():
        confirm.click()
    page.get_by_text("Somebody else's, with permission").click()
    page.get_by_label("Who gave permission?").fill("Bob")
    held: list[Route] = []
    declared: list[tuple[str, str]] = []
    page.on("request", lambda request: declared.append(whose(request)) if "face-checks" in request.url else None)
    page.route("**/api/uploads", lambda route: held.append(route), times=1)
    with page.expect_request("**/api/uploads"):
        page.locator(".new-face input[type=file]").set_input_files([tmp_path / name for name in names])
    expect(page.locator(".upload")).to_have_count(2)
    page.get_by_text("Mine", exact=True).click()
    held[0].continue_()
    expect(page.locator(".upload")).to_have_count(0)
    assert declared == [("permitted_face", "Bob")] * 2


def whose(request: Request) -> tuple[str, str]:
    """Return what the request for a check declares."""
    order = json.loads(request.post_data or "{}")
    return order["whose"], order["note"]


def test_other_pages_show_what_one_changes(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("404.*/poster")  # a page may ask for one while its clip is being deleted
    here, there = visit("#/faces"), visit("#/faces")
    rename(here.get_by_role("button", name="Rename Astronaut"), "Eileen")
    expect(there.get_by_role("heading", name="Eileen")).to_be_visible()
    here.locator("header select").select_option("de")
    expect(here.locator("html")).to_have_attribute("lang", "de")
    expect(there.locator("html")).to_have_attribute("lang", "de")
    here.locator("header select").select_option("en")
    expect(there.locator("html")).to_have_attribute("lang", "en")
    for page in (here, there):
        page.goto("/#/history")
        expect(page.locator(".tile")).not_to_have_count(0)
    clips = here.locator(".tile").count()
    here.get_by_role("button", name=re.compile("^Delete ")).first.click()
    here.get_by_role("button", name="Undo").click()
    expect(here.locator(".tile")).to_have_count(clips)
    here.get_by_role("button", name=re.compile("^Delete ")).first.click()
    here.close(run_before_unload=True)  # leaving the page does not wait for the end of the undo period
    expect(there.locator(".tile")).to_have_count(clips - 1)


def test_a_file_that_arrived_is_not_sent_again(visit: Visit, complaints: Complaints, voices: list[Path]) -> None:
    """The connection breaks between the upload and the request that uses it; then the page is closed."""
    complaints.expect("ERR_FAILED")
    first = visit("#/make")
    expect(first.get_by_role("button", name="Make the clip")).to_be_enabled()
    first.route("**/api/voices", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    first.locator("input[type=file]").set_input_files(voices[0])
    expect(first.locator(".upload").get_by_role("alert")).to_contain_text("does not answer")
    name = voices[0].name
    known = first.locator(".voice-row").filter(has_text=name).count()
    again = first.context.new_page()
    first.close()
    complaints.listen(again)
    begun: list[str] = []
    again.on("request", lambda request: begun.append(request.method) if "/api/uploads" in request.url else None)
    again.goto("/#/make")
    again.locator("input[type=file]").set_input_files(voices[0])
    expect(again.locator(".voice-row").filter(has_text=name)).to_have_count(known + 1)
    assert begun == ["HEAD"]


def register(studio: Studio, photo: Path, name: str) -> None:
    """Register a face over the API, then damage its template on disk."""
    watch, media = Watch(), studio.data_folder / "media"
    known = set(media.iterdir())
    token = studio.api_token()
    with closing(Server(studio.url, token, watch)) as server:
        agreed = {"version": server.get("/api/session", Session).consent["version"]}
        login = {"Authorization": f"Bearer {token}"}
        httpx.post(f"{studio.url}/api/consent", json=agreed, headers=login, timeout=START_S).raise_for_status()
        job = server.post("/api/face-checks", JobAnswer, upload=server.upload(photo, watch), name=name).id
        wait_until(lambda: server.get(f"/api/jobs/{job}", JobAnswer).state == "delivered")
        server.post("/api/faces", FaceAnswer, job=job, name=name)
    new = [path for path in set(media.iterdir()) - known if path.is_dir()]
    template = max(new, key=lambda path: path.stat().st_mtime)  # the demo's face may have come before it
    (template / MANIFEST).write_text("{}")
