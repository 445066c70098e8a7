"""Errors of articulation and its training."""

from __future__ import annotations

from engine.errors import EngineError


class ArticulationDamaged(EngineError):
    """An articulation file cannot be read or does not fit this version."""

    code = "articulation_damaged"
    advice = "Prepare the face again; if the message names the shipped model, reinstall Facenote."


class CorpusMissing(EngineError):
    """A folder of the corpus is not there."""

    code = "corpus_missing"
    advice = "Look at the name of the folder, and name folders, not files."


class CorpusEmpty(EngineError):
    """The folders of the corpus hold no clip that can be learned from."""

    code = "corpus_empty"
    advice = "Name folders of short video clips of people speaking, such as those of the GRID corpus."
