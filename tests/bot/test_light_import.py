"""Tests that the server process stays small: only its workers load the engine."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("torch", "librosa", "cv2", "scipy", "matplotlib", "numba")
LOADED = f"""
import asyncio, pathlib, sys, tempfile
import bot.serve
from bot.metrics import Metrics
from storage import Store

async def watched():
    with tempfile.TemporaryDirectory() as folder:
        async with Store.open(pathlib.Path(folder)) as store:
            await Metrics(store).text()

asyncio.run(watched())
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_neither_serving_nor_its_metrics_load_what_only_rendering_needs() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    assert said.stdout.strip() == "[]"
