"""A service with a pool, for tests that end it badly: ``python -m tests.engine.pool.service NOTE SCRATCH [leave]``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from functools import partial
from pathlib import Path

from engine.pool import Pool, Request
from tests.engine.pool import tasks
from tests.engine.pool.conftest import OPTIONS, at_work


async def serve(note: Path) -> None:
    """Run an ffmpeg in a worker, and leave the pool as it is."""
    pool = Pool(OPTIONS)
    await pool.__aenter__()
    await at_work(pool.submit(Request("1", partial(tasks.film, note, "sleep"))))


if __name__ == "__main__":
    tempfile.tempdir = sys.argv[2]
    loop = asyncio.new_event_loop()
    loop.run_until_complete(serve(Path(sys.argv[1])))
    if "leave" not in sys.argv:
        loop.run_forever()
