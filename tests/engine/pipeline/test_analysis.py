from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.articulation.features import FRAME_RATE_HZ, encode
from engine.articulation.offset import advanced
from engine.demo import VOICE
from engine.pipeline.analysis import Speech
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
