"""Tests of the sentence of the day on the page, with Chromium's fake camera."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, Route, expect

from tests.browser.conftest import CHROMIUM, Visit
from tests.browser.studio import Complaints, Studio

CHOOSE_LANGUAGE = """async (language) => {
    const headers = { 'X-Facenote': '1', 'Content-Type': 'application/json' };
    await fetch('/api/session', { method: 'PATCH', headers, body: JSON.stringify({ language }) });
    document.dispatchEvent(new Event('visibilitychange'));
}"""
"""Script that chooses a language as another page would, and has this one read the session anew."""

PASTE = """(content) => {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'me.mp4', { type: 'video/mp4' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
}"""
"""Script that pastes a video."""


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


def test_a_file_from_anywhere_brings_the_sentence_and_another_one_is_asked_for(
    visit: Visit, studio: Studio, complaints: Complaints, talking_video: Path
) -> None:
    complaints.expect("403")
    page = visit("#/faces")
    page.get_by_role("heading", name="New face").wait_for()
    if (agree := page.get_by_role("button", name="I confirm")).is_visible():
        agree.click()
    shown = page.locator(".new-face p b").nth(1).inner_text()
    content = base64.b64encode(talking_video.read_bytes()).decode()

    def say_another(route: Route, request: Request) -> None:
        route.continue_(post_data=json.dumps({**json.loads(request.post_data or ""), "sentence": "another"}))

    with studio.holding_work():  # a check that ends would draw the page anew
        with page.expect_response("**/api/face-checks") as sent:
            page.evaluate(PASTE, content)
        assert sentence_of(sent.value.request) == shown
        page.route("**/api/face-checks", say_another, times=1)
        with page.expect_response("**/api/session"):
            page.evaluate(PASTE, content)
        refused = page.locator(".upload-failed")
        expect(refused).to_contain_text(shown)
        expect(refused.get_by_role("button")).to_have_count(1)  # to put it away; another try would say the same


def show_in(page: Page, language: str, *, instead_of: str) -> None:
    """Change the language, and wait until the page asks for the sentence in it."""
    page.evaluate(CHOOSE_LANGUAGE, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".new-face p b").nth(1)).not_to_have_text(instead_of)


def sentence_of(request: Request) -> str:
    """Return the sentence in the order of a check."""
    return str(json.loads(request.post_data or "")["sentence"])
