"""NDCG, the lambdas and the listwise gradient against scikit-learn and numerical derivatives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax
from sklearn.metrics import ndcg_score

from tests.topics import load_example

rank = load_example("learning-to-rank")


@st.composite
def lists(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Scores without ties and grades from 0 to 3, not all 0."""
    n = draw(st.integers(2, 8))
    scores = np.array(draw(st.permutations(range(n)))) * 0.7 + draw(st.floats(-2, 2))
    grades = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    assume(grades.any())
    return scores, grades


@given(lists(), st.integers(1, 8))
def test_ndcg_is_scikit_learns_on_exponential_gains(case: tuple[np.ndarray, np.ndarray], top: int) -> None:
    scores, grades = case
    expected = ndcg_score([2.0**grades - 1], [scores], k=top)
    assert float(rank.ndcg(scores, grades, top)) == pytest.approx(expected)


def ranknet_loss(scores: np.ndarray, grades: np.ndarray, weight: np.ndarray) -> float:
    total = 0.0
    for i in range(len(scores)):
        for j in range(len(scores)):
            if grades[i] > grades[j]:
                total += weight[i, j] * np.log1p(np.exp(scores[j] - scores[i]))
    return total


def swap_weights(scores: np.ndarray, grades: np.ndarray) -> np.ndarray:
    """|change of NDCG| for each pair, by swapping the two scores and asking scikit-learn."""
    gain, n = 2.0**grades - 1, len(scores)
    now, weight = ndcg_score([gain], [scores]), np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            swapped = scores.copy()
            swapped[[i, j]] = swapped[[j, i]]
            weight[i, j] = abs(ndcg_score([gain], [swapped]) - now)
    return weight


@given(lists())
@settings(deadline=None)
def test_ranknets_push_is_minus_the_gradient_of_its_loss(case: tuple[np.ndarray, np.ndarray]) -> None:
    scores, grades = case
    even = np.ones((len(scores), len(scores)))
    numeric = approx_fprime(scores, ranknet_loss, 1e-7, grades, even)
    np.testing.assert_allclose(rank.ranknet(scores, grades), -numeric, atol=1e-5)


@given(lists())
@settings(deadline=None)
def test_lambdas_are_ranknets_pushes_weighted_by_the_swaps(case: tuple[np.ndarray, np.ndarray]) -> None:
    scores, grades = case
    numeric = approx_fprime(scores, ranknet_loss, 1e-7, grades, swap_weights(scores, grades))
    np.testing.assert_allclose(rank.lambdarank(scores, grades), -numeric, atol=1e-5)


@given(lists())
@settings(deadline=None)
def test_the_listwise_push_is_minus_the_gradient_of_the_cross_entropy(
    case: tuple[np.ndarray, np.ndarray],
) -> None:
    scores, grades = case
    share = (2.0**grades - 1) / (2.0**grades - 1).sum()
    numeric = approx_fprime(scores, lambda s: -float(share @ log_softmax(s)), 1e-7)
    np.testing.assert_allclose(rank.listwise(scores, grades), -numeric, atol=1e-5)


@given(lists())
def test_pushes_of_a_list_cancel(case: tuple[np.ndarray, np.ndarray]) -> None:
    for method in (rank.ranknet, rank.lambdarank, rank.listwise):
        assert method(*case).sum() == pytest.approx(0, abs=1e-9)


def test_a_list_is_pushed_alike_alone_and_in_a_batch() -> None:
    rng = np.random.default_rng(0)
    scores, grades = rng.normal(size=(5, 6)), rng.integers(1, 4, (5, 6))
    for method in (rank.ranknet, rank.lambdarank, rank.listwise, rank.ndcg):
        np.testing.assert_allclose(
            method(scores, grades), [method(s, g) for s, g in zip(scores, grades, strict=True)]
        )


def test_the_worked_lambdas() -> None:
    scores, grades = np.array([2.0, 1.5, 1.0]), np.array([0, 3, 1])
    assert float(rank.ndcg(scores, grades)) == pytest.approx(0.644, abs=0.0005)
    weight = swap_weights(scores, grades)
    by_hand = {
        "B over A": (0.622, 0.339, 0.211),
        "C over A": (0.731, 0.066, 0.048),
        "B over C": (0.378, 0.103, 0.039),
    }
    for pair, (wrong, change, push) in by_hand.items():
        i, j = ("ABC".index(pair[0]), "ABC".index(pair[-1]))
        assert 1 / (1 + np.exp(scores[i] - scores[j])) == pytest.approx(wrong, abs=0.0005)
        assert weight[i, j] == pytest.approx(change, abs=0.0005)
        assert weight[i, j] / (1 + np.exp(scores[i] - scores[j])) == pytest.approx(push, abs=0.0005)
    np.testing.assert_allclose(rank.lambdarank(scores, grades), [-0.259, 0.250, 0.009], atol=0.0005)
    np.testing.assert_allclose(rank.ranknet(scores, grades), [-1.354, 1.0, 0.354], atol=0.0005)


def test_a_linear_scorer_by_squared_error_is_least_squares() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(50, 4, 2)), rng.normal(size=(50, 4))
    exact = np.linalg.lstsq(x.reshape(-1, 2), y.ravel(), rcond=None)[0]
    np.testing.assert_allclose(rank.fit(x, y, lambda s, g: g - s, steps=3_000), exact, atol=1e-3)
