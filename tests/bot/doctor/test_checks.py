"""Tests of each check in a good and in a bad case, on real programs, files, ports and servers."""

from __future__ import annotations

import asyncio
import os
import socket
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from bot.doctor.configuration import check_settings
from bot.doctor.data import check_disk, check_rights
from bot.doctor.examine import memory_of_workers
from bot.doctor.graphics import Driver, assess, check_gpu
from bot.doctor.machine import check_confinement, check_cores, check_memory
from bot.doctor.networks import check_models
from bot.doctor.port import check_port
from bot.doctor.programs import check_bundled_ffmpeg, check_other_ffmpeg
from bot.doctor.python import check_packages, check_python
from bot.doctor.result import CheckResult, CheckStatus, worst
from bot.doctor.signing import check_signing
from bot.doctor.telegram import check_clock, check_telegram
from bot.settings import Settings
from engine.media import bundled_ffmpeg
from engine.models import MODELS
from engine.provenance import local_credentials
from tests.bot.web.conftest import Place, shared
from tests.engine.provenance.test_provenance import write_pair
from tests.telegram import BotApiServer

__all__ = ["shared"]

OK, WARN, FAIL = CheckStatus.OK, CheckStatus.WARN, CheckStatus.FAIL


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("release", "status"), [((3, 10), FAIL), ((3, 11), OK), ((3, 14), OK), ((3, 15), WARN)])
def test_python(release: tuple[int, int], status: CheckStatus) -> None:
    result = check_python(release)
    assert (result.status, bool(result.advice)) == (status, status is not OK)


def test_packages() -> None:
    found = check_packages([f"numpy=={version('numpy')}", 'never-made; extra == "other"'])
    assert (found.status, found.facts["versions"]["numpy"]) == (OK, version("numpy"))
    found = check_packages(["numpy>=99", "never-made>=1"])
    assert found.status is FAIL
    assert f"numpy {version('numpy')}, wanted: >=99" in found.found
    assert "never-made is missing" in found.found


def test_bundled_ffmpeg_does_the_job() -> None:
    result = check_bundled_ffmpeg()
    assert result.status is OK, result
    assert "ffmpeg version" in result.found


def test_other_ffmpeg(tmp_path: Path) -> None:
    assert check_other_ffmpeg(bundled_ffmpeg()).status is OK
    assert check_other_ffmpeg(None).status is OK
    broken = {
        "absent": tmp_path / "nobody",
        "no program": tmp_path,
        "refuses": script(tmp_path / "refuses", "echo no such option >&2; exit 1"),
        "does nothing": script(tmp_path / "idle", "cat > /dev/null"),
        "of another kind": script(tmp_path / "version", "echo ffmpeg version 9; exit 0"),
    }
    for name, program in broken.items():
        result = check_other_ffmpeg(program)
        assert result.status is WARN, name
        assert str(program) in result.found, name


def test_an_ffmpeg_that_hangs_is_given_up(tmp_path: Path) -> None:
    result = check_other_ffmpeg(script(tmp_path / "hangs", "exec sleep 600"), patience_s=1.0)
    assert (result.status, result.facts["code"]) == (WARN, "ffmpeg_unusable")


def test_signing(tmp_path: Path) -> None:
    local = tmp_path / "signing"
    assert (check_signing(None, local).status, local.exists()) == (OK, False)
    made = local_credentials(local)
    found = check_signing(None, local)
    assert (found.status, "untrusted" in found.found) == (OK, True)
    made.key.unlink()
    broken = check_signing(None, local)
    assert (broken.status, broken.facts["code"], str(local) in broken.advice) == (WARN, "signing_key_unusable", True)
    assert "not signed" in check_signing(made, tmp_path / "other").found


def test_a_certificate_that_ends_soon(tmp_path: Path) -> None:
    made = local_credentials(tmp_path / "signing")
    write_pair(made, ec.generate_private_key(ec.SECP256R1()))  # of one day
    ours, operators = check_signing(None, tmp_path / "signing"), check_signing(made, tmp_path / "other")
    assert (ours.status, operators.status) == (WARN, WARN)
    assert (str(tmp_path / "signing") in ours.advice, "renewed" in operators.advice) == (True, True)


def test_signing_in_a_folder_that_cannot_be_looked_into(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / ("x" * 300) / "signing", tmp_path / "file" / "signing"):
        found = check_signing(None, folder)
        assert (found.status, "cannot be read" in found.found, bool(found.advice)) == (WARN, True, True)


def test_models(tmp_path: Path) -> None:
    assert worst(check_models(tmp_path)) is OK
    model = next(model for model in MODELS if model.hashes)
    (tmp_path / model.file_name).write_bytes(b"weights of another network")
    forged = [result for result in check_models(tmp_path) if result.status is FAIL]
    assert [result.subject for result in forged] == [f"model {model.name}"]
    assert str(tmp_path / model.file_name) in forged[0].advice


@pytest.mark.parametrize(
    ("driver", "usable", "status"),
    [
        (None, 0, OK),
        (None, 1, OK),
        (Driver("580.95", ("H100, 81559 MiB",)), 1, OK),
        (Driver("470.10", ("H100, 81559 MiB",)), 0, WARN),
    ],
    ids=["none", "of another maker", "usable", "unusable"],
)
def test_gpu(driver: Driver | None, usable: int, status: CheckStatus) -> None:
    assert assess(driver, usable).status is status


