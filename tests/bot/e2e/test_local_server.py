"""Tests with the operator's own Bot API server: files are passed by path, and may be larger than 20 MB."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.bot.e2e.conftest import RENDERED_S, Server, clips_for, is_clip
from tests.telegram import BotApiServer, Seat
from tests.telegram.rules import DOWNLOAD_BYTES

CHANNELS, OVERSAMPLING = 8, 4


@pytest.fixture
def large_voice(voice: Path, tmp_path: Path) -> Path:
    """The voice as a studio would store it that has too much room."""
    path = tmp_path / "large.wav"
    samples, rate_hz = soundfile.read(voice)
    many = np.repeat(samples, OVERSAMPLING)[:, None].repeat(CHANNELS, axis=1)
    soundfile.write(path, many, OVERSAMPLING * rate_hz, subtype="DOUBLE")
    assert path.stat().st_size > DOWNLOAD_BYTES
    return path


@pytest.mark.parametrize("telegram", ["local"], indirect=True)
async def test_large_files_are_read_where_they_lie_and_removed_there(
    telegram: BotApiServer, server: Server, anna: Seat, large_voice: Path
) -> None:
    async with server.started(FACENOTE_TELEGRAM_LOCAL="true"):
        asked = anna.sends_document(large_voice)
        clip = await anna.wait_for(is_clip, RENDERED_S)
    assert clips_for(anna, asked) == [clip]
    assert not telegram.calls("file"), "nothing received goes through HTTP"
    assert [*(telegram.world.files.folder / "shared").iterdir()] == []
    (sent,) = telegram.calls("sendVideo")
    assert sent.uploads["video"].name == "facenote.mp4"
