"""Reader of a training corpus: clips of people speaking to the camera, sound and lips of the same take."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from engine import models
from engine.articulation.errors import CorpusEmpty, CorpusMissing
from engine.articulation.features import encode
from engine.articulation.motion import canonical_mouth, steady_pose
from engine.articulation.train import Clip
from engine.errors import Cancelled, EngineError
from engine.face import FaceNetworks, track_face
from engine.media import normalise_video, read_audio
from engine.voice.whisper import SAMPLE_RATE_HZ, SpeechEncoder
from engine.watch import Stage, Watch

SUFFIXES = frozenset({".mp4", ".mpg", ".mov", ".mkv", ".avi", ".webm"})


def corpus_files(speakers: Sequence[Path], mixed: Sequence[Path], held_out: int = 0) -> list[tuple[str, Path]]:
    """Return (person, file) of every clip.

    ``speakers``: folders of one person each; ``mixed``: folders in which every clip is of another person; ``held_out``: number
    of clips at the start of each speaker's folder, in order of name, left out for testing.

    Raises:
        CorpusMissing: one of the folders does not exist.
        CorpusEmpty: none of them contains a clip.
    """
    found = []
    for folder in speakers:
        files = _clips(folder)
        found += [(folder.name, file) for file in files[held_out:]]
    found += [(file.stem, file) for folder in mixed for file in _clips(folder)]
    if not found:
        raise CorpusEmpty(f"no clip in {len(speakers) + len(mixed)} folders")
    return found


def read_corpus(files: Sequence[tuple[str, Path]], watch: Watch = Watch()) -> Iterator[Clip]:
    """Yield the clips of :func:`corpus_files`, tracked and encoded; skip those without a face or sound.

    Raises:
        CorpusEmpty: after the last file, if none of them was usable.
    """
    read = 0
    encoder, networks = SpeechEncoder.load(models.require(models.WHISPER)), FaceNetworks()
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        video = Path(folder) / "clip.mp4"
        quiet = watch.quiet()
        for done, (person, file) in enumerate(files, 1):
            watch.report(Stage.READ_CORPUS, done / len(files))
            try:
                normalise_video(file, video, watch=quiet)
                track = track_face(video, networks=networks, watch=quiet)
                samples = read_audio(video, SAMPLE_RATE_HZ, watch=quiet)
            except Cancelled:
                raise
            except EngineError:
                continue
            encoded = encode(encoder, samples, len(track))
            read += 1
            yield Clip(person, encoded, canonical_mouth(track).astype(np.float32), steady_pose(track), track.usable)
    if not read:
        raise CorpusEmpty(f"none of {len(files)} files shows a speaking face", files=len(files))


def _clips(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CorpusMissing(f"{folder} is not a folder", folder=str(folder))
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)
