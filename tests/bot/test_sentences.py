"""Tests of the sentence of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app.errors import SentenceNeeded
from bot.app.sentences import HALVES, Sentences
from bot.records import User
from bot.records.preferences import UserSettings
from bot.settings import Settings
from tests.bot.said import TEXTS

ADA = User(1, "test:ada", "Ada", "en", UserSettings(), datetime(2026, 1, 1, tzinfo=UTC))
BILABIALS = {
    "ar": "بم",
    "ru": "бпмБПМ",
    "zh": "妈苹摆木盆面爸票买巴博白胖猫爬枇杷朋每琵琶把被旁们门满玫明伯拜麻帮泡杯薄码边慢步皮包棉帽篇美妙闷不",
}
LEAST = 3


def _sentences(*, demanded: bool = True) -> Sentences:
    return Sentences(Settings(_env_file=None, face_sentence=demanded), TEXTS)


def _on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr("bot.app.sentences.utc_now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_nothing_is_demanded_unless_the_operator_says_so() -> None:
    sentences = _sentences(demanded=False)
    assert sentences.today(ADA) is None
    assert sentences.require(ADA, "") is None


def test_it_is_the_same_for_a_person_and_a_day_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences, first = _sentences(), date(2026, 11, 1)
    days = [first + timedelta(days=n) for n in range(30)]
    drawn = []
    for day in days:
        _on(monkeypatch, day)
        drawn.append(sentences.today(ADA))
        assert sentences.today(ADA) == drawn[-1]
    assert [sentence.day for sentence in drawn if sentence] == days
    assert len({sentence.text for sentence in drawn if sentence}) > 10
    people = {sentence.text for n in range(30) if (sentence := sentences.today(replace(ADA, id=n)))}
    assert len(people) > 10


def test_yesterday_s_is_taken_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = _sentences()
    _on(monkeypatch, date(2026, 11, 1))
    shown = sentences.today(ADA)
    assert shown is not None
    _on(monkeypatch, date(2026, 11, 2))
    assert sentences.require(ADA, shown.text) == shown
    today = sentences.today(ADA)
    assert today is not None
    for other in ("", today.text.upper()):
        with pytest.raises(SentenceNeeded) as refused:
            sentences.require(ADA, other)
        assert refused.value.facts == {"sentence": today.text}
    _on(monkeypatch, date(2026, 11, 3))
    yesterday, today = today, sentences.today(ADA)
    assert today is not None
    assert shown.text not in (yesterday.text, today.text)
    assert sentences.require(ADA, yesterday.text) == yesterday
    with pytest.raises(SentenceNeeded):
        sentences.require(ADA, shown.text)


@pytest.mark.parametrize("language", sorted(TEXTS.languages))
def test_it_may_have_been_shown_in_another_language(language: str) -> None:
    sentences = _sentences()
    shown = sentences.today(replace(ADA, language=language))
    assert shown is not None
    assert sentences.require(ADA, shown.text) == shown


@pytest.mark.parametrize("language", sorted(TEXTS.languages))
@pytest.mark.parametrize("half", ["first", "second"])
def test_lips_close_in_every_sentence(language: str, half: str) -> None:
    said = [TEXTS.say(language, f"sentence-{half}", number=number) for number in range(HALVES)]
    assert len(set(said)) == HALVES
    closing = BILABIALS.get(language, "bpmBPM")
    assert min(sum(text.count(letter) for letter in closing) for text in said) >= LEAST
