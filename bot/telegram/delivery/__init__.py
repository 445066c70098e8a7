"""Sends what the job service made: what is sent, where to, in which words, and what a failure means."""
