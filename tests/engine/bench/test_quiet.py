from __future__ import annotations

from pathlib import Path

import soundfile

from engine.bench.quiet import quiet_sounds
from engine.media import FPS
from engine.voice import VoiceOptions, load_voice


def test_nobody_speaks_in_the_quiet_frames(tmp_path: Path) -> None:
    sounds = {sound.name: sound for sound in quiet_sounds(tmp_path)}
    assert {"room noise", "breaths", "music"} == {name for name, sound in sounds.items() if sound.quiet.all()}
    pauses = [sound for sound in sounds.values() if not sound.quiet.all()]
    assert len(pauses) == 4
    for sound in sounds.values():
        assert len(sound.quiet) == round(soundfile.info(sound.path).duration * FPS)
    spoken = load_voice(pauses[0].path, tmp_path, options=VoiceOptions(need_speech=False)).speech
    moments = [frame / FPS for frame in range(len(pauses[0].quiet)) if pauses[0].quiet[frame]]
    assert len(moments) > 40
    assert not any(start <= moment < end for moment in moments for start, end in spoken)
    assert spoken[0][0] < moments[0] < moments[-1] < spoken[-1][1]
