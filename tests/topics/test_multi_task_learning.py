"""Gradient surgery, and the price and gain of sharing, against simulation and trusted implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import brentq, minimize_scalar
from scipy.spatial.distance import cosine as cosine_distance
from scipy.stats import bernoulli
from sklearn.linear_model import LinearRegression

from tests.topics import load_example

multi = load_example("multi-task-learning")

TWO = hnp.arrays(float, (2, 3), elements=st.floats(-5, 5).map(lambda x: round(x, 3)))


@given(TWO)
def test_cosine_is_scipys(g: np.ndarray) -> None:
    assume(np.all(np.abs(g).sum(axis=1) > 0))
    assert multi.cosine(g[0], g[1]) == pytest.approx(1 - cosine_distance(g[0], g[1]), abs=1e-9)


@given(TWO)
def test_two_conflicting_tasks_no_longer_oppose_each_other(g: np.ndarray) -> None:
    assume(np.all(np.abs(g).sum(axis=1) > 0.1))
    step = multi.without_conflict(g)
    if g[0] @ g[1] >= 0:
        np.testing.assert_allclose(step, g.sum(axis=0))
        return
    # What is left of each is at a right angle to the other: the closest such vector, by least squares.
    left = [
        a - LinearRegression(fit_intercept=False).fit(b[:, None], a).predict(b[:, None])
        for a, b in (g, g[::-1])
    ]
    np.testing.assert_allclose(step, left[0] + left[1], atol=1e-9)
    assert min(step @ g[0], step @ g[1]) > -1e-9


def test_a_task_is_never_projected_on_itself() -> None:
    # Two projections in a row can turn a gradient against where it started.
    g = np.array([[1.0, 0.0], [0.0, 3.0], [-2.0, 2.0], [1.0, -3.0]])
    expected = np.zeros(2)
    for i in range(4):
        own = g[i].copy()
        for j in range(4):
            if j != i and own @ g[j] < 0:
                own -= (own @ g[j]) / (g[j] @ g[j]) * g[j]
        expected += own
    np.testing.assert_allclose(expected, [2.6, 1.2])
    np.testing.assert_allclose(multi.without_conflict(g), expected)


def excess(n: int, d: int, cos: float, shared: bool, rounds: int = 20_000) -> float:
    """Mean excess squared error of a fit to n examples of one task: all features, or one given direction."""
    rng = np.random.default_rng(0)
    true, fixed = np.eye(d)[0], np.eye(d)[0] * cos + np.eye(d)[1] * np.sqrt(1 - cos**2)
    x = rng.normal(size=(rounds, n, d))
    y = x @ true + rng.normal(size=(rounds, n))
    seen = (x @ fixed)[..., None] if shared else x
    fitted = (np.linalg.pinv(seen) @ y[..., None])[..., 0]
    w = fitted * fixed if shared else fitted
    # Normal features of unit variance: the excess error is the squared distance of the weights.
    return float(((w - true) ** 2).sum(axis=1).mean())


def test_error_of_a_task_on_its_own() -> None:
    assert multi.error_alone(14, 6, 1.0) == pytest.approx(excess(14, 6, 1.0, shared=False), rel=0.05)


@pytest.mark.parametrize("cos", [0.3, 0.8, 1.0])
def test_error_of_a_task_that_shares_its_direction(cos: float) -> None:
    assert multi.error_shared(8, cos, 1.0) == pytest.approx(excess(8, 6, cos, shared=True), rel=0.04)


@pytest.mark.parametrize(("n", "threshold"), [(150, 0.71), (500, 0.94), (5_000, 0.995)])
def test_break_even_cosines_quoted_on_the_page(n: int, threshold: float) -> None:
    even = brentq(lambda c: multi.error_shared(n, c, 1.0) - multi.error_alone(n, 50, 1.0), 0.01, 1)
    assert even == pytest.approx(threshold, abs=0.005)


def test_with_one_and_a_half_examples_a_feature_sharing_wins_at_any_angle() -> None:
    assert multi.error_shared(75, 0.0, 1.0) < multi.error_alone(75, 50, 1.0)


@given(st.floats(0.0005, 0.9995))
def test_entropy_is_scipys(rate: float) -> None:
    assert multi.entropy(rate) == pytest.approx(float(bernoulli(rate).entropy()), rel=1e-9)


@given(st.floats(0.01, 10))
def test_a_learned_log_variance_weighs_a_loss_by_its_inverse(loss: float) -> None:
    best = minimize_scalar(lambda s: np.exp(-s) * loss + s, bounds=(-10, 10), method="bounded").x
    assert np.exp(-best) == pytest.approx(1 / loss, rel=1e-3)
