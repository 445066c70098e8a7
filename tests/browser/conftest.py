"""A server, a browser, and the visitors' pages. The browser is Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.studio import Complaints, Studio

OPEN_NAME = "studio.test"
"""Name of this machine at which the browser trusts a page without https as little as any other."""

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

PATIENT = (
    "{ const real = setTimeout; window.setTimeout = (run, ms, ...more) => real(run, ms === 8000 ? 3e6 : ms, ...more); }"
)
"""What the page shows for 8 s, and can be undone for so long, is there until a slow machine comes to it."""

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; tests that want it are skipped without one."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-core")
    return found


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for a module: its event loop would be in the way of tests that have their own."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser without camera and microphone."""
    running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
    yield running
    running.close()


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, built_page: Path) -> Iterator[Studio]:  # noqa: ARG001
    """A server for whoever sits at this machine."""
    with Studio(tmp_path_factory.mktemp("studio")) as running:
        yield running


@pytest.fixture
def complaints() -> Complaints:
    """What the pages of the test complain of; at the end there must be nothing that was not expected."""
    return Complaints()


@pytest.fixture
def visit(browser: Browser, studio: Studio, complaints: Complaints) -> Iterator[Visit]:
    """Opens the studio as somebody who was never there: ``visit("#/faces", color_scheme="dark")``."""
    contexts = []

    def open_page(place: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"base_url": studio.url, "locale": "en-US", **options})
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(PATIENT)
        contexts.append(context)
        page = context.new_page()
        complaints.listen(page)
        page.goto(f"/{place}")
        return page

    yield open_page
    heard = complaints.unexpected  # what a closing page breaks off is no fault
    for context in contexts:
        context.close()
    assert heard == []
