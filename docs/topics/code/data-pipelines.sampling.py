from collections.abc import Iterable

import numpy as np
from numpy import ndarray
from numpy.random import Generator


def reservoir(stream: Iterable[int], size: int, rng: Generator) -> list[int]:
    """A uniform sample of `size` items from a stream of unknown length (algorithm R)."""
    kept: list[int] = []
    for seen, item in enumerate(stream):
        if seen < size:
            kept.append(item)
        elif (slot := rng.integers(seen + 1)) < size:  # kept with probability size / (seen + 1)
            kept[slot] = item
    return kept


def importance_total(values: ndarray, chance: ndarray) -> float:
    """Unbiased total of a population, from rows drawn each with its own known chance."""
    return float((values / chance).sum())


def inclusion(sizes: ndarray, expected: float) -> ndarray:
    """Chances proportional to size, at most 1, that keep `expected` rows on average."""
    scale = expected / sizes.sum()
    for _ in range(50):  # rows capped at 1 leave their share to the others
        scale *= expected / np.minimum(1, scale * sizes).sum()
    return np.minimum(1, scale * sizes)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    amount = rng.lognormal(3, 1.5, 20_000)  # payments, dollars
    loss = amount * (rng.random(20_000) < 0.05)  # what a review would find
    chance, uniform = inclusion(amount, 1_000), np.full(20_000, 0.05)
    for name, p in (("uniform", uniform), ("by amount", chance)):
        kept = (rng.random(20_000) < p for _ in range(1_000))
        runs = [importance_total(loss[k], p[k]) for k in kept]
        bias, spread = np.mean(runs) / loss.sum() - 1, np.std(runs) / loss.sum()
        print(f"{name:9}: mean error {abs(bias):.0%}, standard error {spread:.0%} of the total")
    print("reservoir of 5 from 1,000:", sorted(reservoir(range(1_000), 5, rng)))
