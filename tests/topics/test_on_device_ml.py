"""The listing and the figures of the page on on-device ML."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad, minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from tests.topics import load_example

example = load_example("on-device-ml")


def pooled(clients: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([x for x, _ in clients]), np.concatenate([y for _, y in clients])


def test_one_local_step_each_is_one_step_on_the_pooled_data() -> None:
    clients = example.devices(7, alike=False, seed=3)
    x, y = pooled(clients)
    w = np.random.default_rng(0).normal(size=10)
    expected = w - 0.2 * x.T @ (expit(x @ w) - y) / len(y)
    assert example.federated_round(w, clients, 1, 0.2) == pytest.approx(expected)


def test_the_loss_is_that_of_scikit_learn() -> None:
    clients = example.devices(5, alike=True)
    x, y = pooled(clients)
    w = np.random.default_rng(1).normal(size=10)
    assert example.loss(w, clients) == pytest.approx(log_loss(y, expit(x @ w)))


def test_a_local_step_follows_the_gradient_of_the_loss() -> None:
    client = example.devices(1, alike=True)[0]

    def gradient(w: np.ndarray) -> np.ndarray:
        return np.asarray(w - example.local_training(w, client, 1, 1.0))

    w = np.random.default_rng(2).normal(size=10)
    assert check_grad(lambda v: example.loss(v, [client]), gradient, w) < 1e-5


def test_many_rounds_on_alike_devices_reach_the_model_of_pooled_training() -> None:
    clients = example.devices(10, alike=True)
    x, y = pooled(clients)
    central = LogisticRegression(C=1e8, fit_intercept=False, tol=1e-8).fit(x, y)
    reached = example.history(clients, 8, 40)[-1]
    assert reached == pytest.approx(log_loss(y, central.predict_proba(x)[:, 1]), abs=2e-3)


def test_on_unlike_devices_more_local_work_starts_faster_and_ends_worse() -> None:
    clients = example.devices(30, alike=False)
    best = minimize(example.loss, np.zeros(10), args=(clients,)).fun
    one, eight = (np.array(example.history(clients, steps, 32)) - best for steps in (1, 8))
    assert eight[3] < one[3] / 3
    assert one[32] < eight[32] / 3
    assert eight.argmin() == 3
    many = np.array(example.history(clients, 64, 32)) - best
    assert (round(many[1], 2), round(many[32], 2)) == (0.03, 0.12)
    assert many[32] > many[0] == pytest.approx(0.09, abs=0.005)  # worse than weights of zero
