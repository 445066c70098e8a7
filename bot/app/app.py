"""The application layer as one thing, for the front ends."""

from __future__ import annotations

from bot.app.batches import Batches
from bot.app.clips import Clips
from bot.app.demo import Demo
from bot.app.exports import Exports
from bot.app.faces import Faces
from bot.app.feed import Feed
from bot.app.groups import Groups
from bot.app.jobs import Jobs
from bot.app.logins import Logins
from bot.app.messenger import Messenger
from bot.app.operations import Operations
from bot.app.overview import Overviews
from bot.app.people import People
from bot.app.permission import Permission
from bot.app.recipients import Recipients
from bot.app.sentences import Sentences
from bot.app.shares import Shares
from bot.app.status import Status
from bot.app.tokens import Tokens
from bot.app.uploads import Uploads
from bot.app.verification import Verification
from bot.app.voices import Voices
from bot.app.webhooks import Webhooks
from bot.jobs.service import JobService
from bot.probing import Probes
from bot.settings import Settings
from bot.texts import Texts
from storage import Store


class App:
    """All use cases. ``messenger`` knows who is in a group; without one, no clips are made for groups.

    ``media`` holds the files; rows are read and changed by the use cases alone. ``probes`` examines files that people sent.
    """

    def __init__(
        self, settings: Settings, store: Store, service: JobService, texts: Texts, messenger: Messenger | None = None
    ) -> None:
        permission = self.permission = Permission(store, service, messenger)
        self.media, self.service = store.media, service
        self.recipients = Recipients(store)
        self.sentences = Sentences(settings, texts)
        self.people = People(store, service, texts, self.recipients, self.sentences, messenger)
        self.groups = Groups(store, service, messenger)
        self.exports = Exports(store)
        self.faces = Faces(store, service, texts, self.sentences)
        self.voices = Voices(store, service, settings.max_voice_s)
        self.clips = Clips(store, service, permission)
        self.batches = Batches(store, service, permission)
        self.jobs = Jobs(store, service, permission, messenger)
        self.overviews = Overviews(store, service)
        self.status = Status(store, service)
        self.shares = Shares(settings, store, service)
        self.probes = Probes()
        self.uploads = Uploads(settings, store, service, texts, self.people, self.sentences, self.probes)
        self.verification = Verification(settings, store)
        self.logins = Logins(store)
        self.tokens = Tokens(store)
        self.webhooks = Webhooks(settings, store, service)
        self.operations = Operations(settings, store, service)
        self.feed = Feed(store, service)
        self.demo = Demo(store, service, texts)
