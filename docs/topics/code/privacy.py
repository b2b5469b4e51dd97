from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.random import Generator


def smallest_group(rows: Sequence[tuple[Hashable, ...]]) -> int:
    """The k of k-anonymity: the size of the rarest combination of quasi-identifiers."""
    return min(Counter(rows).values())


def laplace_count(count: int, epsilon: float, rng: Generator) -> float:
    """An epsilon-private count, where one person changes it by at most 1."""
    return float(count + rng.laplace(scale=1 / epsilon))


def basic(epsilon: float, k: int) -> float:
    """Total epsilon of k releases: they add up."""
    return k * epsilon


def advanced(epsilon: float, k: int, delta: float) -> float:
    """Total epsilon of k releases that may fail with chance delta (Dwork, Rothblum, Vadhan)."""
    return float(epsilon * np.sqrt(2 * k * np.log(1 / delta)) + k * epsilon * np.expm1(epsilon))


def zcdp_to_epsilon(rho: float, delta: float) -> float:
    """Epsilon at delta of a mechanism with rho-zCDP (Bun and Steinke)."""
    return float(rho + 2 * np.sqrt(rho * np.log(1 / delta)))


def by_zcdp(epsilon: float, k: int, delta: float) -> float:
    """Total epsilon by way of zCDP, where each release costs rho = epsilon^2 / 2."""
    return zcdp_to_epsilon(k * epsilon**2 / 2, delta)


if __name__ == "__main__":
    table = [("02139", 34, "F"), ("02139", 34, "M"), ("02141", 36, "F"), ("02141", 31, "M")]
    print("k:", smallest_group(table), "->", smallest_group([(z[:3], a // 10) for z, a, _ in table]))
    rng = np.random.default_rng(0)
    print("count 312:", [round(laplace_count(312, 0.5, rng)) for _ in range(5)])
    for k in (1, 10, 100, 1000):
        totals = basic(0.1, k), advanced(0.1, k, 1e-6), by_zcdp(0.1, k, 1e-6)
        print(f"{k:4} releases at 0.1: " + "  ".join(f"{e:5.1f}" for e in totals))
