"""Runs all benchmarks of the server, each once."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.bench.store import measure_store
from bot.bench.studio import measure_studio
from bot.bench.telegram import measure_telegram
from engine.bench import Row
from engine.watch import Watch

QUESTIONS = {"telegram": measure_telegram, "store": measure_store, "studio": measure_studio}


def measure_server(watch: Watch) -> Sequence[Row]:
    """Measure the server, for ``facenote bench``. Raises Cancelled."""
    logging.disable(logging.WARNING)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        for place, (name, measure) in enumerate(QUESTIONS.items()):
            watch.report(f"the server: {name}", place / len(QUESTIONS))
            rows += asyncio.run(measure(Path(folder, name)))
    return rows
