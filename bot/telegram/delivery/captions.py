"""Captions and buttons of results. Pure: takes a job, returns a caption or a keyboard."""

from __future__ import annotations

from typing import Any

from telegram import InlineKeyboardMarkup

from bot.app.assessment import advice, lip_level, tips, voice_level
from bot.records import ClipResult, FaceResult, Job, Output, TelegramOrigin, length_s
from bot.records.preferences import MAX_NOTE_S
from bot.telegram.delivery.destination import Destination
from bot.telegram.keyboard import Action, button
from bot.texts import Texts
from storage.feedback import Verdict

MAX_FINDINGS = 3


def output_of(job: Job) -> Output:
    """Return the form in which a clip is sent."""
    origin = job.origin
    return (origin.output if isinstance(origin, TelegramOrigin) else None) or Output.VIDEO


def clip_caption(texts: Texts, destination: Destination, job: Job) -> str:
    """Return the caption: that the clip was generated, why it is no round note if one was requested, and, unless the person
    turned that off, one line on its quality with up to two tips.
    """
    result, language = job.result, destination.language
    assert isinstance(result, ClipResult)
    lines = [texts.say(language, "clip-generated")]
    if output_of(job) is Output.NOTE and length_s(job) > MAX_NOTE_S:
        lines.append(texts.say(language, "clip-not-round"))
    if destination.user.settings.quality:
        lips, voice = lip_level(result.lips), voice_level(result.findings)
        lines.append(texts.say(language, "clip-quality", lips=lips, voice=voice))
        lines += [texts.say(language, f"advice-{_dashed(finding.code)}") for finding in tips(result)]
    return "\n".join(lines)


def clip_keyboard(
    texts: Texts, destination: Destination, job: Job, *, faces: int, verdict: Verdict | None = None
) -> InlineKeyboardMarkup:
    """Return the buttons: other form, other face (``faces``: number of the person's faces), again, good, bad."""

    def act(key: str, action: Action, *args: object) -> Any:
        return button(texts.say(destination.language, key), action, destination.user.id, job.id, *args)

    other = other_output(job)
    change = [act(f"clip-as-{other}", Action.CLIP_FORM, other)] if other else []
    if faces > 1:
        change.append(act("clip-other-face", Action.CLIP_FACES))
    rate = [act("clip-again", Action.CLIP_AGAIN)]
    for one, sign in ((Verdict.GOOD, "👍"), (Verdict.BAD, "👎")):
        label = f"✓ {sign}" if one is verdict else sign
        rate.append(button(label, Action.CLIP_VERDICT, destination.user.id, job.id, one))
    return InlineKeyboardMarkup([row for row in (change, rate) if row])


def other_output(job: Job) -> Output | None:
    """Return the other form: video for a round note, else round note if it is short enough."""
    if output_of(job) is Output.NOTE and length_s(job) <= MAX_NOTE_S:
        return Output.VIDEO
    return Output.NOTE if length_s(job) <= MAX_NOTE_S else None


def face_caption(texts: Texts, destination: Destination, job: Job) -> str:
    """Return the verdict on a face, and the most important findings, each with its advice."""
    result = job.result
    assert isinstance(result, FaceResult)
    lines = [texts.say(destination.language, "face-verdict", verdict=_face_verdict(result))]
    for finding in advice(result.findings)[:MAX_FINDINGS]:
        code, values = _dashed(finding.code), {"value": finding.value or 0, "side": finding.side}
        lines.append(f"• {texts.say(destination.language, f'finding-{code}', **values)}")
        lines.append(f"  <i>{texts.say(destination.language, f'advice-{code}', **values)}</i>")
    return "\n".join(lines)


def face_keyboard(texts: Texts, destination: Destination, job: Job) -> InlineKeyboardMarkup:
    """Return the buttons: use it, or use it anyway, unless it is blocked; try again."""
    language, user = destination.language, destination.user.id
    keys = {"ok": "face-use", "warn": "face-use", "fail": "face-use-anyway"}
    assert isinstance(job.result, FaceResult)
    verdict = _face_verdict(job.result)
    keep = [button(texts.say(language, keys[verdict]), Action.FACE_KEEP, user, job.id)] if verdict in keys else []
    return InlineKeyboardMarkup([[*keep, button(texts.say(language, "face-try-again"), Action.FACE_ASK, user)]])


def _face_verdict(result: FaceResult) -> str:
    return "blocked" if result.blocked else str(result.verdict)


def _dashed(code: str) -> str:
    return code.replace("_", "-")
