"""Tests that memory is measured in a process that may fail or be cancelled like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.bench.memory import _peak_of_a_process
from engine.errors import Cancelled
from engine.pipeline.errors import TemplateMissing
from engine.watch import Watch


def test_an_error_of_the_process_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(TemplateMissing):
        _peak_of_a_process(tmp_path / "nobody", tmp_path / "voice.wav", 1.0, Watch())


def test_a_cancelled_process_is_ended(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        _peak_of_a_process(tmp_path / "nobody", tmp_path / "voice.wav", 1.0, Watch(cancelled=lambda: True))
