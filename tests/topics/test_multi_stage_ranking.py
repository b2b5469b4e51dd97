"""The survival formula against SciPy's bivariate normal, and the simulated funnel against the formula."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from tests.topics import load_example

funnel = load_example("multi-stage-ranking")


@given(st.floats(0.0, 0.99), st.floats(0.005, 0.5), st.floats(0.001, 0.2))
@settings(max_examples=25, deadline=None)
def test_survival_is_the_bivariate_normal_probability_given_a_place_in_the_best(
    agreement: float, keeps: float, top: float
) -> None:
    both = multivariate_normal.cdf([norm.ppf(top), norm.ppf(keeps)], cov=[[1.0, agreement], [agreement, 1.0]])
    expected = both / top
    assert funnel.survival(agreement, keeps, top) == pytest.approx(expected, abs=2e-3)


def test_a_stage_without_agreement_keeps_what_chance_keeps() -> None:
    assert funnel.survival(0.0, 0.02, 0.001) == pytest.approx(0.02, abs=1e-4)


@pytest.mark.parametrize("agreement", [0.5, 0.8, 0.95])
def test_simulated_survival_of_one_cut_matches_the_formula(agreement: float) -> None:
    stages = [funnel.Stage("cut", agreement, 200, 1.0)]
    rng = np.random.default_rng(0)
    kept = [funnel.run(stages, rng.normal(size=10_000), 20, rng)[1][0] for _ in range(200)]
    assert np.mean(kept) == pytest.approx(funnel.survival(agreement, 0.02, 0.002), abs=0.03)


def test_cost_is_what_each_stage_looks_at_times_its_price() -> None:
    stages = [funnel.Stage("a", 0.9, 100, 0.5), funnel.Stage("b", 1.0, 10, 20.0)]
    rng = np.random.default_rng(0)
    costs, kept, _ = funnel.run(stages, rng.normal(size=1_000), 10, rng)
    assert costs == [500.0, 2_000.0]
    assert kept[1] <= kept[0]


def test_ranking_everything_with_the_last_ranker_loses_nothing() -> None:
    truth = np.random.default_rng(0).normal(size=1_000)
    _, kept, page = funnel.run([funnel.Stage("all", 1.0, 10, 1.0)], truth, 10, np.random.default_rng(1))
    assert kept == [1.0]
    assert page == pytest.approx(np.sort(truth)[-10:].mean())
