"""Tests of a first visit: a first clip, and a page that adapts to the visitor."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import cv2
import numpy as np
import pytest
import soundfile
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.client.server import OWN_PAGE
from engine.demo import VOICE
from engine.media import probe, read_audio
from engine.watch import Watch
from tests.browser.conftest import Visit
from tests.browser.studio import Complaints, Studio, length_s, shoot, wait_until

VIEWS = ("make", "batch", "faces", "history", "log", "settings")
READ = {"history": ".tile, .empty", "log": ".log-line, .log .soft"}
"""What a view shows once it has read what it is about; the others know it at once."""

PATIENCE_S = 600  # A check is real work, and slow on a busy machine

LANGUAGES = ("ar", "de", "en", "es", "fr", "pt", "ru", "zh")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

CLIPPED = """() => [...document.querySelectorAll('main :is(button, a, input, select)')].filter(control => {
    const box = control.getBoundingClientRect();
    const clips = parent => getComputedStyle(parent).overflowX !== 'visible';
    const sides = parents(control).filter(clips).map(parent => parent.getBoundingClientRect());
    return box.width && sides.some(side => box.left < side.left - 1 || box.right > side.right + 1);
    function parents(element) { return element.parentElement ? [element.parentElement, ...parents(element.parentElement)] : []; }
}).map(control => control.outerHTML)"""
"""Script that returns the controls that something around them cuts off."""


def open_view(page: Page, name: str) -> None:
    """Open the view, and wait until it is stable."""
    page.goto(f"/#/{name}")
    main = page.locator(f"main.view-{name}")
    expect(main.locator("h1")).to_be_attached()
    if name in READ:  # after a change of the hash alone, the browser tells at once that the network is idle
        expect(main.locator(READ[name]).first).to_be_visible()
    page.wait_for_load_state("networkidle")


def speak(page: Page, language: str) -> None:
    page.locator("header select").select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_a_first_clip_is_two_clicks_away(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    make = page.get_by_role("button", name="Make the clip")
    expect(make).to_be_enabled()
    shoot(page, "make")
    make.click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    shoot(page, "making")
    download = page.get_by_role("link", name="Download clip")
    download.wait_for()
    with page.expect_download() as coming:
        download.click()
    assert re.fullmatch(r"[\w .-]+\.mp4", coming.value.suggested_filename)
    clip = tmp_path / "clip.mp4"
    coming.value.save_as(clip)
    info = probe(clip)
    assert (info.video is not None, info.audio is not None) == (True, True)
    seconds = length_s(page.locator("video"))
    assert seconds == pytest.approx(info.duration_s, abs=0.1)
    shoot(page, "made")
    open_view(page, "history")
    expect(page.get_by_role("link", name=re.compile("^Play "))).to_have_count(1)
    shoot(page, "history")


def test_the_clip_plays_from_anywhere_in_it(visit: Visit, studio: Studio) -> None:
    page = visit(f"#/history/{studio.ready_clip()}")
    video = page.locator("video")
    assert length_s(video) > 3
    video.evaluate("video => { video.pause(); video.currentTime = 3; }")
    page.wait_for_function("video => !video.seeking", arg=video.element_handle())
    assert video.evaluate("video => video.currentTime") == pytest.approx(3, abs=0.1)


def test_a_card_and_its_player_tell_the_same_length(visit: Visit, studio: Studio) -> None:
    studio.ready_clip()
    page = visit("#/history")
    told = page.locator(".tile-length").first.inner_text()
    page.get_by_role("link", name=re.compile("^Play ")).first.click()
    seconds = length_s(page.locator("video"))
    assert told == f"{int(seconds // 60)}:{int(seconds % 60):02}"  # whole seconds, like every player


def test_the_player_goes_anywhere_at_any_speed_as_loud_as_one_likes(visit: Visit) -> None:
    page = visit()
    page.get_by_text("Round note").click()
    page.get_by_role("button", name="Make the round note").click()
    page.get_by_role("link", name="Download round note").wait_for()
    video = page.locator("video")
    position = page.locator(".player-controls").get_by_label("Position")
    assert length_s(video) > 3
    position.fill("3")
    page.wait_for_function("video => video.currentTime === 3", arg=video.element_handle())
    expect(page.locator(".player-clock")).to_have_text(re.compile("^0:03 / "))
    page.get_by_label("Volume").fill("0.25")
    page.get_by_label("Speed").select_option(value="1.5")
    shoot(page, "round-player")
    page.reload()
    expect(page.get_by_label("Speed")).to_have_value("1.5")
    page.wait_for_function(
        "video => video.volume === 0.25 && video.playbackRate === 1.5", arg=page.locator("video").element_handle()
    )


def test_mouth_and_shape_are_kept_for_one_and_for_many(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_label("Mouth")).to_have_value("natural")
    page.get_by_label("Mouth").select_option("Mouth opens wide")
    page.get_by_role("radio", name="1:1").check()
    page.get_by_role("combobox", name="Size", exact=True).select_option("480p")
    page.get_by_label("File size").select_option("at most 16 MB (WhatsApp)")
    shoot(page, "options")
    page.reload()
    expect(page.get_by_label("Mouth")).to_have_value("lively")
    with page.expect_response("**/api/clips") as made:
        page.get_by_role("button", name="Make the clip").click()
    clip = made.value.json()
    assert (clip["mouth"], clip["denoise"], clip["form"]) == ("lively", "auto", "square")
    assert (clip["size"], clip["max_mb"]) == ("480p", 16)
    page.request.post(f"/api/jobs/{clip['id']}/cancel", headers=OWN_PAGE)
    page.goto("/#/batch")
    expect(page.get_by_label("Mouth")).to_have_value("lively")
    page.locator(".batch-picks .pick-face input").first.check(force=True)
    with page.expect_response("**/api/batches") as made:
        page.get_by_role("button", name="Make 1 clip").click()
    batch = made.value.json()
    [job] = batch["jobs"]
    assert (job["mouth"], job["form"], job["size"], job["max_mb"]) == ("lively", "square", "480p", 16)
    page.request.post(f"/api/batches/{batch['id']}/cancel", headers=OWN_PAGE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_using_it(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme, reduced_motion="reduce")  # elements that still fade in have no contrast yet
    grave = {}
    for view in VIEWS:
        open_view(page, view)
        shoot(page, f"{view}-{scheme}")
        found = Axe().run(page).response["violations"]
        grave[view] = [
            f"{fault['id']}: {node['html'][:160]}"
            for fault in found
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"]
        ]
    assert not {view: faults for view, faults in grave.items() if faults}


def test_light_is_light_and_dark_is_dark(visit: Visit) -> None:
    for scheme, is_dark in (("light", False), ("dark", True)):
        page = visit(color_scheme=scheme)
        open_view(page, "make")
        colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        brightness = sum(map(int, re.findall(r"\d+", colour)[:3])) / 3
        assert (brightness < 80, brightness > 200) == (is_dark, not is_dark), colour


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_shows_it_all_without_scrolling_sideways(visit: Visit, language: str) -> None:
    page = visit(**PHONE)
    speak(page, language)
    too_wide, clipped = {}, {}
    for view in VIEWS:
        open_view(page, view)
        shoot(page, f"{view}-phone-{language}")
        too_wide[view] = page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]  # type: ignore[index]
        clipped[view] = page.evaluate(CLIPPED)
    speak(page, "en")
    assert not {view: controls for view, controls in clipped.items() if controls}
    assert not {view: pixels for view, pixels in too_wide.items() if pixels > 0}


@pytest.mark.parametrize("width", [360, 820])
def test_the_button_that_stays_in_sight_covers_nothing(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 740})
    make = page.get_by_role("button", name="Make the clip")
    expect(make).to_be_enabled()
    expect(make).to_be_in_viewport(ratio=1)
    bar = page.locator(".start").bounding_box()
    assert bar is not None
    for control in page.locator("main :is(input:not([hidden]), select, button, a):visible").element_handles():
        if control.evaluate("control => Boolean(control.closest('.start'))"):
            continue
        control.focus()  # the page scrolls to it
        box = control.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= bar["y"], control.evaluate("control => control.outerHTML")
    shoot(page, f"make-{width}-end", whole=False)


def test_a_link_opens_the_studio_once(visit: Visit, studio: Studio, complaints: Complaints) -> None:
    complaints.expect("401")
    page = visit()
    page.context.clear_cookies()
    page.goto("/#/faces")
    expect(page.get_by_text("facenote login-link")).to_be_visible()
    expect(page.get_by_text("to log in:")).to_be_visible()  # where the server's log has the whole command
    assert "to log in: " in studio.log
    assert str(studio.data_folder) not in page.content()
    shoot(page, "login-link")
    link = studio.login_link()
    page.goto(link)
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    assert page.url == f"{studio.url}/"
    page.goto("/#/settings")
    expect(page.get_by_text("this browser")).to_be_visible()
    shoot(page, "logins")
    page.context.clear_cookies()
    page.goto(link)
    expect(page.get_by_role("alert")).to_be_visible()
    assert "link=" not in page.url


def test_the_header_reaches_both_edges(visit: Visit) -> None:
    page = visit("#/settings")
    header = page.locator("header.bar")
    expect(header).to_be_visible()
    assert header.evaluate("header => header.getBoundingClientRect().width - document.documentElement.clientWidth") == 0
    assert page.evaluate("window.innerWidth - document.documentElement.getBoundingClientRect().width") == 0


def test_it_speaks_every_language(visit: Visit) -> None:
    page = visit()
    titles = {}
    for language in LANGUAGES:
        speak(page, language)
        titles[language] = page.get_by_role("navigation").inner_text()
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        for view in VIEWS:
            open_view(page, view)
            assert not re.search(r"\bstudio-[a-z-]+", page.locator("body").inner_text()), (language, view)
            if language == "ar":
                shoot(page, f"{view}-arabic")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[-1])
    speak(page, "en")
    assert len(set(titles.values())) == len(LANGUAGES), titles


def test_the_keyboard_is_enough(visit: Visit, studio: Studio) -> None:
    page = visit()
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Make the clip":
            break
    with studio.holding_work():
        page.keyboard.press("Enter")
        page.get_by_role("button", name=re.compile("^Cancel")).press("Enter")
        expect(page.get_by_text("Cancelled").first).to_be_visible()


def test_who_comes_back_fetches_no_file_again(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_role("button", name="Make the clip")).to_be_enabled()
    again = page.context.new_page()
    again.goto("/")
    expect(again.get_by_role("button", name="Make the clip")).to_be_enabled()
    sent = "performance.getEntriesByType('resource').filter(one => one.name.includes('/static/')).map(one => one.transferSize)"
    assert (len(again.evaluate(sent)) > 5, sum(again.evaluate(sent))) == (True, 0)


def test_the_api_explains_itself(visit: Visit) -> None:
    page = visit("api/docs")
    expect(page.get_by_text("/api/batches").first).to_be_visible()
    shoot(page, "api")


def check(page: Page, file: Path) -> None:
    """Start a check, and wait until it is done."""
    page.locator(".new-face input[type=file]").set_input_files(file)
    card = page.locator(".check").filter(has_text=file.stem)
    wait_until(lambda: card.get_by_role("button", name="Discard").count(), PATIENCE_S)


def test_a_finding_shows_its_moment(
    visit: Visit, talking_video: Path, face_picture: np.ndarray, tmp_path: Path
) -> None:
    page = visit("#/faces")
    page.get_by_role("button", name="I confirm").click()
    check(page, talking_video)
    photo = tmp_path / "photo.png"
    cv2.imwrite(str(photo), face_picture)
    check(page, photo)
    page.reload()
    newest, older = page.locator(".check").nth(0), page.locator(".check").nth(1)
    expect(newest.get_by_role("button", name="Discard")).to_be_visible()
    expect(older.get_by_role("button", name="Discard")).to_be_hidden()
    older.get_by_role("heading", name=talking_video.stem).click()
    expect(older.get_by_role("button", name="Discard")).to_be_visible()
    more = older.locator("summary").filter(has_text=re.compile("^Show "))
    if more.count():
        more.click()
    shows = older.get_by_role("button", name=re.compile("^See it in the video at 0:0")).first
    shows.click()
    film = older.locator("video")
    expect(film).to_be_in_viewport()
    minutes, seconds = map(int, re.findall(r"\d+", shows.inner_text()))
    page.wait_for_function(
        "([film, at]) => Math.floor(film.currentTime) === at", arg=[film.element_handle(), 60 * minutes + seconds]
    )
    shoot(page, "report-moment")


def test_marks_lead_to_where_a_finding_is_heard(visit: Visit, tmp_path: Path) -> None:
    sound = read_audio(VOICE, watch=Watch())
    loud = tmp_path / "loud.wav"
    soundfile.write(
        loud, np.concatenate([sound[: len(sound) // 2], np.clip(20 * sound[len(sound) // 2 :], -1, 1)]), 16_000
    )
    page = visit()
    page.locator(".add-voice input[type=file]").set_input_files(loud)
    expect(page.locator(".voice-row.chosen").get_by_text("loud")).to_be_visible()
    make = page.get_by_role("button", name="Make the clip")
    expect(make).to_be_enabled()
    make.click()
    marks = page.get_by_role("button", name=re.compile("^0:0[2-6] · Too loud here$"))
    expect(marks.first).to_be_visible()
    marks.first.click()
    expect(page.locator(".moments p")).to_have_text(re.compile("^0:0[2-6] · Too loud here$"))
    page.wait_for_function("document.querySelector('video').currentTime > 2")
    where = page.locator("video").evaluate("video => video.currentTime")
    page.locator("video").evaluate("video => { video.currentTime = 0; }")
    marks.first.press("Enter")
    page.wait_for_function("at => document.querySelector('video').currentTime === at", arg=where)
    shoot(page, "moments")


def test_a_link_with_somebody_elses_login_asks_first_and_changes_nothing(visit: Visit) -> None:
    theirs = urlencode({"user": json.dumps({"id": 815, "first_name": "Eve", "username": "eve"}), "hash": "00"})
    page = visit(f"#{urlencode({'tgWebAppData': theirs})}", viewport={"width": 360, "height": 640})
    expect(page.get_by_role("heading", name="Log in as Eve @eve?")).to_be_visible()
    shoot(page, "telegram-login-asked")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("navigation").first).to_be_visible()
    assert page.evaluate("localStorage.getItem('facenote-telegram')") is None
