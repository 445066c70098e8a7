"""What setuptools does beside its own work: a wheel contains the built page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from setuptools.command.build_py import build_py


class BuildPage(build_py):  # type: ignore[misc]  # setuptools has no types
    """Build the page before the packages' files are gathered; one who works in a checkout builds it when it is served."""

    def run(self) -> None:
        """As setuptools runs it."""
        if not self.editable_mode:
            script = Path(self.get_package_dir("bot.web")) / "page" / "build.py"
            subprocess.run([sys.executable, str(script)], check=True, stdin=subprocess.DEVNULL)
        super().run()
