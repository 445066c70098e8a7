"""Check of the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.doctor.result import CheckResult
from bot.settings import Settings, WrongSettings, load, readable_by_others, unknown_settings

SUBJECT = "settings"


def check_settings(env_file: Path, **chosen: Any) -> tuple[CheckResult, Settings | None]:
    """Read and check the settings; return None for them if they cannot be used."""
    shown = f"{env_file.absolute()} and the environment" if env_file.exists() else "the environment"
    try:
        settings = load(env_file, **chosen)
    except WrongSettings as error:
        advice = "Correct these settings; deploy/facenote.env.example in the source lists all of them."
        return CheckResult.fail(SUBJECT, "; ".join(error.lines), advice), None
    if unknown := unknown_settings():
        advice = "Correct the names, or remove them from the environment."
        return CheckResult.warn(SUBJECT, f"there is no such setting: {', '.join(unknown)}", advice), settings
    if readable_by_others(env_file):
        advice = f"Run: chmod 600 {env_file}"
        return CheckResult.warn(
            SUBJECT, f"other users of this machine may read {env_file.absolute()}", advice
        ), settings
    return CheckResult.ok(SUBJECT, f"from {shown}"), settings
