"""The listing and the figures of the page on personalization."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import solve_discrete_are
from scipy.stats import f_oneway
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel

from tests.topics import load_example

example = load_example("personalization")


def test_the_components_are_those_of_the_f_test_of_scipy() -> None:
    rng = np.random.default_rng(0)
    values = [rng.normal(rng.normal(0, 0.5), 1, 8) for _ in range(200)]
    _, within, between = example.components(values)
    # with n events each, F = (within + n * between) / within
    assert (within + 8 * between) / within == pytest.approx(f_oneway(*values).statistic)


def test_the_components_are_unbiased_with_unequal_counts() -> None:
    rng = np.random.default_rng(1)
    found = []
    for _ in range(30):
        n = rng.geometric(1 / 6, 1000)
        found.append(example.components([rng.normal(rng.normal(0.2, 0.4), 1, m) for m in n]))
    assert np.mean(found, axis=0) == pytest.approx([0.2, 1.0, 0.16], abs=0.01)


def test_users_who_do_not_differ_get_no_variance_of_their_own() -> None:
    assert example.components([np.array([0.0, 2.0]), np.array([2.0, 0.0])])[2] == 0


def test_shrinking_is_the_posterior_mean_of_a_normal_taste() -> None:
    events, within, between = np.array([0.3, 1.1, 0.7]), 2.0, 0.25
    process = GaussianProcessRegressor(ConstantKernel(between), alpha=within, optimizer=None)
    posterior = process.fit(np.zeros((3, 1)), events).predict(np.zeros((1, 1)))[0]
    assert example.shrink(events.mean(), np.array(3), 0.0, within / between) == pytest.approx(posterior)


def test_the_own_mean_overtakes_the_population_at_k_events() -> None:
    rng = np.random.default_rng(2)
    taste = rng.normal(0, np.sqrt(0.125), 200_000)
    for n, better in ((4, False), (16, True)):  # k = 1 / 0.125 = 8
        own = taste + rng.normal(0, 1 / np.sqrt(n), 200_000)
        error = np.mean((own - taste) ** 2)
        assert (error < 0.125) == better
        shrunk = example.shrink(own, np.full(200_000, n), 0.0, 8)
        assert np.mean((shrunk - taste) ** 2) == pytest.approx(0.125 * 8 / (n + 8), rel=0.02)


@pytest.mark.parametrize("drift", [0.0001, 0.01, 1.0])
def test_the_newest_weight_is_the_steady_gain_of_a_kalman_filter(drift: float) -> None:
    one = np.ones((1, 1))
    variance = solve_discrete_are(one, one, drift * one, one)[0, 0]
    assert example.newest_weight(drift, 1.0) == pytest.approx(variance / (variance + 1), rel=1e-6)


def test_a_hundred_times_slower_drift_makes_memory_ten_times_longer() -> None:
    lives = [np.log(0.5) / np.log(1 - example.newest_weight(q, 1.0)) for q in (0.01, 0.0001)]
    assert lives == pytest.approx([7, 69], abs=0.5)


def test_effective_categories() -> None:
    def effective(shares: list[float]) -> float:
        return float(np.exp(-np.sum(np.array(shares) * np.log(shares))))

    assert effective([0.5, 0.3, 0.2]) == pytest.approx(2.8, abs=0.05)
    assert effective([0.8, 0.15, 0.05]) == pytest.approx(1.8, abs=0.05)
    assert -0.95 * np.log2(0.95) - 0.05 * np.log2(0.05) == pytest.approx(0.3, abs=0.02)
