"""The server as a process for a browser or a command line, and the errors of visited pages."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import httpx
import psutil
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from bot.app.this_machine import new_api_token, new_login_link
from bot.client.server import OWN_PAGE
from facenote.folders import ADDRESS
from tests.bot.test_serve import START_S, command
from tests.ports import held_port, number_of

Result = TypeVar("Result")

REPOSITORY = Path(__file__).resolve().parents[2]
LINK = re.compile(r"studio: (http://127\.0\.0\.1:\d+)")
SCREENSHOTS = REPOSITORY / "out" / "screenshots"


class Studio:
    """Runs ``python -m bot`` with its own data folder; after a restart it has the same port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder, self._settings = folder, settings
        self.data_folder = folder / "data"
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = held_port()
        self.url = ""

    def __enter__(self) -> Studio:
        try:
            self.start()
        except BaseException:
            self.kill()
            self._port.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.kill(signal.SIGTERM)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        finally:
            self._port.close()

    def start(self) -> None:
        """Start it, and wait until it accepts work."""
        args, env = command(self._folder, FACENOTE_PORT=str(number_of(self._port)), **self._settings)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                args, cwd=self._folder, env=env, stderr=log, start_new_session=True, stdin=subprocess.DEVNULL
            )
        wait_until(lambda: LINK.search(self.log) or self._has_ended())
        link = LINK.search(self.log)
        assert link, self.log
        self.url = link[1]

    @property
    def opens_by_link(self) -> bool:
        """Return whether the user of this machine logs in by a link."""
        return (self.data_folder / ADDRESS).exists()

    def log_in(self, context: BrowserContext) -> None:
        """Log a browser in by a new link."""
        secret = self.login_link().partition("#link=")[2]
        answer = context.request.post(f"{self.url}/api/session/link", data={"secret": secret}, headers=OWN_PAGE)
        assert answer.ok, answer.text()

    def login_link(self) -> str:
        """Return a new link, made as by ``facenote login-link``."""
        return _run(new_login_link(self.data_folder))

    def api_token(self) -> str:
        """Return a new API token of the user of this machine."""
        return _run(new_api_token(self.data_folder, "test")).secret

    def ready_clip(self) -> int:
        """Return the newest clip of the user of this machine that is ready; make one of the demo if there is none."""
        login = {"Authorization": f"Bearer {self.api_token()}"}
        with httpx.Client(base_url=self.url, headers=login, timeout=START_S) as client:

            def found(path: str, name: str, **wanted: str) -> list[dict[str, Any]]:
                return list(client.get(path, params=wanted).raise_for_status().json()[name])

            def ready() -> list[dict[str, Any]]:
                return found("/api/jobs", "jobs", kind="clip", state="delivered")

            def voices() -> list[dict[str, Any]]:
                return [voice for voice in found("/api/voices", "voices") if voice["state"] == "delivered"]

            if not ready():
                wait_until(lambda: found("/api/faces", "faces") and voices())
                order = {"face": found("/api/faces", "faces")[0]["id"], "voice": voices()[0]["id"]}
                client.post("/api/clips", json=order).raise_for_status()
                wait_until(ready)
            return int(ready()[0]["id"])

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    @contextmanager
    def holding_work(self) -> Iterator[None]:
        """Stop the workers during the block, so that nothing is finished before a test has looked at it."""
        held: list[psutil.Process] = []

        def hold() -> bool:
            assert self._process is not None
            for child in psutil.Process(self._process.pid).children():
                with suppress(psutil.Error):  # it has just ended; another one comes
                    if "spawn_main" in " ".join(child.cmdline()):
                        child.suspend()
                        held.append(child)
            return bool(held)

        wait_until(hold)
        try:
            yield
        finally:
            for worker in held:
                with suppress(psutil.NoSuchProcess):  # its job was cancelled, which ended it
                    worker.resume()

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill it, and those of its workers that it cannot end itself."""
        assert self._process is not None
        if number == signal.SIGKILL:
            with suppress(ProcessLookupError):  # it has ended
                os.killpg(self._process.pid, number)
        else:
            self._process.send_signal(number)
        self._process.wait(START_S)

    @property
    def log(self) -> str:
        """Return the log since the last start."""
        return self._log.read_text()


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it in a thread: Playwright's event loop runs in this one."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, work).result()


class Complaints:
    """Errors of a page: errors in its console (including violations of the Content-Security-Policy) and uncaught exceptions,
    except those that a test expects.
    """

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._expected: list[str] = []

    def listen(self, page: Page) -> None:
        """Record all errors of the page from now on."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._heard.append(str(error)))

    def expect(self, pattern: str) -> None:
        """Ignore errors that match the pattern."""
        self._expected.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        """Return all unexpected errors."""
        return [text for text in self._heard if not any(re.search(pattern, text) for pattern in self._expected)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._heard.append(f"{message.text} ({message.location['url']})")


def rename(button: Locator, name: str) -> None:
    """Rename the item that the button belongs to."""
    button.click()
    expect(button.page.locator("input:focus")).to_be_visible()
    button.page.keyboard.type(name)
    button.page.keyboard.press("Enter")


def length_s(video: Locator) -> float:
    """Return the length of a video, seconds, once the browser knows it."""
    told = video.page.wait_for_function("video => video.readyState && video.duration", arg=video.element_handle())
    return float(told.json_value())


def wait_until(condition: Callable[[], object], seconds: float = START_S) -> None:
    """Wait until the condition is true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never was"
        time.sleep(0.1)


def shoot(page: Page, name: str, *, whole: bool = True) -> None:
    """Save a screenshot of the full page for manual review."""
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
