"""Names that people send."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"[^\s\x00-\x1f\x7f-\x9f]", max_length=255)]
"""A name as people type it, or as files are called: something to be seen, kept by :func:`bot.app.naming.tidy`."""
