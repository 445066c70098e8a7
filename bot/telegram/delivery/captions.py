"""The words and the buttons that come with what was made. Pure: a job in, a caption or a keyboard out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.app.preferences import MAX_NOTE_S, Output, Preferences
from bot.telegram.delivery.destination import Destination
from bot.telegram.keyboard import Action, button
from bot.texts import Texts
from storage.feedback import Verdict
from storage.jobs import Job

MAX_TIPS = 2
MAX_FINDINGS = 3

LIP_LEVELS = ((0.8, "great"), (0.65, "good"), (-1.0, "fair"))
"""Lower bounds of the correlation of predicted with real mouth opening."""

UNCLEAR = {"voice_level", "voice_clipping", "voice_noise"}
"""Findings for which a voice could be clearer."""

MOST_HELPFUL = (
    "mouth_hidden", "face_present", "face_gap", "base_path", "duration", "face_size", "several_faces", "no_sound",
    "silent_sound", "foreign_sound", "photo", "speech", "yaw", "face_share", "face_cut_off", "sharpness", "brightness",
    "backlight", "side_light", "shake", "pitch", "roll", "resolution", "cuts", "eyes_hidden", "noise", "hot_spots",
)  # fmt: skip
"""Of several findings of one severity, which to tell first: what changes the clips most."""


SAID_BY_OTHERS = {
    "speech": {"duration", "no_sound", "silent_sound"},
    "face_share": {"face_size"},
    "face_size": {"face_share"},
}
"""Findings that are not told after others whose advice is the same."""


def clip_caption(texts: Texts, place: Destination, job: Job) -> str:
    """That it was generated, why it is no round note if it should be one, and, unless the person turned it off, how good it
    is in a line, with up to two tips."""
    lines = [texts.say(place.language, "clip-generated")]
    if job.front.get("output") == Output.NOTE and job.work > MAX_NOTE_S:
        lines.append(texts.say(place.language, "clip-not-round"))
    if Preferences.of(place.user.settings).quality:
        warnings = _warnings(job.result.get("findings", ()))
        told = {"lips": lip_level(job.result), "voice": voice_level(warnings)}
        lines.append(texts.say(place.language, "clip-quality", **told))
        lines += [texts.say(place.language, f"advice-{_dashed(code)}") for code in warnings[:MAX_TIPS]]
    return "\n".join(lines)


def lip_level(result: Mapping[str, Any]) -> str:
    """The lip score in a word; "generic" for a face without one."""
    score = result.get("lip_score")
    if not score:
        return "generic"
    return next(level for least, level in LIP_LEVELS if score["opening_r"] >= least)


def voice_level(warnings: Iterable[str]) -> str:
    """How clear the voice is, in a word; ``warnings``: codes."""
    return "good" if UNCLEAR.isdisjoint(warnings) else "fair"


def clip_keyboard(
    texts: Texts, place: Destination, job: Job, *, faces: int, verdict: Verdict | None = None
) -> InlineKeyboardMarkup:
    """Other form, other face (``faces``: how many there are to choose from), again, good, bad."""

    def act(key: str, action: Action, *args: object) -> Any:
        return button(texts.say(place.language, key), action, place.user.id, job.id, *args)

    other = other_output(job)
    change = [act(f"clip-as-{other}", Action.CLIP_FORM, other)] if other else []
    if faces > 1:
        change.append(act("clip-other-face", Action.CLIP_FACES))
    judge = [act("clip-again", Action.CLIP_AGAIN)]
    for one, sign in ((Verdict.GOOD, "👍"), (Verdict.BAD, "👎")):
        label = f"✓ {sign}" if one is verdict else sign
        judge.append(button(label, Action.CLIP_VERDICT, place.user.id, job.id, one))
    return InlineKeyboardMarkup([row for row in (change, judge) if row])


def other_output(job: Job) -> Output | None:
    """A round note as a video, anything else as a round note, if it is short enough."""
    if job.front.get("output") == Output.NOTE and job.work <= MAX_NOTE_S:
        return Output.VIDEO
    return Output.NOTE if job.work <= MAX_NOTE_S else None


def face_caption(texts: Texts, place: Destination, job: Job) -> str:
    """The verdict on a face, and the findings that matter most, each with what to do."""
    problems = most_helpful(job.result["report"]["findings"])
    head = texts.say(place.language, "face-verdict", verdict=_face_verdict(job))
    lines = []
    for finding in problems[:MAX_FINDINGS]:
        code, told = _dashed(finding["code"]), {"value": finding["value"] or 0, "side": finding.get("side", "")}
        lines.append(f"• {texts.say(place.language, f'finding-{code}', **told)}")
        lines.append(f"  <i>{texts.say(place.language, f'advice-{code}', **told)}</i>")
    return "\n".join([head, *lines])


def face_keyboard(texts: Texts, place: Destination, job: Job) -> InlineKeyboardMarkup:
    """Use it (or use it anyway), unless nobody may; try again."""
    language, user = place.language, place.user.id
    keys = {"ok": "face-use", "warn": "face-use", "fail": "face-use-anyway"}
    verdict = _face_verdict(job)
    keep = [button(texts.say(language, keys[verdict]), Action.FACE_KEEP, user, job.id)] if verdict in keys else []
    return InlineKeyboardMarkup([[*keep, button(texts.say(language, "face-try-again"), Action.FACE_ASK, user)]])


def _face_verdict(job: Job) -> str:
    return "blocked" if job.result["blocked"] else str(job.result["report"]["verdict"])


def most_helpful(findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What is not good, in the order in which to tell it: what stops the face first, then what would help most."""

    def rank(finding: Mapping[str, Any]) -> tuple[bool, bool, int]:
        code = finding["code"]
        help_rank = MOST_HELPFUL.index(code) if code in MOST_HELPFUL else len(MOST_HELPFUL)
        return finding["severity"] != "fail", finding["overridable"], help_rank

    told: dict[str, Mapping[str, Any]] = {}
    for finding in sorted((f for f in findings if f["severity"] != "ok"), key=rank):
        if told.keys().isdisjoint(SAID_BY_OTHERS.get(finding["code"], ())):
            told[finding["code"]] = finding
    return list(told.values())


def _warnings(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    return [finding["code"] for finding in findings if finding["severity"] != "ok"]


def _dashed(code: str) -> str:
    return code.replace("_", "-")
