"""The listing and the figures of the page on embedding sharing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import orthogonal_procrustes
from sklearn.linear_model import Ridge
from sklearn.metrics.pairwise import cosine_similarity

from tests.topics import load_example

example = load_example("embedding-sharing")


@pytest.mark.parametrize("seed", range(5))
def test_the_rotation_is_that_of_scipy(seed: int) -> None:
    new, old = np.random.default_rng(seed).normal(size=(2, 40, 6))
    expected, _ = orthogonal_procrustes(new, old)
    assert example.rotation(new, old) == pytest.approx(expected)


def test_the_rotation_by_hand_is_a_quarter_turn() -> None:
    old = np.array([[1.0, 0.0], [0.0, 1.0]])
    new = np.array([[0.0, 1.0], [-1.0, 0.0]])
    assert example.rotation(new, old) == pytest.approx(np.array([[0.0, -1.0], [1.0, 0.0]]))
    assert new @ example.rotation(new, old) == pytest.approx(old)


def test_without_noise_a_full_set_of_anchors_recovers_every_other_item() -> None:
    old, new = example.two_trainings(500, 16, noise=0)
    assert new @ example.rotation(new[:16], old[:16]) == pytest.approx(old)


def test_cosine_is_the_mean_of_scikit_learns_diagonal() -> None:
    a, b = np.random.default_rng(0).normal(size=(2, 30, 5))
    assert example.cosine(a, b) == pytest.approx(np.diag(cosine_similarity(a, b)).mean())


def test_versions_that_agree_inside_are_useless_to_a_consumer_until_rotated() -> None:
    old, new = example.two_trainings(4_000, 16, noise=0.1, seed=2)
    assert np.corrcoef((old @ old.T)[:100].ravel(), (new @ new.T)[:100].ravel())[0, 1] > 0.98
    target = old @ np.arange(16)
    model = Ridge().fit(old[:2_000], target[:2_000])
    rotated = new @ example.rotation(new[:500], old[:500])
    assert model.score(new[2_000:], target[2_000:]) < 0 < 0.95 < model.score(rotated[2_000:], target[2_000:])


def test_three_anchors_a_dimension_come_within_a_hundredth_of_the_most_that_is_possible() -> None:
    for dim in (32, 128):
        old, new = example.two_trainings(6_000, dim, 0.3)
        found = [
            example.cosine(new[4_000:] @ example.rotation(new[:n], old[:n]), old[4_000:])
            for n in (dim, 3 * dim)
        ]
        assert found[0] < 0.9
        assert found[1] == pytest.approx(1 / np.hypot(1, 0.3), abs=0.015)
