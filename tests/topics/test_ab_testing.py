"""The arithmetic of experiments, against SciPy, published tables and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm, ttest_ind
from sklearn.linear_model import LinearRegression

from tests.topics import load_example

ab = load_example("ab-testing")


def test_sample_size_for_shares_matches_the_example_of_the_r_manual() -> None:
    # help(power.prop.test): p1 = .50, p2 = .75, power = .90 needs n = 76.7 in each group.
    assert ab.users_for_share(0.50, 0.75, power=0.90) == pytest.approx(76.7, abs=0.05)


# At least 59 per arm: with fewer, the exact power moves in steps that no formula follows.
@given(st.floats(0.15, 0.4), st.floats(1.25, 1.5), st.floats(0.6, 0.95))
@settings(max_examples=20, deadline=None)
def test_sample_size_for_shares_gives_the_promised_power(p: float, lift: float, power: float) -> None:
    q = p * lift
    n = int(np.ceil(ab.users_for_share(p, q, power=power)))
    # Exact: every pair of counts, weighted by its probability, that the pooled z test calls significant.
    a, b = np.arange(n + 1)[:, None], np.arange(n + 1)[None, :]
    pooled = (a + b) / (2 * n)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (b - a) / n / np.sqrt(2 * pooled * (1 - pooled) / n)
    weight = binom.pmf(a, n, p) * binom.pmf(b, n, q)
    assert weight[np.abs(z) > norm.isf(0.025)].sum() == pytest.approx(power, abs=0.04)


def test_sample_size_for_means_gives_the_promised_power_to_a_t_test() -> None:
    n = round(ab.users_for_mean(sd=3.0, effect=0.5, power=0.8))
    rng = np.random.default_rng(0)
    a, b = rng.normal(10, 3, (8_000, n)), rng.normal(10.5, 3, (8_000, n))
    found = (ttest_ind(a, b, axis=1).pvalue < 0.05).mean()
    assert found == pytest.approx(0.8, abs=0.015)


@given(st.integers(0, 2**32 - 1), st.floats(-3, 3))
@settings(max_examples=25, deadline=None)
def test_cuped_is_the_residual_of_a_regression_and_keeps_the_mean(seed: int, slope: float) -> None:
    rng = np.random.default_rng(seed)
    before = rng.gamma(2, 3, 200)
    y = slope * before + rng.normal(0, 5, 200)
    fit = LinearRegression().fit(before[:, None], y)
    adjusted = ab.cuped(y, before)
    np.testing.assert_allclose(adjusted - adjusted.mean(), y - fit.predict(before[:, None]), atol=1e-8)
    assert adjusted.mean() == pytest.approx(y.mean())
    left = 1 - np.corrcoef(y, before)[0, 1] ** 2
    assert adjusted.var() / y.var() == pytest.approx(left)


def test_cuped_does_not_move_a_known_effect() -> None:
    rng = np.random.default_rng(4)
    effects = []
    for _ in range(400):
        before = rng.normal(10, 2, 1_000)
        arm = rng.random(1_000) < 0.5
        y = ab.cuped(0.9 * before + rng.normal(0, 1, 1_000) + 0.3 * arm, before)
        effects.append(y[arm].mean() - y[~arm].mean())
    assert np.mean(effects) == pytest.approx(0.3, abs=4 * np.std(effects) / 20)


def test_the_ratio_error_is_that_of_resampling_users() -> None:
    rng = np.random.default_rng(2)
    views = rng.geometric(0.1, 3_000)
    clicks = rng.binomial(views, rng.beta(2, 18, 3_000))
    ratio, error = ab.ratio_error(clicks, views)
    draws = rng.integers(0, 3_000, (4_000, 3_000))
    resampled = clicks[draws].sum(axis=1) / views[draws].sum(axis=1)
    assert ratio == clicks.sum() / views.sum()
    assert error == pytest.approx(resampled.std(), rel=0.05)


def test_the_ratio_error_of_a_plain_mean_is_the_textbook_one() -> None:
    y = np.random.default_rng(3).normal(5, 2, 500)
    _, error = ab.ratio_error(y, np.ones(500))
    assert error == pytest.approx(y.std(ddof=1) / np.sqrt(500))


@pytest.mark.parametrize(
    ("looks", "published"), [(1, 0.050), (2, 0.083), (5, 0.142), (10, 0.193), (20, 0.248)]
)
def test_peeking_inflates_as_armitage_mcpherson_and_rowe_tabulated(looks: int, published: float) -> None:
    # Repeated significance tests on accumulating data (1969), nominal level 5%.
    assert ab.false_alarms(np.full(looks, norm.isf(0.025))) == pytest.approx(published, abs=0.002)


@pytest.mark.parametrize("bounds", [np.full(5, 2.413), 2.040 * np.sqrt(5 / np.arange(1, 6))])
def test_pocock_and_obrien_fleming_bounds_keep_five_percent(bounds: np.ndarray) -> None:
    # The constants for five looks in Jennison and Turnbull, Group Sequential Methods (2000).
    assert ab.false_alarms(bounds) == pytest.approx(0.05, abs=0.0015)


@given(st.floats(0.5, 50))
@settings(max_examples=10, deadline=None)
def test_the_always_valid_bound_survives_looking_every_time(ratio: float) -> None:
    # The variance of the difference falls as 1/n, so the ratio grows with the looks; `ratio` is the last one.
    looks = 200
    bounds = np.array([ab.always_valid_bound(ratio * k / looks) for k in range(1, looks + 1)])
    assert ab.false_alarms(bounds, runs=20_000) < 0.05


def test_the_always_valid_bound_is_where_the_mixture_likelihood_ratio_reaches_one_over_alpha() -> None:
    ratio, variance = 9.0, 0.25
    z = ab.always_valid_bound(ratio)
    difference = z * np.sqrt(variance)
    under_effects = norm.pdf(difference, 0, np.sqrt(variance * (1 + ratio)))
    assert under_effects / norm.pdf(difference, 0, np.sqrt(variance)) == pytest.approx(20)


@pytest.mark.parametrize(
    ("bounds", "largest", "mean"),
    [(np.full(5, 2.413), 1.23, 0.80), (2.040 * np.sqrt(5 / np.arange(1, 6)), 1.03, 0.82)],
)
def test_early_stopping_costs_what_the_table_of_the_page_says(
    bounds: np.ndarray, largest: float, mean: float
) -> None:
    z = np.random.default_rng(6).normal(size=(200_000, 5))
    z += (norm.isf(0.025) + norm.ppf(0.8)) * np.sqrt(largest / 5)  # the planned effect, a larger sample
    passed = np.abs(z.cumsum(axis=1) / np.sqrt(np.arange(1, 6))) > bounds
    ended = np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, 5)
    assert passed.any(axis=1).mean() == pytest.approx(0.8, abs=0.005)
    assert largest * ended.mean() / 5 == pytest.approx(mean, abs=0.005)


def test_continuous_monitoring_costs_what_the_page_says() -> None:
    # 14 looks fill the planned sample, cut off at 28; variance of effects nine times that at the planned end.
    looks, power_z = np.arange(1, 29), norm.isf(0.025) + norm.ppf(0.8)
    bounds = np.array([ab.always_valid_bound(9 * k / 14) for k in looks])
    noise = np.random.default_rng(7).normal(size=(100_000, 28))
    for effect, power, mean in [(1, 0.87, 1.13), (2, 1.0, 0.37)]:
        passed = np.abs((noise + effect * power_z / np.sqrt(14)).cumsum(axis=1) / np.sqrt(looks)) > bounds
        ended = np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, 28)
        assert passed.any(axis=1).mean() == pytest.approx(power, abs=0.007)
        assert ended.mean() / 14 == pytest.approx(mean, abs=0.007)
