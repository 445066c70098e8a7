"""What a finished job found: ``Job.result``, and ``Face.facts`` of the face that was registered from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from engine.choices import Form
from engine.findings import Finding, Severity
from storage.values import Json

if TYPE_CHECKING:
    from engine.articulation.personal import LipScore
    from engine.findings import FaceRefused
    from engine.pipeline import RenderReport, Template


class FileRole(StrEnum):
    """What a file of a job or a face is. Stable: the storage, the API's addresses and the worker's files use these names."""

    VOICE = "voice"
    SOURCE = "source"
    CLIP = "clip"
    POSTER = "poster"
    PICTURE = "picture"
    TEMPLATE = "template"


class PartRole(str):
    """Role of the file of a voice that another voice is made from. A job names it until that is done."""

    __slots__ = ()


Role = FileRole | PartRole

_PART = "part_"


def part_role(number: int) -> PartRole:
    """Return the role of the file of one of several voices."""
    return PartRole(f"{_PART}{number}")


def role_of(name: str) -> Role:
    """Return the role of that name."""
    return PartRole(name) if name.startswith(_PART) else FileRole(name)


@dataclass(frozen=True)
class LipQuality:
    """How well the lips follow speech of that person that the training did not hear: correlations, over ``seconds``."""

    opening_r: float
    width_r: float
    seconds: float

    @classmethod
    def of(cls, score: LipScore | None) -> Self | None:
        """Return the engine's score; None where nothing was learnt."""
        return cls(score.opening_r, score.width_r, score.seconds) if score else None

    @classmethod
    def from_json(cls, values: Json | None) -> Self | None:
        """Return what ``asdict`` made; None where nothing was learnt."""
        return cls(values["opening_r"], values["width_r"], values["seconds"]) if values else None


@dataclass(frozen=True)
class ClipResult:
    """A clip: its size in pixels, its length and its quality."""

    size: tuple[int, int]
    duration_s: float
    form: Form = Form.VIDEO
    lips: LipQuality | None = None
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, report: RenderReport) -> Self:
        """Return what the engine reported."""
        return cls(report.size, report.duration_s, report.form, LipQuality.of(report.lip_score), report.findings)

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        width, height = values["size"]
        return cls(
            size=(int(width), int(height)),
            duration_s=float(values["duration_s"]),
            form=Form(values.get("form", Form.VIDEO)),
            lips=LipQuality.from_json(values.get("lip_score")),
            findings=_findings(values),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "size": list(self.size),
            "duration_s": self.duration_s,
            "form": str(self.form),
            "lip_score": asdict(self.lips) if self.lips else None,
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass(frozen=True)
class FaceResult:
    """The verdict on a face. ``blocked``: nobody may accept it; ``kind``: "video" or "photo"; ``is_demo``: not one's own."""

    verdict: Severity = Severity.OK
    blocked: bool = False
    findings: tuple[Finding, ...] = ()
    lips: LipQuality | None = None
    kind: str | None = None
    renderer: str | None = None
    size: tuple[int, int] | None = None
    is_demo: bool = False

    @property
    def needs_override(self) -> bool:
        """One may accept it in spite of its faults."""
        return not self.blocked and self.verdict is Severity.FAIL

    def as_demo(self) -> Self:
        """Return the same as a face that is not one's own."""
        return replace(self, is_demo=True)

    @classmethod
    def of(cls, face: Template) -> Self:
        """Return what the engine prepared."""
        return cls(
            verdict=Severity(face.report["verdict"]),
            findings=_findings(face.report),
            lips=LipQuality.of(face.lip_score),
            kind=face.kind,
            renderer=face.renderer,
            size=face.size,
        )

    @classmethod
    def refused(cls, error: FaceRefused) -> Self:
        """Return the result of a face that nobody may accept."""
        return cls(Severity.FAIL, blocked=True, findings=_findings(error.facts))

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made; a face of an old version may lack any of it."""
        report = values.get("report", {})
        size = values.get("size")
        return cls(
            verdict=Severity(report.get("verdict", Severity.OK)),
            blocked=bool(values.get("blocked", False)),
            findings=_findings(report),
            lips=LipQuality.from_json(values.get("lip_score")),
            kind=values.get("kind"),
            renderer=values.get("renderer"),
            size=(int(size[0]), int(size[1])) if size else None,
            is_demo=bool(values.get("is_demo", False)),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        findings = [finding.to_json() for finding in self.findings]
        return {
            "blocked": self.blocked,
            "report": {"verdict": str(self.verdict), "findings": findings},
            "lip_score": asdict(self.lips) if self.lips else None,
            "kind": self.kind,
            "renderer": self.renderer,
            "size": list(self.size) if self.size else None,
            **({"is_demo": True} if self.is_demo else {}),
        }


@dataclass(frozen=True)
class VoiceResult:
    """A voice: its length, its outline (0 to 1, equally spaced), what was found in it, and (start, end) of each stretch of
    speech, seconds.
    """

    duration_s: float
    peaks: tuple[float, ...] = ()
    findings: tuple[Finding, ...] = ()
    speech: tuple[tuple[float, float], ...] = ()

    @classmethod
    def from_json(cls, values: Json) -> Self:
        """Return what :meth:`to_json` made."""
        speech = tuple((float(start), float(end)) for start, end in values.get("speech", ()))
        return cls(float(values["duration_s"]), tuple(values["peaks"]), _findings(values), speech)

    def to_json(self) -> dict[str, Any]:
        """Return plain values with stable keys."""
        return {
            "duration_s": self.duration_s,
            "peaks": list(self.peaks),
            "findings": [finding.to_json() for finding in self.findings],
            "speech": [list(stretch) for stretch in self.speech],
        }


JobResult = ClipResult | FaceResult | VoiceResult


def _findings(values: Json) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(finding) for finding in values.get("findings", ()))
