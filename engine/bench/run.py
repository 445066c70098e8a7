"""The whole benchmark: every measurement once, with its target."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.bench.accuracy import Accuracy, measure_accuracy
from engine.bench.goals import MEMORY_GROWTH, OVER_TRANSCODE, PACE, PREPARE_S, TOGETHER_MIB, WARM_NOTE_S, Goal, goal_for
from engine.bench.memory import Memory, measure_memory
from engine.bench.note import Note, measure_note
from engine.bench.page import write_page
from engine.bench.speed import Speed, measure_speed
from engine.pipeline import Engine
from engine.watch import Watch


@dataclass(frozen=True)
class Row:
    """One figure: its name, its value, and its target, if any."""

    subject: str
    figure: str
    value: float
    unit: str = ""
    goal: Goal | None = None


Measure = Callable[[Watch], Sequence[Row]]
"""Measurement of something built on the engine. Raises Cancelled."""


@dataclass(frozen=True)
class BenchReport:
    """The results, and the machine. ``accuracy`` is empty without source videos; ``others`` are figures from outside the
    engine."""

    machine: dict[str, Any]
    speed: tuple[Speed, ...]
    note: Note
    memory: tuple[Memory, ...]
    accuracy: tuple[Accuracy, ...]
    others: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every figure in the order of the questions."""
        return (
            *_speed_rows(self.speed),
            *_note_rows(self.note),
            *_memory_rows(self.memory),
            *_accuracy_rows(self.accuracy),
            *self.others,
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def run_bench(
    engine: Engine,
    media: Path | None = None,
    *,
    sheets: Path | None = None,
    others: Sequence[Measure] = (),
    watch: Watch = Watch(),
) -> BenchReport:
    """Measure speed, memory, accuracy if there is a folder of real videos, and then ``others``. Takes minutes.

    ``sheets``: a folder for a page with every figure and contact sheets of the mouths, if there are real videos.

    Raises:
        EngineError: a measurement failed; Cancelled: the caller's cancel signal was set.
    """
    with tempfile.TemporaryDirectory(prefix="facenote-") as name:
        folder = Path(name)
        report = BenchReport(
            machine={"cpu_cores": os.cpu_count(), "processor": platform.machine(), "python": platform.python_version()},
            speed=tuple(measure_speed(engine, media, folder, watch)),
            note=measure_note(engine, media, folder, watch),
            memory=tuple(measure_memory(engine, media, folder, watch)),
            accuracy=tuple(measure_accuracy(engine, media, folder, watch, sheets)) if media else (),
            others=tuple(row for measure in others for row in measure(watch)),
        )
    if sheets and report.accuracy:
        write_page(report.accuracy, sheets)
    return report


def _speed_rows(speeds: tuple[Speed, ...]) -> list[Row]:
    rows = []
    for speed in speeds:
        subject = f"{speed.name}, {speed.renderer}"
        height = int(speed.name.split("x")[1])
        rows += [
            Row(subject, "prepare", speed.prepare_s, "s", PREPARE_S if height == 720 else None),
            Row(subject, "render", speed.times_real_time, "x real time", PACE.get(height)),
            Row(subject, "render", speed.over_transcode, "x transcode", OVER_TRANSCODE if height == 720 else None),
            *(Row(subject, f"render: {stage}", seconds, "s") for stage, seconds in speed.render_stages_s.items()),
        ]
    return rows


def _note_rows(note: Note) -> list[Row]:
    subject = f"a note of {note.voice_s:g} s, submitted to a warm worker"
    return [
        Row(subject, "to the finished file", note.warm_s, "s", WARM_NOTE_S),
        Row(subject, "over an engine opened for it", note.ratio),
    ]


def _memory_rows(memory: tuple[Memory, ...]) -> list[Row]:
    rows = []
    for peak in memory:
        subject = f"memory, {peak.voice_s / 60:g} min"
        rows += [
            Row(subject, "engine", peak.engine_mib, "MiB"),
            Row(subject, "engine and ffmpeg", peak.together_mib, "MiB", TOGETHER_MIB),
        ]
    if len(memory) > 1:
        rows.append(
            Row("memory", "long over short", memory[-1].together_mib / memory[0].together_mib, "", MEMORY_GROWTH)
        )
    return rows


def _accuracy_rows(cases: tuple[Accuracy, ...]) -> list[Row]:
    return [
        Row(case.case, name, value, goal=goal_for(case.case, name))
        for case in cases
        for name, value in case.scores.items()
    ]
