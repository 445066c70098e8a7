"""Tests of zips: clips of a batch in as few files as the limit allows."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot.telegram.delivery.zips import OVERHEAD_BYTES, write_zips


def test_clips_are_spread_over_zips_within_the_limit(tmp_path: Path) -> None:
    sizes, limit = [300_000, 300_000, 300_000, 900_000, 100_000], 700_000
    entries = []
    for number, size in enumerate(sizes):
        (path := tmp_path / f"{number}").write_bytes(b"x" * size)
        entries.append((f"{number:02}.mp4", path))

    written = write_zips(entries, tmp_path, limit)

    names = [zipfile.ZipFile(path).namelist() for path in written]
    assert names == [["00.mp4", "01.mp4"], ["02.mp4", "04.mp4"]], "the fourth fits in no zip and is left out"
    assert all(path.stat().st_size <= limit for path in written)


def test_a_file_of_just_the_limit_counts_with_its_overhead(tmp_path: Path) -> None:
    (path := tmp_path / "clip").write_bytes(b"x" * 50_000)
    assert write_zips([("clip.mp4", path)], tmp_path, 50_000) == []
    (zipped,) = write_zips([("clip.mp4", path)], tmp_path, 50_000 + OVERHEAD_BYTES)
    assert zipped.stat().st_size <= 50_000 + OVERHEAD_BYTES
