"""The listing and the figures of the page on evaluating language models."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

from tests.topics import load_example

example = load_example("llm-evaluation")
WINS = np.array([[0, 60, 70], [40, 0, 62], [30, 38, 0]])


def games() -> np.ndarray:
    return np.array([(i, j) for i in range(3) for j in range(3) for _ in range(WINS[i, j])])


def test_kappa_agrees_with_scikit_learn() -> None:
    table = np.array([[70, 8, 12], [6, 18, 6], [10, 10, 60]])
    rows, columns = np.indices(table.shape)
    labels = [np.repeat(axis.ravel(), table.ravel()) for axis in (rows, columns)]
    assert example.kappa(table) == pytest.approx(cohen_kappa_score(*labels))
    assert example.kappa(table) == pytest.approx(0.58, abs=0.005)
    assert example.kappa(np.array([[81, 9], [9, 1]])) == pytest.approx(0)


def test_bradley_terry_agrees_with_logistic_regression() -> None:
    played = games()
    x = np.zeros((len(played), 3))
    x[np.arange(len(played)), played[:, 0]], x[np.arange(len(played)), played[:, 1]] = 1, -1
    # every game twice, once from each side, so that both outcomes occur
    fit = LogisticRegression(C=1e8, tol=1e-10, fit_intercept=False).fit(
        np.vstack([x, -x]), [1] * 300 + [0] * 300
    )
    expected = fit.coef_[0] * 400 / np.log(10)
    assert example.bradley_terry(WINS) == pytest.approx(expected - expected.mean(), abs=0.05)


def test_two_systems_get_the_odds_of_their_games() -> None:
    ratings = example.bradley_terry(np.array([[0, 60], [40, 0]]))
    assert ratings[0] - ratings[1] == pytest.approx(400 / np.log(10) * logit(0.6))
    assert example.win_chance(ratings[0] - ratings[1]) == pytest.approx(0.6)


def test_elo_depends_on_the_order_of_the_games() -> None:
    runs = [example.elo(np.random.default_rng(i).permutation(games()), 3) for i in range(200)]
    leads = np.array([r[0] for r in runs])
    assert np.quantile(leads, 0.95) - np.quantile(leads, 0.05) > 100
    assert 0.1 < np.mean([r[1] > r[0] for r in runs]) < 0.26


def test_the_interval_of_a_paired_difference_covers_95_percent() -> None:
    rng = np.random.default_rng(0)
    draws = rng.multinomial(200, [0.075, 0.075, 0.85], 20_000)
    difference = (draws[:, 0] - draws[:, 1]) / 200
    inside = np.abs(difference) <= example.half_width(200, 0.15)
    assert example.half_width(200, 0.15) == pytest.approx(0.054, abs=0.0005)
    assert inside.mean() == pytest.approx(0.95, abs=0.012)
