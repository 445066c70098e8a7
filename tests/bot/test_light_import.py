"""The process that serves people stays small: the engine is for its workers."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("torch", "mediapipe", "librosa", "cv2", "scipy", "matplotlib", "numba")
LOADED = f"import sys, bot.serve; print([name for name in {HEAVY} if name in sys.modules])"


def test_serving_loads_nothing_that_only_rendering_needs() -> None:
    said = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
