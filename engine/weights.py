"""Reading of weight files, including the operator's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import EngineError


@contextmanager
def reading(path: Path, damaged: type[EngineError]) -> Iterator[None]:
    """Raise ``damaged`` with the file's name for any error of a parser of the weights in ``path``.

    Unpickling a foreign file may fail in any way. Lack of memory and a missing package are no fault of the file.
    """
    try:
        yield
    except (MemoryError, ImportError):
        raise
    except Exception as error:
        raise damaged(f"{path.name}: {error!r}", file=path.name) from error
