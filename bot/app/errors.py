"""What the application layer refuses, besides what the job service, the storage and the engine refuse."""

from __future__ import annotations

from bot.jobs.errors import FaceNotAllowed
from facenote.errors import FacenoteError


class OnlyAdministrators(FacenoteError):
    """The group lets administrators alone use the bot."""

    code = "only_administrators"
    advice = "Ask an administrator of the group."


class OnlyOperators(FacenoteError):
    """Whoever runs the server decides about this."""

    code = "only_operators"
    advice = "Ask whoever runs Facenote here; FACENOTE_OPERATORS names them."


class MessengerUnreachable(FacenoteError):
    """The messenger does not answer, so nobody knows who is in a group. Facts: ``retry_after_s``, if it says so."""

    code = "messenger_unreachable"
    advice = "Try again in a minute."


class FileNotShared(FacenoteError):
    """The operator's own Bot API server has received a file that this machine cannot see."""

    code = "file_not_shared"
    advice = "Show the server's files to Facenote under the same path, or set FACENOTE_TELEGRAM_LOCAL=false."


class ConsentNeeded(FacenoteError):
    """A face is only taken from somebody who agreed to the present text. Facts: ``version``."""

    code = "consent_needed"
    advice = "Read the text and agree to it first."


class SharingOff(FacenoteError):
    """The operator lets nobody show clips by a link."""

    code = "sharing_off"
    advice = "Ask the operator to set FACENOTE_WEB_SHARE_DAYS."


class TooManyTokens(FacenoteError):
    """The person has as many API tokens as anybody may have. Facts: ``limit``."""

    code = "too_many_tokens"
    advice = "Revoke an API token that is no longer used."


class FaceGone(FaceNotAllowed):
    """The face that a clip was made with has been deleted."""
