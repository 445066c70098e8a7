"""Errors of the renderers."""

from __future__ import annotations

from engine.errors import EngineError


class MouthLibraryDamaged(EngineError):
    """The template's mouth library cannot be read."""

    code = "mouth_library_damaged"
    advice = "Prepare the face again."


class Wav2LipDamaged(EngineError):
    """The operator's Wav2Lip checkpoint cannot be read, or belongs to another network."""

    code = "wav2lip_damaged"
    advice = "Add wav2lip.pth or wav2lip_gan.pth as it was published: facenote models add FILE."


class GfpganDamaged(EngineError):
    """The operator's GFPGAN file cannot be read, or belongs to another network."""

    code = "gfpgan_damaged"
    advice = "Add GFPGANv1.4.pth as it was published: facenote models add FILE."
