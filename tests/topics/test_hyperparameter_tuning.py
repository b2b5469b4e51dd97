"""The listing and the figures of the page on hyperparameter tuning."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import HalvingGridSearchCV, KFold, TimeSeriesSplit

from tests.topics import load_example

example = load_example("hyperparameter-tuning")


@pytest.mark.parametrize(("n", "k"), [(10, 5), (11, 3), (103, 10)])
def test_folds_are_those_of_scikit_learn(n: int, k: int) -> None:
    for (train, test), (expected_train, expected_test) in zip(
        example.k_fold(n, k), KFold(k).split(np.zeros(n)), strict=True
    ):
        assert train.tolist() == expected_train.tolist()
        assert test.tolist() == expected_test.tolist()


def test_shuffled_folds_judge_every_row_once_and_never_train_on_it() -> None:
    splits = list(example.k_fold(23, 4, np.random.default_rng(0).permutation(23)))
    assert sorted(np.concatenate([test for _, test in splits])) == list(range(23))
    assert all(
        np.intersect1d(train, test).size == 0 and len(train) + len(test) == 23 for train, test in splits
    )


@pytest.mark.parametrize(("n", "k", "gap"), [(12, 3, 0), (103, 5, 0), (103, 5, 7)])
def test_walk_forward_is_the_time_series_split_of_scikit_learn(n: int, k: int, gap: int) -> None:
    for (train, test), (expected_train, expected_test) in zip(
        example.walk_forward(n, k, gap), TimeSeriesSplit(k, gap=gap).split(np.zeros(n)), strict=True
    ):
        assert train.tolist() == expected_train.tolist()
        assert test.tolist() == expected_test.tolist()


@pytest.mark.parametrize("n", [2, 10, 100])
def test_the_best_of_n_draws_is_what_simulation_finds(n: int) -> None:
    draws = np.random.default_rng(n).normal(size=(20_000, n)).max(axis=1)
    assert example.best_of(n) == pytest.approx(draws.mean(), abs=0.02)


def test_of_the_reported_gain_the_share_of_true_variance_is_real() -> None:
    rng = np.random.default_rng(0)
    true = 0.4 * rng.normal(size=(20_000, 100))
    dev = true + 0.4 * rng.normal(size=true.shape)
    best = dev.argmax(axis=1)[:, None]
    reported, real = (np.take_along_axis(x, best, axis=1).mean() for x in (dev, true))
    assert reported == pytest.approx(np.hypot(0.4, 0.4) * example.best_of(100), abs=0.01)
    assert (round(reported, 1), round(real, 1)) == (1.4, 0.7)


def test_expected_improvement_is_the_mean_of_the_gains_over_the_best() -> None:
    draws = np.random.default_rng(0).normal(0.805, 0.02, 1_000_000)
    assert example.expected_improvement(0.805, 0.02, 0.81) == pytest.approx(
        np.maximum(draws - 0.81, 0).mean(), abs=5e-5
    )


def test_halving_has_the_rungs_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(90, 2)), np.arange(90) % 2
    search = HalvingGridSearchCV(
        LogisticRegression(), {"C": np.geomspace(0.1, 1, 27)}, factor=3, min_resources=1, max_resources=27,
        resource="max_iter", cv=2, random_state=0,
    )  # fmt: skip
    with pytest.warns(UserWarning):  # of too few iterations, which is the point of a first rung
        search.fit(x, y)
    rungs = list(zip(search.n_candidates_, search.n_resources_, strict=True))
    assert example.halving(27, 1)[: len(rungs)] == rungs
    assert sum(trials * epochs for trials, epochs in example.halving(81, 1)) == 5 * 81


def test_twenty_five_random_trials_find_a_narrow_good_range_more_often_than_a_grid_of_five_by_five() -> None:
    rng = np.random.default_rng(0)
    start = rng.uniform(0, 0.95, 100_000)[:, None]  # the good 5% of the one setting that matters
    within = lambda value: ((start <= value) & (value < start + 0.05)).any(axis=1).mean()  # noqa: E731
    grid, draws = np.arange(0.1, 1, 0.2)[None], rng.random((100_000, 25))
    assert within(draws) == pytest.approx(1 - 0.95**25, abs=0.01)
    assert within(grid) == pytest.approx(0.26, abs=0.01)
