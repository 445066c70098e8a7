"""Write docs/troubleshooting.md: every error code, what it means and what to do, from the error classes and from the members
of :class:`facenote.errors.FailureCode`.

Run by ``make docs``; a test fails when the page and the code differ.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import bot
import engine
import storage
from facenote.errors import FacenoteError, FailureCode

PAGE = Path(__file__).resolve().parents[1] / "docs" / "troubleshooting.md"

HEAD = """\
# Troubleshooting, by error code

<!-- Written by `make docs` from the code; do not edit. -->

Every refusal and failure has a code that never changes. The command line prints it (`no_face_found: ...`), the HTTP API sends it
as `error.code`, the log holds it as `code=`, and `facenote_errors_total{code="..."}` counts it. Telegram and the studio show
people a text in their language instead.

Run `facenote doctor` first: it tests the machine, and its output belongs in every bug report.
"""


class Entry(NamedTuple):
    """Line of the page."""

    code: str
    part: str
    meaning: str
    advice: str


def entries() -> list[Entry]:
    """Return every code of the product, sorted."""
    for package in (engine, storage, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: dict[str, Entry] = {}
    for error in _subclasses(FacenoteError):
        code = vars(error).get("code")
        if code and error.__module__.partition(".")[0] in {"engine", "storage", "bot"}:
            found.setdefault(code, Entry(code, _part(error), _meaning(error), error.advice))
    for failure in FailureCode.__subclasses__():
        for member in failure:
            found[member] = Entry(member, _part(failure), member.meaning, member.advice)
    return [found[code] for code in sorted(found)]


def page() -> str:
    """Return the text of the page."""
    parts: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        parts[entry.part].append(entry)
    lines = [HEAD]
    for part in sorted(parts):
        lines += [f"## {part}", "", "| code | meaning | what to do |", "|---|---|---|"]
        lines += [f"| `{entry.code}` | {entry.meaning} | {entry.advice} |" for entry in parts[part]]
        lines.append("")
    return "\n".join(lines)


def _subclasses(error: type[FacenoteError]) -> Iterator[type[FacenoteError]]:
    for one in reversed(error.__subclasses__()):
        yield one
        yield from _subclasses(one)


def _part(kind: type) -> str:
    return "/".join(kind.__module__.split(".")[:2])


def _meaning(error: type[FacenoteError]) -> str:
    """Return the first paragraph of the class's docstring, as one line of a table."""
    text = (inspect.getdoc(error) or "").partition("\n\n")[0]
    return " ".join(text.split()).replace("|", "\\|").replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
