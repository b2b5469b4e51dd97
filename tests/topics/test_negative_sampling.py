"""Corrections after sampling, against exact optima and fitted models."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from tests.topics import load_example

sampling = load_example("negative-sampling")


@given(st.floats(0.001, 0.9), st.floats(0.001, 0.9), st.integers(1, 50))
def test_the_shift_turns_the_logit_that_minimizes_the_sampled_loss_into_the_log_probability(
    p: float, q: float, k: int
) -> None:
    def loss(logit: float) -> float:  # the item is a positive with rate p and a negative with rate k q
        return float(p * np.logaddexp(0, -logit) + k * q * np.logaddexp(0, logit))

    best = minimize_scalar(loss, bounds=(-20, 20), method="bounded", options={"xatol": 1e-9}).x
    assert best + sampling.logit_shift(k, q) == pytest.approx(np.log(p), abs=1e-3)


def test_shares_come_back_from_a_model_fitted_on_popularity_weighted_negatives() -> None:
    rng = np.random.default_rng(0)
    p, q, n = np.array([0.5, 0.3, 0.2]), np.array([0.8, 0.15, 0.05]), 200_000
    items = np.concatenate([rng.choice(3, n, p=p), rng.choice(3, 2 * n, p=q)])
    model = LogisticRegression(C=1e6).fit(np.eye(3)[items], np.arange(len(items)) < n)
    logit = model.decision_function(np.eye(3))
    np.testing.assert_allclose(np.exp(logit + sampling.logit_shift(2, q)), p, rtol=0.03)
    assert logit.argmax() != p.argmax()  # uncorrected, the rarest item wins


@given(st.floats(0.001, 0.999), st.floats(0.001, 1.0))
def test_unsampling_multiplies_the_odds_by_the_kept_share(p: float, kept: float) -> None:
    odds = p / (1 - p)
    sampled = odds / kept / (1 + odds / kept)
    assert sampling.unsample(sampled, kept) == pytest.approx(p, rel=1e-6)
    assert sampling.unsample(sampled, kept) == pytest.approx(
        expit(np.log(sampled / (1 - sampled)) + np.log(kept)), rel=1e-6
    )


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=20), st.floats(0, 1))
def test_noise_lies_between_uniform_and_popularity(counts: list[int], exponent: float) -> None:
    noise = sampling.power_noise(counts, exponent)
    assert noise.sum() == pytest.approx(1)
    np.testing.assert_allclose(sampling.power_noise(counts, 0), 1 / len(counts))
    np.testing.assert_allclose(sampling.power_noise(counts, 1), np.array(counts) / sum(counts))
    assert noise.max() / noise.min() == pytest.approx((max(counts) / min(counts)) ** exponent)


def test_false_negatives_count_only_unseen_items_in_the_band() -> None:
    scores = np.array([9.0, 8, 7, 6, 5, 4])
    relevant = np.array([True, True, True, False, False, True])
    seen = np.array([True, False, False, False, False, False])
    # Unseen by score: items 1, 2, 3, 4, 5.
    assert sampling.false_negatives(scores, relevant, seen, 1, 2) == 1.0
    assert sampling.false_negatives(scores, relevant, seen, 3, 4) == 0.0
    assert sampling.false_negatives(scores, relevant, seen, 2, 5) == 0.5
