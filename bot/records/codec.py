"""Decodes the JSON columns of the storage, once, at its border; the storage itself looks into none of them."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot.records.batches import BatchState
from bot.records.dialogues import Dialogue, dialogue_from_json
from bot.records.messages import SentMessage
from bot.records.origins import Origin, origin_from_json
from bot.records.preferences import GroupSettings, UserSettings
from bot.records.requests import ClipOptions, JobKind, VoiceEdit
from bot.records.results import ClipResult, FaceResult, JobResult, Role, VoiceResult, role_of
from engine.watch import Stage
from storage import Store
from storage.values import Clock, Json, utc_now

RESULTS: dict[str, type[JobResult]] = {
    JobKind.CLIP: ClipResult,
    JobKind.FACE: FaceResult,
    JobKind.VOICE: VoiceResult,
}
"""Class of the result, by kind of job."""

STAGES = frozenset(str(stage) for stage in Stage)


class Records:
    """A :class:`storage.values.Codec`."""

    def job_kind(self, kind: str) -> JobKind:
        """Decode ``Job.kind``."""
        return JobKind(kind)

    def job_stage(self, stage: str) -> Stage | None:
        """Decode ``Job.stage``; None between stages, and for a stage that this version does not know."""
        return Stage(stage) if stage in STAGES else None

    def file_role(self, role: str) -> Role:
        """Decode a key of ``Job.files`` and of ``Face.files``."""
        return role_of(role)

    def job_request(self, kind: str, values: Json) -> ClipOptions | VoiceEdit | None:
        """Decode ``Job.request``."""
        if kind == JobKind.CLIP:
            return ClipOptions.from_json(values)
        return VoiceEdit.from_json(values) if kind == JobKind.VOICE else None

    def job_result(self, kind: str, values: Json) -> JobResult | None:
        """Decode ``Job.result``; None before there is one."""
        return RESULTS[kind].from_json(values) if values else None

    def job_origin(self, values: Json) -> Origin:
        """Decode ``Job.origin``."""
        return origin_from_json(values)

    def job_message(self, values: Json) -> SentMessage:
        """Decode one of ``Job.messages``."""
        return SentMessage.from_json(values)

    def dialogue(self, state: str, values: Json) -> Dialogue | None:
        """Decode ``Dialogue.data``; None in a state that this version does not know."""
        return dialogue_from_json(state, values)

    def batch_state(self, values: Json) -> BatchState:
        """Decode ``Batch.state``."""
        return BatchState.from_json(values)

    def face_facts(self, values: Json) -> FaceResult:
        """Decode ``Face.facts``."""
        return FaceResult.from_json(values)

    def user_settings(self, values: Json) -> UserSettings:
        """Decode ``User.settings``."""
        return UserSettings.from_json(values)

    def chat_settings(self, values: Json) -> GroupSettings:
        """Decode ``Chat.settings``."""
        return GroupSettings.from_json(values)


RECORDS = Records()


def open_store(folder: Path, *, clock: Clock = utc_now, migrates: bool = True) -> AbstractAsyncContextManager[Store]:
    """Open the store in ``folder`` with the bot's types in its rows, see :meth:`storage.Store.open`."""
    return Store.open(folder, clock=clock, codec=RECORDS, migrates=migrates)
