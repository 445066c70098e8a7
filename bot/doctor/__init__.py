"""``facenote doctor``: checks a machine and an installation, one module for each thing to check."""

from bot.doctor.examine import examine
from bot.doctor.result import CheckResult, Status, worst

__all__ = ["CheckResult", "Status", "examine", "worst"]
