"""Errors of articulation and its training."""

from __future__ import annotations

from engine.errors import EngineError


class ArticulationDamaged(EngineError):
    """An articulation file cannot be read or does not fit this version."""

    code = "articulation_damaged"
    advice = "Prepare the face again; if the message names the shipped model, reinstall Facenote."


class CorpusMissing(EngineError):
    """A corpus folder does not exist."""

    code = "corpus_missing"
    advice = "Check the path: it must name a folder, not a file."


class CorpusEmpty(EngineError):
    """The corpus folders contain no clip that is usable for training."""

    code = "corpus_empty"
    advice = "Name folders of short video clips of people speaking, such as those of the GRID corpus."
