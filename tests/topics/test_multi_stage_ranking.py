"""The survival formula and the simulated funnel, each against the other and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from tests.topics import load_example

funnel = load_example("multi-stage-ranking")


@given(st.floats(0.0, 0.99), st.floats(0.005, 0.5), st.floats(0.001, 0.2))
@settings(max_examples=25, deadline=None)
def test_survival_equals_the_integral_over_the_items_score(
    agreement: float, keeps: float, top: float
) -> None:
    cut = norm.isf(keeps)

    def passes(z: float) -> float:
        return float(norm.sf((cut - agreement * z) / np.sqrt(1 - agreement**2)) * norm.pdf(z))

    expected = quad(passes, norm.isf(top), 9, limit=200)[0] / top
    assert funnel.survival(agreement, keeps, top) == pytest.approx(expected, abs=2e-3)


def test_a_stage_without_agreement_keeps_what_chance_keeps() -> None:
    assert funnel.survival(0.0, 0.02, 0.001) == pytest.approx(0.02, abs=1e-4)


@pytest.mark.parametrize("agreement", [0.5, 0.8, 0.95])
def test_simulated_survival_of_one_cut_matches_the_formula(agreement: float) -> None:
    stages = [funnel.Stage("cut", agreement, 200, 1.0)]
    kept = [funnel.run(stages, 10_000, 20, np.random.default_rng(seed))[1][0] for seed in range(200)]
    assert np.mean(kept) == pytest.approx(funnel.survival(agreement, 0.02, 0.002), abs=0.03)


def test_cost_is_what_each_stage_looks_at_times_its_price() -> None:
    stages = [funnel.Stage("a", 0.9, 100, 0.5), funnel.Stage("b", 1.0, 10, 20.0)]
    costs, kept, _ = funnel.run(stages, 1_000, 10, np.random.default_rng(0))
    assert costs == [500.0, 2_000.0]
    assert kept[1] <= kept[0]


def test_ranking_everything_with_the_last_ranker_loses_nothing() -> None:
    _, kept, page = funnel.run([funnel.Stage("all", 1.0, 10, 1.0)], 1_000, 10, np.random.default_rng(0))
    assert kept == [1.0]
    truth = np.random.default_rng(0).normal(size=1_000)
    assert page == pytest.approx(np.sort(truth)[-10:].mean())
