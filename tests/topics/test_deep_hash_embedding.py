"""The listing and the figures of the page on deep hash embedding."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from sklearn.utils import murmurhash3_32

from tests.topics import load_example

example = load_example("deep-hash-embedding")
ids = np.unique(np.random.default_rng(0).integers(1, example.PRIME, 20_000))


def test_hashes_are_those_of_whole_number_arithmetic_without_overflow() -> None:
    few = ids[-50:]
    a, b = np.random.default_rng(3).integers(1, example.PRIME, size=(2, 4))
    expected = [
        [(int(m) * int(i) + int(c)) % example.PRIME % 997 for m, c in zip(a, b, strict=True)] for i in few
    ]
    assert example.hashed(few, 997, 4, seed=3).tolist() == expected


@pytest.mark.parametrize("rows", [2_000, 20_000, 200_000])
def test_the_formula_holds_for_an_independent_hash_function(rows: int) -> None:
    codes = murmurhash3_32(ids.astype(np.int32), seed=1, positive=True) % rows
    assert example.collided(codes[:, None]) == pytest.approx(
        example.expected_collided(len(ids), rows), abs=0.01
    )
    assert example.collided(example.hashed(ids, rows)) == pytest.approx(
        example.expected_collided(len(ids), rows), abs=0.02
    )


def test_collided_counts_as_counting_by_hand_does() -> None:
    codes = np.array([[1, 2], [1, 3], [1, 2], [4, 4], [1, 2]])
    count = Counter(map(tuple, codes.tolist()))
    assert example.collided(codes) == sum(n for n in count.values() if n > 1) / 5 == 0.6


def test_quotient_and_remainder_tell_all_ids_apart_and_hashing_them_first_does_not() -> None:
    pairs = example.quotient_remainder(np.arange(10_000), 100)
    assert len({tuple(p) for p in pairs.tolist()}) == 10_000
    assert pairs.max() == 99
    hashed_first = example.quotient_remainder(example.hashed(ids, 10_000)[:, 0], 100)
    assert example.collided(hashed_first) > 0.8


def test_deep_hash_codes_are_spread_over_the_interval_and_unique() -> None:
    code = example.deep_hash_code(ids[:5_000], functions=16)
    assert -1 <= code.min() < -0.99 < 0.99 < code.max() <= 1
    assert code.std() == pytest.approx(1 / np.sqrt(3), abs=0.01)  # of the uniform distribution
    assert example.collided(code) == 0


def test_a_bloom_filter_of_ten_bits_and_seven_hashes_lets_one_in_120_through() -> None:
    rng = np.random.default_rng(0)
    bits = np.zeros(200_000, dtype=bool)
    bits[rng.integers(0, 200_000, (20_000, 7)).ravel()] = True
    passed = bits[rng.integers(0, 200_000, (100_000, 7))].all(axis=1).mean()
    assert passed == pytest.approx((1 - np.exp(-0.7)) ** 7, abs=0.001)
    assert (1 - np.exp(-0.7)) ** 7 == pytest.approx(1 / 120, rel=0.03)


def test_one_percent_of_zipf_distributed_ids_takes_72_percent_of_the_traffic() -> None:
    weight = np.cumsum(1 / np.arange(1, 10_000_001))
    assert weight[99_999] / weight[-1] == pytest.approx(0.72, abs=0.005)
