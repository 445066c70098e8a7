"""Ridge regression from feature windows to mouth motion."""

from __future__ import annotations

import numpy as np


def solve(inputs: np.ndarray, targets: np.ndarray, penalty: float, weights: np.ndarray | None = None) -> np.ndarray:
    """Return ridge coefficients ``(d, k)`` for ``inputs`` ``(n, d)`` and ``targets`` ``(n, k)``, both centred by the caller.

    ``penalty``: a multiple of the mean diagonal of the Gram matrix; ``weights`` ``(n,)``: weights of the rows. Hoerl and
    Kennard, "Ridge regression", Technometrics 1970. The primal form: its size does not grow with the length of the video.
    """
    weighted = inputs if weights is None else inputs * weights[:, None]
    gram = weighted.T @ inputs
    gram[np.diag_indices_from(gram)] += penalty * np.trace(gram) / len(gram)
    return np.linalg.solve(gram, weighted.T @ targets).astype(np.float32)
