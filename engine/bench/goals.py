"""The targets of the benchmarks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A target: ``low`` <= value <= ``high``, None for no bound."""

    low: float | None = None
    high: float | None = None

    def met(self, value: float) -> bool:
        """Return whether ``value`` meets the target."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            return f"{self.low:g} to {self.high:g}"
        return f">= {self.low:g}" if self.high is None else f"<= {self.high:g}"


_LIPS = {"closure": Goal(0.92), "amplitude": Goal(0.8, 1.15), "joins": Goal(high=1.3)}
_PICTURE = {"sharpness": Goal(0.95, 1.05), "flicker": Goal(high=1.1), "upper_psnr": Goal(38)}
_ACCURACY = {
    "same person": {
        "open_r_in_step": Goal(0.87),
        "width_r_in_step": Goal(0.68),
        "lag_held": Goal(0.95),
        **_LIPS,
        **_PICTURE,
    },
    "natural speech": {"open_r_in_step": Goal(0.75), "width_r_in_step": Goal(0.66), **_LIPS, **_PICTURE},
    "no speech of the person": {"open_r_in_step": Goal(0.7), "opening_std": Goal(0.025, 0.07), **_PICTURE},
}
_LIP_LEAK = Goal(high=0)

PREPARE_S, TOGETHER_MIB, MEMORY_GROWTH = Goal(high=45), Goal(high=1200), Goal(high=1.1)
PACE = {720: Goal(2.0), 1080: Goal(1.0)}
OVER_TRANSCODE = Goal(high=2.0)
WARM_NOTE_S = Goal(high=2.0)


def goal_for(case: str, figure: str) -> Goal | None:
    """Return the target of one figure of the accuracy, if any."""
    return _LIP_LEAK if figure.startswith("lip_leak") else _ACCURACY.get(case, {}).get(figure)
