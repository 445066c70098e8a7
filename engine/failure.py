"""Failures for the front ends: every exception as a known error, every error as plain values."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DeviceOutOfMemory, DiskFull, EngineError
from facenote.errors import FacenoteError


class InternalError(EngineError):
    """A fault in the program, not in the file."""

    code = "internal_error"
    advice = "Run it again with --debug and report what it prints."


def as_known_error(error: Exception) -> FacenoteError:
    """Return the error itself, or :class:`InternalError` for an unexpected one."""
    if isinstance(error, FacenoteError):
        return error
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        full = DiskFull(f"{error.strerror} while writing")
        full.__cause__ = error
        return full
    if "torch" in sys.modules and _is_out_of_memory(error):  # the server process does not load it
        short = DeviceOutOfMemory(str(error).splitlines()[0])
        short.__cause__ = error
        return short
    wrapped = InternalError(f"{type(error).__name__}: {' '.join(str(error).split())}")
    wrapped.__cause__ = error
    return wrapped


def _is_out_of_memory(error: Exception) -> bool:
    from engine.device import is_out_of_memory

    return is_out_of_memory(error)


def error_to_json(error: FacenoteError) -> dict[str, Any]:
    """Return plain values: ``code``, ``detail``, ``advice``, ``facts``."""
    return {"code": error.code, "detail": error.detail, "advice": error.advice, "facts": plain(error.facts)}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` as JSON types: paths as text, numpy scalars as numbers, NaN and infinity as null."""
    return dict(json.loads(json.dumps(values, default=_simpler), parse_constant=lambda _: None))


def _simpler(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    match value:
        case Enum():
            return value.value
        case Fraction():
            return float(value)
        case np.ndarray() | np.generic():
            return value.tolist()
        case set() | frozenset():
            return sorted(value)
        case Path():
            return str(value)
        case _:
            return repr(value)
