"""Names in requests."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"[^\s\x00-\x1f\x7f-\x9f]", max_length=255)]
"""Name as people type it, or of a file: at least one visible character, normalised by :func:`bot.app.naming.tidy`."""
