"""Tests of the locale files: complete, correct, without unused texts."""

from __future__ import annotations

import ast
import importlib
import logging
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot
import engine
import storage
from bot.records.preferences import Output
from bot.telegram.app import GROUP_COMMANDS, PRIVATE_COMMANDS
from bot.texts import LOCALES, Texts
from engine.choices import Denoise, MouthSize
from engine.quality.rules import RULES
from facenote.errors import FacenoteError
from tests.bot.said import TEXTS

LANGUAGES = ("ar", "de", "en", "es", "fr", "pt", "ru", "zh")
PLURALS = {
    "ar": {"zero", "one", "two", "few", "many", "other"},
    "ru": {"one", "few", "many", "other"},
    "zh": {"other"},
} | {language: {"one", "other"} for language in ("de", "en", "es", "fr", "pt")}
CATEGORIES = {"zero", "one", "two", "few", "many"}

OF_OPERATORS_ALONE = {
    "articulation_damaged", "backup_damaged", "bench_process_died", "corpus_empty", "corpus_missing",
    "device_missing", "face_model_damaged", "face_unknown", "ffmpeg_missing", "ffmpeg_unusable", "folder_in_use",
    "folder_taken", "gfpgan_damaged", "job_given_back", "landmark_engine_unknown", "lease_lost", "model_missing", "model_unknown",
    "mouth_library_damaged", "no_local_studio", "output_unusable", "pool_closed", "ray_missing", "server_refused",
    "server_unreachable", "signing_failed", "signing_key_unusable", "speech_model_damaged", "store_damaged", "store_too_new",
    "store_too_old", "subtitles_extra_missing", "subtitles_font_missing", "subtitles_invalid", "subtitles_model_damaged",
    "subtitles_model_missing",
    "track_damaged", "usage", "wav2lip_damaged",
}  # fmt: skip
"""Codes that people are told as an internal error: they can do nothing about them."""

OF_DELIVERY = {"bot_blocked", "chat_gone", "clip_too_large", "telegram_refused", "worker_lost"}
"""Codes without an error class: why a delivery failed, and what the storage says of a job that died three times."""

NUMBERS = {
    "count", "number", "position", "done", "total", "failed", "days", "value", "limit", "max_mb", "max_minutes", "people",
    "faces", "groups", "day", "queued", "running", "sending", "used_mb", "free_mb", "speed", "minutes",
}  # fmt: skip


class Reading(Visitor):
    """What a message refers to, and what it chooses between."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.choices: dict[str, list[set[str]]] = {}

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        assert isinstance(node.selector, ftl.VariableReference)
        keys = {v.key.name if isinstance(v.key, ftl.Identifier) else v.key.value for v in node.variants}
        self.choices.setdefault(node.selector.id.name, []).append(keys)
        self.generic_visit(node)


@cache
def messages(language: str) -> dict[str, tuple[Reading, str]]:
    """By key: what was read in it, and its source."""
    found = {}
    for entry in FluentParser().parse((LOCALES / f"{language}.ftl").read_text("utf-8")).body:
        assert not isinstance(entry, ftl.Junk), (language, entry.content)
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, (language, entry.id.name)
            reading = Reading()
            reading.visit(entry)
            source = (LOCALES / f"{language}.ftl").read_text("utf-8")[entry.span.start : entry.span.end]  # type: ignore[union-attr]
            found[entry.id.name] = (reading, source)
    return found


def modules(package: ModuleType) -> Iterator[str]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            yield module.name


@cache
def page() -> str:
    """All modules of the studio's page, in one."""
    modules = sorted((LOCALES.parent / "bot" / "web" / "page" / "src").rglob("*.ts*"))
    return "\n".join(path.read_text("utf-8") for path in modules)


def said_by_page() -> set[str]:
    """Keys of texts that the page shows as they are, unlike those that it reads as HTML."""
    return set(re.findall(r'\bt\(\s*"([a-z0-9-]+)"', page()))


def codes() -> set[str]:
    """Of every error that the packages define."""
    for package in (engine, storage, bot):
        for name in modules(package):
            importlib.import_module(name)
    found: set[str] = set()
    waiting = FacenoteError.__subclasses__()
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.__module__.split(".")[0] in {"bot", "engine", "storage"}:
            found.add(error.code)
    return found


def arguments(key: str, choice: int) -> dict[str, object]:
    return {name: choice if name in NUMBERS else "ok" for name in messages("en")[key][0].variables}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return TEXTS


