from collections.abc import Callable

import numpy as np
from numpy import ndarray
from scipy.stats import norm


def limit_for(checks: float, false_alarms: float) -> float:
    """Standard deviations to allow so that so many checks raise so few alarms by chance."""
    return norm.isf(false_alarms / checks / 2)


def positives_needed(change: float, limit: float) -> float:
    """Positives per window at which a relative change of their rate reaches the limit."""
    return (limit / change) ** 2


def ratio_z(observed: float, predicted: float) -> float:
    """Standard deviations between positives observed and positives predicted (Poisson)."""
    return (observed - predicted) / np.sqrt(predicted)


def beyond(z: ndarray, limit: float = 3.0) -> int | None:
    """Windows until one lies beyond the limit on either side."""
    hits = np.flatnonzero(abs(z) > limit)
    return int(hits[0]) + 1 if len(hits) else None


def cusum(z: ndarray, slack: float = 0.5, limit: float = 5.0) -> int | None:
    """Windows until the sum of what exceeds the slack passes the limit on either side."""
    up = down = 0.0
    for window, value in enumerate(z, start=1):
        up, down = max(0.0, up + value - slack), max(0.0, down - value - slack)
        if max(up, down) > limit:
            return window
    return None


def mean_delay(alarm: Callable[[ndarray], int | None], drift: float, runs: int = 1_000) -> float:
    """Windows until the alarm, on average, from the start of a drift of so many sd."""
    z = np.random.default_rng(0).normal(drift, 1, (runs, 2_000))
    return float(np.mean([alarm(row) for row in z]))


if __name__ == "__main__":
    checks = 200 * 24 * 7
    print(f"{checks:,} checks a week at 3 sd: {2 * norm.sf(3) * checks:.0f} false alarms")
    print(f"one a week: {limit_for(checks, 1):.2f} sd")
    print(f"to see 10% at 3 sd: {positives_needed(0.10, 3):,.0f} positives a window")
    print(f"780 positives, 900 predicted: z = {ratio_z(780, 900):.1f}")
    for drift in (1.0, 3.0):
        single, summed = mean_delay(beyond, drift), mean_delay(cusum, drift)
        print(f"drift of {drift:.0f} sd: beyond {single:.0f}, cusum {summed:.0f}")
