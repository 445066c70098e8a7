"""Tests of the face report: only the newest is unfolded, and a finding shows its moment of the video."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.studio import shoot, wait_until

PATIENCE_S = 600  # A check is real work, and slow on a busy machine


def check(page: Page, file: Path) -> None:
    """Start a check, and wait until it is done."""
    page.locator(".new-face input[type=file]").set_input_files(file)
    card = page.locator(".check").filter(has_text=file.stem)
    wait_until(lambda: card.get_by_role("button", name="Discard").count(), PATIENCE_S)


def test_a_finding_shows_its_moment(
    visit: Visit, talking_video: Path, face_picture: np.ndarray, tmp_path: Path
) -> None:
    page = visit("#/faces")
    page.get_by_role("button", name="I confirm").click()
    check(page, talking_video)
    photo = tmp_path / "photo.png"
    cv2.imwrite(str(photo), face_picture)
    check(page, photo)
    page.reload()
    newest, older = page.locator(".check").nth(0), page.locator(".check").nth(1)
    expect(newest.get_by_role("button", name="Discard")).to_be_visible()
    expect(older.get_by_role("button", name="Discard")).to_be_hidden()
    older.get_by_role("heading", name=talking_video.stem).click()
    expect(older.get_by_role("button", name="Discard")).to_be_visible()
    more = older.locator("summary").filter(has_text=re.compile("^Show "))
    if more.count():
        more.click()
    shows = older.get_by_role("button", name=re.compile("^See it in the video at 0:0")).first
    shows.click()
    film = older.locator("video")
    expect(film).to_be_in_viewport()
    minutes, seconds = map(int, re.findall(r"\d+", shows.inner_text()))
    page.wait_for_function(
        "([film, at]) => Math.floor(film.currentTime) === at", arg=[film.element_handle(), 60 * minutes + seconds]
    )
    shoot(page, "report-moment")
