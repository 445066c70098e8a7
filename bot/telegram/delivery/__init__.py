"""Sends results of the job service: content, destination, captions, and handling of failures."""