def test_there_are_eight_languages(texts: Texts) -> None:
    assert texts.languages == LANGUAGES
    assert len({texts.say(language, "language-name") for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_every_language(language: str) -> None:
    english, here = messages("en"), messages(language)
    assert english.keys() == here.keys()
    for key, (reading, source) in english.items():
        assert here[key][0].variables == reading.variables, key
        for pattern in (r"</?\w+>", r"(?<![<\w])/[a-z]{4,}", r"style: \"\w+\"", r"maximumFractionDigits: \d"):
            assert set(re.findall(pattern, here[key][1])) == set(re.findall(pattern, source)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(texts: Texts, language: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        for key in messages(language):
            for count in (0, 1, 2, 5, 11, 21):
                said = texts.say(language, key, **arguments(key, count))
                opened, closed = re.findall(r"<(\w+)>", said), re.findall(r"</(\w+)>", said)
                assert said.strip(), key
                assert sorted(opened) == sorted(closed), key
    assert not caplog.records


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language: str) -> None:
    """Where a text distinguishes plurals it has all forms, none that the language lacks; [0] and [1] stand for numbers."""
    for key, (reading, _) in messages(language).items():
        for variants in (v for many in reading.choices.values() for v in many):
            if forms := variants & CATEGORIES:
                assert forms <= PLURALS[language], key
                covered = variants | {"zero" if "0" in variants else "", "other"}
                if key != "faces-title":  # words without a number
                    assert covered >= PLURALS[language], key


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", {0: "0 минут", 1: "1 минуты", 2: "2 минут", 5: "5 минут", 11: "11 минут", 21: "21 минуты"}),
        ("ar", {1: "دقيقة واحدة", 2: "دقيقتين", 5: "دقائق", 11: "دقيقة", 21: "دقيقة"}),
        ("fr", {0: "0 minute", 1: "1 minute", 2: "2 minutes", 21: "21 minutes"}),
        ("zh", {1: "1 分钟", 21: "21 分钟"}),
    ],
)
def test_counts_are_said_as_people_say_them(texts: Texts, language: str, expected: dict[int, str]) -> None:
    for count, ending in expected.items():
        said = re.sub("[\u2068\u2069]", "", texts.say(language, "about-minutes", count=count))
        assert said.endswith(ending), (count, said)


def test_every_error_and_finding_has_words() -> None:
    keys = messages("en").keys()
    known = codes()
    told = (known | OF_DELIVERY) - OF_OPERATORS_ALONE
    assert known >= OF_OPERATORS_ALONE
    assert {f"error-{code.replace('_', '-')}" for code in told} == {key for key in keys if key.startswith("error-")}
    findings = {rule.code.replace("_", "-") for rule in RULES}
    assert {f"finding-{code}" for code in findings} == {key for key in keys if key.startswith("finding-")}
    voice = {"level", "clipping", "noise", "speech-share", "pitch-mismatch"}
    advised = findings | {f"voice-{code}" for code in voice}
    assert {f"advice-{code}" for code in advised} == {key for key in keys if key.startswith("advice-")}


def test_every_text_is_used_and_every_used_text_exists() -> None:
    keys = messages("en").keys()
    said, mentioned = set(), set()
    for path in (LOCALES.parent / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                mentioned.add(node.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                said |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    in_page = set(re.findall(r'"([a-z0-9-]+)"', page()))
    begun = tuple(re.findall(r"`(studio-[a-z-]+-)\$\{", page()))
    mentioned |= in_page | {key for key in keys if key.startswith(begun)}
    said |= {text for text in in_page if text.startswith("studio-")} | said_by_page()
    said = {key for key in said if "-" in key}
    assert said <= keys
    built = {f"command-{name}" for name in (*PRIVATE_COMMANDS, *GROUP_COMMANDS)}
    built |= {f"output-{output}" for output in Output} | {f"clip-as-{form}" for form in (Output.NOTE, Output.VIDEO)}
    built |= {f"denoise-{choice}" for choice in Denoise} | {f"mouth-{choice}" for choice in MouthSize}
    built |= {f"team-{name}" for name in ("voices", "start", "members", "output", "quota", "language")}
    by_code = {key for key in keys if key.startswith(("error-", "finding-", "advice-"))}
    assert not keys - mentioned - built - by_code
    assert {key for key in built if not key.startswith("command-")} <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_shows_as_it_is_holds_no_html(language: str) -> None:
    plain = said_by_page() | {key for key in messages("en") if key.startswith(("studio-", "login-"))}
    assert len(plain) > 100
    assert not [key for key in plain if re.search(r"[<>]|&\w+;", messages(language)[key][1].replace("->", ""))]


def test_commands_fit_telegram(texts: Texts) -> None:
    for language in LANGUAGES:
        for name in (*PRIVATE_COMMANDS, *GROUP_COMMANDS):
            assert 3 <= len(texts.say(language, f"command-{name}")) <= 256
        assert len(texts.say(language, "bot-description")) <= 512
        assert len(texts.say(language, "bot-short-description")) <= 120


def test_arguments_are_escaped(texts: Texts) -> None:
    assert "&lt;b&gt;" in texts.say("en", "faces-renamed", name="<b>")


def test_arabic_isolates_what_is_put_in(texts: Texts) -> None:
    assert "\u2068Ada\u2069" in texts.say("ar", "faces-renamed", name="Ada")
    assert "\u2068" not in texts.say("en", "faces-renamed", name="Ada")


@pytest.mark.parametrize(
    ("code", "language"), [("pt-br", "pt"), ("zh-hans", "zh"), ("RU", "ru"), ("nl", "en"), (None, "en"), ("", "en")]
)
def test_language_is_picked_from_the_tag(texts: Texts, code: str | None, language: str) -> None:
    assert texts.pick(code) == language


def test_unknown_text_is_an_error(texts: Texts) -> None:
    with pytest.raises(KeyError):
        texts.say("de", "no-such-text")
