"""Voices: from any sound to a levelled one, with measurements and speech segments."""

from engine.choices import Denoise
from engine.voice.errors import NoSpeech, SilentAudio, SpeechModelDamaged, VoiceError, VoiceTooShort
from engine.voice.loading import Voice, VoiceOptions, load_voice
from engine.voice.rules import VoiceMeasures, judge_pitch, judge_voice

__all__ = [
    "Denoise",
    "NoSpeech",
    "SilentAudio",
    "SpeechModelDamaged",
    "Voice",
    "VoiceError",
    "VoiceMeasures",
    "VoiceOptions",
    "VoiceTooShort",
    "judge_pitch",
    "judge_voice",
    "load_voice",
]
