"""The listing and the figures of the page on class imbalance."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from tests.topics import CODE, load_example

example = load_example("class-imbalance")
page = (CODE.parent / "class-imbalance.md").read_text(encoding="utf-8")
probability = st.floats(0.001, 0.999)


@given(p=probability, factor=st.floats(0.01, 1000))
def test_undoing_returns_the_probability_whose_odds_were_multiplied(p: float, factor: float) -> None:
    odds = factor * p / (1 - p)
    assert example.undo_odds_factor(odds / (1 + odds), factor) == pytest.approx(p, rel=1e-6)


def test_undoing_agrees_with_bayes_when_negatives_are_dropped() -> None:
    x, base, kept = np.linspace(-2, 4, 50), 0.01, 0.05
    positive, negative = base * norm.pdf(x, 1.5), (1 - base) * norm.pdf(x)
    sampled = positive / (positive + kept * negative)
    assert example.undo_odds_factor(sampled, 1 / kept) == pytest.approx(positive / (positive + negative))


def test_a_weighted_fit_is_undone_to_the_plain_fit() -> None:
    rng = np.random.default_rng(0)
    y = (rng.random(50_000) < 0.05).astype(int)
    x = rng.normal(y * 1.0, 1)[:, None]
    plain = LogisticRegression().fit(x, y).predict_proba(x)[:, 1]
    weighted = LogisticRegression(class_weight={1: 19}).fit(x, y).predict_proba(x)[:, 1]
    assert weighted.mean() > 5 * plain.mean()
    assert example.undo_odds_factor(weighted, 19) == pytest.approx(plain, rel=0.1)


@given(miss=st.floats(0.1, 100), false_alarm=st.floats(0.1, 100), p=probability)
def test_acting_is_cheaper_exactly_above_the_cost_threshold(
    miss: float, false_alarm: float, p: float
) -> None:
    threshold = example.cost_threshold(miss, false_alarm)
    act, wait = (1 - p) * false_alarm, p * miss
    if abs(p - threshold) > 1e-9:
        assert (act < wait) == (p > threshold)


@given(p=probability, y=st.integers(0, 1))
def test_focal_loss_without_focus_is_log_loss(p: float, y: int) -> None:
    assert example.focal_loss(p, y, 0) == pytest.approx(log_loss([y], [p], labels=[0, 1]))


@pytest.mark.parametrize(("p", "less"), [(0.9, 100), (0.99, 10_000)])
def test_focal_loss_of_easy_examples_is_as_much_smaller_as_the_page_says(p: float, less: float) -> None:
    assert example.focal_loss(p, 1, 0) / example.focal_loss(p, 1, 2) == pytest.approx(less)
    assert example.focal_loss(1 - p, 0, 2) == pytest.approx(example.focal_loss(p, 1, 2))


def test_focal_loss_keeps_the_order_but_pulls_toward_one_half() -> None:
    rates = np.linspace(0.01, 0.5, 20)
    scores = np.array([example.focal_optimum(rate, 2) for rate in rates])
    assert (np.diff(scores) > 0).all()
    assert (scores[:-1] > rates[:-1]).all()
    assert [example.focal_optimum(rate, 2) for rate in (0.01, 0.1, 0.5)] == pytest.approx(
        [0.15, 0.31, 0.5], abs=0.005
    )
    assert example.focal_optimum(0.2, 0) == pytest.approx(0.2, abs=1e-4)


def test_the_optimum_of_focal_loss_beats_every_other_score() -> None:
    grid = np.linspace(0.001, 0.999, 999)
    risk = 0.1 * example.focal_loss(grid, 1, 2) + 0.9 * example.focal_loss(grid, 0, 2)
    assert example.focal_optimum(0.1, 2) == pytest.approx(grid[risk.argmin()], abs=0.001)


def test_the_worked_examples_of_the_page_hold() -> None:
    assert example.undo_odds_factor(0.5, 20) == pytest.approx(example.cost_threshold(20, 1))
    assert example.undo_odds_factor(0.8, 20) == pytest.approx(example.cost_threshold(5, 1))
    assert example.undo_odds_factor(0.7, 50) == pytest.approx(0.045, abs=5e-4)
    prior = (0.01 / 0.99) / (0.03 / 0.97)  # the inverse of the factor from 1% to 3%
    assert example.undo_odds_factor(0.2, prior) == pytest.approx(0.43, abs=5e-3)
    background = 100_000 * example.focal_loss(0.99, 1, 0), 100_000 * example.focal_loss(0.99, 1, 2)
    objects = 20 * example.focal_loss(0.3, 1, 0), 20 * example.focal_loss(0.3, 1, 2)
    assert background[0] / (background[0] + objects[0]) == pytest.approx(0.98, abs=5e-3)
    assert objects[1] / (background[1] + objects[1]) == pytest.approx(0.99, abs=5e-3)


def test_the_page_gives_what_is_kept_of_the_information_about_an_effect() -> None:
    kept = []
    for negatives in (1, 4, 10, 20):
        y = np.repeat([1, 0], [200, 200 * negatives])
        x = np.c_[np.ones(len(y)), np.random.default_rng(0).normal(size=len(y))]
        information = x.T @ (x * (y.mean() * (1 - y.mean())))  # of a logistic fit where x has no effect
        kept.append(1 / np.linalg.inv(information)[1, 1] / 200)
    shown = [float(v) / 100 for v in re.findall(r"(\d+)%", page[page.index("you keep `k / (k + 1)`") :])[:4]]
    assert shown == pytest.approx([0.50, 0.80, 0.91, 0.95])
    assert kept == pytest.approx(shown, rel=0.08)
