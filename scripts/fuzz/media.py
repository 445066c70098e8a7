"""Gives changed files to everything that opens files of strangers, and looks for what must not happen.

A file may be refused with one of the codes of an unusable file. Findings are: any other exception, a fault of the program
(``internal_error``), a process that takes too long, and one that takes more memory than its limit allows.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
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

SLOW_S = 120.0
"""Longer than all limits of a call together, on a busy machine."""

MEMORY_MIB = 1400
"""The inspector's limit, and what the interpreter and libraries take; ffmpeg has less."""

WEIGHTS = {"probe": 45, "manifest": 35, "load_voice": 15, "check": 5}
"""How often each is tried, of 100: checks take seconds."""


@dataclass(frozen=True)
class Attempt:
    """A changed file, and what is done with it. The seed and the number make it again."""

    number: int
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

    def __init__(self, seeds: dict[str, list[Path]], seed: str, out: Path) -> None:
        self._seeds, self._seed, self._out = seeds, seed, out
        self._engine = Engine()
        self._targets: dict[str, Callable[[Path], object]] = {
            "probe": self._probe,
            "manifest": self._manifest,
            "load_voice": self._load_voice,
            "check": self._engine.check,
        }
        self.tally = Tally()

    def attempt(self, number: int) -> Attempt:
        """Return an attempt; the same for the same seed and number."""
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
        return Attempt(number, target, f"{number}-{target}{source.suffix}", content)

    def run(self, attempt: Attempt) -> None:
        """Try an attempt. Its file is kept if there is something to see, and if this process does not survive."""
        path = self._out / attempt.name
        path.write_bytes(attempt.content)
        began, memory = time.monotonic(), _largest_child_mib()
        problem = ""
        try:
            self._targets[attempt.target](path)
            code = "ok"
        except InternalError as error:
            code = problem = f"{error.code}: {error.detail}"
        except EngineError as error:
            code = error.code
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            code = problem = f"{type(error).__name__}: {error}"
        seconds = time.monotonic() - began
        if seconds > SLOW_S:
            problem = f"took {seconds:.0f} s"
        if memory < MEMORY_MIB <= (now := _largest_child_mib()):
            problem = f"took {now} MiB"
        tally = self.tally
        tally.outcomes[attempt.target, code.partition(":")[0]] += 1
        tally.slowest[attempt.target] = max(tally.slowest.get(attempt.target, 0.0), seconds)
        if problem:
            tally.findings.append(f"{path}: {problem[:300]} (--seed {self._seed} --only {attempt.number})")
        else:
            path.unlink()

    def _probe(self, path: Path) -> None:
        if probe(path).is_photo:
            read_photo(path)

    def _manifest(self, path: Path) -> None:
        read_provenance(path)
        claims_generated(path, {})

    def _load_voice(self, path: Path) -> None:
        (scratch := self._out / "scratch").mkdir(exist_ok=True)
        self._engine.load_voice(path, scratch)


def _largest_child_mib() -> int:
    """Return the largest memory of any ended child of this process."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 // MIB


def fuzz_media(seed: str, numbers: Iterable[int], out: Path, footage: Path | None = None) -> list[str]:
    """Try the files of these numbers; return the findings. ``footage``: a folder whose small files are changed as well."""
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        seeds = write_all(Path(folder), local_credentials(Path(folder) / "keys"), footage)
        fuzzer = MediaFuzzer(seeds, seed, out)
        for number in numbers:
            fuzzer.run(fuzzer.attempt(number))
    for row in fuzzer.tally.rows():
        say(row)
    return fuzzer.tally.findings
