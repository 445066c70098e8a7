"""Tests of the engine's public names, and of its cheap import."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import engine
from engine.demo import VOICE

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "engine.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.S)


def test_names() -> None:
    assert engine.__all__ == [
        "Cancelled",
        "ClipSize",
        "Denoise",
        "EncodeOptions",
        "Engine",
        "EngineError",
        "EngineOptions",
        "FaceRefused",
        "Finding",
        "Form",
        "MouthSize",
        "PrepareOptions",
        "QualityReport",
        "RenderOptions",
        "RenderReport",
        "RendererChoice",
        "Restoration",
        "Severity",
        "SubtitleLine",
        "SubtitleUse",
        "Subtitles",
        "Template",
        "Voice",
        "VoiceOptions",
        "Watch",
    ]
    assert all(getattr(engine, name).__name__ == name for name in engine.__all__)
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = engine.nothing_like_it


def test_importing_it_loads_nothing() -> None:
    loaded = "import sys; before = set(sys.modules); import engine; print(sorted(set(sys.modules) - before))"
    said = subprocess.run(
        [sys.executable, "-I", "-c", f"import __future__, importlib, typing; {loaded}"],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert said.stdout.strip() == "['engine']"


def test_the_guide_has_every_name() -> None:
    text = GUIDE.read_text("utf-8")
    assert [name for name in engine.__all__ if f"`{name}" not in text] == []


@pytest.mark.usefixtures("face_photo")
def test_the_examples_of_the_guide_run_as_written(
    talking_video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other in one folder, as a reader would type them, with a face video and a voice of those names."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.mp4").write_bytes(talking_video.read_bytes())
    (tmp_path / "hello.ogg").write_bytes(VOICE.read_bytes())
    names: dict[str, object] = {}
    assert len(EXAMPLES) >= 4
    for example in EXAMPLES:
        exec(compile(example, str(GUIDE), "exec"), names)
    assert (tmp_path / "clip.mp4").is_file()