def test_gpu_of_this_machine() -> None:
    assert check_gpu().found


def test_cores() -> None:
    assert check_cores(2).status is OK
    assert check_cores(1).status is WARN
    assert check_cores().facts["usable"] >= 1


def test_a_kernel_that_cannot_confine_is_told() -> None:
    assert check_confinement((True, True)).status is OK
    assert check_confinement((True, False)).status is WARN
    assert check_confinement((False, False)).status is WARN


def test_memory() -> None:
    assert check_memory(workers=1, worker_mib=1).status is OK
    assert check_memory(workers=1000, worker_mib=1 << 20).status is WARN


@pytest.mark.parametrize(("gpus", "workers_mib"), [(None, 6000), (1, 3000), (0, 3000)])
def test_memory_is_checked_for_the_workers_of_all_gpus(gpus: int | None, workers_mib: int) -> None:
    settings = Settings(_env_file=None, workers=3, worker_memory_mib=1000, gpus=gpus)
    assert memory_of_workers(settings, lambda: 2).facts["workers_mib"] == workers_mib


def test_rights(tmp_path: Path) -> None:
    result = check_rights(tmp_path / "new" / "data")
    assert (result.status, result.facts["state"]) == (OK, "will be made")
    assert list(tmp_path.iterdir()) == []
    assert check_rights(tmp_path).facts["state"] == "new"
    (tmp_path / "file").write_text("")
    assert check_rights(tmp_path / "file").status is FAIL
    assert check_rights(tmp_path / "file" / "below").status is FAIL


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that nobody may write")
def test_no_right_to_write() -> None:
    assert check_rights(Path("/proc/facenote")).status is FAIL


def test_disk(tmp_path: Path) -> None:
    assert check_disk(tmp_path / "new", 1).status is OK
    assert check_disk(tmp_path / "new", 10**12).status is FAIL


def test_the_reserve_counts_as_needed_room(small_disk: Path) -> None:
    with (small_disk / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, 80 << 20)
    assert check_disk(small_disk / "data", 1).status is FAIL


def test_a_data_folder_that_cannot_be_looked_into(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 300) / "data"
    assert (check_rights(folder).status, check_disk(folder, 1).status) == (FAIL, FAIL)


def test_free_and_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert check_port("127.0.0.1", port).status is FAIL
    assert check_port("127.0.0.1", 0).status is OK
    assert check_port("203.0.113.1", 7860).status is FAIL, "an address that no machine has (RFC 5737)"


async def test_a_server_that_runs_is_no_fault(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.port.TIMEOUT_S", 300.0)
    result = await asyncio.to_thread(check_port, "127.0.0.1", int(shared.url.rpartition(":")[2]))
    assert (result.status, result.facts["running"]) == (OK, True)


async def test_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.telegram.TIMEOUT_S", 300.0)
    async with BotApiServer.running() as server:
        url = server.base_url.removesuffix("/bot")

        async def check(token: str, now: datetime | None = None) -> list[CheckResult]:
            return await asyncio.to_thread(check_telegram, token, url, now)

        telegram, clock = await check(server.token)
        assert (telegram.status, clock.status) == (OK, OK)
        _, clock = await check(server.token, datetime.now(UTC) + timedelta(hours=1))
        assert clock.status is FAIL
        wrong = "7000000001:AAwrong-wrong-wrong-wrong-wrong-00"
        telegram, _ = await check(wrong)
        assert (telegram.status, wrong in repr(telegram)) == (FAIL, False)


async def test_telegram_at_an_address_with_a_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.telegram.TIMEOUT_S", 300.0)
    async with BotApiServer.running() as server:
        monkeypatch.setenv("FACENOTE_TELEGRAM_API_URL", f"{server.url}/")
        settings = Settings(_env_file=None)
        telegram, _ = await asyncio.to_thread(check_telegram, server.token, settings.telegram_api_url)
    assert telegram.status is OK


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[::1", "http://host:port"])
async def test_telegram_out_of_reach(address: str) -> None:
    token = "7000000001:AAsecret-secret-secret-secret-0000"
    telegram, clock = await asyncio.to_thread(check_telegram, token, address)
    assert (telegram.status, clock.status, token in repr(telegram)) == (FAIL, OK, False)


def test_telegram_without_a_token() -> None:
    assert worst(check_telegram(None, "https://api.telegram.org")) is OK


def test_clock_without_a_date() -> None:
    assert check_clock(None, datetime.now(UTC)).status is OK


def test_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("FACENOTE_")]:
        monkeypatch.delenv(name)
    file = tmp_path / "facenote.env"
    assert check_settings(file)[0].status is OK
    file.write_text("FACENOTE_PORT=x\nFACENOTE_WORKERS=0\n")
    result, settings = check_settings(file)
    assert (result.status, settings) == (FAIL, None)
    assert "FACENOTE_PORT" in result.found
    assert "FACENOTE_WORKERS" in result.found
    file.write_text("")
    file.chmod(0o644)
    assert (check_settings(file)[0].status, "chmod" in check_settings(file)[0].advice) == (WARN, True)
    file.chmod(0o600)
    assert check_settings(file)[0].status is OK
    monkeypatch.setenv("FACENOTE_HOTS", "0.0.0.0")
    assert check_settings(file)[0].status is WARN
