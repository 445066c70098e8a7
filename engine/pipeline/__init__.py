"""The public API of the engine: ``check``, ``prepare``, ``render``."""

from engine.articulation.personal import LipScore
from engine.choices import Form
from engine.findings import FaceRefused
from engine.pipeline.checking import check
from engine.pipeline.errors import FolderTaken, TemplateDamaged, TemplateMissing, TemplateTooNew
from engine.pipeline.options import PrepareOptions, RendererChoice, RenderOptions
from engine.pipeline.preparing import prepare
from engine.pipeline.rendering import RenderReport, render
from engine.pipeline.template import Template
from engine.quality import QualityReport

__all__ = [
    "FaceRefused",
    "FolderTaken",
    "Form",
    "LipScore",
    "PrepareOptions",
    "QualityReport",
    "RenderOptions",
    "RenderReport",
    "RendererChoice",
    "Template",
    "TemplateDamaged",
    "TemplateMissing",
    "TemplateTooNew",
    "check",
    "prepare",
    "render",
]
