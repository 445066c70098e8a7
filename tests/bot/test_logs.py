"""Logs: what stands on a line, and what never does."""

from __future__ import annotations

import json
import logging
import sys

from bot.logs import HIDDEN, JsonFormatter, TextFormatter

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
