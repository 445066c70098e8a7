"""From timed words to lines that can be read: where a line begins, where it is broken into two rows, how long it stands.

The usual rules of subtitling: at most two rows of 42 columns, broken at pauses and punctuation, shown for a second at least.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from engine.subtitles.lines import MAX_LINE_CHARS, SubtitleLine, clean, columns

ROW_COLUMNS = 42
_ROWS = 2
_LONGEST_S = 6.0
_PAUSE_S = 0.6  # begins a new line
_LINGER_S, _LEAST_S = (
    0.3,
    1.0,
)  # a line stands longer than it is spoken, and at least a second, where the next one allows that
_SENTENCE_COLUMNS = 12  # a shorter sentence shares a line with the next one
_ENDS, _COMMAS = tuple(".!?…。！？؟।"), tuple(",;:，；：、،؛—–")  # noqa: RUF001


@dataclass(frozen=True)
class Word:
    """A spoken word; ``text`` has a space in front, or none in languages that write none."""

    start_s: float
    end_s: float
    text: str


def to_lines(words: Sequence[Word]) -> tuple[SubtitleLine, ...]:
    """Return lines of these words, in order; words without text are left out."""
    groups: list[list[Word]] = []
    for word in (part for whole in words if clean(whole.text) for part in _short(whole)):
        if not groups or _begins(groups[-1], word):
            groups.append([word])
        elif _fits([*groups[-1], word]):
            groups[-1].append(word)
        else:
            cut = _last_break(groups[-1])
            kept, rest = groups[-1][:cut], groups[-1][cut:]
            groups[-1:] = [kept, [*rest, word]] if _fits([*rest, word]) else [kept, rest, [word]]
    return _timed([group for group in groups if group])


def wrapped(text: str, fits: int = ROW_COLUMNS) -> str:
    """Return text in two rows of similar length, broken after punctuation if possible, if it exceeds ``fits`` columns."""
    if columns(text) <= fits:
        return text
    places = [at for at, char in enumerate(text) if char == " "] or _between_wide_letters(text)
    if not places:
        return text
    middle = columns(text) / 2

    def cost(at: int) -> float:
        before, after = columns(text[:at]), columns(text[at:].strip())
        too_long = max(0, before - fits) + max(0, after - fits)
        return abs(before - middle) + 100 * too_long - (12 if text[:at].endswith(_ENDS + _COMMAS) else 0)

    best = min(places, key=cost)
    return f"{text[:best].rstrip()}\n{text[best:].lstrip()}"


def _between_wide_letters(text: str) -> list[int]:
    """Return the places in text without spaces where a row may end: next to a letter of two columns, not before punctuation."""
    closing = _ENDS + _COMMAS
    return [
        at
        for at in range(1, len(text))
        if 2 in {columns(text[at - 1]), columns(text[at])} and not text[at].startswith(closing)
    ]


def _short(word: Word) -> list[Word]:
    """Return the word, or parts of it if it exceeds a line: speech that is written without spaces can be one word."""
    text = clean(word.text)
    if max(columns(text), len(text)) <= _ROWS * ROW_COLUMNS:
        return [word]
    parts = [""]
    for char in text:
        is_mark = unicodedata.category(char).startswith("M")  # it stays at its letter
        if len(parts[-1]) >= (2 * ROW_COLUMNS if is_mark else ROW_COLUMNS):
            parts.append("")
        parts[-1] += char
    parts[0] = f" {parts[0]}" if word.text.startswith(" ") else parts[0]
    part_s = (word.end_s - word.start_s) / len(parts)
    begins = [word.start_s + part_s * number for number in range(len(parts))]
    return [Word(begin, begin + part_s, part) for begin, part in zip(begins, parts, strict=True)]


def _text(words: Sequence[Word]) -> str:
    return clean("".join(word.text for word in words))


def _begins(group: Sequence[Word], word: Word) -> bool:
    """Return whether a word begins a new line: after a pause, or after a sentence."""
    if word.start_s - group[-1].end_s >= _PAUSE_S:
        return True
    said = _text(group)
    return said.endswith(_ENDS) and columns(said) >= _SENTENCE_COLUMNS


def _fits(words: Sequence[Word]) -> bool:
    text = _text(words)
    rows = wrapped(text).split("\n")
    short = words[-1].end_s - words[0].start_s <= _LONGEST_S and len(text) <= MAX_LINE_CHARS
    return short and all(columns(row) <= ROW_COLUMNS for row in rows) and len(rows) <= _ROWS


def _last_break(words: Sequence[Word]) -> int:
    """Return after how many words a full line is best broken: after its last comma in the second half, else at its end."""
    commas = [at for at in range(len(words) // 2, len(words)) if words[at].text.rstrip().endswith(_ENDS + _COMMAS)]
    return commas[-1] + 1 if commas else len(words)


def _timed(groups: Sequence[Sequence[Word]]) -> tuple[SubtitleLine, ...]:
    lines: list[SubtitleLine] = []
    for number, group in enumerate(groups):
        start = max(group[0].start_s, lines[-1].end_s if lines else 0.0)
        wanted = max(group[-1].end_s + _LINGER_S, start + _LEAST_S)
        following = groups[number + 1][0].start_s if number + 1 < len(groups) else wanted
        end = max(min(wanted, following), group[-1].end_s, start + 0.1)
        lines.append(SubtitleLine.of(start, end, wrapped(_text(group))))
    return tuple(lines)
