"""The bench as a picture: render times by stage, and the scores with their targets."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from engine.bench.goals import goal_for
from engine.bench.run import BenchReport
from engine.media import replacing

_SCORES = ("open_r", "width_r", "amplitude", "closure", "sharpness", "flicker")


def plot_report(report: BenchReport, target: Path) -> None:
    """Write the picture, PNG."""
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    times, scores = figure.subplots(1, 2, width_ratios=(2, 3))
    names = [speed.name for speed in report.speed]
    left = [0.0] * len(names)
    for stage in report.speed[0].render_stages_s:
        seconds = [speed.render_stages_s[stage] for speed in report.speed]
        times.barh(names, seconds, left=left, label=stage)
        left = [start + more for start, more in zip(left, seconds, strict=True)]
    times.barh(
        [f"{name}, ffmpeg alone" for name in names],
        [s.transcode_s for s in report.speed],
        label="transcode",
        color="0.6",
    )
    times.set(title=f"{report.speed[0].clip_s:g} s of clip", xlabel="seconds")
    times.legend()
    for place, case in enumerate(report.accuracy):
        positions = [score + place * 0.25 for score in range(len(_SCORES))]
        scores.bar(positions, [case.scores.get(name, 0.0) for name in _SCORES], 0.22, label=case.case)
        for position, name in zip(positions, _SCORES, strict=True):
            goal = goal_for(case.case, name)
            for bound in (goal.low, goal.high) if goal else ():
                if bound is not None:
                    scores.hlines(bound, position - 0.11, position + 0.11, color="black")
    scores.set(title="Scores; the lines are to be reached", ylim=(0, 1.4))
    scores.set_xticks([score + 0.25 for score in range(len(_SCORES))], _SCORES)
    if report.accuracy:
        scores.legend(ncols=3, loc="upper center")
    with replacing(target) as temporary:
        figure.savefig(temporary, dpi=110)
