"""The server as a process that a browser, or a command line, visits; and what a visitor's page complains of."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

import psutil
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.bot.test_serve import START_S, command

REPOSITORY = Path(__file__).resolve().parents[2]
LINK = re.compile(r"studio: (http://localhost:\d+)")
SCREENSHOTS = REPOSITORY / "out" / "screenshots"


class Studio:
    """``python -m bot`` with a data folder of its own; started again it has the same port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder, self._settings = folder, settings
        self.data_folder = folder / "data"
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def __enter__(self) -> Studio:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill(signal.SIGTERM)

    def start(self) -> None:
        """Start it, and wait until it takes work."""
        port = {"FACENOTE_PORT": self.url.rpartition(":")[2]} if self.url else {}
        args, env = command(self._folder, **self._settings, **port)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                args, cwd=self._folder, env=env, stderr=log, start_new_session=True, stdin=subprocess.DEVNULL
            )
        wait_until(lambda: LINK.search(self.log) or self._has_ended())
        link = LINK.search(self.log)
        assert link, self.log
        self.url = link[1]

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    @contextmanager
    def holding_work(self) -> Iterator[None]:
        """Stop the workers for the time of the block, so that nothing is finished before a test has looked at it."""
        assert self._process is not None
        children = psutil.Process(self._process.pid).children()
        workers = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        assert workers
        for worker in workers:
            worker.suspend()
        try:
            yield
        finally:
            for worker in workers:
                with suppress(psutil.NoSuchProcess):  # its job was cancelled, and it with it
                    worker.resume()

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End it, and its workers with it where it cannot end them itself."""
        assert self._process is not None
        if number == signal.SIGKILL:
            os.killpg(self._process.pid, number)
        else:
            self._process.send_signal(number)
        self._process.wait(START_S)

    @property
    def log(self) -> str:
        """What it has logged since it was last started."""
        return self._log.read_text()


class Complaints:
    """What a page says went wrong: errors in its console (violations of the Content-Security-Policy are among them), and
    exceptions that nobody caught. Those that a test expects are passed over."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._expected: list[str] = []

    def listen(self, page: Page) -> None:
        """Hear all that the page says from now on."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._heard.append(str(error)))

    def expect(self, pattern: str) -> None:
        """What matches the pattern is no fault."""
        self._expected.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        """All that nobody expected."""
        return [text for text in self._heard if not any(re.search(pattern, text) for pattern in self._expected)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._heard.append(f"{message.text} ({message.location['url']})")


def rename(button: Locator, name: str) -> None:
    """Give another name to what the button belongs to."""
    button.click()
    expect(button.page.locator("input:focus")).to_be_visible()
    button.page.keyboard.type(name)
    button.page.keyboard.press("Enter")


def wait_until(condition: Callable[[], object], seconds: float = START_S) -> None:
    """Look until it is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never was"
        time.sleep(0.1)


def shoot(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep a picture of the page, also of what one would have to scroll to, for people to look at."""
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
