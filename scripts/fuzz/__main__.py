"""Fuzz the product: changed media against everything that opens files, and made-up requests against the API.

    make fuzz SECONDS=3600             (or: PYTHONPATH=. python -m scripts.fuzz --seconds 3600 --seed 7 --media ../footage)

Each finding in media is a file in ``out/fuzz``, which ``--again FILE`` tries again, for as long as it is kept. Exits with 1 if
there were any. Half of the time is for media, half for the API (``--part`` takes one of them).
"""

from __future__ import annotations

import argparse
import logging
import secrets
import sys
import time
from collections.abc import Iterator
from itertools import count, takewhile
from pathlib import Path

from scripts.fuzz.api import fuzz_api
from scripts.fuzz.media import fuzz_media, try_again
from scripts.fuzz.report import say


def main() -> int:
    """Fuzz for the given time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--media", type=Path, help="a folder of real footage, whose small files are changed as well")
    parser.add_argument("--part", choices=("media", "api"))
    parser.add_argument("--again", type=Path, metavar="FILE", help="try this one kept file again")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"))
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    options.out.mkdir(parents=True, exist_ok=True)
    say(f"seed {options.seed}, media {options.media}")
    seconds = options.seconds if options.part else options.seconds / 2
    findings = []
    if options.again:
        findings += try_again(options.again)
    elif options.part != "api":
        findings += fuzz_media(options.seed, during(seconds), options.out, options.media)
    if options.part != "media" and not options.again:
        findings += fuzz_api(options.seed, seconds, options.out)
    for finding in findings:
        say(f"FINDING {finding}")
    say(f"{len(findings)} findings")
    return 1 if findings else 0


def during(seconds: float) -> Iterator[int]:
    """Count from 0 for that long."""
    end = time.monotonic() + seconds
    return takewhile(lambda _: time.monotonic() < end, count())


if __name__ == "__main__":
    sys.exit(main())
