"""The listing and the figures of the page on topic modeling."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF
from sklearn.metrics import adjusted_rand_score

from tests.topics import load_example

example = load_example("topic-modeling")


def test_npmi_by_hand() -> None:
    counts = np.array([[1, 2, 0, 1], [1, 1, 0, 0], [0, 0, 3, 1], [0, 0, 1, 0]])
    assert example.npmi([0, 1], counts) == pytest.approx(1)  # always together
    assert example.npmi([0, 2], counts) == pytest.approx(-1)  # never
    assert example.npmi([0, 3], counts) == pytest.approx(0)  # as often as by chance
    assert example.npmi([0, 1, 2], counts) == pytest.approx((1 - 1 - 1) / 3)


def test_the_worked_pair_of_the_page() -> None:
    # 1,000 documents: refund in 60, invoice in 50, both in 20
    seen = np.zeros((1_000, 2))
    seen[:60, 0] = 1
    seen[40:90, 1] = 1
    assert np.log(0.02 / (0.06 * 0.05)) == pytest.approx(1.90, abs=0.005)
    assert example.npmi([0, 1], seen) == pytest.approx(0.48, abs=0.005)


def test_agreement_ignores_the_order_of_topics_and_words() -> None:
    a = [[0, 1, 2], [3, 4, 5]]
    assert example.agreement(a, [[5, 4, 3], [2, 0, 1]]) == 1
    assert example.agreement(a, [[0, 1, 9], [3, 4, 5]]) == pytest.approx((2 / 4 + 1) / 2)


def test_documents_mix_a_theme_with_words_that_say_nothing() -> None:
    counts = example.corpus(4_000, np.random.default_rng(3))
    assert (counts.sum(axis=1) == 12).all()
    assert counts[:, 20:].sum() / counts.sum() == pytest.approx(0.4, abs=0.01)


def test_the_true_number_of_topics_is_coherent_and_stable_and_too_many_is_not() -> None:
    rng = np.random.default_rng(5)
    train, held_out = example.corpus(500, rng), example.corpus(2_000, rng)

    def judge(k: int) -> tuple[float, float]:
        models = [NMF(k, init="random", random_state=s, max_iter=1_000).fit(train) for s in range(3)]
        runs = [example.top_words(m.components_) for m in models]
        return np.mean([example.npmi(t, held_out) for t in runs[0]]), example.agreement(runs[1], runs[2])

    coherence, stable = zip(*(judge(k) for k in (2, 4, 7)), strict=True)
    assert coherence[1] == max(coherence)
    assert stable[1] == pytest.approx(1)
    assert min(stable[0], stable[2]) < 0.95


def test_one_cluster_a_document_loses_the_second_theme_of_a_mixed_one() -> None:
    rng = np.random.default_rng(0)
    topics = np.kron(np.eye(2), np.full(10, 0.1))
    shares = np.where(rng.random(600) < 0.5, rng.random(600), rng.integers(0, 2, 600))  # half are mixed
    counts = np.array([rng.multinomial(30, p * topics[0] + (1 - p) * topics[1]) for p in shares])
    weights = NMF(2, random_state=0, max_iter=500).fit_transform(counts)
    mixture = weights / weights.sum(axis=1, keepdims=True)
    error = min(abs(mixture[:, i] - shares).mean() for i in (0, 1))
    hard = KMeans(2, n_init=5, random_state=0).fit_predict(counts)
    assert adjusted_rand_score(shares > 0.5, hard) > 0.8
    assert error < 0.1 < min(abs((hard == i) - shares).mean() for i in (0, 1))
