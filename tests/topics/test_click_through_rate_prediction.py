"""The one-pass learner, its hashing and normalized entropy against definitions and trusted implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from tests.topics import load_example

ctr = load_example("click-through-rate-prediction")


@given(
    z=st.floats(-20, 20),
    n=st.floats(0, 100),
    l1=st.floats(0, 3),
    l2=st.floats(0, 3),
    alpha=st.floats(0.01, 1),
)
def test_the_weight_minimizes_the_regularized_objective(
    z: float, n: float, l1: float, l2: float, alpha: float
) -> None:
    curvature = l2 + (1 + np.sqrt(n)) / alpha
    found = minimize_scalar(
        lambda w: z * w + l1 * abs(w) + curvature * w * w / 2, bounds=(-40, 40), options={"xatol": 1e-9}
    )
    assert float(ctr.weights(z, n, alpha, 1.0, l1, l2)) == pytest.approx(found.x, abs=1e-4)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7), st.booleans()), min_size=1, max_size=40),
    st.floats(0.05, 0.5),
)
@settings(deadline=None)
def test_without_penalties_it_is_gradient_descent_with_a_step_per_weight(
    stream: list[tuple[int, int, bool]], alpha: float
) -> None:
    rows = [np.array([a, b]) for a, b, _ in stream]
    clicks = np.array([y for *_, y in stream])
    predicted, _ = ctr.one_pass(rows, clicks, 8, alpha=alpha)
    w, squares = np.zeros(8), np.zeros(8)
    for row, y, p in zip(rows, clicks, predicted, strict=True):
        assert p == pytest.approx(1 / (1 + np.exp(-w[row].sum())))
        squares[row] += (p - y) ** 2
        w[row] -= alpha / (1 + np.sqrt(squares[row])) * (p - y)


def test_late_in_one_pass_it_predicts_nearly_as_well_as_a_batch_fit_that_has_seen_everything() -> None:
    rng = np.random.default_rng(0)
    fields = rng.integers(0, 4, (30_000, 2))
    first, second = rng.normal(-1, 1, (2, 4))
    clicks = rng.random(30_000) < 1 / (1 + np.exp(-(first[fields[:, 0]] + second[fields[:, 1]])))
    predicted, _ = ctr.one_pass(list(fields + np.array([0, 4])), clicks, 8)
    hot = np.hstack([np.eye(4)[fields[:, 0]], np.eye(4)[fields[:, 1]]])
    batch = LogisticRegression(C=1e6, max_iter=1_000).fit(hot, clicks).predict_proba(hot)[:, 1]
    late = slice(15_000, None)
    background = log_loss(clicks[late], np.full(15_000, clicks[late].mean()))
    gained = background - log_loss(clicks[late], predicted[late])
    assert gained == pytest.approx(background - log_loss(clicks[late], batch[late]), rel=0.05)


def test_a_feature_stays_out_until_its_summed_gradient_passes_the_penalty() -> None:
    # The page's example: at a 10% prediction two clicks bring a feature in, ten quiet views don't.
    assert float(ctr.weights(-0.9, 0.81, l1=1)) == 0
    assert float(ctr.weights(-1.8, 1.62, l1=1)) == pytest.approx(0.070, abs=0.0005)
    assert float(ctr.weights(10 * 0.1, 10 * 0.01, l1=1)) == 0


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 0.99)), min_size=4, max_size=60))
def test_normalized_entropy_is_a_ratio_of_log_losses(pairs: list[tuple[bool, float]]) -> None:
    clicks = np.array([True, False, *(y for y, _ in pairs)])
    predicted = np.array([0.5, 0.5, *(p for _, p in pairs)])
    background = np.full(len(clicks), clicks.mean())
    expected = log_loss(clicks, predicted) / log_loss(clicks, background)
    assert ctr.normalized_entropy(clicks, predicted) == pytest.approx(expected)


def test_knowing_two_halves_that_differ_fivefold_saves_less_than_six_percent() -> None:
    clicks = np.repeat([1, 0, 1, 0], [100, 9_900, 500, 9_500])
    predicted = np.repeat([0.01, 0.05], 10_000)
    assert ctr.normalized_entropy(clicks, predicted) == pytest.approx(0.944, abs=0.0005)


def test_a_cross_is_one_more_row_and_differs_from_its_parts() -> None:
    example = {"site": "1", "ad": "2"}
    plain = ctr.bucket_ids(example, [], 2**40)
    crossed = ctr.bucket_ids(example, [("site", "ad")], 2**40)
    assert set(plain) < set(crossed)
    assert len(crossed) == 3
    swapped = ctr.bucket_ids({"site": "2", "ad": "1"}, [("site", "ad")], 2**40)
    assert not set(swapped) & set(crossed)


@given(st.integers(1, 64))
def test_rows_fit_the_table_and_none_is_counted_twice(buckets: int) -> None:
    rows = ctr.bucket_ids({f"f{i}": "x" for i in range(30)}, [], buckets)
    assert rows.min() >= 0
    assert rows.max() < buckets
    assert len(set(rows)) == len(rows)


def test_collisions_follow_one_minus_exp_of_the_load() -> None:
    rows = [int(ctr.bucket_ids({"id": str(i)}, [], 2**14)[0]) for i in range(2**13)]
    counts = np.bincount(rows, minlength=2**14)
    shared = (counts[rows] > 1).mean()
    assert shared == pytest.approx(1 - np.exp(-0.5), abs=0.02)
