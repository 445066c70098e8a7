"""Media for the front ends: real files, as small as possible."""

from __future__ import annotations

import numpy as np
import pytest

from bot.settings import PREFIX, ClientSettings, Settings
from engine.media import VideoWriter
from engine.watch import Watch


@pytest.fixture(autouse=True)
def bare_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of the shell from which the tests are run out of them."""
    for name in {*Settings.model_fields, *ClientSettings.model_fields}:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)


@pytest.fixture(scope="session")
def small_video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a square mp4 of two seconds."""
    path = tmp_path_factory.mktemp("video") / "small.mp4"
    with VideoWriter(path, (64, 64), pixels="bgr24", watch=Watch()) as writer:
        for shade in range(50):
            writer.write(np.full((64, 64, 3), shade, np.uint8))
    return path.read_bytes()
