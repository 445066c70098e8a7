"""From a face to a template, and from a template and a voice to a clip: :class:`Engine`, its inputs and its results."""

from engine.articulation.personal import LipScore
from engine.choices import EngineOptions, Form, MouthSize
from engine.findings import FaceRefused
from engine.pipeline.engine import Engine
from engine.pipeline.errors import FolderTaken, TemplateDamaged, TemplateMissing, TemplateTooNew
from engine.pipeline.options import PrepareOptions, RendererChoice, RenderOptions
from engine.pipeline.rendering import RenderReport
from engine.pipeline.template import Template
from engine.quality import QualityReport

__all__ = [
    "Engine",
    "EngineOptions",
    "FaceRefused",
    "FolderTaken",
    "Form",
    "LipScore",
    "MouthSize",
    "PrepareOptions",
    "QualityReport",
    "RenderOptions",
    "RenderReport",
    "RendererChoice",
    "Template",
    "TemplateDamaged",
    "TemplateMissing",
    "TemplateTooNew",
]
