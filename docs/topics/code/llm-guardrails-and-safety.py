from math import prod

import numpy as np
from scipy.stats import beta


def blocked(attack_share: float, recall: float, false_alarm: float) -> tuple[float, float]:
    """Share of all requests that a filter blocks, and share of those that were attacks."""
    hits, misfires = attack_share * recall, (1 - attack_share) * false_alarm
    return hits + misfires, hits / (hits + misfires)


def leak(miss: float, filters: int, tie: float) -> float:
    """Share of attacks that pass every filter. Each attack has its own chance to pass one filter,
    Beta distributed with mean `miss`; tie 0: filters fail independently, tie 1: together."""
    if tie == 0:
        return miss**filters
    a, b = miss * (1 - tie) / tie, (1 - miss) * (1 - tie) / tie
    return prod((a + k) / (a + b + k) for k in range(filters))


def rate_at_most(successes: int, tries: int, confidence: float = 0.95) -> float:
    """Upper bound of a success rate after a red-team run (Clopper and Pearson, one-sided)."""
    return float(beta.ppf(confidence, successes + 1, tries - successes))


if __name__ == "__main__":
    for share in (0.001, 0.01, 0.1):
        stopped, right = blocked(share, recall=0.9, false_alarm=0.01)
        print(f"attacks {share:.1%}: blocked {stopped:.2%}, of those attacks {right:.0%}")
    for n in (1, 2, 3, 5):
        independent, alike = (leak(0.1, n, tie) for tie in (0, 0.3))
        refused = 1 - 0.99**n
        print(f"{n} filters: pass {independent:.3%} or {alike:.1%}, good refused {refused:.1%}")
    bounds = np.array([rate_at_most(0, n) for n in (30, 300, 3_000)])
    print("no success in 30, 300, 3,000 tries: rate at most", (100 * bounds).round(2), "%")
