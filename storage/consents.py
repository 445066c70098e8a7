"""Consents: what users agreed to, when, by which way, and for whose face or voice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Reader, Writer
from storage.values import Json, to_time


class Subject(StrEnum):
    """Whose face or voice a consent is about; ``GENERAL``: any, as before the first face."""

    GENERAL = ""
    OWN_FACE = "own_face"
    PERMITTED_FACE = "permitted_face"
    VOICES = "voices"


@dataclass(frozen=True)
class NewConsent:
    """Consent to be recorded.

    Attributes:
        version: of the text; text: as it was last shown, in this ``language``, or "" if that is not known. A script that
            agrees over the API is shown nothing: then it is the text of that version, in the person's language.
        way: the front end, e.g. "telegram".
        note: who gave the permission, for a ``PERMITTED_FACE``.
        job_id: the check of the face that it is for.
        sentence, sentence_day: what the person had to say in the video, and the day (UTC) that it was drawn for; "" if nothing.
    """

    version: str
    text: str
    language: str
    way: str
    subject: Subject = Subject.GENERAL
    note: str = ""
    job_id: int | None = None
    sentence: str = ""
    sentence_day: str = ""


@dataclass(frozen=True)
class Consent:
    """Recorded consent. ``text`` and ``language`` are "" where only the version is known. ``sentence`` and ``sentence_day`` as in
    :class:`NewConsent`; ``sentence_finding``: what the check found about it, once the face is kept."""

    user_id: int
    text_version: str
    given_at: datetime
    subject: Subject
    note: str
    way: str
    text: str
    language: str
    sentence: str
    sentence_day: str
    sentence_finding: Json | None


async def give(tx: Writer, user_id: int, new: NewConsent) -> None:
    """Record a consent, given now. For a job, or after one that says the same, change nothing if there is one already."""
    sha256 = hashlib.sha256(f"{new.language}\n{new.text}".encode()).hexdigest() if new.text else None
    if sha256:
        await tx.run(
            "INSERT INTO consent_texts VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            sha256, new.language, new.text, tx.now,
        )  # fmt: skip
    await tx.run(
        """
        INSERT INTO consents
            (user_id, text_version, given_at, job_id, subject, note, way, text_sha256, sentence, sentence_day)
        SELECT :user_id, :version, :now, :job_id, :subject, :note, :way, :sha256, :sentence, :sentence_day
        WHERE :job_id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM consents WHERE user_id = :user_id AND job_id IS NULL AND subject = :subject
            AND text_version = :version AND text_sha256 = :sha256 AND way = :way
        ) ON CONFLICT DO NOTHING
        """,
        user_id=user_id, version=new.version, now=tx.now, job_id=new.job_id, subject=str(new.subject), note=new.note,
        way=new.way, sha256=sha256, sentence=new.sentence, sentence_day=new.sentence_day,
    )  # fmt: skip


async def has_given(tx: Reader, user_id: int, version: str, subject: Subject = Subject.GENERAL) -> bool:
    """Return whether the user agreed to this version about this subject."""
    return await given(tx, user_id, version, subject) is not None


async def given(tx: Reader, user_id: int, version: str, subject: Subject = Subject.GENERAL) -> Consent | None:
    """Return the newest consent to this version about this subject that is for no face alone."""
    found = await _load(
        tx, "user_id = ? AND job_id IS NULL AND subject = ? AND text_version = ?", user_id, str(subject), version
    )
    return found[-1] if found else None


async def of_face(tx: Reader, face_id: int) -> Consent | None:
    """Return the consent given for a face, None if it was registered without one of its own."""
    return next(iter(await _load(tx, "job_id = (SELECT job_id FROM faces WHERE id = ?)", face_id)), None)


async def of_job(tx: Reader, job_id: int) -> Consent | None:
    """Return the consent that came before the check of a face."""
    return next(iter(await _load(tx, "job_id = ?", job_id)), None)


async def set_sentence_finding(tx: Writer, job_id: int, finding: Json) -> None:
    """Record what the check of a face found about the sentence that was demanded."""
    await tx.run("UPDATE consents SET sentence_finding = ? WHERE job_id = ? AND sentence <> ''", finding, job_id)


async def of_user(tx: Reader, user_id: int) -> tuple[Consent, ...]:
    """Return all of a user's consents, oldest first."""
    return await _load(tx, "user_id = ?", user_id)


async def _load(tx: Reader, condition: str, *values: object) -> tuple[Consent, ...]:
    rows = await tx.all(
        f"""
        SELECT consents.*, COALESCE(text, '') AS text, COALESCE(language, '') AS language
        FROM consents LEFT JOIN consent_texts ON sha256 = text_sha256 WHERE {condition} ORDER BY id
        """,
        *values,
    )
    return tuple(
        Consent(
            user_id=row["user_id"],
            text_version=row["text_version"],
            given_at=to_time(row["given_at"]),
            subject=Subject(row["subject"]),
            note=row["note"],
            way=row["way"],
            text=row["text"],
            language=row["language"],
            sentence=row["sentence"],
            sentence_day=row["sentence_day"],
            sentence_finding=json.loads(row["sentence_finding"]) if row["sentence_finding"] else None,
        )
        for row in rows
    )
