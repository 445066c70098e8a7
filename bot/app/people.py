"""Use cases of people: enter, agree, choose, leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.app.consent import consent_of
from bot.app.messenger import Messenger
from bot.app.naming import tidy
from bot.app.recipients import Recipients
from bot.app.sentences import Sentences
from bot.consent import TEXT_VERSION
from bot.jobs.service import JobService
from bot.records import Chat, Dialogue, Face, Job, User
from bot.records.declarations import Declaration
from bot.records.dialogues import AwaitingConsent, AwaitingFace, without_question
from bot.records.preferences import UserSettings
from bot.texts import Texts
from storage import Reader, Store, chats, consents, events, faces, files, jobs, users
from storage.consents import Subject

ANSWERED_WITHIN = timedelta(hours=1)
"""Time in which a text answers a question. Who writes later has something else in mind."""


@dataclass(frozen=True)
class Session:
    """A person in a chat, the dialogue that is open there, and the person's default face."""

    user: User
    chat: Chat
    dialogue: Dialogue | None = None
    default_face: Face | None = None


@dataclass(frozen=True)
class Profile:
    """A person as the studio shows them. ``used_bytes``: room taken by their files; ``last_event_id``: the newest event."""

    user: User
    faces: tuple[Face, ...]
    has_consented: bool
    used_bytes: int
    last_event_id: int


