"""All errors of the engine by code, for callers that know only the code."""

from __future__ import annotations

from engine import errors, failure, findings, models
from engine.articulation import errors as articulation
from engine.bench import memory as bench
from engine.errors import EngineError
from engine.face import errors as face
from engine.media import errors as media
from engine.pipeline import errors as pipeline
from engine.pool import errors as pool
from engine.provenance import errors as provenance
from engine.ray_pool import errors as ray_pool
from engine.renderers import errors as renderers
from engine.subtitles import errors as subtitles
from engine.voice import errors as voice

MODULES = (
    articulation,
    bench,
    errors,
    face,
    failure,
    findings,
    media,
    models,
    pipeline,
    pool,
    provenance,
    ray_pool,
    renderers,
    subtitles,
    voice,
)
"""Every module that defines errors; a test detects missing ones."""

ERRORS: dict[str, type[EngineError]] = {
    value.code: value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type)
    and issubclass(value, EngineError)
    and value.__module__ == module.__name__
    and "code" in vars(value)
}
"""Error class by code."""
