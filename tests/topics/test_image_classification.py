"""The listing and the figures of the page on image classification."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import shift
from sklearn.datasets import load_digits

from tests.topics import load_example

example = load_example("image-classification")


def test_moving_an_image_is_scipy_s_shift() -> None:
    images = load_digits().images[:5]
    for dy, dx in [*example.MOVES, (2, -2)]:
        expected = [shift(image, (dy, dx), order=0) for image in images]
        assert example.moved(images, dy, dx) == pytest.approx(np.array(expected))


def test_scores_are_votes_of_the_nearest_by_brute_force() -> None:
    digits = load_digits()
    seen, labels, new = digits.images[:200], digits.target[:200], digits.images[200:220]
    distance = ((new[:, None] - seen[None]) ** 2).sum(axis=(2, 3))
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :5]
    votes = np.array([[np.sum(labels[row] == c) for c in range(10)] for row in nearest])
    assert example.scores(seen, labels, new) == pytest.approx(votes)


def test_time_averaging_adds_up_the_nine_moves() -> None:
    digits = load_digits()
    seen, labels, new = digits.images[:200], digits.target[:200], digits.images[200:220]
    nine = [
        example.scores(seen, labels, example.moved(new, dy, dx)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)
    ]
    assert example.test_time(seen, labels, new) == pytest.approx(sum(nine))


def test_suspects_by_hand() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1])
    first = np.array([0.9, 0.8, 0.1, 0.2, 0.1, 0.3])
    held_out = np.column_stack([first, 1 - first])
    # class means of their own score: (0.9 + 0.8 + 0.1) / 3 = 0.6 and (0.8 + 0.9 + 0.7) / 3 = 0.8
    assert example.suspects(labels, held_out).tolist() == [False, False, True, False, False, False]


def test_the_page_s_noise_arithmetic() -> None:
    # flips at random to one of nine other classes: what a classifier that is right 98% of the time scores
    accuracy, noise = 0.98, 0.1
    assert accuracy * (1 - noise) + (1 - accuracy) * noise / 9 == pytest.approx(0.882, abs=0.0005)
