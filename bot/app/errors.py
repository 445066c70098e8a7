"""What the application layer refuses, besides what the job service, the storage and the engine refuse."""

from __future__ import annotations

from bot.jobs.errors import FaceNotAllowed
from facenote.errors import FacenoteError


class OnlyAdministrators(FacenoteError):
    """In this group only administrators may use the bot."""

    code = "only_administrators"
    advice = "Ask an administrator of the group."


class OnlyOperators(FacenoteError):
    """Only the operator of the server may do this."""

    code = "only_operators"
    advice = "Ask the operator; FACENOTE_OPERATORS lists them."


class MessengerUnreachable(FacenoteError):
    """The messenger does not answer, so group membership is unknown. Facts: ``retry_after_s``, if it says so."""

    code = "messenger_unreachable"
    advice = "Try again in a minute."


class FileNotShared(FacenoteError):
    """The local Bot API server stored a file where Facenote cannot read it."""

    code = "file_not_shared"
    advice = (
        "Mount the server's folder for Facenote under the same path, with the right to read and to remove its files, or set"
        " FACENOTE_TELEGRAM_LOCAL=false."
    )


class ConsentNeeded(FacenoteError):
    """The person has not agreed to the current consent text. Facts: ``version``."""

    code = "consent_needed"
    advice = "Read the consent text and agree to it first."


class SentenceNeeded(FacenoteError):
    """A face video must contain the sentence of the day, and that was not shown. Facts: ``sentence``."""

    code = "sentence_needed"
    advice = "Say the sentence in a new video, and send it along as the sentence that was shown."


class PartTooShort(FacenoteError):
    """The parts of voices that a new voice is to be made from are shorter than a word. Facts: ``duration_s``."""

    code = "part_too_short"
    advice = "Select at least half a second."


class SharingOff(FacenoteError):
    """The operator has switched off share links."""

    code = "sharing_off"
    advice = "Ask the operator to set FACENOTE_WEB_SHARE_DAYS."


class OrderKeyReused(FacenoteError):
    """The Idempotency-Key names an earlier order, for something else."""

    code = "order_key_reused"
    advice = "Send a new order with an Idempotency-Key of its own, and an old one unchanged."


class TooManyTokens(FacenoteError):
    """The person has reached the limit of API tokens. Facts: ``limit``."""

    code = "too_many_tokens"
    advice = "Revoke an API token that is no longer used."


class WebhooksOff(FacenoteError):
    """The operator allows no addresses to be told of finished jobs."""

    code = "webhooks_off"
    advice = "Ask the operator to set FACENOTE_JOB_WEBHOOKS."


class WebhookNotAllowed(FacenoteError):
    """The address is none of those that the operator allows. Facts: ``allowed``, with what an address must begin."""

    code = "webhook_not_allowed"
    advice = "Use one of the allowed addresses, or ask the operator to add yours to FACENOTE_JOB_WEBHOOKS."


class TooManyWebhooks(FacenoteError):
    """The person has reached the limit of webhooks. Facts: ``limit``."""

    code = "too_many_webhooks"
    advice = "Remove a webhook that is no longer used."


class FaceGone(FaceNotAllowed):
    """The face that a clip was made with has been deleted."""
