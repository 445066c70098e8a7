"""The accuracy as a page: every figure of every clip, and the contact sheets of their mouths."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from engine.bench.accuracy import Accuracy, sheet_name
from engine.bench.goals import goal_for
from engine.media import replacing

_STYLE = """
body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }
div { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .15rem .6rem; text-align: right; white-space: nowrap }
th:first-child { text-align: left }
img { max-width: 100%; display: block }
figure { margin: 1rem 0 }
"""


def write_page(cases: Sequence[Accuracy], folder: Path) -> None:
    """Write ``index.html`` beside the contact sheets in ``folder``."""
    parts = [part for case in cases for part in (f"<h2>{escape(case.case)}</h2>", _table(case), *_sheets(case))]
    page = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Mouths</title><style>{_STYLE}</style>
<h1>Mouths</h1><p>Each pair of rows: the truth above, the clip below.</p>
{"".join(parts)}</html>
"""
    with replacing(folder / "index.html") as temporary:
        temporary.write_text(page, "utf-8")


def _table(case: Accuracy) -> str:
    clips = "".join(f"<td>{escape(name)}</td>" for name in case.by_clip)
    head = f"<thead><tr><th></th>{clips}<td>mean</td><td>to reach</td></tr></thead>"
    rows = []
    for name, mean in case.scores.items():
        values = "".join(f"<td>{_number(scores.get(name))}</td>" for scores in case.by_clip.values())
        goal = escape(str(goal_for(case.case, name) or ""))
        rows.append(f"<tr><th>{escape(name)}</th>{values}<td>{_number(mean)}</td><td>{goal}</td></tr>")
    return f"<div><table>{head}<tbody>{''.join(rows)}</tbody></table></div>"


def _sheets(case: Accuracy) -> list[str]:
    return [
        f'<figure><figcaption>{escape(name)}</figcaption><img loading="lazy" alt="" src="{source}"></figure>'
        for name in case.by_clip
        for source in [escape(quote(sheet_name(case.case, name)))]
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
