"""The table of rules: one row each, with its limits, whether a person may override it, and its advice.

A new rule is one function in :mod:`engine.quality.readings` and one row here. The limits are those promised to users; rows with
measured limits say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.findings import Finding, Severity
from engine.quality import readings as read
from engine.quality.evidence import Evidence, Reading
from engine.quality.span import SHORTEST_S, YAW_LIMIT_DEG


@dataclass(frozen=True)
class Band:
    """A range of values, ends included; None means no bound on that side."""

    low: float | None = None
    high: float | None = None

    def crossed(self, value: float) -> float | None:
        """Return the bound exceeded by ``value``, or None."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return None

    def __str__(self) -> str:
        if self.low is None:
            return f"at most {self.high:g}" if self.high else "none"
        return f"at least {self.low:g}" if self.high is None else f"{self.low:g} to {self.high:g}"


ANY = Band()


def always(_e: Evidence) -> bool:
    return True


def from_file(e: Evidence) -> bool:
    return e.info is not None


def moving(e: Evidence) -> bool:
    return not e.is_photo


def with_face(e: Evidence) -> bool:
    return bool(e.track.found.any())


def moving_face(e: Evidence) -> bool:
    return moving(e) and with_face(e)


def sentence_demanded(e: Evidence) -> bool:
    return e.sentence


def with_sound(e: Evidence) -> bool:
    return e.sound is not None


def with_sound_track(e: Evidence) -> bool:
    return moving(e) and e.info is not None and e.info.audio is not None


def heard(e: Evidence) -> bool:
    """Return whether the sound is more than silence."""
    return e.sound is not None and e.sound.loudness_lufs is not None and e.sound.loudness_lufs > SILENT_LUFS


def loud_enough(e: Evidence) -> bool:
    """Return whether clipping is judged: in a quiet voice only bumps and pops are clipped, and speaking more softly does not
    help."""
    return e.sound is not None and e.sound.loudness_lufs is not None and e.sound.loudness_lufs >= QUIET_LUFS


def turned(e: Evidence) -> bool:
    return e.turned != 0


def only_photo(e: Evidence) -> bool:
    return e.is_photo


def photo_of_face(e: Evidence) -> bool:
    return e.is_photo and bool(e.track.found[0])


SILENT_LUFS, QUIET_LUFS = -60.0, -35.0


def least_resolution(e: Evidence) -> Band:
    """Return the resolution limit: round video notes are square and smaller than other videos."""
    video = e.info.video if e.info else None
    width, height = (video.width, video.height) if video else e.track.size
    return Band(low=384 if width == height else 480)


