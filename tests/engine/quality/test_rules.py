"""Tests that each rule reports its own fault and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from engine.face.landmarks import INNER_BOTTOM
from engine.findings import Severity
from engine.quality.evidence import Evidence, Reading
from engine.quality.readings import face_size_px
from engine.quality.rules import ANY, RULES, Band, Rule, judge
from tests.engine.quality.drawn import draw_face, good_evidence, make_info, make_looks, make_track

FAIL, WARN = Severity.FAIL, Severity.WARN


def complaints(evidence: Evidence) -> dict[str, Severity]:
    return {f.code: f.severity for f in judge(evidence) if f.severity is not Severity.OK}


def test_codes_are_unique_and_every_rule_says_what_to_do() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.advice.endswith(".") for rule in RULES)


def test_good_video_is_good() -> None:
    assert complaints(good_evidence()) == {}


def track(**fields: object) -> Evidence:
    whole = good_evidence()
    return replace(whole, track=replace(whole.track, **fields))  # type: ignore[arg-type]


def info(duration_s: float = 20.0, **video: object) -> Evidence:
    return good_evidence(info=replace(make_info(**video), duration_s=duration_s))


def looks(**fields: float) -> Evidence:
    sampled = make_looks()
    return good_evidence(looks=replace(sampled, **{name: np.full(160, value) for name, value in fields.items()}))


def sound(**fields: object) -> Evidence:
    whole = good_evidence()
    assert whole.sound
    return good_evidence(sound=replace(whole.sound, **fields))  # type: ignore[arg-type]


def turned_head(axis: int, degrees: float) -> Evidence:
    pose = np.zeros((500, 3), np.float32)
    pose[::3, axis] = -degrees
    return track(pose=pose)


def frames_from(first: int) -> np.ndarray:
    return np.arange(500) >= first


def moved(path: np.ndarray) -> Evidence:
    """The face carried along ``path`` (500, 2), face widths."""
    whole = good_evidence()
    way = (path * float(np.median(whole.head_width_px)))[:, None].astype(np.float32)
    wide = replace(whole.track, landmarks=whole.track.landmarks + way + 500, size=(3000, 3000))
    return replace(whole, track=wide, info=make_info(width=3000, height=3000))


def scaled(factors: np.ndarray) -> Evidence:
    whole = good_evidence()
    landmarks = whole.track.landmarks
    middle = landmarks.mean(axis=1, keepdims=True)
    return replace(whole, track=replace(whole.track, landmarks=middle + (landmarks - middle) * factors[:, None, None]))


def sway(hertz: float, size: float) -> np.ndarray:
    time = np.arange(500) / 25
    return size * np.stack([np.sin(2 * np.pi * hertz * time), np.cos(2 * np.pi * hertz * time)], axis=-1)


def small_face(interocular_px: float, picture: tuple[int, int]) -> Evidence:
    small = make_track(draw_face(interocular_px=interocular_px))
    centre = (np.array(picture) - small.size) / 2
    placed = replace(small, size=picture, landmarks=(small.landmarks + centre).astype(np.float32))
    return good_evidence(track=placed, info=make_info(width=picture[0], height=picture[1]))


AFAR = {"face_share": WARN}
"""Also true where the picture is made wide for the face to move in."""

CASES: list[tuple[str, Callable[[], Evidence], dict[str, Severity]]] = [
    ("hevc", lambda: info(codec="hevc"), {}),
    ("mpeg-2", lambda: info(codec="mpeg2video"), {"format": WARN}),
    ("made by AI", lambda: good_evidence(generated=True), {"ai_generated": WARN}),
    ("short", lambda: info(10.0), {"duration": WARN}),
    ("too short", lambda: info(2.9), {"duration": FAIL}),
    ("too long", lambda: info(301.0), {"duration": FAIL}),
    (
        "a picture too short for its sound",
        lambda: good_evidence(
            track=make_track(draw_face(interocular_px=200), 74), span=(0, 73), mouth_hidden=np.zeros(74, bool)
        ),
        {"duration": FAIL},
    ),
    ("small picture", lambda: info(width=640, height=480), {"resolution": WARN}),
    ("tiny picture", lambda: info(width=640, height=470), {"resolution": FAIL}),
    ("round video note", lambda: info(width=384, height=384), {"resolution": WARN, "face_size": WARN}),
    ("tiny video note", lambda: info(width=380, height=380), {"resolution": FAIL, "face_size": WARN}),
    ("15 fps", lambda: info(fps=Fraction(15)), {"frame_rate": WARN}),
    ("10 fps", lambda: info(fps=Fraction(10)), {"frame_rate": FAIL}),
    ("60 fps", lambda: info(fps=Fraction(60)), {"frame_rate": WARN}),
    ("NTSC", lambda: info(fps=Fraction(30000, 1001)), {}),
    ("turned", lambda: good_evidence(turned=90), {"rotated": WARN}),
    ("blink of the tracker", lambda: track(found=np.arange(500) != 250), {}),
    ("gone for 0.8 s", lambda: track(found=~frames_from(480)), {"face_present": WARN, "face_gap": WARN}),
    ("gone for 0.8 s, bridged", lambda: track(found=~frames_from(480), filled=frames_from(480)), {}),
    (
        "gone for half",
        lambda: replace(track(found=~frames_from(250)), span=(0, 249)),
        {"face_present": FAIL, "face_gap": FAIL},
    ),
    (
        "long enough before it is gone",
        lambda: replace(track(found=~frames_from(400)), span=(0, 399)),
        {"face_present": WARN},
    ),
    ("short path", lambda: good_evidence(span=(0, 60)), {"base_path": FAIL}),
    ("small but many pixels", lambda: small_face(100, (1280, 720)), {"face_share": WARN, "face_size": WARN}),
    ("small", lambda: small_face(70, (1280, 720)), {"face_share": FAIL, "face_size": WARN}),
    ("minute", lambda: small_face(48, (1280, 720)), {"face_share": FAIL, "face_size": FAIL}),
    ("looks aside", lambda: turned_head(0, 20), {"yaw": WARN}),
    ("profile", lambda: turned_head(0, 40), {"yaw": FAIL}),
    ("looks down", lambda: turned_head(1, 30), {"pitch": FAIL}),
    ("tilted", lambda: turned_head(2, 20), {"roll": WARN}),
    ("passer-by", lambda: track(rivals=np.full(500, 0.3, np.float32)), {"several_faces": WARN}),
    ("two people", lambda: track(rivals=np.full(500, 0.9, np.float32)), {"several_faces": FAIL}),
    ("dim", lambda: looks(luma=60), {"brightness": WARN}),
    ("dark", lambda: looks(luma=30), {"brightness": FAIL}),
    ("glaring", lambda: looks(luma=230), {"brightness": FAIL}),
    ("window behind", lambda: looks(backlight=2.5), {"backlight": WARN}),
    ("silhouette", lambda: looks(backlight=5), {"backlight": FAIL}),
    ("lamp at the side", lambda: looks(side_light=2), {"side_light": WARN}),
    ("half in the dark", lambda: looks(side_light=4), {"side_light": FAIL}),
    ("glare", lambda: looks(hot_spots=0.05), {"hot_spots": WARN}),
    ("burnt out", lambda: looks(hot_spots=0.3), {"hot_spots": FAIL}),
    ("soft", lambda: looks(sharpness=0.14), {"sharpness": WARN}),
    ("blurred", lambda: looks(sharpness=0.08), {"sharpness": FAIL}),
    ("nods", lambda: moved(sway(0.5, 0.05)), AFAR),
    ("hand-held", lambda: moved(sway(2, 0.04)), AFAR | {"shake": WARN}),
    ("shaken", lambda: moved(sway(4, 0.08)), AFAR | {"shake": FAIL}),
    ("one jump", lambda: moved(frames_from(250)[:, None] * [0.4, 0.0]), AFAR | {"jump": WARN}),
    ("panned", lambda: moved(np.linspace(0, 4, 500)[:, None] * [1.0, 0.0]), AFAR | {"pan": WARN}),
    ("zoomed", lambda: scaled(np.linspace(0.6, 1, 500)), AFAR | {"zoom": WARN}),
    ("cut", lambda: track(cuts=np.array([250])), {"cuts": WARN}),
    ("frozen", lambda: looks(change=0.02), {"frozen": WARN}),
    ("mask", lambda: good_evidence(mouth_hidden=np.ones(500, bool)), {"mouth_hidden": FAIL}),
    ("hand for a moment", lambda: good_evidence(mouth_hidden=np.arange(500) < 25), {"mouth_hidden": WARN}),
    ("sunglasses", lambda: looks(eyes_visible=False), {"eyes_hidden": FAIL}),
    ("no sound", lambda: good_evidence(sound=None, info=replace(make_info(), audio=None)), {"no_sound": WARN}),
    ("silent sound", lambda: sound(loudness_lufs=None, speech_s=0.0), {"silent_sound": WARN, "speech": WARN}),
    ("nobody speaks", lambda: good_evidence(sound=None), {"speech": WARN}),
    ("little speech", lambda: sound(speech_s=4.0), {"speech": WARN}),
    ("noisy", lambda: sound(snr_db=8.0), {"noise": WARN}),
    ("clipped", lambda: sound(clipped=0.02), {"clipping": WARN}),
    ("faint", lambda: sound(loudness_lufs=-42.0), {"level": WARN}),
    ("faint, with loud pops", lambda: sound(loudness_lufs=-42.0, clipped=0.02), {"level": WARN}),
    ("in step", lambda: good_evidence(av_offset_ms=-40.0), {}),
    ("out of step", lambda: good_evidence(av_offset_ms=240.0), {"av_offset": WARN}),
    ("a sentence said", lambda: good_evidence(sentence=True), {}),
    ("a sentence too short", lambda: replace(sound(speech_s=4.1), sentence=True), {"sentence": FAIL, "speech": WARN}),
    (
        "a sentence dubbed",
        lambda: good_evidence(sentence=True, foreign_sound=True),
        {"sentence": FAIL, "foreign_sound": WARN},
    ),
    ("dubbed", lambda: good_evidence(foreign_sound=True), {"foreign_sound": WARN}),
]


@pytest.mark.parametrize(("make", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_fault_is_found_and_no_other(make: Callable[[], Evidence], expected: dict[str, Severity]) -> None:
    assert complaints(make()) == expected


@pytest.mark.parametrize(("turned", "width", "height"), [(0, 1440, 1680), (90, 1680, 1440), (180, 1440, 1680)])
def test_the_size_of_a_face_is_that_in_the_file(turned: int, width: int, height: int) -> None:
    plain = face_size_px(good_evidence()).value
    sent = good_evidence(turned=turned, info=make_info(width=width, height=height))
    assert face_size_px(sent).value == pytest.approx(2 * plain)


def test_every_rule_has_a_case() -> None:
    judged = {code for _, _, expected in CASES for code in expected}
    assert {rule.code for rule in RULES} - judged == {"face_cut_off", "mouth_open", "photo"}


@pytest.mark.parametrize(("shift", "severity"), [(0.0, None), (-0.23, WARN), (-0.5, FAIL)])
def test_face_cut_off_by_the_border(shift: float, severity: Severity | None) -> None:
    whole = good_evidence()
    size = np.array(whole.track.size) * [1.0, 0.95]
    way = np.array([shift * size[0], 0], np.float32)
    landmarks = whole.track.landmarks + way
    found = complaints(replace(whole, track=replace(whole.track, landmarks=landmarks)))
    assert found.get("face_cut_off") is severity


def test_face_in_pixels_of_the_file_as_sent() -> None:
    twice = good_evidence(info=make_info(width=1440, height=1680))
    value = {f.code: f.value or 0.0 for f in judge(twice)}
    assert value["face_size"] == pytest.approx(
        2 * {f.code: f.value or 0.0 for f in judge(good_evidence())}["face_size"], rel=1e-3
    )


@pytest.mark.parametrize(
    ("luma", "side"), [(30.0, "low"), (70.0, "low"), (120.0, ""), (190.0, "high"), (230.0, "high")]
)
def test_a_finding_says_on_which_side_of_the_recommended_the_value_is(luma: float, side: str) -> None:
    assert {f.code: f.side for f in judge(looks(luma=luma))}["brightness"] == side


def test_a_value_is_judged_as_it_is_told() -> None:
    rule = Rule("rule", lambda _evidence: Reading(0.49999), "", Band(low=0.5), ANY, True, "Come closer.")
    finding = rule.judge(good_evidence())
    assert finding is not None
    assert (finding.value, finding.severity) == (0.5, Severity.OK)


def test_failure_names_the_frame_that_shows_it() -> None:
    pose = np.zeros((500, 3), np.float32)
    pose[200:300, 0] = 40
    finding = next(f for f in judge(track(pose=pose)) if f.code == "yaw")
    assert finding.frame is not None
    assert 200 <= finding.frame < 300
    assert (finding.value, finding.limit, finding.recommended) == (40.0, 30.0, "at most 15")


def test_only_what_the_promise_says_cannot_be_overridden() -> None:
    fixed = {rule.code for rule in RULES if not rule.overridable and rule.limit != Band()}
    assert fixed == {"duration", "face_present", "face_gap", "base_path", "face_size", "mouth_hidden", "sentence"}


def test_without_a_face_only_that_is_said() -> None:
    nobody = replace(track(found=np.zeros(500, bool)), looks=make_looks(0), mouth_hidden=np.zeros(500, bool))
    assert complaints(nobody) == {"face_present": FAIL, "face_gap": FAIL}


def test_photo_has_neither_time_nor_sound() -> None:
    still = make_track(draw_face(interocular_px=200), frames=1)
    photo = good_evidence(
        track=still, looks=make_looks(1), mouth_hidden=np.zeros(1, bool), span=(0, 0), sound=None, is_photo=True
    )
    assert complaints(photo) == {"photo": WARN}
    assert not {"duration", "shake", "speech", "no_sound", "cuts"} & {f.code for f in judge(photo)}


def test_an_open_mouth_in_a_photo_is_told() -> None:
    closed = make_track(draw_face(interocular_px=200), frames=1)
    lips = closed.lips.copy()
    lips[:, INNER_BOTTOM] += [0, 80]
    photo = good_evidence(
        track=replace(closed, lips=lips), looks=make_looks(1), mouth_hidden=np.zeros(1, bool), span=(0, 0), sound=None,
        is_photo=True,
    )  # fmt: skip
    assert complaints(photo) == {"photo": WARN, "mouth_open": WARN}


@pytest.mark.parametrize(
    ("band", "value", "crossed", "text"),
    [
        (Band(low=3), 2.9, 3, "at least 3"),
        (Band(high=3), 3.0, None, "at most 3"),
        (Band(-80, 80), 90.0, 80, "-80 to 80"),
        (Band(high=0), 1.0, 0, "none"),
    ],
)
def test_band(band: Band, value: float, crossed: float | None, text: str) -> None:
    assert band.crossed(value) == crossed
    assert str(band) == text


def test_nothing_is_said_of_noise_where_nobody_speaks() -> None:
    assert "noise" not in {f.code for f in judge(sound(speech_s=0.0, snr_db=None))}
