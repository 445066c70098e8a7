"""Analysis of a face, for ``check`` and ``prepare``: normalised video, landmarks, sound and findings."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.articulation.features import FRAME_RATE_HZ, encode
from engine.articulation.motion import MouthSpace, canonical_mouth, steady_pose
from engine.articulation.offset import AvOffset, delayed, measure_offset
from engine.face import FaceTrack, find_orientation, find_photo_orientation, track_face, track_photo
from engine.media import EncodeOptions, MediaInfo, VideoWriter, normalise_video, probe, read_photo
from engine.pipeline.models import Models
from engine.pipeline.options import PrepareOptions
from engine.provenance import claims_generated
from engine.quality import QualityReport, Sound, assess_photo, assess_video
from engine.renderers.life import animate_photo
from engine.renderers.photo import photo_space
from engine.voice import Voice, VoiceOptions, load_voice
from engine.voice.errors import VoiceError
from engine.watch import Stage, Watch

_SETTLING_S = 0.3  # lips begin to move before speech and settle after it

PHOTO_S = 10.0
"""Length of the video made of a photo; it runs forward and back."""


@dataclass(frozen=True)
class Speech:
    """A face video's own sound compared with its lips.

    Attributes:
        voice: the sound, measured.
        encoded: float32 (2 n, 384), encoder output in step with the lips: the sound is shifted by the offset if that is
            trusted.
        spoken: bool (n,), frames in speech, and quiet: bool (n,), frames well within pauses, both in step with the lips, too.
        offset: the AV offset of sound and lips.
    """

    voice: Voice
    encoded: np.ndarray
    spoken: np.ndarray
    quiet: np.ndarray
    offset: AvOffset

    @classmethod
    def of(cls, voice: Voice, motion: np.ndarray, models: Models, watch: Watch) -> Speech:
        """Compare ``voice`` with ``motion`` ``(n, 49, 2)``, the mouth in the same video."""
        encoder, frames = models.speech_encoder, len(motion)
        encoded = encode(encoder, voice.samples_16k, frames, watch)
        offset = measure_offset(models.articulation.motion(encoded), motion, _frames_of(voice.speech, frames))
        if offset.trusted:
            encoded = encode(encoder, delayed(voice.samples_16k, offset.lag_s), frames, watch)
        spoken = _frames_of(voice.speech, frames, offset.lag_s)
        heard = _frames_of(voice.audible, frames, offset.lag_s, _SETTLING_S)
        return cls(voice, encoded, spoken, ~heard, offset)


@dataclass(frozen=True)
class AnalysedFace:
    """An analysed face.

    Attributes:
        info: the source file.
        video: its normalised video; for a photo, a few seconds of slight motion.
        video_info: info of ``video``.
        track: the face in ``video``.
        space, motion: its mouth space, and its mouth motion in every frame, (n, 49, 2).
        speech: None for photos and for videos without a voice.
        report: the findings.
    """

    info: MediaInfo
    video: Path
    video_info: MediaInfo
    track: FaceTrack
    space: MouthSpace
    motion: np.ndarray
    speech: Speech | None
    report: QualityReport

    @property
    def own_speech(self) -> Speech | None:
        """The speech, unless it is not of these lips."""
        return None if self.speech is None or self.speech.offset.foreign else self.speech


def analyse(source: Path, folder: Path, options: PrepareOptions, models: Models, watch: Watch) -> AnalysedFace:
    """Analyse ``source``; working files go to ``folder``. Raises EngineError of the media and face parts."""
    info = probe(source)
    if info.is_photo:
        return _analyse_photo(source, info, folder / "video.mp4", options, models, watch)
    return _analyse_video(source, info, folder, options, models, watch)


def _analyse_video(
    source: Path, info: MediaInfo, folder: Path, options: PrepareOptions, models: Models, watch: Watch
) -> AnalysedFace:
    video = folder / "video.mp4"
    video_info = normalise_video(source, video, watch=watch)
    turned = find_orientation(video, networks=models.faces, info=video_info, watch=watch)
    if turned:
        video_info = normalise_video(source, video, turn=turned, watch=watch)
    engine = options.landmark_engine
    with ThreadPoolExecutor(1, "voice") as beside:  # tracking leaves about half a core idle
        reading = beside.submit(_read_voice, video, watch.quiet()) if info.audio else None
        track = track_face(video, engine=engine, networks=models.faces, info=video_info, watch=watch)
    shapes = canonical_mouth(track)
    pose = steady_pose(track)
    space = MouthSpace.fit(shapes[track.usable], pose[track.usable])
    motion = space.motion(shapes, pose)
    sound, speech = _listen(reading.result(), motion, models, watch) if reading else (None, None)
    report = assess_video(
        info,
        video,
        track,
        video_info=video_info,
        voice=sound,
        offset=speech.offset if speech else None,
        sentence=options.sentence,
        generated=claims_generated(source, info.tags),
        turned=turned,
        watch=watch,
    )
    return AnalysedFace(info, video, video_info, track, space, motion, speech, report)


def _analyse_photo(
    source: Path, info: MediaInfo, video: Path, options: PrepareOptions, models: Models, watch: Watch
) -> AnalysedFace:
    picture = read_photo(source)
    turned = find_photo_orientation(picture, networks=models.faces)
    picture = np.ascontiguousarray(np.rot90(picture, -turned // 90))
    still = track_photo(picture, engine=options.landmark_engine, networks=models.faces)
    report = assess_photo(
        info,
        picture,
        still,
        sentence=options.sentence,
        generated=claims_generated(source, info.tags),
        turned=turned,
    )
    eyes_bare = all(finding.code != "eyes_hidden" for finding in report.problems)
    track, frames = animate_photo(picture, still, PHOTO_S, blinking=eyes_bare)
    with VideoWriter(video, track.size, options=EncodeOptions(crf=14), watch=watch) as writer:
        for done, frame in enumerate(frames, 1):
            writer.write(frame)
            watch.report(Stage.ANIMATE, done / len(track))
    generic = models.articulation
    space = photo_space(canonical_mouth(still), still.pose, generic.rest, generic.scale)
    motion = np.repeat(generic.rest[None], len(track), axis=0)
    return AnalysedFace(info, video, probe(video), track, space, motion, None, report)


def _read_voice(video: Path, watch: Watch) -> Voice | None:
    """Return the face video's own sound; None if silent or too short: the face works without, and the rules report it."""
    try:
        with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
            return load_voice(video, Path(folder), options=VoiceOptions(need_speech=False), watch=watch)
    except VoiceError:
        return None


