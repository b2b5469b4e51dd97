"""The listing and the figures of the page on offline metrics."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import beta, hypergeom
from sklearn import metrics

from tests.topics import CODE, load_example

example = load_example("offline-metrics")
scores = load_example("offline-metrics.roc")
page = (CODE.parent / "offline-metrics.md").read_text(encoding="utf-8")
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


def test_a_list_without_a_hit_has_no_reciprocal_rank_to_its_credit() -> None:
    assert example.reciprocal_rank(np.zeros(5, int)) == 0


def test_the_page_gives_precision_at_three_base_rates() -> None:
    shown = [0.8 * b / (0.8 * b + 0.01 * (1 - b)) for b in (0.5, 0.01, 0.001)]
    assert "precision is {:.1%} at a base rate of 50%, {:.1%} at 1%, {:.1%} at 0.1%".format(*shown) in page


def test_the_threshold_that_maximizes_f1_is_half_of_it() -> None:
    rng = np.random.default_rng(0)
    p = np.sort(rng.beta(0.5, 9.5, 1_000_000))[::-1]
    y = rng.random(len(p)) < p
    f1 = 2 * np.cumsum(y) / (np.arange(1, len(p) + 1) + y.sum())
    assert f1.max() == pytest.approx(0.28, abs=0.005)
    at = np.linspace(0.1, 0.2, 10_001)
    found, flagged = 0.05 * beta(1.5, 9.5).sf(at), beta(0.5, 9.5).sf(at)
    best = at[(2 * found / (flagged + 0.05)).argmax()]
    assert (1 - best) / best == pytest.approx(6.2, abs=0.05)
    assert "as if a miss cost 6.2 false alarms" in page
    assert p[f1.argmax()] == pytest.approx(f1.max() / 2, abs=0.01)


def test_the_plot_shows_the_precision_of_the_sharp_and_flat_models() -> None:
    plotted = {
        kind: [float(v) for v in row.split(",")] for kind, row in re.findall(r"(bar|line) \[(.*)\]", page)
    }
    reach = np.linspace(1e-6, 0.395, 400_000)  # share of negatives passed
    at = np.arange(0.1, 1.05, 0.1)
    for kind, recall in {
        "bar": 0.5 * np.minimum(reach / 0.005, 1) + 0.5 * reach / 0.395,
        "line": np.minimum(reach / 0.2, 1),
    }.items():
        precision = 1_000 * recall / (1_000 * recall + 99_000 * reach)
        expected = [precision[np.searchsorted(recall, r - 1e-6)] for r in at]
        assert plotted[kind] == pytest.approx(expected, abs=0.006)


def test_the_page_gives_the_log_loss_of_always_predicting_the_base_rate() -> None:
    y = np.repeat([1, 0], [1, 99])
    assert f"always predicting 1% scores {metrics.log_loss(y, np.full(100, 0.01)):.4f}" in page


def test_the_page_gives_the_auc_of_users_with_different_rates_and_no_order_within() -> None:
    y = np.r_[np.repeat([1, 0], [20, 80]), np.repeat([1, 0], [1, 99])]
    auc = metrics.roc_auc_score(y, np.repeat([0.2, 0.01], 100))
    assert f"random order *within* each: AUC {auc:.2f}" in page


def test_the_page_gives_the_chance_that_a_bad_rank_tops_a_sample() -> None:
    above_in_sample = hypergeom(9_999, 199, 100)
    assert f"{above_in_sample.cdf(9):.3%} of the time" in page


def test_the_page_compares_median_and_mean_forecasts_by_four_metrics() -> None:
    actual = np.array([10, 10, 10, 200.0])
    forecasts = np.full(4, np.median(actual)), np.full(4, actual.mean())

    def both(metric: object) -> list[float]:
        return [float(metric(actual, f)) for f in forecasts]  # type: ignore[operator]

    mae, rmse = both(metrics.mean_absolute_error), both(metrics.root_mean_squared_error)
    mape = both(metrics.mean_absolute_percentage_error)
    wape = both(lambda y, f: metrics.mean_absolute_error(y, f) / y.mean())
    assert "| MAE | **{:.0f}** against {:.0f} |".format(*mae) in page
    assert "| RMSE | {:.0f} against **{:.0f}** |".format(*rmse) in page
    assert "| MAPE | **{:.0%}** against {:.0%} |".format(*mape) in page
    assert "| **{:.0%}** against {:.0%} |".format(*wape) in page


def test_the_page_gives_the_iou_of_small_and_large_boxes_two_pixels_off() -> None:
    iou = []
    for side in (10, 100):
        true, found = np.zeros((2, 120, 120), bool)
        true[:side, :side], found[2 : side + 2, 2 : side + 2] = True, True
        iou.append(metrics.jaccard_score(true.ravel(), found.ravel()))
    assert "2 pixels off on a 10-pixel box is IoU {:.2f}, on a 100-pixel box {:.2f}".format(*iou) in page


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 9)), min_size=3, max_size=40))
def test_metrics_of_scores_are_those_of_scikit_learn_with_ties(rows: list[tuple[int, int]]) -> None:
    y, tenths = np.array(rows).T
    assume(0 < y.sum() < len(y))
    p = tenths / 10
    assert scores.roc_auc(y, p) == pytest.approx(metrics.roc_auc_score(y, p))
    assert scores.average_precision(y, p) == pytest.approx(metrics.average_precision_score(y, p))
    assert scores.log_loss(y, p) == pytest.approx(metrics.log_loss(y, p))


def test_the_curve_has_the_points_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    y, p = rng.integers(0, 2, 200), rng.integers(1, 30, 200) / 30
    false, recall, _ = scores.curves(y, p)
    expected_false, expected_recall, _ = metrics.roc_curve(y, p, drop_intermediate=False)
    assert false == pytest.approx(expected_false[1:])
    assert recall == pytest.approx(expected_recall[1:])
