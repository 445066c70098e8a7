"""The settings: can they be used?"""

from __future__ import annotations

from pathlib import Path

from bot.doctor.result import Result
from bot.settings import Settings, WrongSettings, load, unknown_settings

SUBJECT = "settings"


def check_settings(env_file: Path) -> tuple[Result, Settings | None]:
    """Read the settings; None where they cannot be used."""
    shown = f"{env_file.absolute()} and the environment" if env_file.exists() else "the environment"
    try:
        settings = load(env_file)
    except WrongSettings as error:
        advice = "Correct these settings; deploy/facenote.env.example has all that there are."
        return Result.fail(SUBJECT, "; ".join(error.lines), advice), None
    if unknown := unknown_settings():
        advice = "Correct the names, or remove them from the environment."
        return Result.warn(SUBJECT, f"there is no such setting: {', '.join(unknown)}", advice), settings
    return Result.ok(SUBJECT, f"from {shown}"), settings
