"""A few changed files, with the same changes in each run; ``make fuzz`` tries others for hours."""

from __future__ import annotations

from pathlib import Path

from engine.demo import VOICE
from scripts.fuzz.media import MediaFuzzer, fuzz_media


def test_changed_files_are_read_or_refused(tmp_path: Path) -> None:
    assert fuzz_media("tests", range(12), tmp_path, longest_s=None) == []


def test_a_file_that_takes_too_long_is_kept_and_tried_again(tmp_path: Path) -> None:
    seeds = {kind: [VOICE] for kind in ("media", "manifests", "voices", "faces")}
    fuzzer = MediaFuzzer(seeds, "7/x", tmp_path, longest_s=0)
    fuzzer.run(fuzzer.attempt(0))
    (kept,) = tmp_path.iterdir()
    assert kept.name.startswith("7_x-0-")
    assert fuzzer.tally.findings == [f"too long: took over 0 s (--again {kept})"]
    patient = MediaFuzzer({}, "", tmp_path, longest_s=None)
    patient.again(kept)
    assert patient.tally.findings == []
    assert kept.exists()
    assert sum(patient.tally.outcomes.values()) == 1
