"""Judge a result: how good its lips and its voice are, and what to advise first. The front ends print the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.records import ClipResult, LipQuality, VoiceResult
from engine.findings import Finding, Severity

MAX_TIPS = 2
"""How many pieces of advice go with a clip."""


class LipLevel(StrEnum):
    """Accuracy of the lips against the person's own; ``GENERIC``: not learned from this person."""

    GREAT = "great"
    GOOD = "good"
    FAIR = "fair"
    GENERIC = "generic"


class VoiceLevel(StrEnum):
    """How clear a voice is."""

    GOOD = "good"
    FAIR = "fair"


LIP_LEVELS = ((0.8, LipLevel.GREAT), (0.65, LipLevel.GOOD), (-1.0, LipLevel.FAIR))
"""Lower bounds of the correlation of predicted with real mouth opening."""

UNCLEAR = frozenset({"voice_level", "voice_clipping", "voice_noise"})
"""Findings for which a voice could be clearer."""

MOST_HELPFUL = (
    "ai_generated", "sentence", "mouth_hidden", "face_present", "face_gap", "base_path", "duration", "face_size",
    "several_faces", "no_sound", "silent_sound", "foreign_sound", "mouth_open", "photo", "speech", "yaw", "face_share",
    "face_cut_off", "sharpness", "brightness", "backlight", "side_light", "shake", "pitch", "roll", "resolution", "cuts",
    "eyes_hidden", "noise", "hot_spots",
)  # fmt: skip
"""Of several findings of one severity, which to show first: what changes the clips most."""

IMPLIED_BY = {
    "speech": {"duration", "no_sound", "silent_sound"},
    "face_share": {"face_size"},
    "face_size": {"face_share"},
}
"""Findings that are not shown after others whose advice is the same."""


def lip_level(lips: LipQuality | None) -> LipLevel:
    """Return the level of the lip quality."""
    if lips is None:
        return LipLevel.GENERIC
    return next((level for least, level in LIP_LEVELS if lips.opening_r >= least), LipLevel.FAIR)


def voice_level(findings: Iterable[Finding]) -> VoiceLevel:
    """Return how clear a voice with these findings is."""
    return VoiceLevel.GOOD if UNCLEAR.isdisjoint(one.code for one in _problems(findings)) else VoiceLevel.FAIR


def tips(result: ClipResult | VoiceResult) -> list[Finding]:
    """Return what to advise with a clip or a voice, most severe first, at most :data:`MAX_TIPS`."""
    return sorted(_problems(result.findings), key=lambda one: one.severity is not Severity.FAIL)[:MAX_TIPS]


def advice(findings: Iterable[Finding]) -> list[Finding]:
    """Return the problems of a face in the order in which to show them: first those that stop it, then those whose solution
    helps most. Leave out findings that others imply."""

    def rank(finding: Finding) -> tuple[bool, bool, int]:
        help_rank = MOST_HELPFUL.index(finding.code) if finding.code in MOST_HELPFUL else len(MOST_HELPFUL)
        return finding.severity is not Severity.FAIL, finding.overridable, help_rank

    shown: dict[str, Finding] = {}
    for finding in sorted(_problems(findings), key=rank):
        if shown.keys().isdisjoint(IMPLIED_BY.get(finding.code, ())):
            shown[finding.code] = finding
    return list(shown.values())


def _problems(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.OK]
