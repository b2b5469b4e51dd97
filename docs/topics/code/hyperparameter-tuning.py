from collections.abc import Iterator

import numpy as np
from numpy import ndarray
from scipy.integrate import quad
from scipy.stats import norm

Split = tuple[ndarray, ndarray]  # row numbers to train on, row numbers to judge on


def k_fold(n: int, k: int, order: ndarray | None = None) -> Iterator[Split]:
    """Each row is judged once, by a model that was trained on the other folds."""
    order = np.arange(n) if order is None else order
    for fold in np.array_split(order, k):
        yield np.setdiff1d(order, fold), np.sort(fold)


def walk_forward(n: int, k: int, gap: int = 0) -> Iterator[Split]:
    """Rows in time order: train on a growing past, skip `gap` rows, judge on the next block."""
    size = n // (k + 1)
    for start in range(n - k * size, n, size):
        yield np.arange(start - gap), np.arange(start, start + size)


def best_of(n: int) -> float:
    """Expected maximum of n independent standard normal draws."""
    return quad(lambda z: z * n * norm.pdf(z) * norm.cdf(z) ** (n - 1), -9, 9)[0]


def expected_improvement(mean: float, sd: float, best: float) -> float:
    """E[max(score - best, 0)] of a score predicted as normal (Gaussian process or other)."""
    z = (mean - best) / sd
    return (mean - best) * norm.cdf(z) + sd * norm.pdf(z)


def halving(trials: int, epochs: int, factor: int = 3) -> list[tuple[int, int]]:
    """Successive halving: (trials alive, epochs each has had) of every rung up to one trial."""
    return [(trials, epochs)] + (halving(trials // factor, epochs * factor) if trials >= factor else [])


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    y = rng.normal(size=1_000).cumsum()  # a quantity that drifts: each day is the last plus noise
    for name, splits in [
        ("shuffled 5-fold", k_fold(1_000, 5, rng.permutation(1_000))),
        ("walk-forward", walk_forward(1_000, 5)),
        ("walk-forward, gap 30", walk_forward(1_000, 5, gap=30)),
    ]:
        miss = [y[t] - y[past[abs(past - t).argmin()]] for past, test in splits for t in test]
        print(f"{name:21} RMSE of the nearest known day: {np.sqrt(np.mean(np.square(miss))):.1f}")
    print("best of 10, 100, 1000:", [round(best_of(n), 2) for n in (10, 100, 1_000)])
    a, b = expected_improvement(0.812, 0.002, 0.81), expected_improvement(0.805, 0.02, 0.81)
    print(f"expected improvement: safe {a:.4f}, uncertain {b:.4f}")
    print("halving:", halving(81, 1), "epochs:", sum(epochs * trials for trials, epochs in halving(81, 1)))
