"""From a voice to timed words: multilingual Whisper on CTranslate2, on the CPU.

A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022. Word times come from the attention of the
decoder, by dynamic time warping. CTranslate2 alone is used, without faster-whisper: that would bring a second runtime for its
own voice activity detection, and a client that downloads models.

Whisper invents text where nobody speaks. Therefore only stretches in which the voice activity detector hears speech are passed
to it, each decoded alone, and what it is unsure of is left out.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine import models
from engine.models import ModelMissing
from engine.subtitles.errors import SubtitlesDamaged, SubtitlesExtraMissing, SubtitlesInvalid, SubtitlesModelMissing
from engine.subtitles.layout import Word, to_lines
from engine.subtitles.lines import Subtitles
from engine.voice.activity import speech_segments
from engine.voice.whisper import SAMPLE_RATE_HZ, log_mel, mel_filters
from engine.watch import Stage, Watch

_WINDOW_S = 30  # what the model sees at once
_CHUNK_S = 28.0
_LONG_PAUSE_S = 1.5  # ends a chunk
_PAD_S = 0.2
_HOP = 160  # samples of a mel frame
_TOKEN_S = 0.02  # unit of the word times
_MAX_TOKENS = 224
_BEAM = 5

_SURE = 0.9  # probability from which a chunk may have a language of its own
_CHUNK_FOR_LANGUAGE_S = 4.0
_REPETITIVE = 2.4  # compression ratio above which text repeats itself, from Whisper's own decoder
_UNLIKELY = -1.0  # mean log probability of a token, likewise
_SILENT = 0.6  # probability that nobody speaks, likewise
_GUESSED = 0.3  # mean probability of a line's tokens
_WITHOUT_SPACES = {"zh", "ja", "yue", "th", "lo", "my", "km", "bo"}
_CLOSING = {"", *".,!?:;…)]}»”’%。，！？：；、）】」』~～"}  # noqa: RUF001
"""Begins of tokens that belong to the word before."""

_WITHIN_WORD_S = 0.3  # longest pause within a word


@dataclass(frozen=True)
class _Chunk:
    """A part of a voice: samples and where they begin, seconds; ``speech``: (start, end) inside it, of the whole voice."""

    samples: np.ndarray
    start_s: float
    speech: tuple[tuple[float, float], ...]

    @property
    def duration_s(self) -> float:
        return len(self.samples) / SAMPLE_RATE_HZ


def find_model(folder: Path | None) -> models.Model | None:
    """Return the best model whose file is on this machine; None without one."""
    return next((model for model in models.SUBTITLES if models.locate(model, folder)), None)


class Transcriber:
    """A loaded model. One thread may use it at a time."""

    def __init__(self, model: Any, vocabulary: list[str]) -> None:
        self._model, self._vocabulary = model, vocabulary
        self._ids = {token: number for number, token in enumerate(vocabulary)}
        self._end = self._ids["<|endoftext|>"]

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 0) -> Transcriber:
        """Load the best model of the models folder; ``threads``: 0 is one per core.

        Raises:
            SubtitlesExtraMissing: CTranslate2 is not installed.
            SubtitlesModelMissing: no model is there. ModelMissing, ModelUnknown: its files are not as published.
            SubtitlesDamaged: it cannot be loaded.
        """
        try:
            import ctranslate2
        except ImportError as error:
            raise SubtitlesExtraMissing(f"CTranslate2 cannot be imported: {error}") from error
        model = find_model(folder)
        if model is None:
            raise SubtitlesModelMissing(f"neither {' nor '.join(each.name for each in models.SUBTITLES)} is here")
        try:
            path = models.require(model, folder).parent
            loaded = ctranslate2.models.Whisper(str(path), device="cpu", compute_type="int8", intra_threads=threads)
            return cls(loaded, (path / "vocabulary.txt").read_text("utf-8").split("\n"))
        except ModelMissing:
            raise
        except (RuntimeError, OSError, KeyError) as error:
            raise SubtitlesDamaged(f"{model.name}: {error}", model=model.name) from error

    def hear(self, samples: np.ndarray, language: str | None = None, watch: Watch = Watch()) -> Subtitles:
        """Return what is said in ``samples``, float32 mono at 16 kHz; no line where nobody speaks.

        ``language``: ISO 639-1; None finds it. Raises Cancelled.
        """
        chunks = _chunks(samples, speech_segments(samples))
        if not chunks:
            return Subtitles()
        longest = max(chunks, key=lambda chunk: chunk.duration_s)
        encoded = self._encode(longest)
        main = self._known(language) or self._languages(encoded)[0][0]
        words: list[Word] = []
        for done, chunk in enumerate(chunks, 1):
            watch.check()
            features = encoded if chunk is longest else self._encode(chunk)
            words += self._words(chunk, features, main if language else self._language(chunk, features, main))
            watch.report(Stage.WRITE_DOWN, done / len(chunks))
        lines = to_lines(words)
        return Subtitles(lines, main if lines else None)

    def _known(self, language: str | None) -> str | None:
        """Return the language. Raises SubtitlesInvalid if the model does not know it."""
        if language and f"<|{language}|>" not in self._ids:
            raise SubtitlesInvalid(f"language {language!r} is unknown", language=language)
        return language

    def _encode(self, chunk: _Chunk) -> Any:
        """Return the encoder's output for a chunk, padded to 30 s."""
        import ctranslate2

        mel = _log_mel(chunk.samples, self._model.n_mels)
        return self._model.encode(ctranslate2.StorageView.from_array(mel[None]), to_cpu=True)

    def _languages(self, encoded: Any) -> list[tuple[str, float]]:
        return [(token[2:-2], float(share)) for token, share in self._model.detect_language(encoded)[0]]

    def _language(self, chunk: _Chunk, encoded: Any, main: str) -> str:
        """Return the language of a chunk: that of the voice, unless another one is certain."""
        if chunk.duration_s < _CHUNK_FOR_LANGUAGE_S:
            return main
        best, share = self._languages(encoded)[0]
        return best if share >= _SURE else main

    def _words(self, chunk: _Chunk, encoded: Any, language: str) -> list[Word]:
        start = [self._ids[token] for token in ("<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>")]
        tokens = self._decode(encoded, [*start, self._ids["<|notimestamps|>"]])
        if not tokens:
            return []
        frames = len(chunk.samples) // _HOP
        (aligned,) = self._model.align(encoded, start, [tokens], frames)
        if np.mean(aligned.text_token_probs) < _GUESSED:
            return []
        units = _units([self._vocabulary[token] for token in tokens], spaced=language not in _WITHOUT_SPACES)
        first_s: dict[int, float] = {}
        for token, moment in aligned.alignments:
            first_s.setdefault(token, chunk.start_s + moment * _TOKEN_S)
        end_s = chunk.start_s + chunk.duration_s
        borders = [first_s.get(at, end_s) for at in [unit.first for unit in units] + [len(tokens)]]
        return [
            _spoken(Word(begin, max(begin, end), unit.text), chunk.speech)
            for unit, (begin, end) in zip(units, pairwise(borders), strict=True)
        ]

    def _decode(self, encoded: Any, prompt: list[int]) -> list[int]:
        """Return the text tokens; none where the model hears no speech, or only repeats itself."""
        for careful in (False, True):
            (found,) = self._model.generate(
                encoded,
                [prompt],
                beam_size=_BEAM,
                max_length=_MAX_TOKENS,
                no_repeat_ngram_size=3 if careful else 0,
                return_scores=True,
                return_no_speech_prob=True,
            )
            tokens = [token for token in found.sequences_ids[0] if token < self._end]
            likely = found.scores[0] * len(found.sequences_ids[0]) / (len(found.sequences_ids[0]) + 1)
            if not tokens or (found.no_speech_prob > _SILENT and likely < _UNLIKELY):
                return []
            if _ratio("".join(self._vocabulary[token] for token in tokens)) <= _REPETITIVE:
                return tokens
        return []


