"""The table of results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One line: what was measured or checked, its figure, and whether it passed; None: a figure without a limit."""

    what: str
    figure: str
    passed: bool | None = None

    @classmethod
    def difference(cls, what: str, value: float, most: float, figure: str = "") -> Row:
        """Return the row of a difference between CPU and GPU, with the tolerance ``most``."""
        return cls(what, f"{figure}  {value:.4f} (at most {most:g})".strip(), value <= most)

    def __str__(self) -> str:
        return f"{self.what:<58} {self.figure:<46} {({None: '', True: 'ok', False: 'FAILED'})[self.passed]}".rstrip()


@dataclass
class Report:
    """The rows so far, each printed at once."""

    rows: list[Row] = field(default_factory=list)

    def add(self, *rows: Row) -> None:
        """Add and print rows."""
        self.rows += rows
        say(*rows)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Begin a part of the table. A part that fails is one failed row: the other parts still run."""
        say("", name)
        try:
            yield
        except Exception as error:  # noqa: BLE001  whatever it is, the rest of the table is of use
            self.add(Row(name, f"{type(error).__name__}: {' '.join(str(error).split())}"[:200], passed=False))

    @property
    def passed(self) -> bool:
        """True if no row failed."""
        return all(row.passed is not False for row in self.rows)


def say(*lines: object) -> None:
    """Write lines to standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()
