"""Choosing arms and judging policies from logs, against exact integrals and enumerations."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from tests.topics import load_example

bandits = load_example("bandits")

# Two contexts (equally likely), three actions: the whole small world behind the log.
LOGGED = np.array([[0.6, 0.3, 0.1], [0.2, 0.2, 0.6]])
NEW = np.array([[0.1, 0.2, 0.7], [0.5, 0.4, 0.1]])
RATE = np.array([[0.2, 0.5, 0.4], [0.7, 0.1, 0.3]])
TRUTH = float((NEW * RATE).sum(axis=1).mean())
ROWS = [
    (0.5 * LOGGED[x, a] * (RATE[x, a] if r else 1 - RATE[x, a]), x, a, r)
    for x, a, r in product(range(2), range(3), range(2))
]


def estimates(rows: list[tuple[int, int, int]], model: np.ndarray) -> dict[str, float]:
    x, a, r = (np.array(column) for column in zip(*rows, strict=True))
    result: dict[str, float] = bandits.off_policy(
        r, NEW[x, a] / LOGGED[x, a], model[x, a], (NEW * model).sum(axis=1)[x]
    )
    return result


def expected(name: str, model: np.ndarray, power: int = 1) -> float:
    """The mean (or mean square) of an estimator over every log of two rows."""
    return sum(
        p * q * estimates([first, second], model)[name] ** power
        for (p, *first), (q, *second) in product(ROWS, ROWS)
    )


def test_inverse_propensity_scoring_is_right_on_average() -> None:
    assert expected("IPS", np.zeros((2, 3))) == pytest.approx(TRUTH)


@given(st.lists(st.floats(-1, 2), min_size=6, max_size=6))
@settings(max_examples=20, deadline=None)
def test_the_doubly_robust_estimate_is_right_on_average_whatever_the_model(q: list[float]) -> None:
    assert expected("DR", np.reshape(q, (2, 3))) == pytest.approx(TRUTH)


def test_the_doubly_robust_estimate_is_right_with_a_right_model_and_wrong_propensities() -> None:
    wrong = 1.7  # every weight too large by the same factor
    value = sum(
        p
        * bandits.off_policy(np.array([r]), wrong * NEW[x, a] / LOGGED[x, a], RATE[x, a], NEW[x] @ RATE[x])[
            "DR"
        ]
        for p, x, a, r in ROWS
    )
    assert value == pytest.approx(TRUTH)


def test_a_good_model_lowers_the_variance_and_no_model_is_plain_weighting() -> None:
    zero = np.zeros((2, 3))
    assert expected("DR", RATE, 2) < expected("IPS", zero, 2)
    assert estimates([(0, 1, 1), (1, 0, 0)], zero)["DR"] == estimates([(0, 1, 1), (1, 0, 0)], zero)["IPS"]


@given(st.lists(st.sampled_from([row[1:] for row in ROWS]), min_size=1, max_size=12), st.floats(-5, 5))
def test_the_self_normalized_estimate_stays_in_range_and_moves_with_the_reward(
    rows: list[tuple[int, int, int]], shift: float
) -> None:
    x, a, r = (np.array(column) for column in zip(*rows, strict=True))
    weight = NEW[x, a] / LOGGED[x, a]
    value = bandits.off_policy(r, weight, 0, 0)["SNIPS"]
    assert r.min() - 1e-12 <= value <= r.max() + 1e-12
    assert bandits.off_policy(r + shift, weight, 0, 0)["SNIPS"] == pytest.approx(value + shift)


def test_thompson_sampling_plays_an_arm_as_often_as_it_is_the_best() -> None:
    wins, plays = np.array([3.0, 6.0]), np.array([20.0, 30.0])
    a, b = beta(4, 18), beta(7, 25)
    better = quad(lambda p: a.pdf(p) * b.sf(p), 0, 1)[0]  # P(second arm > first)
    chosen = bandits.thompson(np.tile(wins, (200_000, 1)), np.tile(plays, (200_000, 1)), 51)
    assert chosen.mean() == pytest.approx(better, abs=0.005)


def test_ucb_plays_every_arm_once_at_first() -> None:
    wins, plays = np.zeros((1, 3)), np.zeros((1, 3))
    for t in range(1, 4):
        plays[0, bandits.ucb1(wins, plays, t)] += 1
    assert plays.tolist() == [[1, 1, 1]]


@given(st.integers(5, 500), st.integers(5, 500), st.floats(0, 1), st.sampled_from([-1e-6, 1e-6]))
def test_ucb_changes_arms_exactly_where_the_bounds_cross(n: int, m: int, rate: float, edge: float) -> None:
    plays, t = np.array([[n, m]], dtype=float), n + m
    first_bound = rate + (2 * np.log(t) / n) ** 0.5
    second_rate = first_bound - (2 * np.log(t) / m) ** 0.5 + edge
    wins = np.array([[n * rate, m * second_rate]])
    assert bandits.ucb1(wins, plays, t)[0] == (edge > 0)


def test_epsilon_greedy_explores_at_its_rate() -> None:
    wins, plays = np.tile([50.0, 10.0, 10.0, 10.0], (100_000, 1)), np.full((100_000, 4), 100.0)
    chosen = bandits.epsilon_greedy(wins, plays, 400, epsilon=0.2)
    np.testing.assert_allclose(np.bincount(chosen) / 100_000, [0.85, 0.05, 0.05, 0.05], atol=0.005)


@pytest.mark.parametrize("policy", ["epsilon_greedy", "ucb1", "thompson"])
def test_learning_loses_less_than_an_even_split(policy: str) -> None:
    rates = np.array([0.1, 0.3])
    lost = bandits.clicks_lost(getattr(bandits, policy), rates, steps=1_000, runs=50)
    assert 0 < lost < 0.6 * 1_000 * 0.1


def test_ucb_stays_under_the_bound_that_its_authors_proved() -> None:
    # Auer, Cesa-Bianchi and Fischer (2002), theorem 1.
    gap, steps = 0.2, 3_000
    bound = 8 * np.log(steps) / gap + (1 + np.pi**2 / 3) * gap
    assert bandits.clicks_lost(bandits.ucb1, np.array([0.5, 0.7]), steps, runs=50) < bound


def test_the_log_of_ten_gives_the_values_worked_by_hand() -> None:
    reward = np.array([1, 1, 0, 0, 0, 0, 0, 1, 0, 0])
    weight, model = np.repeat([0.25, 4.0], [7, 3]), np.repeat([0.25, 0.30], [7, 3])
    value = bandits.off_policy(reward, weight, model, 0.29)
    assert value["IPS"] == pytest.approx((2 * 0.25 + 1 * 4) / 10)
    assert value["SNIPS"] == pytest.approx(4.5 / 13.75)
    assert value["DR"] == pytest.approx(0.29 + (0.25 * 0.25 + 4 * 0.1) / 10)
    assert weight.sum() ** 2 / (weight**2).sum() == pytest.approx(3.9, abs=0.01)
