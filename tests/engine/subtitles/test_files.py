"""Tests of subtitles as files, and of their rules."""

from __future__ import annotations

from errno import ENOSPC
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.subtitles import SubtitleLine, Subtitles, SubtitlesInvalid, read_subtitles, to_srt, to_vtt
from engine.subtitles.files import write_subtitles
from engine.subtitles.lines import MAX_CHARS, MAX_LINE_CHARS, MAX_LINES, clean

SAID = Subtitles(
    (
        SubtitleLine(0.0, 1.5, "Ask not what\nyour country can do"),
        SubtitleLine(3661.25, 3662.0, "AT&T <b>x</b> a --> b"),
    )
)


def made(text: str) -> Subtitles:
    return Subtitles((SubtitleLine.of(0, 1, text),))


def test_srt_has_numbers_and_times() -> None:
    text = to_srt(SAID)
    assert text.startswith(
        "1\n00:00:00,000 --> 00:00:01,500\nAsk not what\nyour country can do\n\n2\n01:01:01,250 --> "
    )
    assert text.count("-->") == 2
    assert "<b>" not in text


def test_vtt_escapes_what_players_would_read_as_styles() -> None:
    text = to_vtt(SAID)
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n")
    assert "AT&amp;T &lt;b&gt;x&lt;/b&gt; a --&gt; b" in text
    assert text.count("-->") == 2


def test_no_subtitles_are_a_file_too() -> None:
    assert to_vtt(Subtitles()) == "WEBVTT\n\n"
    assert to_srt(Subtitles()) == ""


@pytest.mark.parametrize("kind", [".srt", ".vtt"])
@given(
    texts=st.lists(st.text(min_size=1, max_size=40).map(clean).filter(bool), min_size=1, max_size=5),
    gaps=st.lists(st.integers(0, 100_000), min_size=10, max_size=10),
)
def test_what_was_written_is_read_again(
    texts: list[str], gaps: list[int], kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    moments = [sum(gaps[: at + 1]) + at for at in range(len(gaps))]
    said = Subtitles(
        tuple(
            SubtitleLine.of(moments[2 * at] / 1000, moments[2 * at + 1] / 1000, text) for at, text in enumerate(texts)
        )
    )
    path = tmp_path_factory.getbasetemp() / f"read_again{kind}"
    write_subtitles(said, path)
    read = read_subtitles(path)
    assert [(line.start_s, line.end_s) for line in read.lines] == [(line.start_s, line.end_s) for line in said.lines]
    wanted = [line.text if kind == ".vtt" else line.text.replace("-->", "\u2192") for line in said.lines]
    assert [line.text for line in read.lines] == wanted


def test_files_of_other_programs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "other.vtt"
    path.write_bytes(
        b"\xef\xbb\xbfWEBVTT - title\r\n\r\nNOTE no line\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        b"first\r\n00:01.000 --> 00:02.000 align:start\r\n<v Ann><i>Hello</i> &amp; &lt;you&gt;\r\n\r\n"
        b"00:00:03.000 --> 00:00:04.000\r\nBye\r\n"
    )
    assert read_subtitles(path).lines == (SubtitleLine(1.0, 2.0, "Hello & <you>"), SubtitleLine(3.0, 4.0, "Bye"))


def test_styles_of_an_srt_file_are_left_out_and_a_heart_is_not(tmp_path: Path) -> None:
    path = tmp_path / "other.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}{\\i1}<i>I</i> <3> you{\\i0} {really}\n")
    assert read_subtitles(path).lines == (SubtitleLine(1.0, 2.0, "I <3> you {really}"),)


@pytest.mark.parametrize("kind", [".srt", ".vtt"])
@pytest.mark.parametrize("text", ["I <3> you", "{\\an8}up", "<00:01.000>", "<b>bold</b>"])
def test_text_like_a_style_is_read_again(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"lines{kind}"
    write_subtitles(made(text), path)
    assert read_subtitles(path) == made(text)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "lines.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nDéjà vu\n", encoding)
    with pytest.raises(SubtitlesInvalid) as refused:
        read_subtitles(path)
    assert "UTF-8" in refused.value.advice


def test_a_file_stays_if_the_new_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lines.srt"
    write_subtitles(SAID, path)

    def full(file: Path, *_args: object, **_options: object) -> int:
        file.write_bytes(b"1\n")
        raise OSError(ENOSPC, "no space left")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="no space"):
        write_subtitles(made("new"), path)
    assert path.read_bytes().decode() == to_srt(SAID)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"no times", b"\xff\xfe1\x00", b"x" * 1_000_001])
def test_what_is_no_subtitles_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lines.srt"
    path.write_bytes(content)
    with pytest.raises(SubtitlesInvalid):
        read_subtitles(path)


def test_another_kind_of_file_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SubtitlesInvalid):
        write_subtitles(SAID, tmp_path / "lines.txt")


@pytest.mark.parametrize(
    "lines",
    [
        (SubtitleLine(1.0, 1.0, "no time"),),
        (SubtitleLine(-1.0, 1.0, "before the begin"),),
        (SubtitleLine(0.0, float("nan"), "no number"),),
        (SubtitleLine(0.0, float("inf"), "for ever"),),
        (SubtitleLine(0.0, 2.0, "both"), SubtitleLine(1.0, 3.0, "at once")),
        (SubtitleLine(0.0, 1.0, ""),),
        (SubtitleLine(0.0, 1.0, "bell\x07"),),
        (SubtitleLine(0.0, 1.0, "\u202eturned"),),
        (SubtitleLine(0.0, 1.0, "a" * (MAX_LINE_CHARS + 1)),),
        tuple(SubtitleLine(at, at + 1.0, "a") for at in range(MAX_LINES + 1)),
        tuple(SubtitleLine(at, at + 1.0, "a" * 200) for at in range(MAX_CHARS // 200 + 1)),
    ],
)
def test_lines_that_break_a_rule_are_refused(lines: tuple[SubtitleLine, ...]) -> None:
    with pytest.raises(SubtitlesInvalid):
        Subtitles(lines)


def test_json_has_times_texts_and_the_language() -> None:
    lines = [[0.0, 1.5, "Ask not what\nyour country can do"], [3661.25, 3662.0, "AT&T <b>x</b> a --> b"]]
    assert SAID.to_json() == {"lines": lines}
    assert Subtitles(SAID.lines, "en").to_json() == {"lines": lines, "language": "en"}


def test_lines_after_the_end_of_the_clip_are_cut() -> None:
    assert [line.end_s for line in SAID.within(1.0).lines] == [1.0]
    assert made("one").within(0.0).lines == ()


def test_text_that_nobody_sees_is_removed() -> None:
    assert clean("\ufeff a\tb\x00c \r\n\r\n e\u0301\u200b ") == "a b c\n\u00e9"
    assert clean("نمی\u200cخواهم") == "نمی\u200cخواهم"  # noqa: RUF001


@given(text=st.text())
@example(text="e\u200b\u0301")
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