def least_share(e: Evidence) -> Band:
    """Return the limit of the face's share: a small face in a large picture is fine if it has enough pixels."""
    return ANY if read.face_size_px(e).value >= 160 else Band(low=0.3)


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        code: stable name of its finding.
        read: reads the value from the evidence; None if it could not be measured.
        unit: of the value, empty for shares, ratios and counts; None: the value is yes or no and not shown.
        recommended: values outside earn a warning.
        limit: values outside fail; may depend on the evidence.
        overridable: a person may accept the failure.
        advice: what the person can do about it.
        applies: whether the rule applies at all.
        wanted: the recommendation in words, if numbers do not express it.
    """

    code: str
    read: Callable[[Evidence], Reading | None]
    unit: str | None
    recommended: Band
    limit: Band | Callable[[Evidence], Band]
    overridable: bool
    advice: str
    applies: Callable[[Evidence], bool] = always
    wanted: str = ""

    def judge(self, evidence: Evidence) -> Finding | None:
        """Return the finding, severity ``ok`` included; None if the rule does not apply."""
        reading = self.read(evidence) if self.applies(evidence) else None
        if reading is None:
            return None
        value = round(reading.value, 3)  # judged as displayed
        limit = self.limit if isinstance(self.limit, Band) else self.limit(evidence)
        failed, warned = limit.crossed(value), self.recommended.crossed(value)
        severity = Severity.OK if warned is None else Severity.WARN
        return Finding(
            code=self.code,
            severity=severity if failed is None else Severity.FAIL,
            value=None if self.unit is None else value,
            unit=self.unit or "",
            recommended=self.wanted or str(self.recommended),
            limit=failed if failed is not None else limit.low if limit.low is not None else limit.high,
            overridable=self.overridable,
            advice=self.advice,
            frame=reading.frame,
            side="" if warned is None else "low" if value < warned else "high",
        )


# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("format", read.recommended_format, None, Band(low=1), ANY, False,
         "Send an .mp4 with H.264 for the best compatibility.", moving, "mp4, mov or webm of a phone or a browser"),
    Rule("ai_generated", read.generated, None, Band(high=0), ANY, True,
         "The file says that AI made it or its lips: send the original recording.", from_file, "a recording"),
    Rule("duration", read.duration_s, "s", Band(15, 60), Band(SHORTEST_S, 300), False,
         "Record 15 to 60 seconds of talking to the camera.", moving),
    Rule("resolution", read.short_side_px, "px", Band(low=720), least_resolution, True,
         "Film with at least 720 pixels on the short side.", from_file),
    Rule("frame_rate", read.frame_rate_fps, "fps", Band(24.9, 30.1), Band(low=15), True,
         "Film with 25 or 30 frames a second.", moving),
    Rule("rotated", read.turned_deg, "deg", Band(0, 0), ANY, True,
         "The picture lay on its side and was turned upright; hold the phone upright next time.", turned, "upright"),

    Rule("face_present", read.face_present, "", Band(low=0.99), Band(low=0.6), False,
         "Stay in the picture from beginning to end, face to the camera."),
    Rule("face_gap", read.face_gap_s, "s", Band(high=0.4), Band(high=1.0), False,
         "Stay in the picture from beginning to end, face to the camera.", moving),
    Rule("base_path", read.base_path_s, "s", Band(low=5), Band(low=SHORTEST_S), False,
         "Keep still and in the picture, in one take, mouth free, for longer.", moving_face),
    Rule("face_share", read.face_share, "", Band(low=0.5), least_share, True,
         "Come closer: the face should fill half of the picture's width.", with_face),
    Rule("face_size", read.face_size_px, "px", Band(low=250), Band(low=96), False,
         "Come closer or film with more pixels.", with_face),
    Rule("face_cut_off", read.face_margin, "face widths", Band(low=0.05), Band(low=-0.02), True,
         "Leave room around the head: forehead, chin and ears must be in the picture.", with_face),
    Rule("yaw", read.yaw_deg, "deg", Band(high=15), Band(high=YAW_LIMIT_DEG), True,
         "Look into the camera, not past it.", with_face),
    Rule("pitch", read.pitch_deg, "deg", Band(high=15), Band(high=25), True,
         "Hold the camera at the height of your eyes.", with_face),
    Rule("roll", read.roll_deg, "deg", Band(high=15), Band(high=25), True,
         "Hold head and camera upright.", with_face),
    Rule("several_faces", read.rival, "of face width", Band(high=0), Band(high=0.6), True,
         "Be alone in the picture.", with_face),

    Rule("brightness", read.luma, "", Band(80, 180), Band(45, 220), True,
         "Light your face evenly from the front, neither dark nor glaring.", with_face),
    Rule("backlight", read.backlight, "times face", Band(high=1.8), Band(high=3.5), True,
         "Turn so that window or lamp is in front of you, not behind.", with_face),
    Rule("side_light", read.side_light, "", Band(high=1.6), Band(high=3), True,
         "Light both halves of your face alike.", with_face),
    Rule("hot_spots", read.hot_spots, "", Band(high=0.02), Band(high=0.12), True,
         "Avoid glare on the skin: softer light, or further from the lamp.", with_face),
    # Blur of 2.3 % of the interocular distance gives 0.10 to 0.16, of 4 % below 0.1; sharp videos 0.21 to 0.66.
    Rule("sharpness", read.sharpness, "", Band(low=0.18), Band(low=0.1), True,
         "Clean the lens, let the camera focus on your face, and use more light.", with_face),

    # People talking, even with lively heads: up to 0.7. A hand-held 2 Hz sway of 4 % of the face's width: 1.5; shaken: 8.
    Rule("shake", read.shake, "% of face width", Band(high=1), Band(high=3), True,
         "Put the camera down or lean it against something.", moving_face),
    Rule("jump", read.jump, "face widths", Band(high=0.25), Band(high=0.6), True,
         "Keep camera and head from sudden moves.", moving_face),
    Rule("pan", read.pan, "of picture width", Band(high=0.25), Band(high=0.6), True,
         "Keep the camera still.", moving_face),
    Rule("zoom", read.zoom, "", Band(high=1.3), Band(high=2.5), True,
         "Do not zoom, and keep your distance.", moving_face),
    Rule("cuts", read.cuts, "", Band(high=0), ANY, True,
         "Send one uncut take; the longest uncut part is used.", moving),
    Rule("frozen", read.frozen, "", Band(high=0.15), ANY, True,
         "The picture stands still in places; send the original recording.", moving_face),

    Rule("mouth_hidden", read.mouth_visible, "visible", Band(low=0.98), Band(low=0.9), False,
         "Take mask, hand or microphone away from your mouth.", with_face),
    Rule("eyes_hidden", read.eyes_visible, "visible", Band(low=0.9), Band(low=0.5), True,
         "Take off the sunglasses.", with_face),

    Rule("no_sound", read.sound_tracks, "", Band(low=1), ANY, True,
         "Record with sound: your own voice teaches the engine your lips.", moving),
    Rule("silent_sound", read.loudness_lufs, "LUFS", Band(low=SILENT_LUFS), ANY, True,
         "The sound track is silent: allow the microphone and record again.", with_sound),
    Rule("speech", read.speech_s, "s", Band(low=15), ANY, True,
         "Talk for at least 15 seconds, so that the lips become your own.", with_sound_track),
    # Two short sentences. From four seconds of speech on it is known whether the lips move with the sound.
    Rule("sentence", read.sentence_s, "s", Band(low=4.2), Band(low=4.2), False,
         "Say the sentence that you were shown, aloud; a photo cannot speak.", sentence_demanded),
    Rule("noise", read.snr_db, "dB SNR", Band(low=20), ANY, True,
         "Record in a quiet room, close to the microphone.", heard),
    Rule("clipping", read.clipped, "", Band(high=0.001), ANY, True,
         "Speak more softly or further from the microphone.", loud_enough),
    Rule("level", read.loudness_lufs, "LUFS", Band(QUIET_LUFS, -9), ANY, True,
         "Speak closer to the microphone, or turn it down if it is too loud.", heard),
    Rule("av_offset", read.av_offset_ms, "ms", Band(-80, 80), ANY, True,
         "Sound and lips are apart; the engine corrects it.", moving_face),
    Rule("foreign_sound", read.foreign_sound, None, Band(high=0), ANY, True,
         "The lips do not move with the sound: send a video with your own, live voice.", heard, "your own voice"),
    Rule("photo", read.photo, None, Band(high=0), ANY, True,
         "A photo moves less naturally: send a video of you talking for real lips, teeth and head motion.", only_photo,
         "a video"),
    Rule("mouth_open", read.mouth_open, "", Band(high=0.15), ANY, True,
         "Close your mouth: lips that are apart cannot be brought together well in a photo.", photo_of_face),
)
# fmt: on


def judge(evidence: Evidence) -> tuple[Finding, ...]:
    """Apply every rule; return the findings in the order of the table."""
    return tuple(finding for rule in RULES if (finding := rule.judge(evidence)))
