from itertools import pairwise

import numpy as np
from numpy import ndarray

PRIME = 2**31 - 1  # above every id; products of two such numbers fit in 64 bits


def hashed(ids: ndarray, rows: int, functions: int = 1, seed: int = 0) -> ndarray:
    """Universal hashing, ((a * id + b) mod p) mod rows: one column for each function."""
    a, b = np.random.default_rng(seed).integers(1, PRIME, size=(2, functions))
    return (a * ids[:, None] + b) % PRIME % rows


def quotient_remainder(ids: ndarray, rows: int) -> ndarray:
    """Two row numbers an id; together they are unique, because quotient * rows + remainder = id."""
    return np.stack(np.divmod(ids, rows), axis=1)


def deep_hash_code(ids: ndarray, functions: int = 1024, buckets: int = 10**6) -> ndarray:
    """The input of a deep hash embedding: many hash values of an id, scaled to [-1, 1]."""
    return 2 * hashed(ids, buckets, functions) / (buckets - 1) - 1


def collided(codes: ndarray) -> float:
    """Share of ids whose whole code some other id has as well (one row an id)."""
    _, code, count = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    return float(np.mean(count[code.ravel()] > 1))


def expected_collided(ids: float, codes: float) -> float:
    """The same for codes drawn at random: 1 - (1 - 1/codes)^(ids - 1)."""
    return -np.expm1((ids - 1) * np.log1p(-1 / codes))


if __name__ == "__main__":
    ids = np.unique(np.random.default_rng(1).integers(1, PRIME, 200_000))
    dense = np.arange(len(ids))  # the same ids, numbered 0 to N - 1
    print("ids that share their whole code with another id:")
    for rows in (20_000, 200_000, 2_000_000):
        one = collided(hashed(ids, rows))
        print(f"one hash, {rows:9,} rows: {one:.0%} (formula {expected_collided(2e5, rows):.0%})")
    two = collided(hashed(ids, 2_000, 2))
    print(f"two hashes,   2 x 2,000 rows: {two:.0%} (formula {expected_collided(2e5, 2_000**2):.0%})")
    print(f"quotient and remainder, 2 x 448 rows: {collided(quotient_remainder(dense, 448)):.0%}")
    print(f"deep hash code of 4 functions: {collided(deep_hash_code(ids, 4)):.0%}")
    layers = [1_024, 1_800, 1_800, 1_800, 1_800, 1_800, 32]
    weights = sum(a * b for a, b in pairwise(layers))
    print(f"network {weights / 1e6:.1f} M weights, table 2 M x 32 = 64 M: {weights / 64e6:.0%}")
