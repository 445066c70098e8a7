"""Helpers that add people whom the bot already knows."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot import consent
from bot.accounts import telegram_account
from bot.jobs import work
from bot.records import FaceResult, User
from storage import Store, chats, consents, faces, users


async def add_person(store: Store, telegram_id: int, name: str, made: Path, facts: FaceResult) -> None:
    """Add a person of Telegram with a private chat, consent and a face, see :func:`add_user`."""
    user = await add_user(store, telegram_account(telegram_id), name, made, facts)
    async with store.write() as tx:
        await chats.ensure(tx, user.account, user_id=user.id)


async def add_user(store: Store, account: str, name: str, made: Path, facts: FaceResult) -> User:
    """Add a user with consent and a face; ``made`` and ``facts`` are the results of :func:`bot.jobs.work.make_face`."""
    async with store.media.scratch() as folder:
        shutil.copytree(made / work.TEMPLATE, folder / work.TEMPLATE)
        shutil.copyfile(made / work.POSTER, folder / work.POSTER)
        sources = {"template": await store.media.stage(folder / work.TEMPLATE)}
        sources["poster"] = await store.media.stage(folder / work.POSTER)
        async with store.write() as tx:
            user = await users.ensure(tx, account, name=name, language="en")
            await consents.give(tx, user.id, consents.NewConsent(consent.TEXT_VERSION, "", "en", "telegram"))
            await faces.add(tx, user.id, name="Face 1", facts=facts, sources=sources)
            return user
