"""Fixtures: one face video and one photo, prepared once, and one clip of each, rendered once; tests only read them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.demo import VOICE
from engine.media import EncodeOptions, read_audio, read_frames
from engine.pipeline import Engine, PrepareOptions, RenderOptions, RenderReport, Template
from engine.watch import Progress, Watch
from tests.conftest import MadeOnce

SAMPLE_RATE_HZ = 16_000
PAUSE_S = (2.5, 4.1)
"""Digital silence in ``voice``, seconds."""

Told = list[tuple[str, float]]


@dataclass(frozen=True)
class Prepared:
    """Template, and the events of its preparation."""

    template: Template
    told: Told


@dataclass(frozen=True)
class Rendered:
    """Clip, and the events of its rendering."""

    template: Template
    report: RenderReport
    told: Told

    @cached_property
    def frames(self) -> list[np.ndarray]:
        """Return the frames, I420."""
        return list(read_frames(self.report.clip, pixels="yuv420p", watch=Watch()))


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return six seconds of speech with a long pause."""
    samples = read_audio(VOICE, SAMPLE_RATE_HZ, watch=Watch())
    first, second = samples[int(0.4 * SAMPLE_RATE_HZ) :], samples[int(3.1 * SAMPLE_RATE_HZ) :]
    start, end = (int(moment * SAMPLE_RATE_HZ) for moment in PAUSE_S)
    path = tmp_path_factory.mktemp("voice") / "voice.wav"
    said = [first[:start], np.zeros(end - start, np.float32), second[: int(1.97 * SAMPLE_RATE_HZ)]]
    soundfile.write(path, np.concatenate(said), SAMPLE_RATE_HZ)
    return path


@pytest.fixture(scope="session")
def few_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one and a half seconds of speech, for clips that nobody looks at."""
    path = tmp_path_factory.mktemp("voice") / "few_words.wav"
    samples = read_audio(VOICE, SAMPLE_RATE_HZ, watch=Watch())[int(0.4 * SAMPLE_RATE_HZ) :]
    soundfile.write(path, samples[: int(1.5 * SAMPLE_RATE_HZ)], SAMPLE_RATE_HZ)
    return path


@pytest.fixture(scope="session")
def prepared(talking_video: Path, made_once: MadeOnce) -> Prepared:
    """Return the talking portrait."""

    def make(folder: Path) -> None:
        told: Told = []
        template = Engine().prepare(talking_video, folder / "faces" / "talking", watch=Watch(listener(told)))
        (folder / "prepared").write_bytes(pickle.dumps(Prepared(template, told)))

    folder = made_once("prepared_video", make)
    made: Prepared = pickle.loads((folder / "prepared").read_bytes())
    return replace(made, template=replace(made.template, folder=folder / "faces" / "talking"))


@pytest.fixture(scope="session")
def prepared_photo(face_photo: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Return the portrait itself."""
    told: Told = []
    folder, options = tmp_path_factory.mktemp("faces") / "photo", PrepareOptions(accept_findings=True)
    return Prepared(Engine().prepare(face_photo, folder, options=options, watch=Watch(listener(told))), told)


@pytest.fixture(scope="session", params=["video", "photo"])
def rendered(
    request: pytest.FixtureRequest,
    prepared: Prepared,
    prepared_photo: Prepared,
    voice: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Rendered:
    """Return a clip of each kind of face, encoded losslessly, to compare its pixels with the template's."""
    template = {"video": prepared, "photo": prepared_photo}[request.param].template
    told: Told = []
    options = RenderOptions(encode=EncodeOptions(crf=0, preset="ultrafast"))
    out = tmp_path_factory.mktemp("clips") / "clip.mp4"
    return Rendered(template, Engine().render(template, voice, out, options=options, watch=Watch(listener(told))), told)


def listener(told: Told) -> Progress:
    """Return a progress callback that records its calls."""
    return lambda stage, fraction: told.append((stage, fraction))


def stop_at(stage: str, fraction: float) -> tuple[Progress, Callable[[], bool]]:
    """Return (progress, cancel) of a caller who cancels once ``stage`` has reached ``fraction``."""
    told: Told = []
    return listener(told), lambda: any(name == stage and done >= fraction for name, done in told)


def assert_monotone(told: Told, stages: list[str]) -> None:
    """Assert that exactly these stages run one after the other, that none goes backwards, and that each one ends complete."""
    seen = list(dict.fromkeys(stage for stage, _ in told))
    assert seen == stages
    for stage in stages:
        at = [n for n, (name, _) in enumerate(told) if name == stage]
        fractions = [told[n][1] for n in at]
        assert at == list(range(at[0], at[0] + len(at))), f"{stage} comes back"
        assert fractions == sorted(fractions), stage
        assert fractions[0] >= 0, stage
        assert fractions[-1] == 1, stage
