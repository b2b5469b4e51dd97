"""The listing and the figures of the page on privacy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom, kstest, laplace, norm

from tests.topics import load_example

example = load_example("privacy")


def gaussian_delta(epsilon: float, mu: float) -> float:
    """Exact delta of Gaussian noise, sensitivity / sigma = mu (Balle and Wang, 2018)."""
    return float(norm.cdf(mu / 2 - epsilon / mu) - np.exp(epsilon) * norm.cdf(-mu / 2 - epsilon / mu))


def test_the_noise_is_laplace_of_scale_one_over_epsilon() -> None:
    rng = np.random.default_rng(0)
    noise = [example.laplace_count(312, 0.5, rng) - 312 for _ in range(20_000)]
    assert kstest(noise, laplace(scale=2).cdf).pvalue > 0.01
    assert np.quantile(np.abs(noise), 0.95) == pytest.approx(6, abs=0.2)


def test_one_person_changes_no_output_by_more_than_the_promise() -> None:
    outputs = np.linspace(-20, 20, 401)
    ratio = laplace(0, 1 / 0.5).pdf(outputs) / laplace(1, 1 / 0.5).pdf(outputs)
    assert ratio.max() == pytest.approx(np.exp(0.5))


@pytest.mark.parametrize("rho", [0.05, 0.5, 0.81, 2])
@pytest.mark.parametrize("delta", [1e-6, 1e-10])
def test_zcdp_covers_the_exact_epsilon_of_gaussian_noise_and_is_not_far_off(rho: float, delta: float) -> None:
    exact = brentq(lambda e: gaussian_delta(e, np.sqrt(2 * rho)) - delta, 1e-3, 30, xtol=1e-12)
    assert exact < example.zcdp_to_epsilon(rho, delta) < 1.35 * exact


def test_accounts_as_stated() -> None:
    totals = example.basic(0.1, 100), example.advanced(0.1, 100, 1e-6), example.by_zcdp(0.1, 100, 1e-6)
    assert totals == pytest.approx((10, 6.3, 5.8), abs=0.05)
    assert example.zcdp_to_epsilon(0.81, 1e-10) == pytest.approx(9.4, abs=0.05)
    assert example.by_zcdp(0.01, 40 * 365, 1e-6) == pytest.approx(7.1, abs=0.05)


def test_advanced_composition_covers_the_loss_of_randomized_responses() -> None:
    # The privacy loss of k responses is (2 * truths - k) * epsilon; delta is the expected excess over the total.
    k, epsilon = 100, 0.1
    truths = np.arange(k + 1)
    chance = binom.pmf(truths, k, np.exp(epsilon) / (1 + np.exp(epsilon)))
    for total in (example.advanced(epsilon, k, 1e-6), example.by_zcdp(epsilon, k, 1e-6)):
        excess = np.maximum(0, 1 - np.exp(total - (2 * truths - k) * epsilon))
        assert 0 < chance @ excess < 1e-6


def test_smallest_group_by_hand() -> None:
    assert example.smallest_group([("a", 1), ("a", 1), ("b", 2)]) == 1
    assert example.smallest_group([("a",), ("a",), ("b",), ("b",), ("b",)]) == 2


def test_local_noise_grows_with_the_root_of_the_people() -> None:
    truth, n = np.e / (1 + np.e), 1_000_000
    answers = np.random.default_rng(0).binomial(n, truth, 4_000)  # everybody's true answer is yes
    estimates = (answers - n * (1 - truth)) / (2 * truth - 1)
    assert estimates.mean() == pytest.approx(n, rel=1e-4)
    assert estimates.std() == pytest.approx(960, rel=0.04)
