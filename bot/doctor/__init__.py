"""``facenote doctor``: checks a machine and an installation, one module for each thing to check."""

from bot.doctor.examine import examine
from bot.doctor.result import Result, Status, worst

__all__ = ["Result", "Status", "examine", "worst"]
