"""Tests of what is written down, with a real model."""

from __future__ import annotations

from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from engine import EngineOptions, models
from engine.demo import VOICE
from engine.errors import Cancelled
from engine.media import read_audio
from engine.models import ModelUnknown
from engine.pipeline import Engine
from engine.subtitles import Subtitles, SubtitlesExtraMissing, SubtitlesInvalid, SubtitlesModelMissing
from engine.subtitles.hearing import Transcriber, find_model
from engine.voice.whisper import SAMPLE_RATE_HZ
from engine.watch import Watch
from tests.conftest import syllables


@pytest.fixture(scope="module")
def transcriber(subtitle_models: Path) -> Transcriber:
    return Transcriber.load(subtitle_models, 1)


@pytest.fixture(scope="module")
def demo_voice() -> np.ndarray:
    return read_audio(VOICE, SAMPLE_RATE_HZ, watch=Watch())


SENTENCE = "Hello! I am your new video. Send me a voice note, and I will say it for you."


def plain(text: str) -> list[str]:
    return "".join(char for char in text.lower() if char.isalpha() or char.isspace()).split()


def words_of(found: Subtitles) -> list[str]:
    return plain("\n".join(line.text for line in found.lines))


def test_the_demo_s_sentence_is_understood(transcriber: Transcriber, demo_voice: np.ndarray) -> None:
    told: list[float] = []
    found = transcriber.hear(demo_voice, watch=Watch(lambda _stage, share: told.append(share)))
    assert found.language == "en"
    assert SequenceMatcher(None, words_of(found), plain(SENTENCE)).ratio() > 0.85
    assert 0 <= found.lines[0].start_s < 1
    assert found.lines[-1].end_s <= len(demo_voice) / SAMPLE_RATE_HZ + 1
    assert told[-1] == 1.0


def test_times_follow_the_voice(transcriber: Transcriber, demo_voice: np.ndarray) -> None:
    silence = np.zeros(5 * SAMPLE_RATE_HZ, np.float32)
    first = transcriber.hear(demo_voice)
    later = transcriber.hear(np.concatenate([silence, demo_voice, silence, demo_voice]))
    assert later.lines[0].start_s == pytest.approx(first.lines[0].start_s + 5, abs=0.3)
    second = next(line for line in later.lines if line.start_s > 5 + len(demo_voice) / SAMPLE_RATE_HZ)
    expected = first.lines[0].start_s + 10 + len(demo_voice) / SAMPLE_RATE_HZ
    assert second.start_s == pytest.approx(expected, abs=0.3)


@pytest.mark.parametrize("kind", ["silence", "noise", "tone", "syllables"])
def test_where_nobody_speaks_nothing_is_invented(transcriber: Transcriber, kind: str) -> None:
    count = 4 * SAMPLE_RATE_HZ
    time = np.arange(count) / SAMPLE_RATE_HZ
    sounds = {
        "silence": np.zeros(count),
        "noise": np.random.default_rng(3).normal(0, 0.1, count),
        "tone": 0.3 * np.sin(2 * np.pi * 440 * time) * (np.sin(2 * np.pi * 2 * time) > 0),
        "syllables": syllables(4.0),
    }
    found = transcriber.hear(sounds[kind].astype(np.float32))
    assert (found.lines, found.language) == ((), None)


def test_an_unknown_language_is_refused(transcriber: Transcriber, demo_voice: np.ndarray) -> None:
    with pytest.raises(SubtitlesInvalid):
        transcriber.hear(demo_voice, "xx")


def test_it_can_be_stopped(transcriber: Transcriber, demo_voice: np.ndarray) -> None:
    with pytest.raises(Cancelled):
        transcriber.hear(demo_voice, watch=Watch(cancelled=lambda: True))


def test_an_engine_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    lacking = SubtitlesModelMissing if find_spec("ctranslate2") else SubtitlesExtraMissing
    with pytest.raises((SubtitlesExtraMissing, SubtitlesModelMissing)) as refused:
        Engine(EngineOptions(models_folder=tmp_path, device="cpu")).subtitles(VOICE)
    assert type(refused.value) is lacking


def test_a_changed_model_is_refused(subtitle_models: Path, tmp_path: Path) -> None:
    source = subtitle_models / models.SUBTITLES_BASE.file_name
    target = tmp_path / models.SUBTITLES_BASE.file_name
    target.parent.mkdir()
    for file in source.parent.iterdir():
        target.with_name(file.name).symlink_to(file)
    assert find_model(tmp_path) == models.SUBTITLES_BASE
    config = target.with_name("config.json")
    config.unlink()
    config.write_text("{}")
    with pytest.raises(ModelUnknown):
        Transcriber.load(tmp_path, 1)


def test_a_model_without_the_files_beside_it_hides_no_other(tmp_path: Path) -> None:
    for model in models.SUBTITLES:
        file = tmp_path / model.file_name
        file.parent.mkdir()
        for name in ["model.bin", *(name for name, _ in model.beside)]:
            file.with_name(name).touch()
    assert find_model(tmp_path) == models.SUBTITLES_SMALL
    (tmp_path / models.SUBTITLES_SMALL.file_name).with_name("config.json").unlink()
    assert find_model(tmp_path) == models.SUBTITLES_BASE
    (tmp_path / models.SUBTITLES_BASE.file_name).with_name("vocabulary.txt").unlink()
    assert find_model(tmp_path) is None


def test_the_engine_hears_files(subtitle_models: Path) -> None:
    found = Engine(EngineOptions(models_folder=subtitle_models, device="cpu")).subtitles(VOICE, language="en")
    assert {"new", "video", "voice", "note"} <= set(words_of(found))
