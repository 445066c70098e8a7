"""Tests of the sentence of the day on the page, with Chromium's fake camera."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, expect

from tests.browser.conftest import CHROMIUM, Visit
from tests.browser.studio import Studio

CHOOSE_LANGUAGE = """async (language) => {
    const headers = { 'X-Facenote': '1', 'Content-Type': 'application/json' };
    await fetch('/api/session', { method: 'PATCH', headers, body: JSON.stringify({ language }) });
    document.dispatchEvent(new Event('visibilitychange'));
}"""
"""Script that chooses a language as another page would, and has this one read the session anew."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, built_page: Path) -> Iterator[Studio]:  # noqa: ARG001
    """Run a server that demands the sentence."""
    with Studio(tmp_path_factory.mktemp("studio"), FACENOTE_FACE_SENTENCE="true") as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return a browser with a test picture as its camera."""
    devices = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    running = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM, *devices])
    yield running
    running.close()


def test_the_sentence_that_is_sent_was_shown_at_the_beginning(visit: Visit, talking_video: Path) -> None:
    page = visit("#/faces")
    page.get_by_role("button", name="I confirm").click()

    page.get_by_role("button", name="Record with the camera").click()
    page.get_by_role("button", name="Start recording").click()
    shown = page.locator(".read-aloud strong").inner_text().strip()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Use this recording").wait_for()
    show_in(page, "de", instead_of=shown)
    with page.expect_request("**/api/face-checks") as sent:
        page.locator(".recorder .primary").click()
    assert sentence_of(sent.value) == shown
    page.locator(".recorder").wait_for(state="detached")

    shown = page.locator(".new-face p b").nth(1).inner_text()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Video wählen", exact=True).click()
    assert "image" not in str(chosen.value.element.get_attribute("accept"))
    show_in(page, "en", instead_of=shown)
    with page.expect_request("**/api/face-checks") as sent:
        chosen.value.set_files(talking_video)
    assert sentence_of(sent.value) == shown


def show_in(page: Page, language: str, *, instead_of: str) -> None:
    """Change the language, and wait until the page asks for the sentence in it."""
    page.evaluate(CHOOSE_LANGUAGE, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".new-face p b").nth(1)).not_to_have_text(instead_of)


def sentence_of(request: Request) -> str:
    """Return the sentence in the order of a check."""
    return str(json.loads(request.post_data or "")["sentence"])
