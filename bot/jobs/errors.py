"""What the job service refuses, besides what the storage and the engine refuse."""

from __future__ import annotations

from facenote.errors import FacenoteError


class FaceNotAllowed(FacenoteError):
    """The face is neither the user's own nor lent to the chat."""

    code = "face_not_allowed"
    advice = "Use a face of your own, or ask its owner to lend it to this group."


class FaceNotUsable(FacenoteError):
    """The face was refused for its quality, or has no template any more."""

    code = "face_not_usable"
    advice = "Send another video; the report says what would help."


class ServiceDraining(FacenoteError):
    """The service is shutting down and accepts no new work."""

    code = "service_draining"
    advice = "Try again in a few minutes; queued jobs are kept."