@dataclass(frozen=True)
class _Unit:
    """A word: the number of its first token, and its text, with a space in front where the language has one."""

    first: int
    text: str


def _units(tokens: list[str], *, spaced: bool) -> list[_Unit]:
    """Join tokens to words."""
    units: list[_Unit] = []
    waiting, first = b"", 0
    for number, token in enumerate(tokens):
        if not waiting:
            first = number
        waiting += bytes(_BYTES[char] for char in token)
        try:
            text = waiting.decode()
        except UnicodeDecodeError:  # the token ends within a letter
            if number < len(tokens) - 1:
                continue
            text = waiting.decode(errors="ignore")
        waiting = b""
        begins = text.startswith(" ") if spaced else text.strip()[:1] not in _CLOSING
        if begins or not units:
            units.append(_Unit(first, text))
        else:
            units[-1] = _Unit(units[-1].first, units[-1].text + text)
    return units


def _spoken(word: Word, speech: tuple[tuple[float, float], ...]) -> Word:
    """Return the word without the pauses that the alignment gave to it."""
    parts: list[tuple[float, float]] = []
    for start, end in speech:
        if start < word.end_s and end > word.start_s:
            begin = parts.pop()[0] if parts and start - parts[-1][1] < _WITHIN_WORD_S else max(word.start_s, start)
            parts.append((begin, min(word.end_s, end)))
    if not parts:
        return word
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return Word(start, end, word.text)


