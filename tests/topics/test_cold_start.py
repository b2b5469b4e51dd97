"""The fitted prior and the smoothing against SciPy's distributions and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import beta, betabinom

from tests.topics import load_example

cold = load_example("cold-start")


def counts(a: float, b: float, items: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    views = rng.geometric(1 / 80, items)
    return rng.binomial(views, rng.beta(a, b, items)), views


@given(st.floats(0.8, 6), st.floats(10, 120), st.integers(0, 100))
@settings(max_examples=5, deadline=None)
def test_no_other_prior_makes_the_counts_likelier(a: float, b: float, seed: int) -> None:
    clicks, views = counts(a, b, 2_000, seed)

    def loss(log_ab: np.ndarray) -> float:
        return -float(betabinom(views, *np.exp(log_ab)).logpmf(clicks).sum())

    found = np.log(cold.fit_prior(clicks, views))
    rival = min(
        (minimize(loss, np.log(start), method="Nelder-Mead") for start in [(1, 1), (a, b)]),
        key=lambda r: r.fun,
    )
    assert loss(found) <= rival.fun + 0.01


def test_many_items_give_back_the_prior_they_came_from() -> None:
    found = cold.fit_prior(*counts(3, 60, 40_000, 1))
    np.testing.assert_allclose(found, (3, 60), rtol=0.06)


@given(st.integers(0, 50), st.integers(0, 500), st.floats(0.5, 10), st.floats(1, 200))
def test_smoothing_is_the_mean_of_the_posterior(clicks: int, others: int, a: float, b: float) -> None:
    posterior = beta(a + clicks, b + others)
    assert cold.smoothed(clicks, clicks + others, a, b) == pytest.approx(float(posterior.mean()))


def test_the_prior_weighs_as_much_as_the_data_at_its_own_worth_in_views() -> None:
    a, b = 2.0, 48.0
    prior, raw = a / (a + b), 0.5
    assert cold.smoothed(25, 50, a, b) == pytest.approx((prior + raw) / 2)


def test_smoothed_winners_keep_their_promise_and_raw_ones_do_not() -> None:
    rng = np.random.default_rng(3)
    truth = rng.beta(2, 48, 20_000)
    views = rng.geometric(1 / 60, 20_000)
    clicks = rng.binomial(views, truth)
    raw, better = clicks / views, cold.smoothed(clicks, views, *cold.fit_prior(clicks, views))
    best_raw, best = np.argsort(-raw)[:200], np.argsort(-better)[:200]
    assert raw[best_raw].mean() > 3 * truth[best_raw].mean()
    assert better[best].mean() == pytest.approx(truth[best].mean(), rel=0.05)
    assert truth[best].mean() > truth[best_raw].mean()


@pytest.mark.parametrize(("rate", "relative"), [(0.04, 0.3), (0.2, 0.1)])
def test_views_to_know_give_the_promised_standard_error(rate: float, relative: float) -> None:
    views = round(cold.views_to_know(rate, relative))
    rates = np.random.default_rng(0).binomial(views, rate, 200_000) / views
    assert rates.std() / rate == pytest.approx(relative, rel=0.01)


@given(st.floats(0.01, 0.2), st.floats(0.05, 0.9))
def test_a_priors_worth_follows_from_how_much_items_differ(mean: float, share: float) -> None:
    # The page's k = m (1 - m) / variance - 1.
    variance = share * mean * (1 - mean)
    k = mean * (1 - mean) / variance - 1
    assert float(beta(mean * k, (1 - mean) * k).var()) == pytest.approx(variance)
