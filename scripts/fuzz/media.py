"""Gives changed files to everything that opens files of strangers, and looks for what must not happen.

A file may be refused with one of the codes of an unusable file. Findings are: any other exception, a fault of the program
(``internal_error``), a process that takes too long or dies, and one that takes more memory than its limit allows. Each file is
tried in a process of its own, so that neither a hang nor a crash ends the search, and each has a memory figure of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from engine import Engine
from engine.errors import EngineError
from engine.failure import InternalError
from engine.media import probe, read_photo
from engine.provenance import claims_generated, local_credentials, read_provenance
from facenote.units import MIB
from scripts.fuzz.changes import changed
from scripts.fuzz.manifests import crafted, in_picture, store_of
from scripts.fuzz.report import say
from scripts.fuzz.seeds import write_all

LONGEST_S = 900.0
"""Longer than all limits of a call together, on a busy machine."""

MEMORY_MIB = 1400
"""The inspector's limit, and what the interpreter and libraries take; ffmpeg has less."""

WEIGHTS = {"probe": 45, "manifest": 35, "load_voice": 15, "check": 5}
"""How often each is tried, of 100: checks take seconds."""


@dataclass(frozen=True)
class Attempt:
    """A changed file, and what is done with it. The name says both, see :meth:`MediaFuzzer.again`."""

    target: str
    name: str
    content: bytes


@dataclass
class Tally:
    """What came of the attempts."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[str]:
        """Return a line for each target."""
        for target in WEIGHTS:
            codes = {code: count for (name, code), count in sorted(self.outcomes.items()) if name == target}
            if codes:
                said = ", ".join(f"{code} {count}" for code, count in codes.items())
                yield f"{target:<11}{sum(codes.values()):>6} files, slowest {self.slowest[target]:.1f} s: {said}"


class MediaFuzzer:
    """Makes and tries attempts."""

    def __init__(self, seeds: dict[str, list[Path]], seed: str, out: Path, longest_s: float | None = LONGEST_S) -> None:
        self._seeds, self._seed, self._out, self._longest_s = seeds, seed, out, longest_s
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload([__name__])
        self.tally = Tally()

    def attempt(self, number: int) -> Attempt:
        """Return an attempt. The same seed and number choose the same changes; signatures differ in each run, as keys do."""
        rng = Random(f"{self._seed}/{number}")
        (target,) = rng.choices([*WEIGHTS], [*WEIGHTS.values()])
        kinds = {"probe": "media", "manifest": "manifests", "load_voice": "voices", "check": "faces"}
        sources = self._seeds[kinds[target]]
        source, other = rng.choice(sources), rng.choice(self._seeds["media"])
        content = source.read_bytes()
        if target == "manifest" and source.suffix == ".jpg" and rng.random() < 0.6:
            content = in_picture(crafted(store_of(content), rng))
        elif target != "manifest" or rng.random() < 0.9:  # some manifests are tried as they are
            content = changed(content, other.read_bytes(), rng)
        seed = re.sub(r"\W", "_", self._seed)
        return Attempt(target, f"{seed}-{number}-{target}{source.suffix}", content)

    def run(self, attempt: Attempt) -> None:
        """Try an attempt. Its file is kept if there is something to see, and if this process does not survive."""
        path = self._out / attempt.name
        path.write_bytes(attempt.content)
        if not self._try(path, attempt.target):
            path.unlink()

    def again(self, path: Path) -> None:
        """Try a kept file again, and keep it."""
        target = path.stem.rpartition("-")[2]
        if target not in TARGETS:
            raise ValueError(f"{path.name} does not end in one of {', '.join(TARGETS)}")
        self._try(path, target)

    def _try(self, path: Path, target: str) -> bool:
        """Do it in a process of its own; return whether there is something to see."""
        mine, its = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=_tried, args=(path, target, its))
        began = time.monotonic()
        process.start()
        its.close()
        in_time = mine.poll(self._longest_s)
        if not in_time or (self._longest_s is not None and time.monotonic() - began > self._longest_s):
            assert process.pid
            with suppress(ProcessLookupError):  # it has not begun, or has ended
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            code = problem = f"too long: took over {self._longest_s} s"
        else:
            try:
                code, problem, memory_mib = mine.recv()
            except EOFError:
                process.join()
                code = problem = f"died: exit code {process.exitcode}"
            else:
                if memory_mib > MEMORY_MIB:
                    problem = f"took {memory_mib} MiB"
        process.join()
        seconds, tally = time.monotonic() - began, self.tally
        tally.outcomes[target, code.partition(":")[0]] += 1
        tally.slowest[target] = max(tally.slowest.get(target, 0.0), seconds)
        if problem:
            tally.findings.append(f"{problem[:300]} (--again {path})")
        return bool(problem)


def _tried(path: Path, target: str, result: Connection) -> None:
    """Send the outcome, the problem or "", and the memory in MiB of the largest process that it took."""
    os.setpgrp()
    problem = ""
    try:
        TARGETS[target](path)
        code = "ok"
    except InternalError as error:
        code = problem = f"{error.code}: {error.detail}"
    except EngineError as error:
        code = error.code
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        code = problem = f"{type(error).__name__}: {error}"
    result.send((code, problem, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 // MIB))


def _probe(path: Path) -> None:
    if probe(path).is_photo:
        read_photo(path)


def _manifest(path: Path) -> None:
    read_provenance(path)
    claims_generated(path, {})


def _load_voice(path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="facenote-") as scratch:
        Engine().load_voice(path, Path(scratch))


def _check(path: Path) -> None:
    Engine().check(path)


TARGETS: dict[str, Callable[[Path], None]] = {
    "probe": _probe,
    "manifest": _manifest,
    "load_voice": _load_voice,
    "check": _check,
}


def fuzz_media(
    seed: str, numbers: Iterable[int], out: Path, footage: Path | None = None, longest_s: float | None = LONGEST_S
) -> list[str]:
    """Try the files of these numbers; return the findings. ``footage``: a folder whose small files are changed as well."""
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        seeds = write_all(Path(folder), local_credentials(Path(folder) / "keys"), footage)
        fuzzer = MediaFuzzer(seeds, seed, out, longest_s)
        for number in numbers:
            fuzzer.run(fuzzer.attempt(number))
    for row in fuzzer.tally.rows():
        say(row)
    return fuzzer.tally.findings


def try_again(path: Path) -> list[str]:
    """Try a kept file again; return the findings."""
    fuzzer = MediaFuzzer({}, "", path.parent)
    fuzzer.again(path)
    return fuzzer.tally.findings
