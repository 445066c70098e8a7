"""Prints the API's own document without a server: ``python -m bot.web.describe``.

The page's types are made from ``page/openapi.json``; a test compares it with this document.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.app.app import App
from bot.jobs.service import JobService
from bot.records import open_store
from bot.settings import Settings
from bot.texts import Texts
from bot.web.studio import Studio
from engine.pool import Pool, PoolOptions


async def described() -> dict[str, Any]:
    """Return the document, without its version, so that a release does not change it."""
    texts = Texts()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_folder=Path(folder))
        async with open_store(settings.data_folder) as store:
            jobs = JobService(store, Pool(PoolOptions()), {})
            document = Studio(settings, App(settings, store, jobs, texts), texts).document()
    document["info"]["version"] = ""
    return document


def main() -> None:
    """Print the document."""
    sys.stdout.write(json.dumps(asyncio.run(described()), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
