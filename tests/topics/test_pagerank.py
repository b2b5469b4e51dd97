"""The listing and the figures of the page on PageRank."""

from __future__ import annotations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("pagerank")
LINKS = [(0, 1), (0, 2), (1, 2), (2, 0), (3, 2), (3, 4)]


def random_links(n: int, seed: int, dangling: int = 0) -> list[tuple[int, int]]:
    rng = np.random.default_rng(seed)
    pairs = zip(rng.integers(dangling, n, 4 * n).tolist(), rng.integers(0, n, 4 * n).tolist(), strict=True)
    return sorted(set(pairs) | {(i, (i + 1) % n) for i in range(dangling, n)})


def google_matrix(links: list[tuple[int, int]], n: int, damping: float, jump: np.ndarray) -> np.ndarray:
    """The surfer's whole transition matrix, column by column."""
    matrix = np.zeros((n, n))
    for source in range(n):
        targets = {t for s, t in links if s == source}
        matrix[:, source] = jump
        if targets:
            matrix[:, source] = (1 - damping) * jump
            matrix[sorted(targets), source] += damping / len(targets)
    return matrix


@pytest.mark.parametrize("damping", [0.5, 0.85, 0.95])
@pytest.mark.parametrize("uniform", [True, False])
def test_both_ways_find_the_dominant_eigenvector(damping: float, uniform: bool) -> None:
    n = 30
    links = random_links(n, seed=1, dangling=5)
    jump = np.full(n, 1 / n) if uniform else np.random.default_rng(2).dirichlet(np.ones(n))
    values, vectors = np.linalg.eig(google_matrix(links, n, damping, jump))
    expected = np.real(vectors[:, np.argmax(np.real(values))])
    expected /= expected.sum()
    assert example.pagerank(links, n, damping, jump, tolerance=1e-12)[0] == pytest.approx(expected, abs=1e-9)
    assert example.solve(links, n, damping, jump) == pytest.approx(expected, abs=1e-9)


def test_one_step_by_hand() -> None:
    ranks, changes = example.pagerank(LINKS, 5, tolerance=9)
    assert len(changes) == 1
    assert ranks[2] == pytest.approx(0.85 * 0.44 + 0.15 * 0.2)
    assert ranks.sum() == pytest.approx(1)


def test_two_islands_converge_at_the_rate_of_the_damping_and_one_graph_faster() -> None:
    n = 200
    half = random_links(n // 2, seed=0)
    islands = half + [(s + n // 2, t + n // 2) for s, t in half]
    start = np.eye(n)[0]
    changes = example.pagerank(islands, n, start=start)[1]
    assert changes[40] / changes[39] == pytest.approx(0.85, abs=1e-4)
    mixed = example.pagerank(random_links(n, seed=0), n, start=start)[1]
    assert len(mixed) < len(changes) / 2


def test_the_ranks_move_no_further_than_the_bound_when_pages_change_their_links() -> None:
    n, old = 60, random_links(60, seed=3)
    ranks = example.solve(old, n)
    for page in range(10):
        new = [(s, t) for s, t in old if s != page] + [(page, (page + 7) % n)]
        moved = abs(example.solve(new, n) - ranks).sum()
        assert 0 < moved <= 2 * 0.85 / 0.15 * ranks[page]


def test_without_jumps_an_undirected_graph_gives_the_degree() -> None:
    rng, n = np.random.default_rng(4), 100
    edges = {(i, (i + 1) % n) for i in range(n)} | {
        (int(a), int(b)) for a, b in rng.integers(0, n, (150, 2)) if a != b
    }
    both = sorted(edges | {(b, a) for a, b in edges})
    degree = np.bincount([s for s, _ in both], minlength=n) / len(both)
    assert example.solve(both, n, damping=1 - 1e-9) == pytest.approx(degree, abs=1e-6)
    assert np.corrcoef(example.solve(both, n), degree)[0, 1] > 0.97


def test_ranks_of_several_seeds_mix_linearly_without_dangling_pages() -> None:
    n, links = 40, random_links(40, seed=5)
    a, b = np.eye(n)[[3, 20]]
    mixed = example.solve(links, n, jump=0.7 * a + 0.3 * b)
    assert mixed == pytest.approx(
        0.7 * example.solve(links, n, jump=a) + 0.3 * example.solve(links, n, jump=b)
    )


def test_six_steps_find_nearly_all_of_the_top_hundred() -> None:
    rng, n = np.random.default_rng(0), 2_000
    weights = np.arange(1, n + 1) ** -0.8
    targets = rng.choice(n, n * 8, p=weights / weights.sum())
    links = list(zip(rng.integers(0, n, n * 8).tolist(), targets.tolist(), strict=True))
    exact = example.solve(links, n)
    after = example.pagerank(links, n, tolerance=0.005)
    assert len(after[1]) <= 6
    assert len(set(np.argsort(-exact)[:100]) & set(np.argsort(-after[0])[:100])) >= 99
