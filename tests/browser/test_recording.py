"""Tests of camera and microphone: Chromium's fake devices play a talking face."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from playwright.sync_api import Browser, Playwright, expect

from engine.demo import VOICE
from engine.media import bundled_ffmpeg, read_audio
from engine.watch import Watch
from tests.browser.conftest import CHROMIUM, Visit
from tests.browser.studio import Complaints, shoot

SPOKEN = re.compile(r"0:(0[2-9]|[1-5]\d)")
"""Two seconds or more."""

COUNTED = """() => {
    window.counted = [];
    const place = document.querySelector('.countdown');
    const look = () => place.textContent && counted.at(-1) !== place.textContent && counted.push(place.textContent);
    new MutationObserver(look).observe(place, { childList: true, characterData: true, subtree: true });
}"""
"""Script that records the countdown's texts, however short."""


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright,
    chromium: str,
    talking_video: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """Return a browser with files as camera and microphone, and with permission to use them."""
    speech = tmp_path_factory.mktemp("microphone") / "speech.wav"
    soundfile.write(speech, read_audio(VOICE, watch=Watch()), 16_000)
    film = tmp_path_factory.mktemp("camera") / "face.mjpeg"
    options = ["-v", "error", "-an", "-vf", "pad=640:480:80:0", "-q:v", "3"]
    command: list[str | Path] = [bundled_ffmpeg(), "-i", talking_video, *options, film]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    devices = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
        f"--use-file-for-fake-audio-capture={speech}",
    ]
    running = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM, *devices])
    yield running
    running.close()


def test_a_voice_is_recorded_and_spoken(visit: Visit, complaints: Complaints) -> None:
    complaints.expect("ERR_FAILED")
    page = visit()
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    page.get_by_role("button", name="Record your voice").click()
    expect(page.locator(".recorder-clock")).to_contain_text(SPOKEN)
    shoot(page, "microphone")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Use this recording").wait_for()
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Make", exact=True).click()
    page.route("**/api/voices", lambda route: route.abort(), times=1)
    use = page.get_by_role("button", name="Use this recording")
    use.wait_for()  # it is still there
    expect(use).not_to_be_focused()
    use.click()
    expect(page.get_by_role("alert").get_by_text("does not answer")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Try Recording")).click()
    voice = page.locator(".voice-row.chosen")
    expect(voice.get_by_text(re.compile("^Recording"))).to_be_visible()
    expect(voice.get_by_text(SPOKEN).first).to_be_visible()
    page.get_by_role("button", name="Make the clip").click()
    expect(page.get_by_role("link", name="Download clip")).to_be_visible()
    compare = page.get_by_role("button", name="Hold to see the original")
    compare.focus()
    page.keyboard.down(" ")
    expect(page.locator(".player-stage > .original")).to_be_visible()
    page.keyboard.up(" ")
    expect(page.locator(".original")).to_have_count(0)
    for count in (1, 0):
        compare.dispatch_event("click")  # as a screen reader presses
        expect(page.locator(".original")).to_have_count(count)


def test_a_voice_is_kept_when_one_goes_on_to_many_while_it_is_recorded(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Record your voice").click()
    expect(page.locator(".recorder-clock")).to_contain_text(SPOKEN)
    page.get_by_role("link", name="Many").click()
    expect(page.get_by_role("button", name="Use this recording")).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("button", name="Record your voice")).to_be_visible()


def test_a_voice_is_trimmed_by_keyboard_and_joined(visit: Visit) -> None:
    page = visit(viewport={"width": 360, "height": 740})
    page.get_by_role("radio", name="Hello").check()
    page.get_by_role("button", name="Trim or split").click()
    end = page.get_by_role("slider", name="End")
    handles = page.get_by_role("dialog").get_by_role("slider", name=re.compile("^(Start|End)$")).all()
    looks = [handle.evaluate("handle => getComputedStyle(handle).background") for handle in handles]
    assert len(looks) == 2
    assert looks[0] == looks[1]  # neither hides the picture of the voice
    end.focus()
    for key in ("Home", "PageUp", "ArrowLeft"):
        end.press(key)
    assert end.get_attribute("aria-valuetext") == "0:01.4"
    box = end.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 2, box["y"] + 4)
    page.mouse.up()
    assert end.get_attribute("aria-valuetext") == "0:01.4"  # held at its edge it stays where it is
    shoot(page, "voice-trim", whole=False)
    page.get_by_role("button", name="Make a new voice").click()
    made = page.locator(".voice-row.chosen")
    expect(made.get_by_text("Hello (2)")).to_be_visible()
    expect(made.locator(".waveform-clock")).to_have_text("0:00 / 0:01")
    page.get_by_role("button", name="Join voices").click()
    page.get_by_role("combobox", name="Add a voice").select_option(label="Hello (0:06)")
    up = page.get_by_role("button", name="Move Hello up")
    up.focus()
    up.press("Enter")
    expect(up).to_be_focused()
    shoot(page, "voices-joined", whole=False)
    page.get_by_role("button", name="Make one voice").click()
    expect(made.get_by_text("Hello + Hello (2)")).to_be_visible()
    expect(made.locator(".waveform-clock")).to_have_text("0:00 / 0:08")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_face_is_recorded_judged_and_kept(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Faces").click()
    page.get_by_role("button", name="I confirm").click()
    page.get_by_role("button", name="Record with the camera").click()
    page.get_by_role("button", name="Start recording").wait_for()
    shoot(page, "camera", whole=False)
    page.evaluate(COUNTED)
    page.get_by_role("button", name="Start recording").click()
    page.get_by_role("button", name="Stop").wait_for()
    assert page.evaluate("counted") == ["3", "2", "1"]
    expect(page.locator(".recorder-clock")).to_contain_text(re.compile(r"^0:(0[4-9]|[1-5]\d)"))
    shoot(page, "camera-records", whole=False)
    page.get_by_role("button", name="Stop").click()
    shoot(page, "camera-taken", whole=False)
    for _ in range(2):  # a browser lets nobody refuse the second one
        page.keyboard.press("Escape")
        page.get_by_role("dialog", name="Discard this recording?").get_by_role("button", name="Keep it").click()
    page.go_back()
    expect(page.locator(".view-make")).to_be_visible()
    page.go_forward()  # the take is still there
    page.get_by_role("button", name="Use this recording").click()
    check = page.locator(".check")
    use = check.get_by_role("button", name=re.compile("^Use it"))
    use.wait_for()
    shoot(page, "report")
    faces = page.locator(".face-cards > li")
    known = faces.count()
    use.click()
    expect(page.locator(".view-make .pick-face input:checked + img + .pick-mark + span")).to_have_text("Face 1")
    page.goto("/#/faces")
    expect(faces).to_have_count(known + 1)
    shoot(page, "faces")


def test_a_camera_that_is_refused_is_told(visit: Visit) -> None:
    page = visit("#/faces")
    record, agree = (page.get_by_role("button", name=name) for name in ("Record with the camera", "I confirm"))
    expect(record.or_(agree).first).to_be_visible()
    if agree.count():
        agree.click()
    page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia ="
        " () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    record.click()
    expect(page.get_by_role("alert").filter(has_text="camera")).to_be_visible()
    shoot(page, "camera-refused", whole=False)
