"""Greedy lists against determinants computed outright and exhaustive search."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist
from scipy.stats import entropy

from tests.topics import load_example

diversity = load_example("diversity")


def candidates(seed: int, items: int = 9, dim: int = 6) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Qualities, unit vectors and their cosine similarities."""
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(items, dim))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return rng.uniform(0.2, 1, items), vectors, vectors @ vectors.T


def determinant(quality: np.ndarray, similarity: np.ndarray, items: list[int]) -> float:
    kernel = quality[:, None] * similarity * quality[None, :]
    return float(np.linalg.det(kernel[np.ix_(items, items)]))


@given(st.integers(0, 10_000), st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_each_step_takes_the_item_with_the_largest_determinant(seed: int, k: int) -> None:
    quality, _, similarity = candidates(seed)
    chosen = diversity.dpp(quality, similarity, k)
    for n in range(k):
        rest = [i for i in range(len(quality)) if i not in chosen[:n]]
        best = max(rest, key=lambda i: determinant(quality, similarity, [*chosen[:n], i]))
        assert chosen[n] == best


@pytest.mark.parametrize("seed", range(20))
def test_greedy_comes_close_to_the_best_set_of_all(seed: int) -> None:
    quality, _, similarity = candidates(seed)
    found = determinant(quality, similarity, diversity.dpp(quality, similarity, 3))
    sets = itertools.combinations(range(len(quality)), 3)
    best = max(determinant(quality, similarity, list(s)) for s in sets)
    assert 0.5 * best < found <= best * (1 + 1e-9)


def test_a_list_stops_when_no_item_adds_volume() -> None:
    quality, _, similarity = candidates(1, items=6, dim=2)  # rank 2: no third independent item
    assert len(diversity.dpp(quality, similarity, 5)) == 2


def test_two_items_have_the_determinant_of_the_formula() -> None:
    similarity = np.array([[1, 0.9], [0.9, 1]])
    assert determinant(np.array([0.9, 0.88]), similarity, [0, 1]) == pytest.approx(
        0.9**2 * 0.88**2 * (1 - 0.9**2)
    )


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_mmr_with_full_weight_on_relevance_sorts_by_it(seed: int) -> None:
    quality, _, similarity = candidates(seed)
    assert diversity.mmr(quality, similarity, 5, 1.0) == np.argsort(-quality)[:5].tolist()


@given(st.integers(0, 10_000), st.floats(0.1, 0.95))
@settings(max_examples=50, deadline=None)
def test_every_mmr_step_beats_all_other_items(seed: int, weight: float) -> None:
    quality, _, similarity = candidates(seed)
    chosen = diversity.mmr(quality, similarity, 4, weight)

    def value(item: int, before: list[int]) -> float:
        near = max((similarity[item, j] for j in before), default=0.0)
        return weight * quality[item] - (1 - weight) * near

    for n, item in enumerate(chosen):
        rest = [i for i in range(len(quality)) if i not in chosen[:n]]
        assert value(item, chosen[:n]) == pytest.approx(max(value(i, chosen[:n]) for i in rest))


def test_mmr_gives_the_worked_lists_of_the_marketplace_page() -> None:
    score = np.array([0.90, 0.88, 0.86, 0.74, 0.70])
    alike = np.array(
        [
            [1.0, 0.95, 0.90, 0.20, 0.10],
            [0.95, 1.0, 0.92, 0.25, 0.15],
            [0.90, 0.92, 1.0, 0.20, 0.10],
            [0.20, 0.25, 0.20, 1.0, 0.30],
            [0.10, 0.15, 0.10, 0.30, 1.0],
        ]
    )
    assert diversity.mmr(score, alike, 3, 0.8)[:2] == [0, 3]
    assert diversity.mmr(score, alike, 3, 0.7) == [0, 4, 3]


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_intra_list_distance_is_scipys_mean_cosine_distance(seed: int) -> None:
    _, vectors, similarity = candidates(seed)
    assert diversity.intra_list_distance(similarity, [0, 3, 5, 7]) == pytest.approx(
        pdist(vectors[[0, 3, 5, 7]], "cosine").mean()
    )


@given(
    st.lists(st.floats(0.05, 1), min_size=3, max_size=6), st.lists(st.integers(0, 5), min_size=6, max_size=6)
)
def test_miscalibration_is_scipys_relative_entropy(wanted: list[float], shown: list[int]) -> None:
    p = np.array(wanted) / sum(wanted)
    counts = np.array(shown[: len(p)], float)
    q = counts / counts.sum() if counts.sum() else p
    assert diversity.miscalibration(p, q) == pytest.approx(entropy(p, 0.99 * q + 0.01 * p), abs=1e-12)
    assert diversity.miscalibration(p, p) == pytest.approx(0, abs=1e-12)
