"""The command line: a role, a file, and the limits as JSON. Facts or samples go to standard output.

With the limit ``late``, standard input holds further ones, which are read when everything is loaded.

Exits with 0, or with 3 and one JSON object on standard error with the problem of the file. Any other exit is a crash or a
fault of the program.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

PACKAGES = ("engine", "engine.media", "engine.provenance")
ROLES = {
    "tracks": "engine.media.inspector.tracks",
    "sound": "engine.media.inspector.sound",
    "photo_facts": "engine.media.inspector.stills",
    "photo": "engine.media.inspector.stills",
    "manifest": "engine.provenance.manifest",
}


def main(role: str, path: str, limits: str) -> int:
    """Run one role and return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the parent decides
    os.putenv("OPENBLAS_NUM_THREADS", "1")  # NumPy's threads cost more than they save here
    options = json.loads(limits)
    # An isolated interpreter ignores packages that were installed for one user.
    sys.path += [path for path in options["packages"] if path not in sys.path]
    packages = find_packages()
    fence = import_module("engine.media.inspector.fence")
    confinement = import_module("engine.confinement")
    part = import_module(ROLES[role])  # its imports count as the interpreter's own memory
    confinement.allow_reading_only([packages, Path(path)])
    fence.close(options["memory_bytes"], options["cpu_s"])
    if options.get("late"):
        options |= json.loads(sys.stdin.buffer.read())
    try:
        getattr(part, role)(path, options, sys.stdout.buffer)
        sys.stdout.flush()
    except fence.Refused as refusal:
        problem = refusal.facts
    except MemoryError:
        problem = {"problem": "memory", "max_bytes": options["memory_bytes"]}
    else:
        return 0
    sys.stderr.write(json.dumps(problem))
    return 3


def find_packages() -> Path:
    """Make the modules in this folder importable without importing the packages that contain them; return where they are."""
    folder = Path(__file__).resolve().parents[2]
    for name in PACKAGES:
        package = ModuleType(name)
        package.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    return folder


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
