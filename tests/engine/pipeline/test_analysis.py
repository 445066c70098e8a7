from __future__ import annotations

import subprocess
from pathlib import Path

import cv2
import ffmpeg
import numpy as np

from engine.articulation.features import FRAME_RATE_HZ, encode
from engine.articulation.offset import advanced
from engine.demo import VOICE
from engine.face import track_photo
from engine.media import VideoWriter
from engine.media.runner import bundled_ffmpeg
from engine.pipeline import PrepareOptions
from engine.pipeline.analysis import Speech, analyse
from engine.pipeline.models import Models
from engine.voice import load_voice
from engine.watch import Watch

LATE_FRAMES = 5


def test_speech_and_pauses_are_those_of_the_lips_where_the_sound_is_early(tmp_path: Path) -> None:
    models, heard = Models(), load_voice(VOICE, tmp_path)
    frames = round(heard.report.duration_s * FRAME_RATE_HZ)
    in_step = models.articulation.motion(encode(models.speech_encoder, heard.samples_16k, frames, Watch()))
    early = Speech.of(heard, advanced(in_step, -LATE_FRAMES), models, Watch())
    assert early.offset.trusted
    assert round(early.offset.lag_s * FRAME_RATE_HZ) == LATE_FRAMES
    same = Speech.of(heard, in_step, models, Watch())
    for late, usual in ((early.spoken, same.spoken), (early.quiet, same.quiet)):
        edges, expected = (np.flatnonzero(np.diff(mask.astype(int))) for mask in (late, usual))
        inside = expected[expected < frames - LATE_FRAMES]
        assert np.abs(edges[: len(inside)] - inside - LATE_FRAMES).max() <= 1


def test_sound_beyond_the_picture_is_no_speech_of_this_face(face_picture: np.ndarray, tmp_path: Path) -> None:
    silent, source = tmp_path / "silent.mp4", tmp_path / "source.mkv"
    with VideoWriter(silent, (480, 480), pixels="bgr24", watch=Watch()) as writer:
        for _ in range(30):
            writer.write(face_picture)
    streams = [ffmpeg.input(str(silent)).video, ffmpeg.input(str(VOICE)).audio]
    command = ffmpeg.output(*streams, str(source), vcodec="copy", acodec="pcm_s16le").compile(str(bundled_ffmpeg()))
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    measured = analyse(source, tmp_path, PrepareOptions(), Models(), Watch()).report.measured
    assert measured["duration"] == 1.2
    assert 0 < (measured["speech"] or 0) <= 1.2


def test_a_photo_does_not_blink_through_sunglasses(face_picture: np.ndarray, tmp_path: Path) -> None:
    still = track_photo(face_picture).landmarks[0]
    photo, worn = tmp_path / "sunglasses.png", face_picture.copy()
    for eye in (still[36:42], still[42:48]):
        cv2.ellipse(worn, tuple(int(v) for v in eye.mean(0)), (58, 44), 0, 0, 360, (14, 12, 12), -1, cv2.LINE_AA)
    cv2.imwrite(str(photo), worn)
    face = analyse(photo, tmp_path, PrepareOptions(), Models(), Watch())
    assert "eyes_hidden" in {finding.code for finding in face.report.problems}
    gaps = np.linalg.norm(face.track.landmarks[:, [37, 43]] - face.track.landmarks[:, [41, 47]], axis=-1)
    assert np.ptp(gaps, axis=0).max() < 0.05 * gaps.min()
