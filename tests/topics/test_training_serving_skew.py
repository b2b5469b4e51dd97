"""Measures of skew, against SciPy and counts made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, entropy

from tests.topics import load_example

skew = load_example("training-serving-skew")

value = st.one_of(st.just(float("nan")), st.integers(-5, 5).map(float))


@given(st.lists(st.tuples(value, value), min_size=1))
def test_differences_are_counted_as_by_hand(pairs: list[tuple[float, float]]) -> None:
    found = skew.row_differences(*np.array(pairs).T)
    n = len(pairs)
    assert found["differ"] == sum(a == a and b == b and a != b for a, b in pairs) / n
    assert found["only served"] == sum(a == a and b != b for a, b in pairs) / n
    assert found["only rebuilt"] == sum(a != a and b == b for a, b in pairs) / n


def test_rounding_of_floats_is_not_a_difference() -> None:
    served = np.array([0.1 + 0.2, 1e9])
    assert skew.row_differences(served, np.array([0.3, 1e9 + 1]))["differ"] == 0
    assert skew.row_differences(served, np.array([0.31, 1e9 + 1e5]))["differ"] == 1


@given(st.integers(0, 20), st.integers(30, 5_000), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_highest_plausible_rate_is_scipys_exact_bound(mismatches: int, rows: int, level: float) -> None:
    exact = binomtest(mismatches, rows, alternative="less").proportion_ci(level, method="exact").high
    assert skew.highest_rate(mismatches, rows, level) == pytest.approx(exact)


def test_three_over_n_is_the_rule_for_no_mismatch() -> None:
    assert skew.highest_rate(0, 3_000) == pytest.approx(3 / 3_000, rel=0.01)


@given(st.integers(0, 2**32 - 1), st.floats(-1, 1), st.floats(0.5, 2))
def test_psi_is_the_sum_of_both_relative_entropies(seed: int, shift: float, scale: float) -> None:
    rng = np.random.default_rng(seed)
    expected, actual = rng.normal(size=400), rng.normal(shift, scale, 300)
    cuts = np.concatenate([[-np.inf], np.quantile(expected, np.arange(1, 10) / 10), [np.inf]])
    p, q = (np.histogram(x, cuts)[0] + 0.5 for x in (expected, actual))
    assert skew.psi(expected, actual) == pytest.approx(entropy(p, q) + entropy(q, p))


def test_psi_of_the_same_data_is_zero_and_grows_with_the_shift() -> None:
    x = np.random.default_rng(0).normal(size=5_000)
    values = [skew.psi(x, x + shift) for shift in (0, 0.1, 0.5, 1)]
    assert values[0] == 0
    assert values == sorted(values)


def test_blame_falls_on_the_feature_that_was_computed_differently() -> None:
    rng = np.random.default_rng(1)
    rebuilt = {"buys_30d": rng.poisson(6, 500) * 1.0, "age_days": rng.exponential(400, 500)}
    for culprit in rebuilt:
        served = rebuilt | {culprit: rebuilt[culprit] / 2}
        shift = skew.blame(skew.risk, served, rebuilt)
        whole = np.abs(skew.risk(rebuilt) - skew.risk(served)).mean()
        assert shift[culprit] == pytest.approx(whole)
        assert sum(shift.values()) == shift[culprit] > 0


@pytest.mark.parametrize(
    ("share", "differ", "psi", "shift"),
    [(0.01, 0.0098, 0.0003, 0.0019), (0.1, 0.099, 0.024, 0.019), (0.2, 0.199, 0.09, 0.038)],
)
def test_a_stale_cache_costs_what_the_table_of_the_page_says(
    share: float, differ: float, psi: float, shift: float
) -> None:
    rng = np.random.default_rng(9)
    buys, age = rng.poisson(6, 400_000) * 1.0, rng.exponential(400, 400_000)
    stale = np.where(rng.random(400_000) < share, np.maximum(buys - 4, 0), buys)
    rebuilt, served = {"buys_30d": buys, "age_days": age}, {"buys_30d": stale, "age_days": age}
    assert skew.row_differences(stale, buys)["differ"] == pytest.approx(differ, rel=0.03)
    assert skew.psi(buys, stale) == pytest.approx(psi, rel=0.15)
    assert skew.blame(skew.risk, served, rebuilt)["buys_30d"] == pytest.approx(shift, rel=0.05)
