"""The arithmetic of filters and red-team runs, against SciPy and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.topics import load_example

guard = load_example("llm-guardrails-and-safety")


def test_precision_of_alarms_is_that_of_counted_requests() -> None:
    stopped, right = guard.blocked(0.001, recall=0.9, false_alarm=0.01)
    assert stopped * 1_000_000 == pytest.approx(900 + 9_990)
    assert right == pytest.approx(900 / 10_890)


@pytest.mark.parametrize("tie", [0.1, 0.3, 0.7])
def test_leaks_through_tied_filters_are_those_of_a_simulation(tie: float) -> None:
    rng = np.random.default_rng(0)
    scale = (1 - tie) / tie
    passes = rng.random((400_000, 3)) < rng.beta(0.1 * scale, 0.9 * scale, (400_000, 1))
    assert passes.all(axis=1).mean() == pytest.approx(guard.leak(0.1, 3, tie), rel=0.05)
    assert np.corrcoef(passes[:, 0], passes[:, 1])[0, 1] == pytest.approx(tie, abs=0.02)


def test_untied_filters_multiply() -> None:
    assert guard.leak(0.1, 3, 0) == pytest.approx(0.001)
    assert guard.leak(0.1, 3, 1e-9) == pytest.approx(0.001)


@pytest.mark.parametrize(("successes", "tries"), [(0, 300), (0, 3_000), (4, 200)])
def test_the_bound_after_a_red_team_run_is_the_exact_one(successes: int, tries: int) -> None:
    exact = binomtest(successes, tries, alternative="less").proportion_ci(0.95, method="exact").high
    assert guard.rate_at_most(successes, tries) == pytest.approx(exact)
