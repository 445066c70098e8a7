"""Errors of the driving audio and the speech encoder."""

from __future__ import annotations

from engine.errors import EngineError


class VoiceError(EngineError):
    """Base of what is wrong with a driving audio."""

    code = "voice_unusable"
    advice = "Send another recording."


class VoiceTooShort(VoiceError):
    """There is less sound than a word."""

    code = "voice_too_short"
    advice = "Record at least half a second."


class SilentAudio(VoiceError):
    """There is a sound track, and nothing in it."""

    code = "silent_audio"
    advice = "Check the microphone and record again."


class NoSpeech(VoiceError):
    """There is sound, but no speech."""

    code = "no_speech"
    advice = "Speak closer to the microphone, or send a recording with speech in it."


class SpeechModelDamaged(EngineError):
    """The file of the speech encoder is not what it should be."""

    code = "speech_model_damaged"
    advice = "Install Facenote again, or add an unchanged tiny.en.pt with: facenote models add."
