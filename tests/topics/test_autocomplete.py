"""The completion index against a scan of every query."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import label_ranking_average_precision_score

from tests.topics import load_example

autocomplete = load_example("autocomplete")

queries = st.text(alphabet="ab é\U0010ffff", min_size=1, max_size=6)


def by_scanning(counts: dict[str, int], prefix: str, k: int) -> list[str]:
    """Most searched first, alphabetical on ties."""
    return sorted((q for q in counts if q.startswith(prefix)), key=lambda q: (-counts[q], q))[:k]


@given(
    st.dictionaries(queries, st.integers(0, 5), min_size=1, max_size=40),
    st.text(alphabet="ab é\U0010ffff", max_size=4),
    st.integers(0, 12),
)
@settings(max_examples=300)
def test_completions_are_those_of_a_full_scan(counts: dict[str, int], prefix: str, k: int) -> None:
    assert autocomplete.Completer(counts).complete(prefix, k) == by_scanning(counts, prefix, k)


def test_large_index_agrees_with_a_full_scan_at_every_prefix() -> None:
    rng = np.random.default_rng(0)
    words = {"".join(rng.choice(list("abcde"), rng.integers(3, 9))): int(rng.zipf(1.5)) for _ in range(5_000)}
    index = autocomplete.Completer(words)
    for word in list(words)[:200]:
        for length in range(len(word) + 1):
            assert index.complete(word[:length], 10) == by_scanning(words, word[:length], 10)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=50), st.data())
def test_range_maximum_is_numpys(counts: list[int], data: st.DataObject) -> None:
    index = autocomplete.Completer({f"{i:03}": c for i, c in enumerate(counts)})
    low = data.draw(st.integers(0, len(counts) - 1))
    high = data.draw(st.integers(low + 1, len(counts)))
    assert index.argmax(low, high) == low + int(np.argmax(counts[low:high]))


def test_reciprocal_rank_is_scikit_learns_for_one_relevant_row() -> None:
    rows = ["a", "b", "c", "d"]
    for target in rows:
        truth = np.array([[r == target for r in rows]])
        expected = label_ranking_average_precision_score(truth, np.array([[4, 3, 2, 1]]))
        assert autocomplete.reciprocal_rank(rows, target) == pytest.approx(expected)
    assert autocomplete.reciprocal_rank(rows, "z") == 0.0
