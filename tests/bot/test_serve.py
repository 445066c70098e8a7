"""Tests of the server as a process: start, refusals, exit."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from facenote.folders import ADDRESS
from storage.reserve import RESERVE_NAME

REPOSITORY = Path(__file__).resolve().parents[2]
START_S = 300.0
QUIET: dict[str, Any] = {"capture_output": True, "text": True, "timeout": START_S}
"""Options of ``subprocess.run`` for a command that ends by itself."""


def command(folder: Path, **settings: str) -> tuple[list[str], dict[str, str]]:
    """Return command and environment of a server with its data in ``folder``."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FACENOTE_")}
    chosen = {"FACENOTE_DATA_FOLDER": str(folder / "data"), "FACENOTE_PORT": "0", **settings}
    return [sys.executable, "-m", "bot"], {**bare, "PYTHONPATH": str(REPOSITORY), **chosen}


@contextlib.asynccontextmanager
async def started(
    folder: Path, env: Mapping[str, str], args: list[str], log: int | IO[bytes] = asyncio.subprocess.PIPE
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a server; kill it at the end of the block if it still runs, and wait until none of its processes is left."""
    process = await asyncio.create_subprocess_exec(
        *args,
        cwd=folder,
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=log,
        start_new_session=True,
        stdin=asyncio.subprocess.DEVNULL,
    )
    data = Path(env["FACENOTE_DATA_FOLDER"])
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        for pid in processes_of(data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)  # a stopped worker does not notice that its server ended
        await process.communicate()
        assert await all_end(data)


async def lines_until(process: asyncio.subprocess.Process, pattern: str) -> str:
    """Return the server's log up to the first line with the pattern."""
    assert process.stderr is not None
    text = ""
    async with asyncio.timeout(START_S):
        while not re.search(pattern, text):
            line = await process.stderr.readline()
            assert line, text
            text += line.decode()
    return text


async def told_in(log: Path, pattern: str) -> re.Match[str]:
    """Wait until a log file has the pattern; return the match."""
    async with asyncio.timeout(START_S):
        while not (found := re.search(pattern, log.read_text("utf-8"))):
            await asyncio.sleep(0.05)
    return found


async def all_end(data_folder: Path) -> bool:
    """Return True once no process of a server lives; the helpers of `multiprocessing` end only after their parent."""
    async with asyncio.timeout(START_S):
        while processes_of(data_folder):
            await asyncio.sleep(0.05)
    return True


def processes_of(data_folder: Path) -> list[int]:
    """Return the process ids of a server, its workers and their children, found by a setting in their environment: each worker
    has its own session. Zombies are left out.
    """
    setting = f"FACENOTE_DATA_FOLDER={data_folder}".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            variables = environment.read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile, or is another user's
        if setting in variables:
            found.append(int(environment.parent.name))
    return found


async def test_a_test_that_fails_leaves_no_server(tmp_path: Path) -> None:
    _, env = command(tmp_path)
    lasting = [sys.executable, "-c", "import time; time.sleep(3600)"]
    with pytest.raises(ZeroDivisionError):
        async with started(tmp_path, env, lasting) as process:
            raise ZeroDivisionError
    assert process.returncode == -signal.SIGKILL


async def test_data_are_for_the_server_s_user_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "facenote.db").touch(0o600)  # an older version made both
    (data / ADDRESS).write_text("http://127.0.0.1:1")  # left by a server that was killed
    (tmp_path / "facenote.env").write_text("FACENOTE_WEB_DEMO=false")
    (tmp_path / "facenote.env").chmod(0o644)
    args, env = command(tmp_path)
    async with started(tmp_path, env, args) as process:
        log = await lines_until(process, "without a Telegram bot")
        assert not (data / ADDRESS).exists() or (data / ADDRESS).read_text() != "http://127.0.0.1:1"
        log += await lines_until(process, "studio: ")  # its address is in the data folder by then
        assert "facenote.env holds secrets and others may read it" in log
        assert {path.stat().st_mode & 0o077 for path in (data, *data.iterdir(), *(data / "logs").iterdir())} == {0}


async def test_a_folder_of_other_things_keeps_its_mode(tmp_path: Path) -> None:
    """Nor at the second start, when the server's files are in it."""
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o1777)
    (data / "somebody's").touch()
    args, env = command(tmp_path, FACENOTE_WEB_DEMO="false")
    for _ in range(2):
        async with started(tmp_path, env, args) as process:
            await lines_until(process, "studio: ")
        assert data.stat().st_mode & 0o7777 == 0o1777
    (data / "somebody's").unlink()
    (data / RESERVE_NAME).touch(0o600)  # it comes some time after the start
    (data / f".{uuid.uuid4().hex}.url").touch(0o600)  # left by a server that was killed as it wrote its address
    assert {path.stat().st_mode & 0o077 for path in data.rglob("*")} == {0}
    async with started(tmp_path, env, args) as process:
        await lines_until(process, "studio: ")
    assert data.stat().st_mode & 0o7777 == 0o700


