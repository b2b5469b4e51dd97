"""The listings and the figures of the page on approximate nearest neighbors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestNeighbors

from tests.topics import load_example

example = load_example("approximate-nearest-neighbours")
graphs = load_example("approximate-nearest-neighbours.graph")


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    queries, vectors = example.sample(10_000, 50)
    truth = NearestNeighbors(n_neighbors=10, algorithm="brute").fit(vectors).kneighbors(queries)[1]
    return queries, vectors, truth


def test_distances_are_those_of_scipy() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(20, 8)), rng.normal(size=(30, 8))
    assert example.squared(a, b) == pytest.approx(cdist(a, b, "sqeuclidean"))


def test_all_clusters_with_full_vectors_are_the_exact_answer() -> None:
    queries, vectors = example.sample(600, 20)
    index = example.IvfPq(vectors, clusters=10, parts=4, codes=16)
    expected = NearestNeighbors(n_neighbors=5, algorithm="brute").fit(vectors).kneighbors(queries)[1]
    for query, neighbors in zip(queries, expected, strict=True):
        assert index.search(query, 5, probes=10, rerank=600).tolist() == neighbors.tolist()


def test_codes_order_by_the_distance_to_the_decoded_vector() -> None:
    queries, vectors = example.sample(600, 20)
    index = example.IvfPq(vectors, clusters=10, parts=4, codes=16)
    decoded = index.coarse[index.cluster] + np.hstack(
        [book[index.codes[:, j]] for j, book in enumerate(index.books)]
    )
    for query in queries:
        distances = cdist(query[None], decoded, "sqeuclidean")[0]
        found = index.search(query, 5, probes=10, rerank=0)
        assert distances[found] == pytest.approx(np.sort(distances)[:5])


@pytest.mark.parametrize(
    ("parts", "codes_alone", "reranked"), [(4, 0.49, 0.89), (8, 0.68, 0.97), (16, 0.89, 0.98)]
)
def test_more_parts_raise_recall_and_a_rerank_repairs_it(
    data: tuple[np.ndarray, np.ndarray, np.ndarray], parts: int, codes_alone: float, reranked: float
) -> None:
    queries, vectors, truth = data
    index = example.IvfPq(vectors, clusters=100, parts=parts)
    recalls = [example.recall(index, queries, truth, 16, rerank) for rerank in (0, 50)]
    assert recalls == pytest.approx([codes_alone, reranked], abs=0.01)


def test_a_graph_search_with_every_place_kept_is_exact() -> None:
    queries, vectors = example.sample(400, 20)
    graph = graphs.build(vectors, links=8)
    expected = NearestNeighbors(n_neighbors=10, algorithm="brute").fit(vectors).kneighbors(queries)[1]
    for query, neighbors in zip(queries, expected, strict=True):
        found, computed = graphs.search(vectors, graph, query, 10, ef=400)
        assert found == neighbors.tolist()
        assert computed == 400


def test_the_number_of_clusters_that_costs_least() -> None:
    n, probes = 100_000_000, 64
    clusters = np.arange(10_000, 300_000, 1_000)
    assert clusters[np.argmin(clusters + n * probes / clusters)] == pytest.approx(80_000, abs=1_000)
