"""Propensities and relevance from simulated and exact click tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from tests.topics import load_example

bias = load_example("position-bias")

SEEN = np.array([1.0, 0.6, 0.4, 0.25])
RELEVANCE = np.array([0.30, 0.25, 0.20, 0.35])
VIEWS = 1_000.0 * np.array([[70, 20, 8, 2], [20, 55, 20, 5], [8, 20, 50, 22], [2, 5, 22, 71]])


def log_likelihood(clicks: np.ndarray, views: np.ndarray, p: np.ndarray) -> float:
    return float((clicks * np.log(p) + (views - clicks) * np.log1p(-p)).sum())


@pytest.mark.parametrize("seed", range(6))
def test_em_recovers_both_factors_when_items_visit_several_slots(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth, relevance = np.array([1.0, *rng.uniform(0.05, 1, 3)]), rng.uniform(0.05, 0.9, 4)
    exact = VIEWS * np.outer(relevance, truth)  # expected clicks: no noise to excuse a gap
    found_seen, found_relevance = bias.expectation_maximization(exact, VIEWS, steps=30_000)
    np.testing.assert_allclose(found_seen, truth, rtol=0.02)
    np.testing.assert_allclose(found_relevance, relevance, rtol=0.02)


def test_em_ends_at_the_maximum_that_a_general_optimizer_finds() -> None:
    clicks = np.random.default_rng(0).binomial(VIEWS.astype(int), np.outer(RELEVANCE, SEEN))

    def loss(logits: np.ndarray) -> float:
        p = 1 / (1 + np.exp(-logits))
        return -log_likelihood(clicks, VIEWS, np.outer(p[:4], p[4:]).clip(1e-12, 1 - 1e-12))

    best = minimize(loss, np.zeros(8), method="L-BFGS-B", options={"maxiter": 5_000, "ftol": 1e-14})
    seen, relevance = bias.expectation_maximization(clicks, VIEWS, steps=20_000)
    assert log_likelihood(clicks, VIEWS, np.outer(relevance, seen)) == pytest.approx(-best.fun, abs=0.01)


def test_em_never_lowers_the_likelihood() -> None:
    clicks = np.random.default_rng(1).binomial(VIEWS.astype(int), np.outer(RELEVANCE, SEEN))
    values = []
    for steps in (1, 2, 4, 8, 16, 64, 256):
        seen, relevance = bias.expectation_maximization(clicks, VIEWS, steps=steps)
        values.append(log_likelihood(clicks, VIEWS, np.outer(relevance, seen)))
    assert values == sorted(values)


def test_items_that_never_move_leave_the_split_to_the_starting_point() -> None:
    # The page's warning: one slot an item, and only the product of both factors is determined.
    views = np.diag([1_000.0] * 4)
    seen, relevance = bias.expectation_maximization(views * np.outer(RELEVANCE, SEEN), views)
    np.testing.assert_allclose(seen * relevance, SEEN * RELEVANCE, rtol=0.01)
    assert np.abs(seen - SEEN).max() > 0.1


@given(st.floats(0.05, 0.9))
def test_swaps_cancel_the_item(relevance: float) -> None:
    clicks = 10_000 * relevance * SEEN
    assert [bias.from_swaps(clicks[0], c) for c in clicks] == pytest.approx(SEEN.tolist())


def test_weighted_clicks_are_right_on_average_and_raw_ones_are_not() -> None:
    exact = VIEWS * np.outer(RELEVANCE, SEEN)
    np.testing.assert_allclose(bias.weighted_relevance(exact, VIEWS, SEEN), RELEVANCE)
    raw = exact.sum(axis=1) / VIEWS.sum(axis=1)
    assert raw.argmax() != RELEVANCE.argmax()


def test_weighting_costs_variance() -> None:
    clicks = np.random.default_rng(2).binomial(1_000, 0.3 * 0.25, (20_000, 1, 1))  # all views in slot four
    values = [bias.weighted_relevance(c, np.array([[1_000]]), np.array([0.25]))[0] for c in clicks]
    p = 0.3 * 0.25
    assert np.var(values) == pytest.approx(p * (1 - p) / 0.25**2 / 1_000, rel=0.05)
