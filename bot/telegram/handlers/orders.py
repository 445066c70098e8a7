"""Every clip that is asked for in Telegram goes through here: the rules of its group hold whatever was sent or pressed."""

from __future__ import annotations

from bot.app.preferences import GroupSettings, Members
from bot.jobs.requests import ClipRequest
from bot.telegram.context import Context
from bot.telegram.handlers import lending
from bot.telegram.handlers.team_settings import is_administrator
from engine.errors import EngineError
from storage import Reader, faces
from storage.chats import Chat
from storage.errors import DailyLimitReached
from storage.faces import Face
from storage.jobs import Job
from storage.limits import usage_of_chat


class OnlyAdministrators(EngineError):
    """The group lets administrators alone use the bot."""

    code = "only_administrators"
    advice = "Ask an administrator of the group."


async def order(context: Context, request: ClipRequest) -> Job:
    """Queue a clip by the rules of the chat; the owner of a lent face is told of it.

    An update handled twice tells the owner twice rather than not at all.

    Raises:
        OnlyAdministrators (only_administrators), DailyLimitReached (daily_limit_reached): the group's own quota;
        NotFound (not_found): the face is gone; the errors of ``JobService.submit_clip``.
    """
    services = context.services
    face = await _permitted(context, request.face_id)
    async with services.store.write() as tx:
        job = await services.jobs.submit_clip(request, tx=tx)
        # Checked after the clip was added, so that one that is known already counts once; raising takes it back.
        await _check_quota(tx, context.chat, more=0)
    if face.user_id != context.user.id:
        await lending.tell_owner(context, face)
    return job


async def order_again(context: Context, job: Job) -> None:
    """Another try of a job that failed or was cancelled, by the same rules.

    Raises:
        As :func:`order`, and WrongState (wrong_state).
    """
    if job.face_id is not None:
        await _permitted(context, job.face_id)
        async with context.services.store.read() as tx:
            await _check_quota(tx, context.chat, more=1)
    await context.services.jobs.again(job.id)


async def may_order(context: Context) -> bool:
    """Whether the group lets this person ask for clips."""
    return GroupSettings.of(context.chat.settings).members is Members.ALL or await is_administrator(context)


async def _permitted(context: Context, face_id: int) -> Face:
    """The face, if this person may ask for clips here at all; one whose owner has left the group is lent no more."""
    if not await may_order(context):
        raise OnlyAdministrators(f"user {context.user.id} is no administrator of chat {context.chat.id}")
    async with context.services.store.read() as tx:
        face = await faces.get(tx, face_id)
    if face.user_id != context.user.id:
        await lending.withdraw_if_gone(context, face)
    return face


async def _check_quota(tx: Reader, chat: Chat, *, more: int) -> None:
    quota = GroupSettings.of(chat.settings).quota
    if quota is not None and (used := (await usage_of_chat(tx, chat.id)).daily_jobs) + more > quota:
        raise DailyLimitReached(f"{used} of {quota} clips in 24 hours", whose="chat", used=used, limit=quota)
