"""Runs all checks in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bot.doctor.configuration import check_settings
from bot.doctor.data import check_disk, check_rights
from bot.doctor.graphics import check_gpu
from bot.doctor.machine import check_confinement, check_cores, check_memory
from bot.doctor.networks import check_models
from bot.doctor.port import check_port
from bot.doctor.programs import check_bundled_ffmpeg, check_other_ffmpeg, system_ffmpeg
from bot.doctor.python import check_packages, check_python
from bot.doctor.result import CheckResult
from bot.doctor.signing import check_signing
from bot.doctor.telegram import check_telegram
from bot.settings import PoolKind, Settings, credentials_of
from engine.pool import count_gpus
from engine.watch import Watch
from facenote.folders import SIGNING

Check = Callable[[], CheckResult | list[CheckResult]]


def examine(env_file: Path, watch: Watch, **chosen: Any) -> list[CheckResult]:
    """Run every check with the ``chosen`` settings, those of the environment and of ``env_file``; with wrong settings, only
    those that need none. Raises Cancelled.
    """
    first, settings = check_settings(env_file, **chosen)
    checks = [*_of_the_installation(), *(_of_the_server(settings) if settings else ())]
    results = [first]
    for number, check in enumerate(checks):
        watch.report("examine", number / len(checks))
        found = check()
        results += found if isinstance(found, list) else [found]
    return results


def _of_the_installation() -> Iterator[Check]:
    yield from (check_python, check_packages, check_bundled_ffmpeg)
    yield partial(check_other_ffmpeg, system_ffmpeg())
    yield from (check_models, check_gpu, check_cores, check_confinement)


def _of_the_server(settings: Settings) -> Iterator[Check]:
    token = settings.telegram_token
    yield partial(memory_of_workers, settings)
    yield partial(check_rights, settings.data_folder)
    yield partial(check_disk, settings.data_folder, settings.min_free_mb)
    yield partial(check_signing, credentials_of(settings), settings.data_folder / SIGNING)
    yield partial(check_port, settings.host, settings.port)
    yield partial(check_telegram, token.get_secret_value() if token else None, settings.telegram_api_url)


def memory_of_workers(settings: Settings, count: Callable[[], int] = count_gpus) -> CheckResult:
    """Check the memory for as many workers as the server will start."""
    gpus = count() if settings.gpus is None and settings.pool is PoolKind.LOCAL else settings.gpus or 0
    return check_memory(settings.workers * max(gpus, 1), settings.worker_memory_mib)
