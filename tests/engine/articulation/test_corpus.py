from __future__ import annotations

from pathlib import Path

import pytest

from engine.articulation.corpus import corpus_files
from engine.articulation.errors import CorpusEmpty, CorpusMissing


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two speakers' folders and a mixed one; only names matter here."""
    for name in (
        "anna/c.mp4",
        "anna/a.mp4",
        "anna/b.MPG",
        "anna/a.txt",
        "ben/x.mov",
        "mixed/dora.avi",
        "mixed/carl.webm",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    return tmp_path


def test_folders_of_one_person_and_of_many(corpus: Path) -> None:
    files = corpus_files([corpus / "anna", corpus / "ben"], [corpus / "mixed"])
    assert [(person, file.name) for person, file in files] == [
        ("anna", "a.mp4"),
        ("anna", "b.MPG"),
        ("anna", "c.mp4"),
        ("ben", "x.mov"),
        ("carl", "carl.webm"),
        ("dora", "dora.avi"),
    ]


def test_the_first_clips_of_every_speaker_are_held_out(corpus: Path) -> None:
    files = corpus_files([corpus / "anna", corpus / "ben"], [corpus / "mixed"], held_out=2)
    assert [file.name for _, file in files] == ["c.mp4", "carl.webm", "dora.avi"]


def test_a_folder_that_is_not_there_is_named(corpus: Path) -> None:
    for speakers, mixed in ([corpus / "anna", corpus / "eve"], []), ([corpus / "anna"], [corpus / "eve"]):
        with pytest.raises(CorpusMissing, match="eve"):
            corpus_files(speakers, mixed)
    with pytest.raises(CorpusMissing, match=r"a\.mp4"):
        corpus_files([corpus / "anna" / "a.mp4"], [])


def test_nothing_to_learn_from(corpus: Path) -> None:
    with pytest.raises(CorpusEmpty):
        corpus_files([], [])
    with pytest.raises(CorpusEmpty):
        corpus_files([corpus / "ben"], [], held_out=1)
