from __future__ import annotations

from pathlib import Path

from engine.bench.accuracy import Accuracy, sheet_name
from engine.bench.page import write_page


def test_a_page_shows_every_figure_and_every_sheet(tmp_path: Path) -> None:
    by_clip: dict[str, dict[str, float | None]] = {
        "one": {"closure": 0.5, "joins": None},
        "<two>": {"closure": 1.0, "joins": 1.21},
    }
    write_page([Accuracy("natural speech", 2, {"closure": 0.75, "joins": 1.21}, by_clip)], tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "<th>closure</th><td>0.5</td><td>1</td><td>0.75</td><td>&gt;= 0.92</td>" in page
    assert "<th>joins</th><td></td><td>1.21</td><td>1.21</td><td>&lt;= 1.3</td>" in page
    assert f'src="{sheet_name("natural speech", "one")}"' in page
    assert "<two>" not in page
