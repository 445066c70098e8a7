"""Judgement of face videos and photos: every rule measured, with its limits, advice, and the frame that shows it."""

from engine.quality.assess import assess_photo, assess_video
from engine.quality.evidence import Sound
from engine.quality.picture import draw_report
from engine.quality.report import QualityReport
from engine.quality.rules import RULES

__all__ = ["RULES", "QualityReport", "Sound", "assess_photo", "assess_video", "draw_report"]
