"""Tests that no program started from a real terminal, in foreground or background, touches the terminal.

The kernel stops a program that does so from the background, silently and permanently.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from pathlib import Path

import httpx
import pytest

from bot.web.guard import CSRF_HEADER
from tests.bot.test_serve import all_end, command
from tests.bot.web.conftest import agreed, made, reaches, send
from tests.terminal import SOON_S, Terminal

REPOSITORY = Path(__file__).resolve().parents[1]
CTRL_C = b"\x03"


@pytest.mark.parametrize("background", [False, True], ids=["foreground", "background"])
async def test_a_server_does_a_job(background: bool, tmp_path: Path, talking_video: Path) -> None:
    system = shutil.which("ffmpeg") if background else None  # if there is one, it must work, and not touch the terminal
    named = {"FACENOTE_FFMPEG": system} if system else {}
    args, env = command(tmp_path, FACENOTE_WEB_DEMO="false", FACENOTE_MIN_FREE_MB="0", FACENOTE_GPUS="0", **named)
    with Terminal(tmp_path, env) as terminal:
        terminal.type(*args, then="&" if background else "")
        url, secret = terminal.wait_for(r"works once: (http://127\.0\.0\.1:\d+)/login#link=([\w-]+)\s").groups()
        async with httpx.AsyncClient(base_url=url, headers={CSRF_HEADER: "1"}, timeout=SOON_S) as client:
            assert (await client.post("/api/session/link", json={"secret": secret})).status_code == 204
            await agreed(client)
            upload = await send(client, talking_video.read_bytes(), talking_video.name)
            job = await made(client.post("/api/face-checks", json={"upload": upload}))
            ended = await reaches(client, job, "delivered", "failed")
        assert (ended["state"], ended["error"]) == ("delivered", None), terminal.shown
        terminal.press(b"kill %1\n" if background else CTRL_C)
        terminal.wait_for("server stopped")
    assert await all_end(tmp_path / "data")
    assert secret not in "".join(path.read_text() for path in (tmp_path / "data" / "logs").iterdir())


def test_a_command_in_the_background_does_its_work(tmp_path: Path, talking_video: Path) -> None:
    check = [sys.executable, "-m", "bot.cli", "check", str(talking_video), "--json"]
    with Terminal(tmp_path, {**os.environ, "PYTHONPATH": str(REPOSITORY)}) as terminal:
        line = f"{{ {shlex.join(check)} > report.json; echo exit=$? > ended; }} &\n"
        terminal.press(line.encode())
        end = tmp_path / "ended"
        terminal.press(b"wait; echo all-$((1 + 1))\n")
        terminal.wait_for("all-2")
    assert end.read_text().strip() in {"exit=0", "exit=1"}, terminal.shown
    assert json.loads((tmp_path / "report.json").read_text())["findings"]


def test_a_loop_over_a_list_keeps_its_list(tmp_path: Path, face_photo: Path) -> None:
    (tmp_path / "list").write_text(f"{face_photo}\n" * 3)
    loop = f'while read f; do "{sys.executable}" -m bot.cli check "$f" > report; echo "$f" >> seen; done < list'
    with Terminal(tmp_path, {**os.environ, "PYTHONPATH": str(REPOSITORY)}) as terminal:
        terminal.press(f"{loop}; echo all-$((1 + 1))\n".encode())
        terminal.wait_for("all-2")
    assert (tmp_path / "seen").read_text() == f"{face_photo}\n" * 3
