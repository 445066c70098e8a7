"""The engine's reports as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from engine.findings import Finding, Severity
from engine.models import MODELS, Model, locate
from facenote.names import one_line

if TYPE_CHECKING:
    from bot.doctor import CheckResult
    from engine.bench import BenchReport
    from engine.pipeline import LipScore, QualityReport, RenderReport, Template
    from engine.plan import ItemResult

LONGEST_QUOTE = 200

_STYLES = {Severity.OK: "green", Severity.WARN: "yellow", Severity.FAIL: "red"}


def quality(report: QualityReport) -> RenderableType:
    """Return the verdict, then every problem with its advice."""
    good = sum(finding.severity is Severity.OK for finding in report.findings)
    verdict = Text(report.verdict.value, style=f"bold {_STYLES[report.verdict]}")
    verdict.append(f"  {good} of {len(report.findings)} rules are met", style="default not bold")
    if report.verdict is Severity.FAIL and not report.blocked:
        verdict.append("; prepare --force accepts the rest")
    return Group(verdict, findings(report.problems))


def findings(items: Iterable[Finding]) -> RenderableType:
    """Return each finding: severity, rule, measured and recommended values, and its advice on the next line."""
    table = Table.grid(padding=(0, 2))
    for finding in items:
        wanted = f"should be {finding.recommended}" if finding.recommended else ""
        lines = filter(None, (", ".join(filter(None, (finding.measured, wanted))), finding.advice))
        severity = Text(finding.severity.value, style=_STYLES[finding.severity])
        table.add_row(severity, Text(finding.code), Text("\n".join(lines)))
    return table


def quote(text: str) -> str:
    """Return text from a file, without control characters, cut to a readable length."""
    return one_line(text)[:LONGEST_QUOTE]


def template(face: Template, replaced: bool) -> RenderableType:
    """Return where the template is, whether it replaced an older one, and how well it will work."""
    width, height = face.size
    seconds = (face.span[1] - face.span[0] + 1) / 25
    lines = [
        f"{face.folder}",
        *(["replaced the older template"] if replaced else []),
        f"{face.kind}, {width}x{height}, {seconds:.1f} s of usable picture, renderer: {face.renderer}",
        f"lip sync: {lip_score(face.lip_score)}",
    ]
    return Text("\n".join(lines))


def lip_score(score: LipScore | None) -> str:
    """Return the lip sync score in words."""
    if score is None:
        return "no score, for lack of about 15 seconds of the person's own speech"
    return f"opening r {score.opening_r:.2f}, width r {score.width_r:.2f} on held-out speech"


def clip(report: RenderReport) -> RenderableType:
    """Return the clip, its cost, and the findings about the voice."""
    width, height = report.size
    spent = sum(report.stages_s.values())
    pace = f"{report.duration_s / spent:.1f}x real time" if spent else ""
    head = Text(f"{report.clip}\n{width}x{height}, {report.duration_s:.1f} s, made in {spent:.1f} s, {pace}")
    problems = [finding for finding in report.findings if finding.severity is not Severity.OK]
    return Group(head, findings(problems)) if problems else head


def batch(results: Sequence[ItemResult], archive: Path | None) -> RenderableType:
    """Return one line per item, then the totals."""
    table = Table.grid(padding=(0, 2))
    for result in results:
        state = Text("failed", style="red") if result.error else Text("done", style="green")
        reason = f"{result.error.code}: {result.error.detail}. {result.error.advice}" if result.error else ""
        table.add_row(state, Text(result.item.out.name), Text(reason))
    done = sum(result.error is None for result in results)
    packed = f", packed in {archive}" if archive else ""
    return Group(table, Text(f"{done} of {len(results)} clips done{packed}"))


def bench(report: BenchReport) -> RenderableType:
    """Return every figure beside its target."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("what", "figure", "measured", "to reach", ""):
        table.add_column(heading, justify="right" if heading == "measured" else "left", no_wrap=heading == "what")
    for row in report.rows:
        met = row.goal.met(row.value) if row.goal else None
        verdict = "" if met is None else Text("met", style="green") if met else Text("missed", style="red")
        table.add_row(row.subject, row.figure, f"{row.value:.3g} {row.unit}", str(row.goal or ""), verdict)
    return table


def doctor(results: Sequence[CheckResult]) -> RenderableType:
    """Return one row per check, with its advice where something is wrong."""
    styles = {"ok": "green", "warn": "yellow", "fail": "red"}
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for result in results:
        lines = filter(None, (result.found, result.advice and f"-> {result.advice}"))
        status = Text(result.status.value, style=styles[result.status.value])
        table.add_row(status, Text(result.subject, no_wrap=True), Text("\n".join(lines), overflow="fold"))
    return table


def models() -> RenderableType:
    """Return one row per model: purpose, owner, licence, and whether its file is installed."""
    table = Table.grid(padding=(0, 2))
    for model in MODELS:
        here = Text("here", style="green") if locate(model) else Text("absent", style="yellow")
        hashes = f"SHA-256 {', '.join(digest[:12] for digest in model.hashes)}" if model.hashes else "no published hash"
        lines = (model.purpose, model.licence, model.source, hashes)
        table.add_row(Text(model.name, style="bold"), here, Text("\n".join(lines)))
    return table


def model_to_json(model: Model) -> dict[str, object]:
    """Return one row of the model table as plain values."""
    path = locate(model)
    return {
        "name": model.name,
        "purpose": model.purpose,
        "licence": model.licence,
        "source": model.source,
        "sha256": list(model.hashes),
        "file": str(path) if path else None,
    }
