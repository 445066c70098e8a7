"""Extension of setuptools: includes the built page in a wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from setuptools.command.build_py import build_py


class BuildPage(build_py):  # type: ignore[misc]  # setuptools has no types
    """Build the page before the packages' files are collected; in a checkout, it is built when it is served."""

    def run(self) -> None:
        """Run the command for setuptools."""
        if not self.editable_mode:
            script = Path(self.get_package_dir("bot.web")) / "page" / "build.py"
            subprocess.run([sys.executable, str(script)], check=True, stdin=subprocess.DEVNULL)
        super().run()
