"""The listings and the figures of the page on language modeling."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from scipy.stats import entropy

from tests.topics import load_example

example = load_example("language-modeling")
network = load_example("language-modeling.neural")
LINES = [
    "a cat sat",
    "a cow ate",
    "a fox hid",
    "a hen fled",
    "a pig dug",
    *["no"] * 3,
    *["the dog ran home"] * 4,
]
TEXT = [tuple(line.split()) for line in LINES]
words, table = example.counts(TEXT)
p = example.kneser_ney(table)


def kneser_ney_by_dictionaries(history: str, word: str, d: float = 0.75) -> float:
    pairs = Counter(pair for s in TEXT for pair in zip(("<s>", *s), (*s, "</s>"), strict=True))
    after = {pair: n for pair, n in pairs.items() if pair[0] == history}
    continuation = sum(b == word for _, b in pairs) / len(pairs)
    if not after:
        return continuation
    total = sum(after.values())
    return max(pairs[history, word] - d, 0) / total + d * len(after) / total * continuation


def best_by_enumeration(chances: np.ndarray, limit: int, alpha: float) -> tuple[float, list[int]]:
    """The best ended sequence of at most `limit` words among all of them."""
    inner, best = range(2, len(chances)), (-np.inf, [0])
    for length in range(limit + 1):
        for middle in product(inner, repeat=length):
            sequence = [0, *middle, 1]
            steps = chances[sequence[:-1], sequence[1:]]
            if steps.all():
                best = max(best, (float(np.log(steps).sum()) / (length + 1) ** alpha, sequence))
    return best


def test_kneser_ney_agrees_with_the_definition_word_by_word() -> None:
    for a in words:
        for b in words:
            assert p[words.index(a), words.index(b)] == pytest.approx(kneser_ney_by_dictionaries(a, b))
    assert p.sum(axis=1) == pytest.approx(np.ones(len(words)))


def test_the_page_s_figures_of_the_first_word() -> None:
    assert p[0, words.index("a")] == pytest.approx(4.25 / 12 + 0.75 * 3 / 12 / 23)
    assert (table > 0).sum() == 23 and (table[:, 1] > 0).sum() == 7


def test_perplexity_is_the_exponential_of_the_cross_entropy() -> None:
    even = np.full_like(p, 1 / len(words))
    assert example.perplexity(even, words, TEXT) == pytest.approx(len(words))
    counted = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    bits = sum(row.sum() * entropy(row) for row in table if row.any()) / table.sum()
    assert example.perplexity(counted + (counted == 0), words, TEXT) == pytest.approx(np.exp(bits))


@pytest.mark.parametrize("alpha", [0, 0.7, 1])
def test_a_wide_beam_finds_what_enumeration_finds(alpha: float) -> None:
    rng = np.random.default_rng(3)
    for _ in range(10):
        chances = rng.dirichlet(np.full(5, 0.5), 5)
        chances[:, 0] = 0  # the start comes only once
        expected = best_by_enumeration(chances, limit=4, alpha=alpha)[1]
        assert example.beam_search(chances, width=5**5, limit=4, alpha=alpha) == expected


def test_in_the_page_s_example_greedy_misses_the_sentence_and_exact_search_prefers_the_short_one() -> None:
    greedy, narrow, wide, normalized = (
        [words[i] for i in example.beam_search(p, width, 5, alpha)][1:-1]
        for width, alpha in ((1, 0), (2, 0), (20, 0), (20, 1))
    )
    assert (greedy, narrow, wide) == (["a"], ["the", "dog", "ran", "home"], ["no"])
    assert normalized == narrow
    exact = best_by_enumeration(p, limit=3, alpha=0)[0]
    assert np.exp(exact) == pytest.approx(p[0, words.index("no")] * p[words.index("no"), 1])
    # any longer sequence passes four of its steps first, and none of those is above the optimum
    reach = np.eye(len(p))[0]
    for _ in range(4):
        reach = (reach[:, None] * p * (np.arange(len(p)) != 1)).max(axis=0)
    longer = reach
    assert max(longer[i] * p[i, 1] for i in range(len(p))) < np.exp(exact)


def test_the_network_s_gradient_led_it_to_the_counts_when_it_has_room_for_them() -> None:
    rng = np.random.default_rng(0)
    small = rng.integers(1, 30, (4, 4)).astype(float)
    fitted = network.neural(small, dim=4, decay=1e-6)
    assert fitted == pytest.approx(small / small.sum(axis=1, keepdims=True), abs=0.01)


def test_counts_win_on_little_text_and_the_network_on_more() -> None:
    true = network.source()
    assert true.sum(axis=1) == pytest.approx(np.ones(100))
    new = network.sample(true, 20_000, seed=9)
    found = {}
    for n in (500, 2_000, 10_000):
        seen = network.sample(true, n, seed=1)
        models = (network.kneser_ney(seen), network.neural(seen))
        assert all(m.sum(axis=1) == pytest.approx(np.ones(100)) for m in models)
        found[n] = [float(np.exp(-(new * np.log(m)).sum() / new.sum())) for m in models]
    assert found[500][0] < found[500][1]
    assert found[2_000][0] > found[2_000][1]
    floor = float(np.exp(-(new * np.log(true)).sum() / new.sum()))
    assert np.subtract(found[10_000], floor) == pytest.approx([7, 3], abs=1)


def test_the_page_s_figures_of_decoding_and_of_bits() -> None:
    chances = np.array([0.5, 0.2, 0.1, 0.1, 0.05, 0.05])
    for temperature, first in ((0.5, 0.79), (2, 0.32)):
        scaled = chances ** (1 / temperature)
        assert scaled[0] / scaled.sum() == pytest.approx(first, abs=0.005)
    assert np.searchsorted(chances.cumsum(), 0.75) + 1 == 3
    assert chances[:2] / chances[:2].sum() == pytest.approx([0.71, 0.29], abs=0.005)
    bits = [n * np.log2(ppl) / 100 for n, ppl in ((20, 50), (26, 20))]
    assert bits == pytest.approx([1.13, 1.12], abs=0.005)
    assert pytest.approx(0.9995, abs=5e-5) == 100_000 / 100_050
