"""Tests of a studio with several people: each logs in with a token, and sees only their own data."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from engine.provenance import local_credentials, sign
from tests.bot.test_serve import START_S
from tests.browser.conftest import OPEN_NAME, WAIT_MS, Visit
from tests.browser.studio import Complaints, Studio, length_s, shoot

LOGIN_PAGE = re.compile("/login")
NOBODY = "http://127.0.0.1:9/"
"""Address at which no program answers."""

ADA, BOB = "ada-0123456789abcdef", "bob-0123456789abcdef"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, built_page: Path) -> Iterator[Studio]:  # noqa: ARG001
    """Run a server with tokens for Ada and Bob; links are allowed, and webhooks to one address."""
    folder = tmp_path_factory.mktemp("studio")
    settings = {"WEB_TOKENS": f"ada:{ADA},bob:{BOB}", "WEB_SHARE_DAYS": "3", "JOB_WEBHOOKS": NOBODY}
    with Studio(folder, **{f"FACENOTE_{name}": value for name, value in settings.items()}) as running:
        yield running


def log_in(page: Page, token: str) -> None:
    page.wait_for_url(LOGIN_PAGE)
    page.locator("input").fill(token)
    page.keyboard.press("Enter")


def test_a_wrong_token_does_not_open(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit()
    log_in(page, "wrong-0123456789abcdef")
    expect(page.get_by_role("alert")).to_be_visible()
    shoot(page, "login")
    assert page.context.cookies() == []
    page.locator("input").fill(ADA)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()


def test_two_users_are_apart(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("401")
    complaints.expect("404")
    ada, bob = visit(), visit()
    log_in(ada, ADA)
    log_in(bob, BOB)
    ada.get_by_role("button", name="Make the clip").click()
    clip = ada.get_by_role("link", name="Download clip").get_attribute("href")
    assert clip
    assert ada.request.get(clip).status == 200
    assert bob.request.get(clip).status == 404
    job = ada.url.rpartition("/")[2]
    bob.goto(f"/#/make/{job}")
    expect(bob.get_by_role("button", name="Make the clip")).to_be_enabled()
    bob.goto("/#/history")
    expect(bob.get_by_text("No clips yet.", exact=False)).to_be_visible()
    kinds = [{line["kind"] for line in page.request.get("/api/log").json()["lines"]} for page in (ada, bob)]
    assert ["clip" in seen for seen in kinds] == [True, False]
    ada.goto("/#/history")
    expect(ada.locator("main video, main img").first).to_be_visible()


def test_a_login_holds_until_its_end(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit()
    log_in(page, ADA)
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    [cookie] = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.reload()
    page.goto("/#/settings")
    page.get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url(LOGIN_PAGE)
    page.goto("/")
    page.wait_for_url(LOGIN_PAGE)


def test_a_token_is_made_used_and_revoked(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit()
    log_in(page, ADA)
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("What is it for?").fill("nightly run")
    page.get_by_role("button", name="Make a token").click()
    token = page.get_by_label("nightly run", exact=True).input_value()
    shoot(page, "token")
    session = f"{page.url.partition('/#')[0]}/api/session"
    login = {"Authorization": f"Bearer {token}"}
    assert httpx.get(session, headers=login, timeout=START_S).json()["name"] == "ada"
    page.reload()
    expect(page.get_by_text("last used")).to_be_visible()
    expect(page.get_by_text(token)).to_have_count(0)
    page.get_by_role("button", name="Revoke nightly run").click()
    page.get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_text("nightly run")).to_have_count(0)
    assert httpx.get(session, headers=login, timeout=START_S).status_code == 401


def test_a_webhook_is_made_tested_and_removed(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit()
    log_in(page, ADA)
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Address", exact=True).fill(f"{NOBODY}jobs")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label(f"{NOBODY}jobs", exact=True)).to_have_value(re.compile("^whsec_"))
    page.get_by_role("button", name=f"Send a test to {NOBODY}jobs").click()
    expect(page.get_by_text("not reached")).to_be_visible()
    shoot(page, "webhook")
    page.get_by_role("button", name=f"Remove {NOBODY}jobs").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text(f"{NOBODY}jobs")).to_have_count(0)


def test_where_the_browser_does_not_copy_the_token_is_selected(
    visit: Visit, studio: Studio, complaints: Complaints
) -> None:
    complaints.expect("401|untrustworthy")
    page = visit(base_url=studio.url.replace("127.0.0.1", OPEN_NAME))
    log_in(page, ADA)
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("What is it for?").fill("by hand")
    page.get_by_role("button", name="Make a token").click()
    token = page.get_by_label("by hand", exact=True).input_value()
    page.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_function("token => getSelection().toString() === token", arg=token)
    expect(page.get_by_role("alert")).to_contain_text("press Ctrl+C")


def test_a_link_shows_a_clip_until_it_is_taken_back(visit: Visit, browser: Browser, complaints: Complaints) -> None:
    complaints.expect("401|404")
    page = visit("#/settings")
    log_in(page, ADA)
    expect(page).to_have_url(re.compile(r":\d+/#/settings$"))  # back at the requested page, no longer at the login
    page.goto("/#/make")
    page.get_by_role("button", name="Make the clip").click()
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_role("dialog").get_by_role("textbox").input_value()
    expect(page.get_by_text("The link works until", exact=False)).to_be_visible()
    shoot(page, "share", whole=False)
    stranger = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 844}).new_page()
    stranger.set_default_timeout(WAIT_MS)
    complaints.listen(stranger)
    stranger.goto(link)
    expect(stranger.get_by_role("heading", name="KI", exact=False)).to_be_visible()
    expect(stranger.get_by_text("Astronaut", exact=False)).to_have_count(0)
    assert length_s(stranger.locator("video")) > 1
    assert [link.get_attribute("href") for link in stranger.get_by_role("link").all()] == ["/verify"]  # no download
    shoot(stranger, "share-page")
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Dieser Link gilt nicht mehr.")).to_be_visible()
    stranger.context.close()


def test_owners_see_who_used_their_face(visit: Visit, studio: Studio, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit()
    log_in(page, ADA)
    page.get_by_role("link", name="Faces").click()
    shows_uses = page.get_by_role("button", name="Who used Astronaut")
    shows_uses.click()
    dialog = page.get_by_role("dialog", name="Who used it")
    expect(dialog).to_contain_text("Nobody else has made a clip with Astronaut.")
    dialog.locator(".dialog-body").get_by_role("button", name="Close").click()
    with closing(sqlite3.connect(studio.data_folder / "facenote.db", timeout=300)) as database:
        database.execute(
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60)
            INSERT INTO face_uses (job_id, face_id, user_id, made_at)
            SELECT 900000 + n, faces.id, IIF(n > 1, users.id, NULL), '2026-11-01T10:00:00.000000+00:00'
            FROM numbers, faces JOIN users ON users.id = faces.user_id WHERE account = 'web:ada'
            """
        )
        database.commit()
    shows_uses.click()
    expect(dialog.get_by_role("listitem").first).to_contain_text("ada")
    shoot(page, "face-uses")
    dialog.get_by_role("listitem").last.scroll_into_view_if_needed()
    expect(dialog.get_by_role("listitem")).to_have_count(60)
    expect(dialog.get_by_role("listitem").last).to_contain_text("somebody who deleted their data")
    expect(dialog.get_by_role("button", name="Show older ones")).to_have_count(0)


def test_anybody_learns_what_a_file_is(visit: Visit, complaints: Complaints, face_photo: Path, tmp_path: Path) -> None:
    complaints.expect("401")
    complaints.expect("422")
    signed = tmp_path / "face.png"
    signed.write_bytes(face_photo.read_bytes())
    sign(signed, local_credentials(tmp_path / "signing"))
    page = visit()
    page.get_by_role("link", name="What is this clip?").click()
    page.locator("input[type=file]").set_input_files(signed)
    expect(page.get_by_text("but no authority that is known here vouches", exact=False)).to_be_visible()
    expect(page.get_by_text("signed by Facenote (local certificate)", exact=False)).to_be_visible()
    shoot(page, "verify")
    page.locator("input[type=file]").set_input_files(Path(__file__))
    expect(page.get_by_role("status")).to_contain_text(re.compile("I cannot read this kind|The file is broken"))


def test_the_api_is_described_to_those_who_have_logged_in(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit("api/docs", extra_http_headers={"X-Forwarded-For": "203.0.113.1"})
    page.get_by_role("link", name="Log in").click()
    log_in(page, ADA)
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    page.goto("/api/docs")
    expect(page.get_by_text("/api/batches").first).to_be_visible()
