"""The listing and the figures of the page on weak supervision."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.naive_bayes import BernoulliNB

from tests.topics import load_example

example = load_example("weak-supervision")


def simulate(true: list[float], n: int, cover: float = 1.0, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    y = np.where(rng.random(n) < 0.3, 1, -1)
    votes = np.where(rng.random((n, len(true))) < true, y[:, None], -y[:, None])
    return np.where(rng.random(votes.shape) < cover, votes, 0), y


@pytest.mark.parametrize("cover", [1.0, 0.4])
def test_accuracies_are_found_without_labels(cover: float) -> None:
    true = [0.9, 0.8, 0.75, 0.7]
    votes, _ = simulate(true, 300_000, cover)
    assert example.accuracies(votes) == pytest.approx(true, abs=0.015)


def test_the_page_s_triplet_by_hand() -> None:
    # 1,000,000 rows of exact shares: all eight error patterns of accuracies 0.9, 0.8, 0.7
    right = np.array([[(i >> j) & 1 for j in range(3)] for i in range(8)])
    share = np.prod(np.where(right, [0.9, 0.8, 0.7], [0.1, 0.2, 0.3]), axis=1)
    votes = np.repeat(2 * right - 1, np.round(share * 1_000).astype(int), axis=0)
    m = example.moments(votes)
    assert [m[0, 1], m[0, 2], m[1, 2]] == pytest.approx([0.48, 0.32, 0.24])
    assert example.accuracies(votes) == pytest.approx([0.9, 0.8, 0.7])


def test_votes_are_weighed_as_naive_bayes_weighs_them() -> None:
    true = [0.9, 0.8, 0.7]
    votes, y = simulate(true, 400_000)
    bayes = BernoulliNB(alpha=1e-9).fit(votes > 0, y)
    rows = np.array([[1, -1, -1], [1, 1, -1], [-1, 1, 1], [1, 1, 1]])
    given = example.probabilities(rows, np.array(true), 0.3)
    assert given == pytest.approx(bayes.predict_proba(rows > 0)[:, 1], abs=0.015)


def test_the_page_s_probabilities() -> None:
    accuracy = np.array([0.9, 0.8, 0.7])
    rows = np.array([[1, -1, -1], [1, -1, 0]])
    assert example.probabilities(rows, accuracy, 0.5) == pytest.approx([0.49, 0.69], abs=0.005)
    assert example.probabilities(rows[:1], accuracy, 0.1) == pytest.approx([0.10], abs=0.005)


def test_a_copied_function_is_believed_too_much_and_costs_accuracy() -> None:
    true = [0.8, 0.75, 0.7, 0.65, 0.65]
    votes, y = simulate(true, 50_000)
    honest = example.accuracies(votes)
    copied = votes.copy()
    copied[:, 4] = votes[:, 3]
    fooled = example.accuracies(copied)
    assert honest == pytest.approx(true, abs=0.02)
    assert fooled[3:] == pytest.approx([0.87, 0.87], abs=0.02)
    correct = [
        np.mean((example.probabilities(v, a, 0.3) > 0.5) == (y > 0))
        for v, a in ((votes, honest), (copied, fooled))
    ]
    assert correct == pytest.approx([0.88, 0.75], abs=0.01)
