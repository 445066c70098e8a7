"""Implementation of ``facenote doctor``: checks a machine and an installation, one module per check."""

from bot.doctor.examine import examine
from bot.doctor.result import CheckResult, CheckStatus, worst

__all__ = ["CheckResult", "CheckStatus", "examine", "worst"]
