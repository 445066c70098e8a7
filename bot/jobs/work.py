"""What a worker does: functions of files, run in the pool. The engine is imported there, not by the process that serves."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.watch import Watch

if TYPE_CHECKING:
    from engine.pool import Place

CLIP, CLIP_POSTER = "clip.mp4", "clip.poster.jpg"
TEMPLATE, PICTURE, POSTER = "template", "report.jpg", "poster.jpg"

STAGES = {
    "clip": (("read audio", 0.02), ("voice", 0.08), ("listen", 0.05), ("draw", 0.85)),
    "face": (
        ("normalise", 0.2),
        ("animate", 0.2),
        ("track", 0.35),
        ("listen", 0.05),
        ("check", 0.1),
        ("collect", 0.1),
        ("learn", 0.2),
    ),
}
"""The stages of each kind of job in order, and roughly the share of the time that each takes."""


def make_clip(
    template: Path, voice: Path, folder: Path, form: str, denoise: str, place: Place, watch: Watch
) -> dict[str, Any]:
    """Render ``voice`` on ``template`` into ``folder``; return the report as plain values."""
    from engine.failure import plain
    from engine.pipeline import Form, RenderOptions
    from engine.pool import tasks
    from engine.voice import Denoise, VoiceOptions

    options = RenderOptions(form=Form(form), voice=VoiceOptions(denoise=Denoise(denoise)))
    report = tasks.render(template, voice, folder / CLIP, options, place, watch).to_json()
    return plain({name: value for name, value in report.items() if name not in ("clip", "poster")})


def make_face(source: Path, folder: Path, place: Place, watch: Watch) -> dict[str, Any]:
    """Prepare ``source`` in spite of all findings that may be accepted; return the report as plain values.

    A face that is refused for good has a report, too.
    """
    from engine.failure import plain
    from engine.pipeline import FaceRefused, PrepareOptions, template
    from engine.pool import tasks

    options = PrepareOptions(accept_findings=True)
    try:
        face = tasks.prepare(source, folder / TEMPLATE, folder / PICTURE, options, place, watch)
    except FaceRefused as refused:
        findings = refused.facts["findings"]
        return plain({"blocked": True, "report": {"verdict": "fail", "blocked": True, "findings": findings}})
    shutil.copyfile(face.path(template.POSTER), folder / POSTER)
    values = face.to_json()
    kept = {name: values[name] for name in ("report", "lip_score", "kind", "renderer", "size")}
    return plain({"blocked": False, **kept})


def stage_of(kind: str, stage: str) -> str:
    """The stage's short name, as front ends know it."""
    return next((name for name, _ in STAGES[kind] if stage.startswith(name)), stage)


def overall(kind: str, stage: str, fraction: float) -> float:
    """How much of the whole job is done, 0 to 1, when ``fraction`` of that stage is."""
    total = sum(share for _, share in STAGES[kind])
    before = 0.0
    for name, share in STAGES[kind]:
        if stage.startswith(name):
            return (before + share * fraction) / total
        before += share
    return 0.0
