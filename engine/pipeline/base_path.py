"""The base path: the template frame under each frame of the clip, chosen for the voice.

The source video is a circle of states: its frames forward, then backward. A clip runs along it, and jumps between frames that
look and move alike (see :mod:`engine.pipeline.base_footage`). Viterbi search over stretches of 0.8 s finds the cheapest path:
the person talks and rests with the voice; motion backwards in time and reversed blinks are last resorts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.pipeline.base_footage import FADE_FRAMES, BaseFootage

_STRETCH = 20  # frames between two possible jumps: longer than a morph
_LOOK_BACK = 300  # stretches searched at once, 4 minutes: memory stays flat
_LOOK_AHEAD = 40  # of them, searched again with the next ones

# Costs, in frames of talking during silence:
_TALKING = 1.0
_MOUTH = 0.2  # per squared deviation between the openings
_BACKWARDS, _BLINK_BACKWARDS = 0.4, 6.0  # per frame
_JOIN = 7.0
_CHANGE, _VISIBLE = 1.0, 4.0  # per usual change, beyond those that a morph hides
_TURNED, _MOST_TURNED = 0.015, 8.0  # per squared degree away from the usual direction, up to this many degrees
_TURN = 3.0
_STEP = (
    5.0  # usual changes: more between neighbours is a jump in the source video (dropped frames or a cut), never hidden
)
_WHIM, _WHIM_FRAMES, _WHIM_STRETCHES = 0.12, 25, 5  # temporary preference for each second of the source video


@dataclass(frozen=True)
class BasePath:
    """A path through the template video, one row per frame of the clip.

    Attributes:
        numbers: int64 (n,), template frames. others: int64 (n,), the frames at the other end of a morph.
        shares: float32 (n,), the share of the morph towards ``others``: 0 outside of joins.
    """

    numbers: np.ndarray
    others: np.ndarray
    shares: np.ndarray

    def __len__(self) -> int:
        return len(self.numbers)


def there_and_back(span: tuple[int, int], count: int) -> np.ndarray:
    """Return template frame numbers for ``count`` frames, int64: forward and back through ``span`` (first, last), without a
    jump.

    Turning frames are shown once.
    """
    there = np.arange(span[0], span[1] + 1)
    return np.resize(np.concatenate([there, there[-2:0:-1]]), count)


def choose_path(
    footage: BaseFootage, voice: np.ndarray, lift: np.ndarray, *, seed: int, reversible: bool = False
) -> BasePath:
    """Return the path of a clip: ``voice`` ``(n,)`` is 1 in frames with voice, ``lift`` ``(n,)`` the opening of the mouth.

    Equal arguments give equal paths; another ``seed`` gives another path. ``reversible``: the direction of time is not visible
    in the source video.
    """
    circle = _Circle(footage, reversible)
    states = circle.search(voice, lift, np.random.default_rng(seed))
    return _with_morphs(circle.frames[states] + footage.first, states, len(circle.frames))


class _Circle:
    """The states of the search, with their costs."""

    def __init__(self, footage: BaseFootage, reversible: bool) -> None:
        n = len(footage)
        self.frames = there_and_back((0, n - 1), max(2 * n - 2, 1))
        back = np.arange(len(self.frames)) >= n
        backwards = _BACKWARDS + _BLINK_BACKWARDS * footage.blinking[self.frames]
        self._own = np.where(back & (not reversible), backwards, 0.0)
        steps = np.where(back, np.append(footage.step, 1)[self.frames + 1], footage.step[self.frames])
        self._own += 2 * _CHANGE * np.maximum(steps - _STEP, 0)
        self._own += _TURNED * np.minimum(footage.turned[self.frames], _MOST_TURNED) ** 2
        turning = [n - 1, 0] if n > 2 and not reversible else []
        self._own[turning] += _TURN
        self._talking, self._lift = footage.talking[self.frames], footage.lift[self.frames]
        order = np.argsort(footage.targets, kind="stable")
        self._sources, self._targets = footage.sources[order], footage.targets[order]
        self._cost = _JOIN + _CHANGE * np.maximum(footage.change[order] - _VISIBLE, 0)
        self._starts = np.flatnonzero(np.diff(self._targets, prepend=-1))
        self._group = np.searchsorted(self._starts, np.arange(len(order)), side="right") - 1

    def search(self, voice: np.ndarray, lift: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return the states of the cheapest path, int64 ``(len(voice),)``."""
        count = -(-len(voice) // _STRETCH)
        starts = np.empty(count, np.int64)
        whims = _Whims(self.frames, rng)
        done, first = 0, None
        while done < count:
            upto = min(done + _LOOK_BACK + _LOOK_AHEAD, count)
            found = self._stretches(voice, lift, range(done, upto), first, whims)
            kept = len(found) if upto == count else _LOOK_BACK
            starts[done : done + kept] = found[:kept]
            done += kept
            first = found[kept] if done < count else None
        within = (starts[:, None] + np.arange(_STRETCH)) % len(self.frames)
        return within.ravel()[: len(voice)]

    def _stretches(
        self, voice: np.ndarray, lift: np.ndarray, numbers: range, first: int | None, whims: _Whims
    ) -> np.ndarray:
        """Return the state at the start of each of the stretches ``numbers``; ``first``: that of the first, None if it is
        free."""
        size = len(self.frames)
        came = np.empty((len(numbers), size), np.int32)
        total = np.zeros(size) if first is None else np.full(size, np.inf)
        if first is not None:
            total[first] = 0
        everyone = np.arange(size)
        for row, number in enumerate(numbers):
            if row:
                came[row] = (everyone - _STRETCH) % size
                before = total
                total = before[came[row]]
                if len(self._sources):
                    leaving = (self._sources - _STRETCH + 1) % size
                    jumps = before[leaving] + self._cost
                    best = np.minimum.reduceat(jumps, self._starts)
                    to = self._targets[self._starts]
                    better = best < total[to]
                    # The join used: the first of each target's that is as cheap as its best.
                    winners = np.flatnonzero((jumps == best[self._group]) & better[self._group])
                    total[self._targets[winners]] = jumps[winners]
                    came[row, self._targets[winners]] = leaving[winners]
            at = slice(number * _STRETCH, (number + 1) * _STRETCH)
            total = total + self._stretch_cost(voice[at], lift[at]) + whims.of(number)
        path = np.empty(len(numbers), np.int64)
        path[-1] = int(total.argmin())
        for row in range(len(numbers) - 1, 0, -1):
            path[row - 1] = came[row, path[row]]
        return path

    def _stretch_cost(self, voice: np.ndarray, lift: np.ndarray) -> np.ndarray:
        """Return the cost of beginning a stretch in each state."""
        cost = np.zeros(len(self.frames))
        for k, (heard, opening) in enumerate(zip(voice, lift, strict=True)):
            each = self._own + _TALKING * np.abs(self._talking - heard) + _MOUTH * (self._lift - opening) ** 2
            cost += np.roll(each, -k)
        return cost


class _Whims:
    """Slowly changing random preferences for parts of the source video: clips repeat neither each other nor themselves."""

    def __init__(self, frames: np.ndarray, rng: np.random.Generator) -> None:
        self._part, self._rng = frames // _WHIM_FRAMES, rng
        self._known: dict[int, np.ndarray] = {}

    def of(self, stretch: int) -> np.ndarray:
        """Return the cost of beginning ``stretch`` in each state."""
        period = stretch // _WHIM_STRETCHES
        while len(self._known) <= period:
            self._known[len(self._known)] = self._rng.random(int(self._part.max()) + 1)
        return _WHIM * _STRETCH * self._known[period][self._part]


def _with_morphs(numbers: np.ndarray, states: np.ndarray, size: int) -> BasePath:
    """Return the path with every jump spread over the frames around it."""
    others, shares = numbers.copy(), np.zeros(len(numbers), np.float32)
    half = FADE_FRAMES // 2
    for t in (np.flatnonzero((np.diff(states) % size) != 1 % size) + 1).tolist():
        before, after = numbers[t - 1], numbers[t]
        for k in range(max(t - half, 0), min(t + half, len(numbers))):
            share = (k - t + half + 0.5) / FADE_FRAMES
            late = k >= t
            others[k] = before + 1 + k - t if late else after + k - t
            shares[k] = 1 - share if late else share
    return BasePath(numbers, others, shares)