def _listen(voice: Voice | None, motion: np.ndarray, models: Models, watch: Watch) -> tuple[Sound, Speech | None]:
    """Return the measurements of the face video's own sound, and its speech in step with the lips, None without speech."""
    if voice is None:
        return Sound(0.0, None, 0.0, None), None
    report = voice.report
    shown_s = len(motion) / FRAME_RATE_HZ
    speech_s = sum(max(0.0, min(end, shown_s) - start) for start, end in voice.speech)
    sound = Sound(speech_s, report.snr_db, report.clipping_share, report.loudness_lufs)
    if not voice.speech:
        return sound, None
    return sound, Speech.of(voice, motion, models, watch)


def _frames_of(
    stretches: Sequence[tuple[float, float]], frames: int, delay_s: float = 0.0, margin_s: float = 0.0
) -> np.ndarray:
    """Return bool ``(frames,)``: within ``margin_s`` of one of the ``stretches``, seconds, delayed by ``delay_s``."""
    mask = np.zeros(frames, bool)
    for start, end in stretches:
        first, last = (start + delay_s - margin_s) * FRAME_RATE_HZ, (end + delay_s + margin_s) * FRAME_RATE_HZ
        mask[max(0, int(first)) : max(0, int(np.ceil(last)))] = True
    return mask
