"""The report of a face check: folded but for the newest, and each finding shows its moment of the video."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.studio import shoot


def test_a_finding_shows_its_moment(visit: Visit, talking_video: Path, tmp_path: Path) -> None:
    page = visit("#/faces")
    page.get_by_role("button", name="I confirm").click()
    for name in ("first", "second"):
        video = tmp_path / f"{name}.mp4"
        video.write_bytes(talking_video.read_bytes())
        page.locator(".new-face input[type=file]").set_input_files(video)
        expect(page.locator(".check").filter(has_text=name).get_by_role("button", name="Discard")).to_be_attached()
    page.reload()
    newest, older = page.locator(".check").nth(0), page.locator(".check").nth(1)
    expect(newest.get_by_role("button", name="Discard")).to_be_visible()
    expect(older.get_by_role("button", name="Discard")).to_be_hidden()
    older.get_by_role("heading", name="first").click()
    expect(older.get_by_role("button", name="Discard")).to_be_visible()
    while (
        newest.locator("summary").filter(has_text=re.compile("^Show ")).count()
        > newest.locator("details details[open]").count()
    ):
        newest.locator("summary").filter(has_text=re.compile("^Show ")).click()
    shows = newest.get_by_role("button", name=re.compile("^See it in the video at 0:0"))
    shows.first.click()
    film = newest.locator("video")
    expect(film).to_be_in_viewport()
    minutes, seconds = map(int, re.findall(r"\d+", shows.first.inner_text()))
    page.wait_for_function(
        "([film, at]) => Math.floor(film.currentTime) === at", arg=[film.element_handle(), 60 * minutes + seconds]
    )
    shoot(page, "report-moment")
