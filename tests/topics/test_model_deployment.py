"""The listing and figures of the page on model deployment."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bernoulli

from tests.topics import load_example

example = load_example("model-deployment")


def test_the_share_of_errors_is_bayes_rule() -> None:
    assert example.share(0.5, 2) == pytest.approx(2 / 3)
    assert example.share(0.01, 1) == pytest.approx(0.01)


def test_the_steps_are_log_likelihood_ratios() -> None:
    s0, s1 = example.share(0.1, 1), example.share(0.1, 2)
    expected = [bernoulli.logpmf(k, s1) - bernoulli.logpmf(k, s0) for k in (1, 0)]
    assert example.steps(0.1, 2) == pytest.approx(expected)


def test_wrong_verdicts_stay_below_their_promised_rates() -> None:
    rng = np.random.default_rng(0)
    healthy = [example.decide(rng.random(3_000) < 1 / 2, 0.5, 2, 0.05, 0.1)[0] for _ in range(2_000)]
    doubled = [example.decide(rng.random(3_000) < 2 / 3, 0.5, 2, 0.05, 0.1)[0] for _ in range(2_000)]
    assert 0.02 < healthy.count("roll back") / 2_000 < 0.055
    assert 0.05 < doubled.count("go on") / 2_000 < 0.11
    assert "undecided" not in healthy + doubled


def test_the_number_of_errors_is_walds() -> None:
    low, high = example.bounds(0.001, 0.1)
    up, down = example.steps(0.5, 2)
    expected = (0.9 * high + 0.1 * low) / (2 / 3 * up + 1 / 3 * down)
    assert expected == pytest.approx(104, abs=0.5)
    _, seen = example.trial(2, 0.5, np.random.default_rng(0))
    assert seen == pytest.approx(expected, rel=0.08)  # a little above: the last step overshoots


def test_by_hand_a_run_of_errors_on_the_canary() -> None:
    # each adds ln(4/3) = 0.288; ln(900) = 6.80 needs 24 of them; each on the control takes ln(3/2) away
    assert example.decide(np.ones(100, bool), 0.5, 2, 0.001, 0.1) == ("roll back", 24)
    assert example.decide(np.zeros(100, bool), 0.5, 2, 0.001, 0.1) == ("go on", 6)
    assert example.decide(np.ones(10, bool), 0.5, 2, 0.001, 0.1) == ("undecided", 10)


def test_looking_after_every_error_at_a_fixed_limit_alarms_far_more_often_than_promised() -> None:
    hits = np.cumsum(np.random.default_rng(1).random((4_000, 500)) < 0.5, axis=1)
    n = np.arange(1, 501)
    z = (hits - n / 2) / np.sqrt(n / 4)
    assert (z[:, 9:] > 2.326).any(axis=1).mean() == pytest.approx(0.11, abs=0.02)
