"""Metadata that marks clips and posters as generated: written to each, read by ``facenote verify``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

AI_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""The term of IPTC and C2PA for real source video altered by a trained model."""

AI_SOURCE_TYPES = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")
"""Endings of the vocabulary's terms for media made, or altered, by a program."""

MARK = {
    "comment": "AI-generated video: the lips were made to follow another recording. Made with Facenote.",
    "ai_generated": "true",
    "digital_source_type": AI_SOURCE_TYPE,
}


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmp:CreatorTool="{software}" Iptc4xmpExt:DigitalSourceType="{source_type}"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

XMP_SOURCE_TYPE = re.compile(r"""\bDigitalSourceType(?:=["']|>)\s*([^"'<\s]+)""")
XMP_TOOL = re.compile(r"""\bCreatorTool(?:=["']|>)([^"'<]+)""")
"""Other programs write it as an attribute or as an element."""


@dataclass(frozen=True)
class Marks:
    """Statements in a file's tags. They are not signed: anybody can write or remove them.

    Attributes:
        ai_generated: a program made it, or part of it.
        software: name and version of that program, "" if unknown.
    """

    ai_generated: bool
    software: str


def marks() -> dict[str, str]:
    """Return the container tags of every clip, which mark it as generated and name the software."""
    return {**MARK, "encoder_software": f"Facenote {version('facenote')}"}


def xmp_marks() -> bytes:
    """Return the same as an XMP packet (ISO 16684-1), for stills."""
    return XMP.format(source_type=AI_SOURCE_TYPE, software=marks()["encoder_software"]).encode()


def read_marks(tags: Mapping[str, str]) -> Marks:
    """Read the marks among the tags found by :func:`engine.media.probe`."""
    if xmp := tags.get("xmp"):
        found, tool = XMP_SOURCE_TYPE.search(xmp), XMP_TOOL.search(xmp)
        return Marks(found is not None and found[1].endswith(AI_SOURCE_TYPES), tool[1] if tool else "")
    source_type = tags.get("digital_source_type", "")
    generated = tags.get("ai_generated") == "true" or source_type.endswith(AI_SOURCE_TYPES)
    generated |= tags.get("comment") == MARK["comment"]  # the only tag that ffmpeg copies from mp4 to mp4
    return Marks(generated, tags.get("encoder_software", ""))
