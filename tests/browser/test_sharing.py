"""Tests of links to clips, opened without a login."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import WAIT_MS, Visit
from tests.browser.studio import Complaints, Studio, shoot
from tests.browser.test_people import ADA, log_in


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, built_page: Path) -> Iterator[Studio]:
    """Run a server with a token for Ada, and links allowed."""
    assert built_page.is_dir()
    folder = tmp_path_factory.mktemp("studio")
    with Studio(folder, FACENOTE_WEB_TOKENS=f"ada:{ADA}", FACENOTE_WEB_SHARE_DAYS="3") as running:
        yield running


def test_a_link_shows_a_clip_until_it_is_taken_back(visit: Visit, browser: Browser, complaints: Complaints) -> None:
    complaints.expect("401|404")
    page = visit("#/settings")
    log_in(page, ADA)
    expect(page).to_have_url(re.compile(r":\d+/#/settings$"))  # back at the requested page, no longer at the login
    page.goto("/#/make")
    page.get_by_role("button", name="Make the video").click()
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
    seconds = "video => new Promise(told => { if (video.readyState) told(video.duration);"
    seconds += " video.onloadedmetadata = () => told(video.duration); })"
    assert stranger.locator("video").evaluate(seconds) > 1
    assert stranger.get_by_role("link").count() == 0
    shoot(stranger, "share-page")
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Dieser Link gilt nicht mehr.")).to_be_visible()
    stranger.context.close()
