"""Write docs/troubleshooting.md: every error code, what it means and what to do, from the error classes themselves.

Run by ``make docs``; a test fails when the page and the code differ.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import defaultdict
from pathlib import Path

import bot
import engine
import storage
from facenote.errors import FacenoteError

PAGE = Path(__file__).resolve().parents[1] / "docs" / "troubleshooting.md"

HEAD = """\
# Troubleshooting, by error code

<!-- Written by `make docs` from the error classes; do not edit. -->

Every refusal and failure has a code that never changes. The command line prints it (`no_face_found: ...`), the HTTP API sends it
as `error.code`, the log holds it as `code=`, and `facenote_errors_total{code="..."}` counts it. Telegram and the studio show
people a text in their language instead.

Run `facenote doctor` first: it tests the machine, and its output belongs into every bug report.
"""


def error_classes() -> list[type[FacenoteError]]:
    """Return every error class of the product that has a code of its own, by code."""
    for package in (engine, storage, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: dict[str, type[FacenoteError]] = {}
    waiting: list[type[FacenoteError]] = list(FacenoteError.__subclasses__())
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if "code" in vars(error) and error.__module__.partition(".")[0] in {"engine", "storage", "bot"}:
            found.setdefault(vars(error)["code"], error)
    return [found[code] for code in sorted(found)]


def page() -> str:
    """Return the page's text."""
    parts: dict[str, list[type[FacenoteError]]] = defaultdict(list)
    for error in error_classes():
        parts[".".join(error.__module__.split(".")[:2])].append(error)
    lines = [HEAD]
    for part in sorted(parts):
        lines += [f"## {part.replace('.', '/')}", "", "| code | meaning | what to do |", "|---|---|---|"]
        lines += [
            f"| `{vars(error)['code']}` | {_meaning(error)} | {getattr(error, 'advice', '')} |" for error in parts[part]
        ]
        lines.append("")
    return "\n".join(lines)


def _meaning(error: type[FacenoteError]) -> str:
    """The first paragraph of the class's docstring, as one line of a table."""
    text = (inspect.getdoc(error) or "").partition("\n\n")[0]
    return " ".join(text.split()).replace("|", "\\|").replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
