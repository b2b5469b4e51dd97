"""The listing and the figures of the page on active learning."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import entropy as scipy_entropy

from tests.topics import load_example

example = load_example("active-learning")

ROWS = np.array([[0.50, 0.48, 0.02], [0.40, 0.30, 0.30], [0.90, 0.05, 0.05]])


def test_entropy_is_that_of_scipy() -> None:
    p = np.random.default_rng(0).dirichlet(np.ones(5), size=20)
    assert example.entropy(p) == pytest.approx(scipy_entropy(p, axis=1))


def test_the_three_scores_disagree_as_the_page_says() -> None:
    assert example.least_confident(ROWS) == pytest.approx([0.50, 0.60, 0.10])
    assert -example.small_margin(ROWS) == pytest.approx([0.02, 0.10, 0.85])
    assert example.entropy(ROWS) == pytest.approx([0.78, 1.09, 0.39], abs=0.005)


def test_bald_is_the_mutual_information_of_label_and_model() -> None:
    members = np.random.default_rng(1).dirichlet(np.ones(3), size=(4, 6))
    for i in range(6):
        joint = members[:, i] / 4  # P(model, label), models equally likely
        independent = np.outer(joint.sum(1), joint.sum(0))
        assert example.bald(members)[i] == pytest.approx((joint * np.log(joint / independent)).sum())


def test_bald_skips_what_all_members_find_ambiguous() -> None:
    members = np.array([[[0.5, 0.5], [0.95, 0.05]], [[0.5, 0.5], [0.05, 0.95]]])
    assert example.bald(members) == pytest.approx([0, 0.49], abs=0.006)


def test_margin_beats_random_on_the_test_set_and_looks_bad_on_its_own_batches() -> None:
    (random_test, random_batch), (test, batch) = example.run(None, 0), example.run(example.small_margin, 0)
    assert test[-1] > random_test[-1] + 0.01
    assert abs(random_batch.mean() - random_test.mean()) < 0.06
    assert batch.mean() < test.mean() - 0.2


def test_inverse_probabilities_undo_the_selection() -> None:
    rng = np.random.default_rng(2)
    wrong = (rng.random(20_000) < 0.1).astype(float)
    chance = np.where(wrong == 1, 0.2, 0.02)  # the model's doubt finds its errors
    means, weighted = [], []
    for _ in range(200):
        asked = rng.random(20_000) < chance
        means.append(wrong[asked].mean())
        weighted.append((wrong[asked] / chance[asked]).sum() / 20_000)
    assert np.mean(means) == pytest.approx(0.53, abs=0.02)
    assert np.mean(weighted) == pytest.approx(wrong.mean(), abs=0.003)
