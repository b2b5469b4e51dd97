"""The listing and the figures of the page on transfer learning."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import subspace_angles
from sklearn.linear_model import LinearRegression, Ridge

from tests.topics import load_example

example = load_example("transfer-learning")


def sample(n: int = 80, d: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x, y = example.draw(rng, rng.normal(size=d) / d**0.5, n)
    return x, y


def test_from_scratch_is_ridge() -> None:
    x, y = sample()
    assert example.fit(x, y, 10 * np.eye(12)) == pytest.approx(
        Ridge(alpha=10, fit_intercept=False).fit(x, y).coef_
    )


def test_frozen_is_a_regression_on_the_pretrained_features_alone() -> None:
    x, y = sample()
    features = np.linalg.qr(np.random.default_rng(1).normal(size=(12, 3)))[0]
    head = Ridge(alpha=0.1, fit_intercept=False).fit(x @ features, y).coef_
    assert example.fit(x, y, example.freedom(features, 1e9)) == pytest.approx(features @ head, abs=1e-5)


def test_a_pull_to_the_start_is_a_ridge_on_the_change() -> None:
    x, y = sample()
    start = np.random.default_rng(2).normal(size=12)
    change = Ridge(alpha=30, fit_intercept=False).fit(x, y - x @ start).coef_
    assert example.fit(x, y, 30 * np.eye(12), start) == pytest.approx(start + change)
    free = LinearRegression(fit_intercept=False).fit(x, y).coef_
    assert example.fit(x, y, 1e-9 * np.eye(12), start) == pytest.approx(free, abs=1e-6)


def test_pretraining_finds_the_shared_directions() -> None:
    rng = np.random.default_rng(3)
    shared = np.linalg.qr(rng.normal(size=(20, 4)))[0]
    sources = [example.draw(rng, shared @ rng.normal(size=4), 2_000) for _ in range(15)]
    assert np.degrees(subspace_angles(example.pretrain(sources, 4), shared)).max() < 3


def test_r2_is_that_of_a_large_sample() -> None:
    x, y = example.draw(np.random.default_rng(4), truth := np.array([0.6, 0.8]), 200_000)
    w = np.array([0.5, 0.5])
    assert example.r2(w, truth) == pytest.approx(1 - np.var(y - x @ w) / np.var(y), abs=0.01)
    assert example.r2(truth, truth) == pytest.approx(0.8)


def test_frozen_wins_with_few_rows_and_scratch_overtakes_it() -> None:
    features, target = example.world(0)
    x, y = example.draw(np.random.default_rng(1), target, 5_000)

    def score(penalty: np.ndarray, n: int) -> float:
        return float(example.r2(example.fit(x[:n], y[:n], penalty), target))

    scratch, frozen, tuned = 10 * np.eye(100), example.freedom(features, 1e9), example.freedom(features, 150)
    assert score(frozen, 25) > score(scratch, 25) + 0.3
    assert score(scratch, 400) > score(frozen, 400)
    assert all(
        score(tuned, n) >= max(score(scratch, n), score(frozen, n)) - 0.01 for n in (25, 100, 400, 5_000)
    )


def test_the_page_s_table_of_forgetting() -> None:
    rng = np.random.default_rng(0)
    old = rng.normal(size=100)
    old /= np.linalg.norm(old)
    step = rng.normal(size=100)
    new = 0.8 * old + 0.6 * step / np.linalg.norm(step)
    new /= np.linalg.norm(new)
    x, y = example.draw(rng, new, 300)
    assert [example.r2(old, new), example.r2(old, old)] == pytest.approx([0.50, 0.80], abs=0.005)
    for pull, on_new, on_old in (
        (1, 0.69, 0.38),
        (30, 0.72, 0.49),
        (100, 0.72, 0.62),
        (300, 0.68, 0.72),
        (1_000, 0.60, 0.78),
    ):
        w = example.fit(x, y, pull * np.eye(100), old)
        assert [example.r2(w, new), example.r2(w, old)] == pytest.approx([on_new, on_old], abs=0.006)
