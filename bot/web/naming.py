"""Names in requests."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from facenote.names import CONTROLS

Name = Annotated[str, StringConstraints(pattern=rf"[^\s{CONTROLS}]", max_length=255)]
"""Name as people type it, or of a file: at least one visible character, normalised by :func:`bot.app.naming.tidy`."""
