"""Reading files of network weights, the operator's own among them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import EngineError


@contextmanager
def reading(path: Path, damaged: type[EngineError]) -> Iterator[None]:
    """Raise ``damaged`` with the file's name for whatever a parser says of the weights in ``path``.

    Unpickling a foreign file may fail in any way. Want of memory and a package that is not there are no fault of the file.
    """
    try:
        yield
    except (MemoryError, ImportError):
        raise
    except Exception as error:
        raise damaged(f"{path.name}: {error!r}", file=path.name) from error
