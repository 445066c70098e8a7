"""The tags in a clip's metadata that say that it was generated: put into every clip, read by ``facenote verify``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

AI_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""The vocabulary term for real footage altered by a trained model, as IPTC and C2PA use it."""

AI_SOURCE_TYPES = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")
"""How the vocabulary's terms for what a program made, or altered, end."""

MARK = {
    "comment": "AI-generated video: the lips were made to follow another recording. Made with Facenote.",
    "ai_generated": "true",
    "digital_source_type": AI_SOURCE_TYPE,
}


@dataclass(frozen=True)
class Marks:
    """What the tags of a file say. They are not signed: anybody can write them, or take them out.

    Attributes:
        ai_generated: a program made it, or part of it.
        software: name and version of that program, "" if unknown.
    """

    ai_generated: bool
    software: str


def marks() -> dict[str, str]:
    """Return the container tags of every clip: that it was generated, and by what."""
    return {**MARK, "encoder_software": f"Facenote {version('facenote')}"}


def read_marks(tags: Mapping[str, str]) -> Marks:
    """Read the marks among the tags that :func:`engine.media.probe` found."""
    source_type = tags.get("digital_source_type", "")
    generated = tags.get("ai_generated") == "true" or source_type.endswith(AI_SOURCE_TYPES)
    return Marks(generated, tags.get("encoder_software", ""))
