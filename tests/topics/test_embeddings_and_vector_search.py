"""The listing and the figures of the page on embeddings and vector search."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom
from sklearn.neighbors import NearestNeighbors

from tests.topics import load_example

example = load_example("embeddings-and-vector-search")


def test_neighbors_are_those_of_scikit_learn_by_cosine() -> None:
    rng = np.random.default_rng(0)
    queries, items = rng.normal(size=(20, 16)), rng.normal(size=(300, 16))
    expected = NearestNeighbors(n_neighbors=7, metric="cosine").fit(items).kneighbors(queries)[1]
    assert (example.nearest(queries, items, 7) == expected).all()
    assert (example.short_then_full(queries, items, 7, dims=4, keep=300) == expected).all()


def test_the_two_spaces_agree_in_full_and_only_one_can_be_cut() -> None:
    packed, spread = example.spaces(1_100)
    truth = example.nearest(packed[:100], packed[100:], 10)
    assert (example.nearest(spread[:100], spread[100:], 10) == truth).all()
    cut = [
        example.agreement(example.nearest(s[:100, :64], s[100:, :64], 10), truth) for s in (packed, spread)
    ]
    assert cut[0] > cut[1] + 0.3
    rescored = example.short_then_full(packed[:100], packed[100:], 10, dims=64, keep=50)
    assert example.agreement(rescored, truth) > 0.99


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01])
def test_the_fetched_number_is_the_least_that_is_sure_enough(share: float) -> None:
    fetched = example.fetch(10, share)
    assert binom.sf(9, fetched, share) >= 0.95 > binom.sf(9, fetched - 1, share)


def test_fetching_ten_over_the_share_falls_short_nearly_half_the_time() -> None:
    assert binom.cdf(9, 100, 0.1) == pytest.approx(0.45, abs=0.01)


def test_an_added_coordinate_turns_the_largest_product_into_the_nearest() -> None:
    rng = np.random.default_rng(1)
    items, queries = rng.normal(size=(200, 8)) * rng.uniform(0.2, 3, (200, 1)), rng.normal(size=(30, 8))
    squared = (items**2).sum(1)
    longer = np.column_stack([items, np.sqrt(squared.max() - squared)])
    nearest = (
        NearestNeighbors(n_neighbors=1).fit(longer).kneighbors(np.column_stack([queries, np.zeros(30)]))[1]
    )
    assert nearest.ravel().tolist() == (queries @ items.T).argmax(1).tolist()
    # and plain distance finds others
    plain = NearestNeighbors(n_neighbors=1).fit(items).kneighbors(queries)[1]
    assert plain.ravel().tolist() != nearest.ravel().tolist()


def test_the_hybrid_example() -> None:
    words, vectors = {"A": 12, "B": 11.5, "C": 3}, {"C": 0.82, "D": 0.80, "A": 0.60}
    ranks = dict.fromkeys("ABCD", 0.0)
    scaled = dict.fromkeys("ABCD", 0.0)
    for scores in (words, vectors):
        low, high = min(scores.values()), max(scores.values())
        for rank, item in enumerate(sorted(scores, key=scores.__getitem__, reverse=True), start=1):
            ranks[item] += 1 / (60 + rank)
            scaled[item] += (scores[item] - low) / (high - low)
    assert list(ranks.values()) == pytest.approx([0.0323, 0.0161, 0.0323, 0.0161], abs=1e-4)
    assert list(scaled.values()) == pytest.approx([1.0, 0.94, 1.0, 0.91], abs=0.005)