async def test_without_a_token_and_room_all_else_runs_and_ends_cleanly(tmp_path: Path) -> None:
    args, env = command(tmp_path, FACENOTE_WEB_DEMO="false", FACENOTE_MIN_FREE_MB="1000000000")
    async with started(tmp_path, env, args) as process:
        log = await lines_until(process, "ready, worker processes: 1")
        assert "FACENOTE_TELEGRAM_TOKEN=<token>" in log
        log += await lines_until(process, "studio: ")
        assert re.search(rf"to log in: (\S+/)?facenote login-link --data {tmp_path / 'data'}$", log, re.M)
        address = re.search(r"http://127\.0\.0\.1:\d+", log)
        assert address
        async with httpx.AsyncClient(base_url=address[0], timeout=START_S) as client:
            assert (await client.get("/healthz")).status_code == 200
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.text) == (200, "ready, but the disk is almost full\n")
            assert 'facenote_jobs{state="queued"}' in (await client.get("/metrics")).text
        process.send_signal(signal.SIGTERM)
        told, rest = await process.communicate()
        assert (process.returncode, b"server stopped" in rest) == (0, True)
    assert "link=" not in f"{told.decode()}{log}{rest.decode()}"  # standard output is no terminal


def test_wrong_settings_are_told_and_nothing_starts(tmp_path: Path) -> None:
    args, env = command(tmp_path, FACENOTE_PORT="x", FACENOTE_WORKERS="0")
    ended = subprocess.run(args, env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, **QUIET)
    assert ended.returncode == 2
    assert [line.split(":")[0] for line in ended.stderr.splitlines()] == ["FACENOTE_PORT", "FACENOTE_WORKERS"]
    assert not (tmp_path / "data").exists()


def test_a_line_that_is_no_setting_is_refused(tmp_path: Path) -> None:
    args, env = command(tmp_path)
    (tmp_path / "facenote.env").write_text("# settings\nthis is no setting\nFACENOTE_WORKERS=2\n")
    ended = subprocess.run(args, env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, **QUIET)
    assert (ended.returncode, ended.stderr) == (2, "facenote.env, line 2: is not NAME=value\n")
    assert not (tmp_path / "data").exists()


async def test_options_of_the_command_come_before_the_environment(tmp_path: Path) -> None:
    _, env = command(tmp_path, FACENOTE_WEB_DEMO="false", FACENOTE_PORT="x")
    (tmp_path / "mine.env").write_text("FACENOTE_HOST=127.0.0.2\n")
    serve = [sys.executable, "-m", "bot.cli", "serve", "--port", "0"]
    async with started(tmp_path, env, [*serve, "--data", "elsewhere", "--settings", "mine.env"]) as process:
        await lines_until(process, r"studio: http://127\.0\.0\.2:\d+")
        process.send_signal(signal.SIGINT)
        await process.communicate()
    assert process.returncode == 0
    assert (tmp_path / "elsewhere" / "facenote.db").exists()
    assert not (tmp_path / "data").exists()


def test_settings_that_are_not_there_are_told(tmp_path: Path) -> None:
    _, env = command(tmp_path)
    serve = [sys.executable, "-m", "bot.cli", "serve", "--settings", "nothing.env"]
    ended = subprocess.run(serve, env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, **QUIET)
    assert (ended.returncode, ended.stderr.partition(":")[0]) == (2, "usage")
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        args, env = command(tmp_path, FACENOTE_PORT=str(taken.getsockname()[1]))
        ended = subprocess.run(args, env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, **QUIET)
    assert ended.returncode == 1
    assert "FACENOTE_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data" / "facenote.db").exists(), "a server that runs there keeps its database"


def test_damaged_data_are_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facenote.db").write_bytes(b"this is no database" * 100)
    args, env = command(tmp_path)
    ended = subprocess.run(args, env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, **QUIET)
    assert ended.returncode == 1
    assert "store_damaged" in ended.stderr
    assert "Traceback" not in ended.stderr


async def test_link_to_the_studio_is_told_and_tokens_are_not(tmp_path: Path) -> None:
    """Neither on the screen nor in the log file, at the most verbose level, whatever people do with their tokens."""
    good, wrong = "ada-0123456789abcdef", "guess-0123456789abcdef"
    args, env = command(
        tmp_path, FACENOTE_HOST="0.0.0.0", FACENOTE_WEB_TOKENS=f"ada:{good}", FACENOTE_LOG_LEVEL="debug",
        FACENOTE_NAME="a/b",
    )  # fmt: skip
    screen = tmp_path / "screen"  # a pipe that nobody reads meanwhile would fill
    with screen.open("wb") as log:
        async with started(tmp_path, env, args, log) as process:
            link = await told_in(screen, r"studio: (http://127\.0\.0\.1:\d+)\n")
            async with httpx.AsyncClient(base_url=link[1], headers={"X-Facenote": "1"}, timeout=START_S) as client:
                assert (await client.post("/api/session", json={"token": wrong})).status_code == 401
                assert (await client.post("/api/session", json={"token": good})).status_code == 204
                cookie = client.cookies["facenote_session"]
                assert (await client.get("/api/session")).json()["name"] == "ada"
                bearer = {"Authorization": f"Bearer {good}"}
                assert (await client.post("/api/consent", json={"version": good}, headers=bearer)).status_code == 403
                assert (await client.get(f"/api/{wrong}", headers=bearer)).status_code == 404
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    (file,) = (tmp_path / "data" / "logs").iterdir()
    assert file.name == "a%2Fb.log"
    for text in (screen.read_text("utf-8"), file.read_text("utf-8")):
        assert "studio: http" in text
        assert "connections are not encrypted" in text
        assert "server stopped" in text
        assert " DEBUG " in text
        assert " aiosqlite: " not in text
        assert not [secret for secret in (good, wrong, cookie) if secret in text]


def test_open_address_without_a_login_is_refused(tmp_path: Path) -> None:
    args, env = command(tmp_path, FACENOTE_HOST="0.0.0.0")
    ended = subprocess.run(args, env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, **QUIET)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "FACENOTE_WEB_TOKENS=name:secret" in ended.stderr
