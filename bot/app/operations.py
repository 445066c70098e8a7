"""Use cases of the server's operators."""

from __future__ import annotations

from dataclasses import dataclass

from bot.accounts import is_operator
from bot.app.errors import OnlyOperators
from bot.app.people import Session
from bot.jobs.service import JobService
from bot.records import Job, JobKind
from bot.settings import Settings
from storage import Store, chats, faces, jobs, queue, totals, users
from storage.queue import Load
from storage.totals import Totals


@dataclass(frozen=True)
class Stats:
    """How much there is, how much is under way, and how fast clips are made (seconds of work for a second of voice)."""

    load: Load
    totals: Totals
    seconds_per_second: float | None
    free_bytes: int


class Operations:
    """The use cases. They raise OnlyOperators (only_operators) for everybody else."""

    def __init__(self, settings: Settings, store: Store, service: JobService) -> None:
        self._settings, self._store, self._service = settings, store, service

    @property
    def draining(self) -> bool:
        """Whether the service takes no new work."""
        return self._service.draining

    def require_operator(self, session: Session) -> None:
        """Raises OnlyOperators (only_operators)."""
        if not is_operator(self._settings, session.user):
            raise OnlyOperators(f"user {session.user.id} is no operator")

    async def stats(self, session: Session) -> Stats:
        """Count everything once."""
        self.require_operator(session)
        async with self._store.read() as tx:
            return Stats(
                await queue.load(tx),
                await totals.count(tx),
                await queue.seconds_per_work(tx, JobKind.CLIP),
                self._store.media.free_bytes(),
            )

    def drain(self, session: Session) -> None:
        """Take no new work. Running jobs continue; queued ones are kept until after the restart."""
        self.require_operator(session)
        self._service.drain()

    async def ban(self, session: Session, account: str) -> None:
        """Ban a person's account or a group's address: withdraw lent faces and stop their unfinished jobs."""
        self.require_operator(session)
        cancelled: list[Job] = []
        async with self._store.write() as tx:
            await users.ban(tx, account)
            user, chat = await users.find(tx, account), await chats.find(tx, account)
            if user is not None:
                cancelled += await jobs.cancel_all(tx, user_id=user.id)
                for face in await faces.of_user(tx, user.id):
                    for chat_id in await faces.chats_of(tx, face.id):
                        cancelled += await faces.take_back(tx, face.id, chat_id)
            if chat is not None:
                cancelled += await faces.take_back_all_in(tx, chat.id)
                cancelled += await jobs.cancel_all(tx, chat_id=chat.id)
        self._service.stop(cancelled)

    async def unban(self, session: Session, account: str) -> None:
        """Lift a ban. Faces are not lent again."""
        self.require_operator(session)
        async with self._store.write() as tx:
            await users.unban(tx, account)
