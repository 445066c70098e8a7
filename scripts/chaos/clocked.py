"""The server with a clock that a file moves: the seconds by which it is ahead.

Not moved are the age of abandoned folders (files have the machine's times), and the validity of certificates.

libfaketime will not do: with it, ``time.sleep`` fails on Python 3.11 ("Invalid argument").
"""

from __future__ import annotations

import importlib.util
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

CLOCK_FILE = "CHAOS_CLOCK_FILE"
VALUES = "storage.values"
SOURCE = Path(__file__).resolve().parents[2] / "storage" / "values.py"


def move_clock(file: Path) -> None:
    """Replace the function that the store and the bot take the time from, before anything imports it."""
    spec = importlib.util.spec_from_file_location(VALUES, SOURCE)
    assert spec is not None
    assert spec.loader is not None
    values = sys.modules[VALUES] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(values)
    right = vars(values)["utc_now"]

    def shown() -> datetime:
        moved: datetime = right() + timedelta(seconds=float(file.read_text()))
        return moved

    vars(values)["utc_now"] = shown


if __name__ == "__main__":
    move_clock(Path(os.environ[CLOCK_FILE]))
    from bot.cli import run

    sys.exit(run(["serve"]))