def _chunks(samples: np.ndarray, speech: tuple[tuple[float, float], ...]) -> list[_Chunk]:
    """Cut a voice at its pauses into chunks that the model sees whole; stretches without any pause are cut at 28 s."""
    parts: list[list[tuple[float, float]]] = []
    for start, end in _short(speech):
        if parts and start - parts[-1][-1][1] <= _LONG_PAUSE_S and end - parts[-1][0][0] <= _CHUNK_S:
            parts[-1].append((start, end))
        else:
            parts.append([(start, end)])
    return [_chunk(samples, tuple(part)) for part in parts]


def _short(speech: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    pieces = []
    for start, end in speech:
        count = math.ceil((end - start) / _CHUNK_S)
        borders = [start + (end - start) * part / count for part in range(count + 1)]
        pieces += list(pairwise(borders))
    return pieces


def _chunk(samples: np.ndarray, speech: tuple[tuple[float, float], ...]) -> _Chunk:
    first = max(0, round((speech[0][0] - _PAD_S) * SAMPLE_RATE_HZ))
    last = min(len(samples), round((speech[-1][1] + _PAD_S) * SAMPLE_RATE_HZ))
    return _Chunk(samples[first:last], first / SAMPLE_RATE_HZ, speech)


def _log_mel(samples: np.ndarray, bands: int) -> np.ndarray:
    """Return the log-mel spectrogram of 30 s, float32 ``(bands, 3000)``; ``samples``: at most 30 s."""
    sound = np.zeros(_WINDOW_S * SAMPLE_RATE_HZ, np.float32)
    sound[: len(samples)] = samples[: len(sound)]
    return log_mel(torch.from_numpy(sound), _filters(bands), torch.hann_window(400)).numpy()


_filters = lru_cache(maxsize=2)(mel_filters)


def _ratio(text: str) -> float:
    """Return how much text can be compressed."""
    data = text.encode()
    return len(data) / len(zlib.compress(data))


def _byte_of_letter() -> dict[str, int]:
    """Return the byte that each letter of a token stands for, in the byte-level alphabet of GPT-2."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + at): byte for at, byte in enumerate(others)}


_BYTES = _byte_of_letter()
