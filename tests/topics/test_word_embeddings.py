"""The listing and the figures of the page on word embeddings."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit, log_expit
from sklearn.decomposition import TruncatedSVD

from tests.topics import load_example

example = load_example("word-embeddings")
SENTENCES = example.corpus(6_000)


def test_pairs_are_counted_on_both_sides_of_a_word() -> None:
    index, counts = example.cooccurrence([["a", "b", "c", "a"]], window=2)
    a, b, c = (index[w] for w in "abc")
    assert counts[a, b] == counts[b, a] == 2  # from both ends
    assert counts[a, c] == 2 and counts[b, c] == 1 and counts[a, a] == 0


def test_free_scores_fitted_by_skip_gram_with_negatives_are_the_shifted_pmi() -> None:
    rng = np.random.default_rng(0)
    counts = rng.integers(1, 40, (5, 5)).astype(float)
    counts += counts.T
    k = 3
    noise = k * np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        x = flat.reshape(5, 5)
        value = -(counts * log_expit(x) + noise * log_expit(-x)).sum()
        return float(value), (noise * expit(x) - counts * expit(-x)).ravel()

    fitted = minimize(loss, np.zeros(25), jac=True, method="BFGS", options={"gtol": 1e-6}).x.reshape(5, 5)
    assert np.maximum(fitted, 0) == pytest.approx(example.shifted_ppmi(counts, k), abs=1e-4)
    assert (example.shifted_ppmi(counts, 1) > 0).sum() > 0


def test_the_vectors_span_what_scikit_learn_s_truncated_svd_finds() -> None:
    _, counts = example.cooccurrence(SENTENCES, window=4)
    matrix = example.shifted_ppmi(counts)
    svd = TruncatedSVD(3, algorithm="arpack").fit(matrix)
    rows = svd.transform(matrix) / np.sqrt(svd.singular_values_)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = example.vectors(matrix, 3)
    assert found @ found.T == pytest.approx(rows @ rows.T, abs=1e-8)


def test_words_that_never_meet_agree_and_a_context_moves_the_two_faced_word() -> None:
    index, counts = example.cooccurrence(SENTENCES, window=4)
    v = example.vectors(example.shifted_ppmi(counts), 3)
    loan, fish = v[index["loan"]], v[index["fish"]]
    assert counts[index["loan"], index["credit"]] == 0
    assert loan @ v[index["credit"]] > 0.99
    bank = v[index["bank"]]
    money, river = (example.in_context(v, index, s, "bank") for s in ("cash bank teller", "mud bank reeds"))
    assert money @ loan > bank @ loan > river @ loan
    assert river @ fish > bank @ fish > money @ fish


def test_the_page_s_example_of_pmi() -> None:
    index, counts = example.cooccurrence(SENTENCES, window=4)
    loan, cash = index["loan"], index["cash"]
    assert (counts[loan, cash], counts[loan].sum(), counts[cash].sum(), counts.sum()) == (
        413,
        2224,
        3732,
        104420,
    )
    expected = 2224 * 3732 / 104420
    assert expected == pytest.approx(79.5, abs=0.05)
    assert example.shifted_ppmi(counts)[loan, cash] == pytest.approx(np.log(413 / expected))
    assert example.shifted_ppmi(counts, 5)[loan, cash] == pytest.approx(0.04, abs=0.005)
    shares = [(example.shifted_ppmi(counts, k) > 0).mean() for k in (1, 5)]
    assert shares == pytest.approx([0.38, 0.04], abs=0.005)


def test_the_storage_that_the_page_computes() -> None:
    assert 400_000 * 300 * 4 == 480e6
    assert pytest.approx(154e9, rel=0.01) == 1_000_000 * 100 * 768 * 2
    assert pytest.approx(1.5e9, rel=0.03) == 1_000_000 * 768 * 2
