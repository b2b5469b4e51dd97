"""The listings and the figures of the page on document selection."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.topics import load_example

example = load_example("document-selection")
wand = load_example("document-selection.wand")

PAGES = [
    "reset your password",
    "password rules password length password age",
    "reset the router",
    "how to reset a forgotten password in the app or on the web",
    "change your email",
    "update the router in the app",
]
DOCUMENTS = [page.split() for page in PAGES]
LENGTHS = np.array([len(words) for words in DOCUMENTS])
INDEX = example.build(DOCUMENTS)


@pytest.mark.parametrize("query", ["reset password", "the app the router", "email"])
def test_tf_idf_is_that_of_scikit_learn(query: str) -> None:
    vectorizer = TfidfVectorizer(token_pattern=r"\S+")
    documents = vectorizer.fit_transform(PAGES)
    expected = (documents @ vectorizer.transform([query]).T).toarray().ravel()
    assert example.tf_idf(INDEX, LENGTHS, query.split()) == pytest.approx(expected)


def test_bm25_is_the_table_worked_by_hand() -> None:
    scores = example.bm25(INDEX, LENGTHS, ["reset", "password"])
    idf, mean = np.log(2), 34 / 6
    assert scores[0] == pytest.approx(2 * idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 / mean)))
    assert scores[[0, 1, 3]] == pytest.approx([1.72, 1.08, 0.91], abs=0.005)
    assert list(scores[4:]) == [0, 0]


def test_a_smaller_b_puts_the_complete_answer_first() -> None:
    def score(count: int, length: int, words: int) -> float:
        return words * example.bm25_weight(count, np.log(2), length, 34 / 6, b=0.3)

    assert score(1, 13, 2) == pytest.approx(1.14, abs=0.005)
    assert score(1, 13, 2) > score(3, 6, 1)


def test_five_fields_saturate_apart_or_together() -> None:
    assert 5 * example.bm25_weight(1, 1, 1, 1) == pytest.approx(5.0)
    assert example.bm25_weight(5, 1, 1, 1) == pytest.approx(1.77, abs=0.005)
    assert example.bm25_weight(10**9, 1, 1, 1) == pytest.approx(2.2)
    assert example.bm25_weight(7, 1, 3, 1, k1=0) == 1


@pytest.mark.parametrize("seed", range(20))
def test_wand_finds_the_best_of_a_full_scan_and_scores_fewer(seed: int) -> None:
    rng, n = np.random.default_rng(seed), 400
    lists, total = [], np.zeros(n)
    for share in rng.uniform(0.02, 0.5, 4):
        documents = np.flatnonzero(rng.random(n) < share)
        scores = np.log(1 / share) * rng.uniform(0.2, 1, len(documents))
        total[documents] += scores
        lists.append((documents, scores))
    best, scored = wand.wand(lists, 10)
    assert [score for score, _ in best] == pytest.approx(np.sort(total)[::-1][:10])
    assert all(score == pytest.approx(total[document]) for score, document in best)
    assert scored < np.count_nonzero(total)
