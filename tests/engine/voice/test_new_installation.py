"""Tests the first use of numba: two processes that compile at once can leave a cache that crashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from engine.demo import VOICE

READ = f"""
import tempfile
from pathlib import Path
from engine.voice import load_voice
with tempfile.TemporaryDirectory() as folder:
    print(load_voice(Path({str(VOICE)!r}), Path(folder)).report.pitch_hz > 0)
"""


def test_a_voice_is_read_without_what_numba_compiles_for_all_processes(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.stdout.strip() == "True"
    assert not [path.name for path in tmp_path.rglob("guf-pitch*")]
