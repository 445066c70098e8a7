"""LipLeak: the share of frames in which a mouth opens although nobody is heard to speak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from engine.bench.score import Footage, aspect_ratio, lip_leak
from engine.demo import VOICE
from engine.media import FPS, read_audio
from engine.pipeline import Engine, RenderOptions, Template
from engine.voice import VoiceOptions
from engine.watch import Watch

_RATE_HZ = 48_000
_ALONE_S, _PAUSE_S = 4.0, 3.0
_SENTENCES = (slice(round(0.4 * _RATE_HZ), round(2.9 * _RATE_HZ)), slice(round(3.1 * _RATE_HZ), round(5.1 * _RATE_HZ)))
"""Of the demo's voice."""
_CLOSING_S, _PARTING_S = 0.4, 0.5  # lips close after a voice, and part before it


@dataclass(frozen=True)
class QuietSound:
    """A sound, and the frames without a voice in it: ``quiet``, bool ``(frames,)``."""

    name: str
    path: Path
    quiet: np.ndarray


def measure_leaks(engine: Engine, template: Template, folder: Path, watch: Watch) -> dict[str, float]:
    """Return LipLeak for each of :func:`quiet_sounds`; the mouth's resting opening is that under room noise."""
    clip, options = folder / "quiet.mp4", RenderOptions(voice=VoiceOptions(need_speech=False), poster=False)
    leaks: dict[str, float] = {}
    rest: float | None = None
    for sound in quiet_sounds(folder):
        engine.render(template, sound.path, clip, options=options, watch=watch)
        made = Footage.read(clip, watch)
        rest = float(np.median(aspect_ratio(made))) if rest is None else rest
        leaks[f"lip_leak, {sound.name}"] = lip_leak(made, rest, sound.quiet)
    return leaks


def quiet_sounds(folder: Path) -> Iterator[QuietSound]:
    """Yield room noise, breaths and music alone, then a voice with a pause of silence, and of each of them.

    Digital silence alone is refused by :func:`engine.voice.load_voice`.
    """
    for name, noise in _noises(round(_ALONE_S * _RATE_HZ)).items():
        yield _written(name, noise, np.ones(round(_ALONE_S * FPS), bool), folder)
    voice, quiet = _with_pause(read_audio(VOICE, _RATE_HZ, watch=Watch()))
    for name, noise in {"silence": np.zeros(len(voice)), **_noises(len(voice))}.items():
        yield _written(f"pause of {name}", voice + noise, quiet, folder)


def _noises(count: int) -> dict[str, np.ndarray]:
    time = np.arange(count) / _RATE_HZ
    draw = np.random.default_rng(0)
    room = 0.003 * draw.standard_normal(count)
    breaths = np.where(time % 2 > 1.5, 0.03 * draw.standard_normal(count), 0)
    beat = (1 + np.sin(2 * np.pi * 1.5 * time)) / 2
    music = 0.05 * beat * np.sum([np.sin(2 * np.pi * tone * time) for tone in (220, 277, 330)], axis=0)
    return {"room noise": room, "breaths": room + breaths, "music": room + music}


def _with_pause(speech: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two sentences with a pause between them, and the frames well within the pause."""
    first, second = (speech[sentence] for sentence in _SENTENCES)
    voice = np.concatenate([first, np.zeros(round(_PAUSE_S * _RATE_HZ)), second])
    moments = (np.arange(round(len(voice) / _RATE_HZ * FPS)) + 0.5) / float(FPS)
    start = len(first) / _RATE_HZ
    return voice, (moments > start + _CLOSING_S) & (moments < start + _PAUSE_S - _PARTING_S)


def _written(name: str, sound: np.ndarray, quiet: np.ndarray, folder: Path) -> QuietSound:
    path = folder / f"quiet_{name.replace(' ', '_')}.wav"
    soundfile.write(path, sound, _RATE_HZ, subtype="PCM_16")
    return QuietSound(name, path, quiet)
