"""Entry point: ``python -m bot`` runs ``facenote serve``."""

from __future__ import annotations

import sys

from bot.cli import run

if __name__ == "__main__":
    sys.exit(run(["serve", *sys.argv[1:]]))
