"""Tests of the lines that are made from words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engine.subtitles import Subtitles
from engine.subtitles.layout import ROW_COLUMNS, Word, to_lines, wrapped
from engine.subtitles.lines import clean, columns


def said(text: str, *, word_s: float = 0.3) -> list[Word]:
    return [Word(at * word_s, (at + 1) * word_s, f" {word}") for at, word in enumerate(text.split())]


def test_a_long_sentence_takes_several_lines_of_two_rows() -> None:
    words = said("one two three four five six seven eight nine ten " * 6)
    lines = to_lines(words)
    assert " ".join(line.text.replace("\n", " ") for line in lines) == "".join(word.text for word in words).strip()
    for line in lines:
        rows = line.text.split("\n")
        assert len(rows) <= 2
        assert all(columns(row) <= ROW_COLUMNS for row in rows)


def test_a_line_begins_after_a_pause() -> None:
    first, second = said("before the pause"), said("after it")
    later = [Word(word.start_s + 5, word.end_s + 5, word.text) for word in second]
    lines = to_lines([*first, *later])
    assert [line.text for line in lines] == ["before the pause", "after it"]
    assert lines[1].start_s == 5.0
    assert first[-1].end_s < lines[0].end_s < 5.0


def test_a_line_begins_after_a_sentence() -> None:
    assert [line.text for line in to_lines(said("This is one sentence. And another one."))] == [
        "This is one sentence.",
        "And another one.",
    ]


def test_a_single_word_can_be_read() -> None:
    (line,) = to_lines([Word(2.0, 2.1, " Yes.")])
    assert (line.start_s, line.end_s) == (2.0, 3.0)


def test_lines_do_not_overlap_where_words_do() -> None:
    lines = to_lines(
        [Word(0.0, 2.0, " This is a sentence."), Word(1.5, 1.6, " Overlapping"), Word(1.6, 3.0, " words.")]
    )
    assert all(first.end_s <= second.start_s for first, second in pairwise(lines))


def test_rows_are_broken_between_letters_where_there_are_no_spaces() -> None:
    text = "每個人到了一定年紀,一切都看大了,甚其自然了每個人"
    rows = wrapped(text).split("\n")
    assert "".join(rows) == text
    assert len(rows) == 2
    assert rows[0].endswith(",")


def test_half_an_hour_of_fast_speech_is_within_the_limits() -> None:
    words = said("Hence, one says many things. " * 1200)
    assert words[-1].end_s == pytest.approx(1800)
    lines = Subtitles(to_lines(words)).lines
    assert "".join(line.text for line in lines).count("things.") == 1200
    assert sum(len(line.text) for line in lines) > 30_000


@pytest.mark.parametrize("text", ["a" * 300, "字" * 300, "རྒྱ་" * 80, "e\u0323\u0308" * 80, "a" + "\u0323" * 500])
def test_a_word_that_exceeds_a_line_takes_several(text: str) -> None:
    lines = Subtitles(to_lines([Word(0, 1, " So"), Word(1, 13, f" {text}"), Word(13, 14, " it is.")])).lines
    said = "".join(line.text for line in lines).replace("\n", "").replace(" ", "")
    assert said == clean(f"So{text}itis.")
    assert (
        max(columns(row) for line in lines for row in line.text.split("\n")) <= ROW_COLUMNS + 2
    )  # with a letter's marks
    assert lines[-1].end_s >= 14


def test_no_words_make_no_lines() -> None:
    assert to_lines([]) == ()
    assert to_lines([Word(0, 1, " "), Word(1, 2, "\x00")]) == ()
