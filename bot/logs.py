"""Logging: lines for a person or JSON for a machine, with job numbers, without secrets."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from bot.settings import LogFormat, LogLevel

FACTS = ("job_id", "kind", "attempt", "code")
"""Attributes of a record besides its message; records of the pool carry the worker's ``job_id``."""

QUIETED = {
    **dict.fromkeys(("httpx", "httpcore", "apscheduler", "aiohttp.access"), logging.WARNING),  # they log every request
    "aiosqlite": logging.WARNING,  # every statement, twice
    "telegram.ext.AIORateLimiter": logging.CRITICAL,  # a traceback for every "too many requests", which is raised as well
}
"""Lowest level that is kept of verbose loggers."""

HIDDEN = "<secret>"


class TextFormatter(logging.Formatter):
    """One line per record. Secrets are removed, also from tracebacks."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = tuple(filter(None, secrets))

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one string; further lines are its traceback."""
        line = self._written(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line

    def _written(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {name}={value}" for name, value in _facts(record).items())
        head, *trace = super().format(record).split("\n")
        return "\n".join((head + facts, *trace))


class JsonFormatter(TextFormatter):
    """One JSON object per line: time (UTC, ISO 8601), level, logger, message, facts, traceback."""

    def _written(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


@dataclass(frozen=True)
class LogFile:
    """Log file that is rotated when it would grow over ``max_bytes``; ``kept`` older files are kept."""

    path: Path
    max_bytes: int
    kept: int


def configure(level: LogLevel, form: LogFormat, secrets: Iterable[str], file: LogFile) -> None:
    """Log to standard error and to ``file`` from now on; remove ``secrets`` from all output, including URLs and tracebacks.
    Raises OSError: the file cannot be written.
    """
    file.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [
        logging.StreamHandler(),
        RotatingFileHandler(file.path, maxBytes=file.max_bytes, backupCount=file.kept, encoding="utf-8"),
    ]
    formatter = (JsonFormatter if form is LogFormat.JSON else TextFormatter)(secrets)
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=handlers, force=True)
    for name, least in QUIETED.items():
        logging.getLogger(name).setLevel(least)


def _facts(record: logging.LogRecord) -> dict[str, object]:
    present = {name: getattr(record, name, None) for name in FACTS}
    return {name: value for name, value in present.items() if value is not None}
