"""Tests of logs: the content of a line, and what never appears."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.logs import HIDDEN, JsonFormatter, LogFile, TextFormatter, configure
from bot.settings import LogFormat, LogLevel

TOKEN = "4711:AAF-secret"


def record(message: str, *args: object, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.x", logging.WARNING, __file__, 1, message, args, None)
    made.__dict__.update(facts)
    return made


def test_json_line_holds_time_level_logger_and_facts() -> None:
    line = JsonFormatter().format(record("begins %d", 1, job_id=7, attempt=2, kind="clip"))
    entry = json.loads(line)
    assert entry.pop("time").endswith("+00:00")
    assert entry == {
        "level": "warning", "logger": "bot.x", "message": "begins 1", "job_id": 7, "attempt": 2, "kind": "clip",
    }  # fmt: skip


def test_line_of_another_part_has_no_job() -> None:
    assert "job_id" not in json.loads(JsonFormatter().format(record("x", job_id=None)))


def test_text_line_names_the_job() -> None:
    assert TextFormatter().format(record("begins", job_id=7)).endswith("WARNING bot.x: begins job_id=7")


def test_token_is_hidden_in_message_arguments_and_traceback() -> None:
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except RuntimeError:
        failed = record("POST %s", f"https://api.telegram.org/bot{TOKEN}/getUpdates")
        failed.exc_info = sys.exc_info()
    for formatter in (JsonFormatter([TOKEN, ""]), TextFormatter([TOKEN, ""])):
        line = formatter.format(failed)
        assert TOKEN not in line
        assert line.count(HIDDEN) == 2
        assert "RuntimeError" in line


@contextlib.contextmanager
def logging_to(file: LogFile, form: LogFormat = LogFormat.TEXT) -> Iterator[None]:
    """Log like the program inside the block; restore the tests' logging afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # so that configuring does not close the tests' handlers
    try:
        configure(LogLevel.INFO, form, [TOKEN], file)
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = handlers
        root.setLevel(level)


def test_file_is_begun_anew_and_old_ones_are_kept_for_a_while(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "logs" / "server.log", max_bytes=2000, kept=2)
    with logging_to(file):
        for number in range(200):
            logging.getLogger("bot.x").info("line %03d", number)
    found = sorted(file.path.parent.iterdir())
    assert [path.name for path in found] == ["server.log", "server.log.1", "server.log.2"]
    assert all(path.stat().st_size <= file.max_bytes for path in found)
    lines = "".join(path.read_text("utf-8") for path in reversed(found)).splitlines()
    assert [int(line[-3:]) for line in lines] == list(range(200 - len(lines), 200))


def test_token_is_hidden_in_every_file(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "server.log", max_bytes=1000, kept=5)
    for form in LogFormat:
        with logging_to(file, form):
            for _ in range(10):
                logging.getLogger("bot.x").info("url %s", f"https://api.telegram.org/bot{TOKEN}/é")
    texts = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert len(texts) > 2
    assert all(TOKEN not in text and HIDDEN in text and "é" in text for text in texts)


def test_restart_goes_on_in_the_same_file(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "server.log", max_bytes=1000, kept=1)
    for run in ("first", "second"):
        with logging_to(file):
            logging.getLogger("bot.x").info(run)
    assert [line.split()[-1] for line in file.path.read_text("utf-8").splitlines()] == ["first", "second"]
