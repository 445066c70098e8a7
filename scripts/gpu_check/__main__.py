"""Check a GPU: it computes what the CPU computes, how fast, and what happens when it fails.

    make gpu-check                     (or: PYTHONPATH=. python -m scripts.gpu_check --device cuda:1)

Prints one table. Exits with 1 if a check failed. ``--media`` names a folder of real footage, as for ``facenote bench``;
without it, the face is the demo's portrait, animated.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

import torch

from engine.device import find_device
from engine.pipeline.models import Models
from scripts.gpu_check.clips import Clip
from scripts.gpu_check.drawing import drawing
from scripts.gpu_check.memory import out_of_memory
from scripts.gpu_check.networks import networks
from scripts.gpu_check.report import Report, Row, say
from scripts.gpu_check.workers import killed_worker, two_workers

HEIGHTS_PX = (720, 1080)
FAILURES = {"out of memory": out_of_memory, "two workers": two_workers, "a killed worker": killed_worker}


def main() -> int:
    """Run all checks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--media", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0, help="length of the clips")
    options = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    device, began, report = find_device(options.device), time.perf_counter(), Report()
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"
    say(f"{name}, {os.cpu_count()} cores, torch {torch.__version__}, CUDA {torch.version.cuda}")
    here, there = Models(device="cpu"), Models(device=str(device))
    with report.part("networks"):
        report.add(*networks(here, there))
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        for height in HEIGHTS_PX:
            clip: Clip | None = None
            with report.part(f"drawing at {height}p"):
                clip = Clip.make(height, options.seconds, there, options.media, Path(folder), report)
                for row in drawing(clip, device):
                    report.add(row)
            if clip is not None and height == HEIGHTS_PX[0]:
                for name, check in FAILURES.items():
                    with report.part(name):
                        report.add(*check(clip, device))
    report.add(Row("all checks", f"{time.perf_counter() - began:.0f} s", report.passed))
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
