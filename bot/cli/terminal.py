"""Input and output of a command: results, errors, progress, signals."""

from __future__ import annotations

import json
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from engine.errors import Cancelled
from engine.failure import InternalError, error_to_json, plain
from engine.watch import Watch
from facenote.errors import FacenoteError

DONE, FAILED, USAGE = 0, 1, 2


@dataclass(frozen=True)
class CommandResult:
    """Result of a command: ``values`` for ``--json``, ``text`` for a person, and the exit code."""

    values: Mapping[str, Any]
    text: RenderableType
    code: int = DONE


class Interrupts:
    """Ctrl-C, SIGTERM and the end of the terminal as a cancel signal. A second Ctrl-C does not wait for the engine; ``at_once``:
    nor does the first one.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._at_once = at_once
        self.signal_number: int | None = None

    def install(self) -> None:
        """Start to handle the signals."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup ignores it
                signal.signal(number, self._caught)

    def __call__(self) -> bool:
        return self.signal_number is not None

    @property
    def exit_code(self) -> int:
        """Return the exit code by the convention of shells: 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP."""
        return 128 + (self.signal_number or signal.SIGINT)

    def _caught(self, number: int, _frame: FrameType | None) -> None:
        if self.signal_number is not None and number == signal.SIGHUP:
            return  # a terminal that closes sends it twice
        ends = self._at_once or self.signal_number is not None
        self.signal_number = number
        if ends:
            raise KeyboardInterrupt


class Terminal:
    """Results on standard output, everything else on standard error; colours and bars on a terminal only."""

    def __init__(self, *, as_json: bool, debug: bool, cancel: Callable[[], bool]) -> None:
        self.as_json, self._debug, self.cancel = as_json, debug, cancel
        self._out, self._err = Console(highlight=False), Console(stderr=True, highlight=False)
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=self._err,
            transient=True,
        )
        self._stages: dict[str, TaskID] = {}

    def progress(self, stage: str, fraction: float) -> None:
        """Return the engine's progress callback: a bar per stage on a terminal, else a line."""
        if stage not in self._stages:
            self._stages[stage] = self._bars.add_task(stage, total=1.0)
            if self._err.is_terminal:
                self._bars.start()
            else:
                self._err.print(stage, markup=False)
        self._bars.update(self._stages[stage], completed=fraction)

    @property
    def watch(self) -> Watch:
        """Return the engine's progress and cancel callbacks."""
        return Watch(self.progress, self.cancel)

    def say(self, line: str) -> None:
        """Write a line beside the progress bars."""
        self._err.print(line, markup=False)

    def finish(self, outcome: CommandResult) -> int:
        """Print the command's result; return its exit code."""
        self._stop_bars()
        if self.as_json:
            self._print_json(outcome.values)
        else:
            self._out.print(outcome.text)
        return outcome.code

    def fail(self, error: FacenoteError, code: int = FAILED) -> int:
        """Print the error; return the exit code."""
        self._stop_bars()
        if self._debug:
            traceback.print_exception(error, file=sys.stderr)
        if self.as_json:
            self._print_json({"error": error_to_json(error)})
        detail = f": {error.detail}" if error.detail else ""
        self._err.print(f"{error.code}{detail}", style="red", markup=False, soft_wrap=True)
        if not isinstance(error, Cancelled) and not (isinstance(error, InternalError) and self._debug):
            self._err.print(error.advice, markup=False, soft_wrap=True)
        return code

    def _stop_bars(self) -> None:
        if self._bars.live.is_started:  # bars that never ran would still end with an empty line
            self._bars.stop()

    def _print_json(self, values: Mapping[str, Any]) -> None:
        self._out.out(to_text(values), highlight=False)


def whole(text: str) -> Text:
    """Return a line that is not broken at the terminal's width, so that it can be copied."""
    return Text(text, no_wrap=True, overflow="ignore")


def to_text(values: Mapping[str, Any]) -> str:
    """Return one indented JSON object."""
    return json.dumps(plain(values), indent=2, ensure_ascii=False)
