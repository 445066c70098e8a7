"""Fixtures for a server, a browser, and visitors' pages. The browser is Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from bot.client.server import OWN_PAGE
from tests.browser.studio import Complaints, Studio

OPEN_NAME = "studio.test"
"""Name of this machine that the browser treats as insecure without https."""

CHROMIUM = [
    f"--host-resolver-rules=MAP {OPEN_NAME} 127.0.0.1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
WAIT_MS = 300_000

PATIENT = "{ const real = setInterval; window.setInterval = (run, ms, ...more) => real(run, ms === 8000 ? 3e6 : ms, ...more); }"
"""Script that keeps the page's temporary elements, shown for 8 s with an undo, long enough for a slow machine."""

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser's program; tests that need it are skipped without one."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-core")
    return found


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Run Playwright for one module: its event loop would disturb tests with their own."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return a browser without camera and microphone."""
    running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
    yield running
    running.close()


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, built_page: Path) -> Iterator[Studio]:  # noqa: ARG001
    """Run a server for the local user."""
    with Studio(tmp_path_factory.mktemp("studio")) as running:
        yield running


@pytest.fixture
def complaints() -> Complaints:
    """Collect errors of the test's pages; fail at the end if any is unexpected."""
    return Complaints()


@pytest.fixture
def visit(browser: Browser, studio: Studio, complaints: Complaints) -> Iterator[Visit]:
    """Return a function that opens the studio as a new visitor: ``visit("#/faces", color_scheme="dark")``. Where people log in by
    a link, the visitor is logged in.
    """
    contexts = []

    def open_page(place: str = "", **options: Any) -> Page:
        still = {"reduced_motion": "reduce"}  # drawing what moves, without a GPU, takes a core's time from the work
        context = browser.new_context(**{"base_url": studio.url, "locale": "en-US", **still, **options})
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(PATIENT)
        contexts.append(context)
        if studio.opens_by_link:
            studio.log_in(context)
            speaks = context.request.patch(f"{studio.url}/api/session", data={"language": "en"}, headers=OWN_PAGE)
            assert speaks.ok, speaks.text()  # whatever the visitor before has chosen
        page = context.new_page()
        complaints.listen(page)
        page.goto(f"/{place}")
        return page

    yield open_page
    heard = complaints.unexpected  # requests that a closing page aborts are no fault
    for context in contexts:
        context.close()
    assert heard == []
