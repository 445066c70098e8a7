"""Checks of each ffmpeg."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.doctor.result import CheckResult
from engine.errors import EngineError
from engine.media import FfmpegMissing, bundled_ffmpeg, try_ffmpeg

PATIENCE_S = 60.0


def check_bundled_ffmpeg() -> CheckResult:
    """Check the ffmpeg of the package imageio-ffmpeg, which is used unless the settings name another one."""
    subject = "ffmpeg, bundled"
    try:
        program = bundled_ffmpeg()
    except FfmpegMissing as error:
        return CheckResult.fail(
            subject, error.detail, "Install the package again: pip install --force-reinstall imageio-ffmpeg."
        )
    return _try(subject, program, PATIENCE_S, needed=True)


def check_other_ffmpeg(program: Path | None, patience_s: float = PATIENCE_S) -> CheckResult:
    """Check the system's ffmpeg; return None if there is none. It is used only if the settings name it."""
    if program is None:
        return CheckResult.ok("ffmpeg, system", "none; the bundled one is enough")
    return _try("ffmpeg, system", program, patience_s, needed=False)


def system_ffmpeg() -> Path | None:
    """Return the first ffmpeg on the PATH."""
    found = shutil.which("ffmpeg")
    return Path(found) if found else None


def _try(subject: str, program: Path, patience_s: float, *, needed: bool) -> CheckResult:
    try:
        said = try_ffmpeg(program, patience_s)
    except EngineError as error:
        facts = {"path": str(program), "code": error.code}
        found = f"{program} fails: {error.detail}"
        if needed:
            advice = "Install the package again: pip install --force-reinstall imageio-ffmpeg."
            return CheckResult.fail(subject, found, advice, **facts)
        return CheckResult.warn(subject, found, "Do not choose this one; the bundled ffmpeg is the default.", **facts)
    return CheckResult.ok(subject, f"{program}: {said}", path=str(program), version=said)
