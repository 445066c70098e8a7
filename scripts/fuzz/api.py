"""Sends made-up requests to a real server: every response has to be as the API's own document says, and no request may fail on
the server's side.

The requests are those of ``tests/bot/web/test_openapi_conformance.py``, by chance and more of them.
"""

from __future__ import annotations

import math
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random

from scripts.fuzz.report import say
from tests.bot.web.conftest import ADA, BOB
from tests.bot.web.test_openapi_conformance import check, operations_of, things_of
from tests.browser.studio import Studio

EXAMPLES = 40
"""Requests for each operation, in each round."""

WRONG_IN_LOG = ("Traceback", "internal error")


def fuzz_api(chance: str, seconds: float, out: Path) -> list[str]:
    """Send requests for that long, in rounds, each to a new server; return the findings."""
    end, findings, sent = math.inf, [], 0
    for number in count():
        if time.monotonic() > end:
            break
        rng = Random(f"{chance}/{number}")
        with tempfile.TemporaryDirectory(prefix="facenote-") as folder, _studio(Path(folder)) as studio:
            if not number:
                end = time.monotonic() + seconds  # on a busy machine the server's start may take that long
            things = things_of(studio)
            for operation in operations_of(studio):
                if time.monotonic() > end:
                    break
                try:
                    check(operation, studio.url, things, examples=EXAMPLES, chance=rng.randrange(1 << 32))
                except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                    findings.append(f"{operation.label}, round {number}: {error}")
                sent += EXAMPLES
            if any(words in studio.log for words in WRONG_IN_LOG):
                log = out / f"{chance}-{number}-server.log"
                log.write_text(studio.log)
                findings.append(f"a fault in the server's log: {log}")
    say(f"API        up to {sent} requests")
    return findings


def _studio(folder: Path) -> Studio:
    return Studio(
        folder, FACENOTE_WEB_TOKENS=f"ada:{ADA},bob:{BOB}", FACENOTE_MAX_OPEN_JOBS_PER_USER="0", FACENOTE_GPUS="0"
    )
