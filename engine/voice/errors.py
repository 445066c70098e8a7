"""Errors of the driving audio and the speech encoder."""

from __future__ import annotations

from engine.errors import EngineError


class VoiceError(EngineError):
    """Base of all errors about the driving audio."""

    code = "voice_unusable"
    advice = "Send another recording."


class VoiceTooShort(VoiceError):
    """The sound is shorter than a word."""

    code = "voice_too_short"
    advice = "Record at least half a second."


class SilentAudio(VoiceError):
    """The audio track is silent."""

    code = "silent_audio"
    advice = "Check the microphone and record again."


class NoSpeech(VoiceError):
    """The file has sound, but no speech."""

    code = "no_speech"
    advice = "Speak closer to the microphone, or send a recording with speech in it."


class SpeechModelDamaged(EngineError):
    """The speech encoder's file is damaged or is another model."""

    code = "speech_model_damaged"
    advice = "Install Facenote again, or add an unchanged tiny.en.pt with: facenote models add."
