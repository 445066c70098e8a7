"""Helpers that add people whom the bot already knows."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot import consent
from bot.accounts import telegram_account
from bot.jobs import work
from bot.records import FaceResult
from storage import Store, chats, consents, faces, users


async def add_person(store: Store, telegram_id: int, name: str, made: Path, facts: FaceResult) -> None:
    """Add a person with consent and a face; ``made`` and ``facts`` are the results of :func:`bot.jobs.work.make_face`."""
    async with store.media.scratch() as folder:
        shutil.copytree(made / work.TEMPLATE, folder / work.TEMPLATE)
        shutil.copyfile(made / work.POSTER, folder / work.POSTER)
        sources = {"template": await store.media.stage(folder / work.TEMPLATE)}
        sources["poster"] = await store.media.stage(folder / work.POSTER)
        async with store.write() as tx:
            user = await users.ensure(tx, telegram_account(telegram_id), name=name, language="en")
            await chats.ensure(tx, telegram_account(telegram_id), user_id=user.id)
            await consents.give(tx, user.id, consents.NewConsent(consent.TEXT_VERSION, "", "en", "telegram"))
            await faces.add(tx, user.id, name="Face 1", facts=facts, sources=sources)
