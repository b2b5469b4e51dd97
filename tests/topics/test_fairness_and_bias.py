"""The listing and the figures of the page on fairness and bias."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from tests.topics import load_example

example = load_example("fairness-and-bias")
A, B = example.Group(3, 7), example.Group(1.5, 8.5)
RATES = ("selected", "tpr", "fpr", "ppv")


def cost(group: object, t: float) -> float:
    """For 1,000 people: 3 for a wasted place, 7 for a missed person."""
    p = group.base_rate()  # type: ignore[attr-defined]
    return 1000 * (3 * (1 - p) * group.fpr(t) + 7 * p * (1 - group.tpr(t)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("group", [A, B])
def test_the_rates_are_those_of_drawn_people(group: object) -> None:
    rng = np.random.default_rng(0)
    score = rng.beta(group.a, group.b, 400_000)  # type: ignore[attr-defined]
    happens = rng.random(400_000) < score
    tn, fp, fn, tp = confusion_matrix(happens, score > 0.3).ravel()
    drawn = ((tp + fp) / 400_000, tp / (tp + fn), fp / (fp + tn), tp / (tp + fp))
    assert [getattr(group, rate)(0.3) for rate in RATES] == pytest.approx(drawn, abs=0.006)


@pytest.mark.parametrize("t", [0.1, 0.3, 0.6])
def test_the_false_positive_rate_follows_from_the_other_three(t: float) -> None:
    for group in (A, B):
        assert example.forced_fpr(group.base_rate(), group.ppv(t), group.tpr(t)) == pytest.approx(
            group.fpr(t)
        )


@pytest.mark.parametrize("rate", RATES)
def test_a_threshold_per_group_closes_the_gap_it_is_meant_to_and_opens_others(rate: str) -> None:
    t = example.threshold(B, rate, getattr(A, rate)(0.3))
    gaps = {r: abs(getattr(B, r)(t) - getattr(A, r)(0.3)) for r in RATES}
    assert gaps[rate] < 1e-9
    assert max(gaps.values()) > 0.1


def test_the_bill_of_each_criterion() -> None:
    cuts = np.linspace(0.05, 0.6, 1101)
    assert cuts[np.argmin([cost(B, t) for t in cuts])] == pytest.approx(0.3, abs=0.002)
    bills = [
        cost(B, example.threshold(B, rate, getattr(A, rate)(0.3))) for rate in ("tpr", "fpr", "selected")
    ]
    assert [cost(B, 0.3), *bills] == pytest.approx([970, 1180, 1274, 1322], abs=1)


def test_the_worst_of_thirty_equal_groups_looks_bad_by_luck() -> None:
    rates = np.random.default_rng(0).binomial(50, 0.8, (20_000, 30)) / 50
    assert rates.min(axis=1).mean() == pytest.approx(0.68, abs=0.005)
