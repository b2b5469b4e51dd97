"""The listing and the figures of the page on offline metrics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from sklearn import metrics

from tests.topics import load_example

example = load_example("offline-metrics")
hits = st.lists(st.integers(0, 1), min_size=2, max_size=30).map(np.array)
gains = st.lists(st.integers(0, 5), min_size=2, max_size=30).map(np.array)


def falling(n: int) -> np.ndarray:
    """Scores that put the first item on top."""
    return np.arange(n, 0, -1).astype(float)


@given(relevant=hits)
def test_average_precision_is_that_of_scikit_learn(relevant: np.ndarray) -> None:
    assume(relevant.any())
    expected = metrics.average_precision_score(relevant, falling(len(relevant)))
    assert example.average_precision(relevant) == pytest.approx(expected)


@given(gain=gains, k=st.integers(1, 35))
def test_ndcg_is_that_of_scikit_learn(gain: np.ndarray, k: int) -> None:
    assume(gain.any())
    expected = metrics.ndcg_score([gain], [falling(len(gain))], k=k)
    assert example.ndcg(k, gain) == pytest.approx(expected)


@given(relevant=hits, k=st.integers(1, 30))
def test_recall_at_k_is_the_recall_of_flagging_the_first_k(relevant: np.ndarray, k: int) -> None:
    assume(relevant.any())
    flagged = (np.arange(len(relevant)) < k).astype(int)
    assert example.recall_at(k, relevant) == pytest.approx(metrics.recall_score(relevant, flagged))


@given(n=st.integers(2, 30), data=st.data())
def test_reciprocal_rank_is_average_precision_where_one_item_is_relevant(n: int, data: st.DataObject) -> None:
    relevant = np.zeros(n, int)
    relevant[data.draw(st.integers(0, n - 1))] = 1
    expected = metrics.label_ranking_average_precision_score([relevant], [falling(n)])
    assert example.reciprocal_rank(relevant) == pytest.approx(expected)


def test_reciprocal_rank_reads_the_first_hit_only() -> None:
    assert example.reciprocal_rank(np.array([0, 0, 1, 1, 1])) == pytest.approx(1 / 3)


def test_the_precisions_at_three_base_rates() -> None:
    precision = [0.8 * b / (0.8 * b + 0.01 * (1 - b)) for b in (0.5, 0.01, 0.001)]
    assert precision == pytest.approx([0.988, 0.447, 0.074], abs=5e-4)
    assert 0.9 * 0.005 / (0.9 * 0.005 + 0.02 * 0.995) == pytest.approx(0.18, abs=5e-3)


def test_the_threshold_that_maximizes_f1_is_half_of_it() -> None:
    rng = np.random.default_rng(0)
    p = np.sort(rng.beta(0.5, 9.5, 1_000_000))[::-1]
    y = rng.random(len(p)) < p
    f1 = 2 * np.cumsum(y) / (np.arange(1, len(p) + 1) + y.sum())
    assert f1.max() == pytest.approx(0.28, abs=0.005)
    assert p[f1.argmax()] == pytest.approx(f1.max() / 2, abs=0.01)


def test_the_plotted_precision_of_the_sharp_and_flat_models() -> None:
    reach = np.linspace(1e-6, 0.395, 400_000)  # share of negatives passed
    recall = 0.5 * np.minimum(reach / 0.005, 1) + 0.5 * reach / 0.395
    precision = 1_000 * recall / (1_000 * recall + 99_000 * reach)
    at = [precision[np.searchsorted(recall, r)] for r in np.arange(0.1, 0.95, 0.1)]
    assert at == pytest.approx([0.51] * 5 + [0.07, 0.04, 0.03, 0.03], abs=0.006)
    assert 1_000 / (1_000 + 0.2 * 99_000) == pytest.approx(0.05, abs=0.005)


def test_always_predicting_one_percent_scores_the_stated_log_loss() -> None:
    y = np.repeat([1, 0], [1, 99])
    assert metrics.log_loss(y, np.full(100, 0.01)) == pytest.approx(0.056, abs=5e-5)


def test_users_with_different_rates_give_an_auc_without_any_order_within() -> None:
    y = np.r_[np.repeat([1, 0], [20, 80]), np.repeat([1, 0], [1, 99])]
    assert metrics.roc_auc_score(y, np.repeat([0.2, 0.01], 100)) == pytest.approx(0.75, abs=0.005)


def test_a_bad_rank_is_in_the_top_ten_of_a_sample() -> None:
    above_in_sample = hypergeom(9_999, 199, 100)
    assert above_in_sample.cdf(9) == pytest.approx(0.99997, abs=5e-6)


def test_the_regression_table_of_the_page() -> None:
    actual = np.array([10, 10, 10, 200.0])
    median, mean = np.full(4, 10.0), np.full(4, 57.5)
    assert [metrics.mean_absolute_error(actual, f) for f in (median, mean)] == pytest.approx([47.5, 71.25])
    assert [metrics.root_mean_squared_error(actual, f) for f in (median, mean)] == pytest.approx(
        [95, 82.3], abs=0.05
    )
    mape = [metrics.mean_absolute_percentage_error(actual, f) for f in (median, mean)]
    assert mape == pytest.approx([0.2375, 3.74], abs=5e-3)
    wape = [abs(actual - f).sum() / actual.sum() for f in (median, mean)]
    assert wape == pytest.approx([0.83, 1.24], abs=5e-3)


@pytest.mark.parametrize(("side", "iou"), [(10, 0.47), (100, 0.92)])
def test_two_pixels_cost_a_small_box_half_its_iou(side: int, iou: float) -> None:
    true, found = np.zeros((2, 120, 120), bool)
    true[:side, :side], found[2 : side + 2, 2 : side + 2] = True, True
    assert metrics.jaccard_score(true.ravel(), found.ravel()) == pytest.approx(iou, abs=5e-3)
