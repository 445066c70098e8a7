"""Tests of the history: search, and actions on one or several items."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.studio import Complaints, Studio, rename, shoot, wait_until

MANY = 60


@pytest.fixture(scope="module")
def oldest(studio: Studio) -> int:
    """Return a clip that is older than many copies of it."""
    job = studio.ready_clip()
    with closing(sqlite3.connect(studio.data_folder / "facenote.db", timeout=300)) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(jobs)") if row[1] not in ("id", "key")]
        named = ", ".join(columns)
        for number in range(MANY):
            copied = f"INSERT INTO jobs ({named}) SELECT {named} FROM jobs WHERE id = ? RETURNING id"
            [(copy,)] = database.execute(copied, [job]).fetchall()
            database.execute(
                "INSERT INTO job_files (job_id, role, sha256) SELECT ?, role, sha256 FROM job_files WHERE job_id = ?",
                [copy, job],
            )
            name = f"Copy {number}"
            database.execute("UPDATE jobs SET front = json_set(front, '$.name', ?) WHERE id = ?", [name, copy])
        database.commit()
    return job


def make_clip(page: Page) -> None:
    page.get_by_role("button", name="Make the clip").click()


def test_what_was_cancelled_is_there_and_made_after_all(visit: Visit, studio: Studio) -> None:
    page = visit()
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()  # the demo face is made by a worker, too
    with studio.holding_work():
        make_clip(page)
        page.get_by_role("button", name="Cancel", exact=True).click()
        expect(page.get_by_text("Cancelled").first).to_be_visible()
    page.get_by_role("link", name="History").click()
    tile = page.locator(".tile.job-cancelled")
    expect(tile).to_have_count(1)
    shoot(page, "history-cancelled")
    tile.get_by_role("button", name=re.compile("^Try .* again")).click()
    expect(page.locator(".tile.job-delivered")).to_have_count(1)


def test_what_is_made_is_seen_from_everywhere(visit: Visit, studio: Studio) -> None:
    page = visit()
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    with studio.holding_work():
        make_clip(page)
        page.get_by_role("link", name="Faces").click()
        page.get_by_role("button", name=re.compile("^1 in the making")).click()
        expect(page.get_by_role("dialog").locator(".job-line")).to_have_count(1)
        shoot(page, "queue", whole=False)
        page.keyboard.press("Escape")
    page.get_by_role("alert").get_by_role("link", name="Look").click()
    expect(page.get_by_role("dialog").get_by_role("link", name="Download clip")).to_be_visible()


def test_an_old_clip_opens_by_its_address(visit: Visit, oldest: int) -> None:
    page = visit(f"#/history/{oldest}")
    expect(page.get_by_role("dialog").locator("video")).to_be_visible()
    expect(page.locator(".tile").first).to_contain_text(f"Copy {MANY - 1}")


@pytest.mark.usefixtures("oldest")
def test_one_that_is_gone_says_so(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("404")
    page = visit("#/history/987654")
    expect(page.get_by_role("alert")).to_contain_text("no longer here")
    expect(page).to_have_url(re.compile("#/history$"))


def test_older_ones_come_as_one_scrolls(visit: Visit, oldest: int) -> None:
    page = visit("#/history")
    expect(page.locator(".tile").first).to_be_visible()

    def comes() -> int:
        page.mouse.wheel(0, 4000)
        return page.locator(f'.tile a[href="#/history/{oldest}"]').count()

    wait_until(comes)


@pytest.mark.usefixtures("oldest")
def test_search_finds_one_of_many(visit: Visit) -> None:
    page = visit("#/history")
    page.get_by_role("searchbox").fill("copy 42")
    expect(page.locator(".tile")).to_have_count(1)
    rename(page.get_by_role("button", name="Rename Copy 42"), "Birthday")
    expect(page.locator(".tile")).to_contain_text("Birthday")
    page.get_by_role("searchbox").fill("BIRTH")
    expect(page.locator(".tile")).to_contain_text("Birthday")
    page.get_by_role("searchbox").fill("nothing like it")
    expect(page.get_by_text("No clip matches.")).to_be_visible()
    page.get_by_role("button", name="Everything").click()
    expect(page.locator(".tile").nth(20)).to_be_visible()


@pytest.mark.usefixtures("oldest")
def test_search_finds_a_name_that_is_kept_only_while_one_looks_for_it(visit: Visit) -> None:
    held: list[Route] = []
    page = visit("#/history")
    page.get_by_role("searchbox").fill("copy 41")
    expect(page.locator(".tile")).to_have_count(1)
    page.route("**/api/jobs/*", lambda route: held.append(route), times=1)
    rename(page.get_by_role("button", name="Rename Copy 41"), "Wedding")
    with page.expect_response(lambda answer: "q=WEDD" in answer.url):
        page.get_by_role("searchbox").fill("WEDD")
    expect(page.get_by_text("No clip matches.")).to_be_visible()
    held[0].continue_()
    expect(page.locator(".tile")).to_contain_text("Wedding")


@pytest.mark.usefixtures("oldest")
def test_a_selection_is_fetched_and_deleted_by_keyboard_and_mouse(
    visit: Visit, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.expect("404.*/poster")  # the page that is loaded anew may ask for one while its clip is being deleted
    page = visit("#/history")
    page.get_by_role("searchbox").fill("copy 1")
    expect(page.locator(".tile")).to_have_count(11)
    page.get_by_role("button", name="Select", exact=True).click()
    boxes = page.locator(".tile").get_by_role("checkbox")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.get_by_text("4 selected")).to_be_visible()
    shoot(page, "history-selection", whole=False)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download (zip)").click()
    coming.value.save_as(tmp_path / "clips.zip")
    with zipfile.ZipFile(tmp_path / "clips.zip") as packed:
        assert packed.namelist() == [f"Copy {number}.mp4" for number in (18, 17, 16, 15)]
    page.keyboard.press("Delete")
    expect(page.locator(".tile")).to_have_count(7)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tile")).to_have_count(11)
    page.get_by_role("button", name="Select", exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.locator(".tile")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".tile")).to_have_count(11)
    page.get_by_role("button", name="Select", exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.locator(".tile")).to_have_count(0)
    page.reload()  # leaving the page does not wait for the end of the undo period
    expect(page.get_by_text("No clip matches.")).to_be_visible()


def test_a_cancelled_batch_is_made_after_all_renamed_and_deleted(visit: Visit, studio: Studio) -> None:
    page = visit("#/batch")
    page.get_by_text("One face, many voices").click()
    page.get_by_role("checkbox", name="Hello").check()
    batch = page.locator("article.batch").first
    with studio.holding_work():
        page.get_by_role("button", name="Make 1 clip").click()
        batch.get_by_role("button", name="Cancel all").click()
        expect(batch.get_by_text("1 cancelled")).to_be_visible()
    batch.get_by_role("button", name="Make the missing ones (1)").click()
    expect(batch.get_by_text("1 of 1 clip ready")).to_be_visible()
    rename(batch.get_by_role("button", name="Rename Hello"), "Week 7")
    expect(batch).to_contain_text("Week 7")
    batch.get_by_role("button", name="Delete the batch").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("article.batch")).to_have_count(0)
