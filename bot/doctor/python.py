"""Checks of Python and its packages."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.doctor.result import CheckResult

PACKAGE = "facenote"
TESTED = ((3, 11), (3, 14))
"""Oldest and newest Python that Facenote is tested with."""

SHOWN = ("torch", "numpy", "opencv-python", "av", "librosa", "aiohttp", "python-telegram-bot")
"""Packages that the report names; the facts list all of them."""


def check_python(found: tuple[int, int] = sys.version_info[:2]) -> CheckResult:
    """Check that Facenote is tested with this Python."""
    shown = f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}"
    facts = {"python": platform.python_version(), "platform": platform.platform(), "executable": sys.executable}
    oldest, newest = (".".join(map(str, release)) for release in TESTED)
    if TESTED[0] <= found <= TESTED[1]:
        return CheckResult.ok("Python", shown, **facts)
    advice = f"Use a Python from {oldest} to {newest}: Facenote is tested with these."
    if found < TESTED[0]:
        return CheckResult.fail("Python", shown, advice, **facts)
    return CheckResult.warn("Python", shown, advice, **facts)


def check_packages(wanted: Iterable[str] | None = None) -> CheckResult:
    """Check that the required packages are installed, in versions that Facenote accepts."""
    requirements = [Requirement(text) for text in (requires(PACKAGE) or () if wanted is None else wanted)]
    needed = [one for one in requirements if one.marker is None or one.marker.evaluate({"extra": ""})]
    found: dict[str, str | None] = {canonicalize_name(one.name): _version(one.name) for one in needed}
    wrong = [
        f"{one.name} {found[canonicalize_name(one.name)] or 'is missing'}, wanted: {one.specifier or 'any'}"
        for one in needed
        if not _satisfies(one, found[canonicalize_name(one.name)])
    ]
    facts = {"versions": {PACKAGE: _version(PACKAGE), **found}}
    if wrong:
        advice = (
            "Install Facenote again: pip install --upgrade --force-reinstall facenote, or make setup in a checkout."
        )
        return CheckResult.fail("packages", "; ".join(wrong), advice, **facts)
    shown = ", ".join(f"{name} {found[name]}" for name in SHOWN if found.get(name))
    return CheckResult.ok("packages", f"{PACKAGE} {_version(PACKAGE)}; {shown}", **facts)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _satisfies(requirement: Requirement, found: str | None) -> bool:
    return found is not None and requirement.specifier.contains(found, prereleases=True)
