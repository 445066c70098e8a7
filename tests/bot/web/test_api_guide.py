"""Tests the API's quick start against a server."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.app.this_machine import announced, new_api_token
from tests.bot import threads
from tests.bot.web.conftest import running

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
ADDRESS = "http://127.0.0.1:7860"


async def test_the_quick_start_makes_a_clip(
    small_video: bytes, syllables_wav: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, _ = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    assert program.count(ADDRESS) == 1
    assert "facenote api-token" in GUIDE.read_text("utf-8")
    (tmp_path / "me.mp4").write_bytes(small_video)
    shutil.copyfile(syllables_wav, tmp_path / "hello.ogg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    async with running(tmp_path / "data", pool=threads.open_pool, logs_in=False) as studio:
        with announced(tmp_path / "data", studio.url):
            token = await new_api_token(tmp_path / "data", "quick start")
        monkeypatch.setenv("FACENOTE_WEB_TOKEN", token.secret)
        await asyncio.to_thread(exec, program.replace(ADDRESS, studio.url), names)
        names["studio"].close()
    assert (tmp_path / "clip.mp4").read_bytes(), "the clip is here"
    assert names["voice"]["name"] == "hello.ogg", "the studio shows people what they know it by"
