"""The in-batch loss against SciPy's derivatives, and what training on it converges to."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import softmax
from sklearn.metrics import log_loss

from tests.topics import load_example

towers = load_example("two-tower-models")


@pytest.mark.parametrize("temperature", [0.1, 1.0])
@pytest.mark.parametrize("corrected", [False, True])
def test_gradients_match_finite_differences(temperature: float, corrected: bool) -> None:
    rng = np.random.default_rng(0)
    users, items = rng.normal(size=(2, 5, 3)) / 2
    log_q = np.log(rng.uniform(0.01, 1, 5)) * corrected
    _, by_user, by_item = towers.in_batch_loss(users, items, log_q, temperature)

    def of_users(flat: np.ndarray) -> float:
        return float(towers.in_batch_loss(flat.reshape(5, 3), items, log_q, temperature)[0])

    def of_items(flat: np.ndarray) -> float:
        return float(towers.in_batch_loss(users, flat.reshape(5, 3), log_q, temperature)[0])

    np.testing.assert_allclose(by_user.ravel(), approx_fprime(users.ravel(), of_users, 1e-7), atol=1e-4)
    np.testing.assert_allclose(by_item.ravel(), approx_fprime(items.ravel(), of_items, 1e-7), atol=1e-4)


def test_loss_is_scikit_learns_log_loss_of_the_own_row() -> None:
    rng = np.random.default_rng(1)
    users, items = rng.normal(size=(2, 6, 4))
    loss, _, _ = towers.in_batch_loss(users, items, np.zeros(6), 0.5)
    assert loss == pytest.approx(log_loss(np.arange(6), softmax(users @ items.T / 0.5, axis=1)))


def test_correction_recovers_the_conditional_and_its_absence_the_lift_over_popularity() -> None:
    rng = np.random.default_rng(2)
    likes = softmax(np.log([8, 4, 2, 1]) + rng.normal(0, 0.5, (3, 4)), axis=1)
    pairs = np.array([(u, rng.choice(4, p=likes[u])) for u in rng.integers(0, 3, 30_000)])
    q = np.bincount(pairs[:, 1], minlength=4) / len(pairs)
    for corrected, target in [(True, np.log(likes)), (False, np.log(likes) - np.log(q))]:
        scores = towers.train(pairs, 3, 4, q, corrected, steps=2_500)
        gap = (scores - scores.mean(axis=1, keepdims=True)) - (target - target.mean(axis=1, keepdims=True))
        assert np.abs(gap).max() < 0.35  # sampling noise and finite batches; the two targets differ by over 1
        other = np.log(likes) - corrected * np.log(q)
        assert np.abs(scores - other - (scores - other).mean(axis=1, keepdims=True)).max() > 0.6
