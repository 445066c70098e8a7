"""Tests of the lines that are made from words."""

from __future__ import annotations

from itertools import pairwise

from engine.subtitles.layout import ROW_COLUMNS, Word, to_lines, wrapped
from engine.subtitles.lines import columns


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


def test_no_words_make_no_lines() -> None:
    assert to_lines([]) == ()
    assert to_lines([Word(0, 1, " "), Word(1, 2, "\x00")]) == ()
