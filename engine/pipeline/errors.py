"""Errors of checking, preparing and rendering."""

from __future__ import annotations

from engine.errors import EngineError


class FolderTaken(EngineError):
    """The folder for the template contains other files."""

    code = "folder_taken"
    advice = "Name a new or empty folder."


class ClipOverLimit(EngineError):
    """The clip cannot be made as small as was asked for. Facts: ``max_bytes``, ``duration_s``."""

    code = "clip_over_limit"
    advice = "Allow a larger file, or choose a smaller picture or a shorter voice."


class TemplateMissing(EngineError):
    """There is no template in this folder."""

    code = "template_missing"
    advice = "Prepare a face first: facenote prepare VIDEO --out FOLDER."


class TemplateDamaged(EngineError):
    """The template's files are incomplete or were changed."""

    code = "template_damaged"
    advice = "Prepare the face again."


class TemplateTooNew(EngineError):
    """The template was made by a newer version."""

    code = "template_too_new"
    advice = "Update Facenote, or prepare the face again with this version."