class People:
    """The use cases."""

    def __init__(
        self,
        store: Store,
        service: JobService,
        texts: Texts,
        recipients: Recipients,
        sentences: Sentences,
        messenger: Messenger | None,
    ) -> None:
        self._store, self._service, self._texts, self._sentences = store, service, texts, sentences
        self._recipients, self._messenger = recipients, messenger

    async def enter(self, account: str, address: str, *, name: str, language: str, is_private: bool) -> Session | None:
        """Return the session of this person in this chat, both made if new; None if one of them is banned.

        One read; a write only for a new person or a changed name.
        """
        name = tidy(name) or account
        async with self._store.read() as tx:
            if await users.is_banned(tx, account) or await users.is_banned(tx, address):
                return None
            user, chat = await users.find(tx, account), await chats.find(tx, address)
            if user is not None and chat is not None and user.name == name:
                return await _session(tx, user, chat)
        async with self._store.write() as tx:
            user = await users.ensure(tx, account, name=name, language=language)
            chat = await chats.ensure(tx, address, user_id=user.id if is_private else None)
            return await _session(tx, user, chat)

    async def session(self, account: str, address: str) -> Session | None:
        """Return the session of this person in this chat if both are known; None if not, or if one of them is banned. Store
        nothing.
        """
        async with self._store.read() as tx:
            if await users.is_banned(tx, account) or await users.is_banned(tx, address):
                return None
            user, chat = await users.find(tx, account), await chats.find(tx, address)
            return await _session(tx, user, chat) if user is not None and chat is not None else None

    async def admit(self, account: str, *, name: str, language: str) -> User | None:
        """Return the user of that account, made if new; None if they are banned. No write for a known user."""
        name = tidy(name) or account
        async with self._store.read() as tx:
            if await users.is_banned(tx, account):
                return None
            user = await users.find(tx, account)
        if user is None or user.name != name or not user.language:
            async with self._store.write() as tx:
                user = await users.ensure(tx, account, name=name, language=language)
        return user

    async def find(self, account: str) -> User | None:
        """Return the user of that account, if there is one."""
        async with self._store.read() as tx:
            return await users.find(tx, account)

    async def is_banned(self, account: str) -> bool:
        """Return whether an operator banned the account or address."""
        async with self._store.read() as tx:
            return await users.is_banned(tx, account)

    async def profile(self, user_id: int) -> Profile:
        """Return what the studio shows of a person. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            return await load_profile(tx, user_id)

    async def has_consented(self, user_id: int) -> bool:
        """Return whether this person agreed to the present text."""
        async with self._store.read() as tx:
            return await _has_consented(tx, user_id)

    async def may_send_voices(self, user_id: int) -> bool:
        """Return whether this person said that they have the permission of those whose voices they send."""
        async with self._store.read() as tx:
            return await consents.has_given(tx, user_id, TEXT_VERSION, Subject.VOICES)

    async def consent(self, user_id: int, way: str, declaration: Declaration = Declaration(Subject.GENERAL)) -> None:
        """Record that the person agreed to the present text by this way, now."""
        async with self._store.write() as tx:
            await consents.give(tx, user_id, consent_of(self._texts, await users.get(tx, user_id), way, declaration))

    async def agree(self, session: Session, declaration: Declaration, way: str) -> Session:
        """Record the person's consent in a chat, and expect a face next, as declared, unless one was sent already that can be
        taken. Return the session as it is then."""
        dialogue, general = session.dialogue, Declaration(Subject.GENERAL, shown=declaration.shown)
        has_shown = isinstance(dialogue, AwaitingConsent) and dialogue.media is not None
        async with self._store.write() as tx:
            await consents.give(tx, session.user.id, consent_of(self._texts, session.user, way, general))
            sentence = self._sentences.today(session.user)
            if not has_shown or sentence is not None:  # what was sent before cannot contain it
                dialogue = AwaitingFace(declaration, sentence.text if sentence else "")
                await chats.set_dialogue(tx, session.user.id, session.chat.id, dialogue.state, dialogue)
        return replace(session, dialogue=dialogue)

    async def choose_language(self, user_id: int, language: str) -> None:
        """Set the language."""
        async with self._store.write() as tx:
            await users.set_language(tx, user_id, language)

    async def choose(self, user_id: int, settings: UserSettings) -> None:
        """Store the person's settings."""
        async with self._store.write() as tx:
            given = (await users.get(tx, user_id)).settings.demo_given
            await users.set_settings(tx, user_id, replace(settings, demo_given=given))

    async def expect(self, session: Session, dialogue: Dialogue) -> Session:
        """Begin this dialogue in place of any other; return the session as it is then."""
        async with self._store.write() as tx:
            await chats.set_dialogue(tx, session.user.id, session.chat.id, dialogue.state, dialogue)
        return replace(session, dialogue=dialogue)

    async def expect_nothing(self, session: Session) -> Session:
        """End the dialogue; return the session as it is then."""
        async with self._store.write() as tx:
            await chats.end_dialogue(tx, session.user.id, session.chat.id)
        return replace(session, dialogue=None)

    async def forget(self, user_id: int) -> tuple[Job, ...]:
        """Delete a person completely: rows, files, status messages, unfinished jobs. Whoever used their faces is told.

        Returns the unfinished clips of **other** people that ended with it.

        Raises:
            NotFound (not_found).
        """
        messenger = self._messenger
        async with self._store.write(may_use_reserve=True) as tx:
            cancelled = await jobs.cancel_all(tx, user_id=user_id)
        self._service.stop(cancelled)
        shown = await self._recipients.of_user(user_id) if messenger else ()
        withdrawn = await self._store.forget_user(user_id)
        self._service.notify()
        if messenger:
            await messenger.remove_status(shown, {job.id for job in cancelled})
            await messenger.tell_withdrawn(await self._recipients.of_withdrawn(withdrawn))
        return withdrawn


async def _session(tx: Reader, user: User, chat: Chat) -> Session:
    stored = await chats.dialogue(tx, user.id, chat.id)
    dialogue = stored.data if stored else None
    if stored and tx.now - stored.changed_at > ANSWERED_WITHIN:
        dialogue = without_question(dialogue)
    return Session(user, chat, dialogue, await faces.default_of(tx, user.id))


async def load_profile(tx: Reader, user_id: int) -> Profile:
    """Return what the studio shows of a person. Raises NotFound (not_found)."""
    return Profile(
        user=await users.get(tx, user_id),
        faces=await faces.of_user(tx, user_id),
        has_consented=await _has_consented(tx, user_id),
        used_bytes=await files.bytes_of_user(tx, user_id),
        last_event_id=await events.last_id(tx),
    )


async def _has_consented(tx: Reader, user_id: int) -> bool:
    return await consents.has_given(tx, user_id, TEXT_VERSION)
