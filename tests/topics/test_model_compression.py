"""The listing and the figures of the page on model compression."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import softmax
from scipy.stats import entropy
from sklearn.decomposition import TruncatedSVD

from tests.topics import load_example

example = load_example("model-compression")


@pytest.mark.parametrize("per_channel", [False, True])
def test_every_weight_goes_to_the_nearest_of_the_allowed_values(per_channel: bool) -> None:
    w = np.random.default_rng(0).normal(size=(4, 9))
    for row, quantized in zip(w, example.quantize(w, 4, per_channel), strict=True):
        scale = abs(row if per_channel else w).max() / 7
        levels = scale * np.arange(-7, 8)
        nearest = levels[abs(row[:, None] - levels).argmin(axis=1)]
        assert quantized == pytest.approx(nearest)


def test_the_matrix_of_the_page_by_hand() -> None:
    w = np.array([[0.004, -0.012, 0.027], [1.27, -2.54, 0.50]])
    assert example.quantize(w, 8, per_channel=False)[0] == pytest.approx([0, -0.02, 0.02])
    assert example.error(w[0], example.quantize(w, 8, per_channel=False)[0]) == pytest.approx(0.38, abs=0.005)
    assert example.quantize(w, 8, per_channel=True)[0] == pytest.approx([0.004, -0.012, 0.027], abs=0.00011)


def test_each_bit_halves_the_error_and_it_is_that_of_uniform_rounding() -> None:
    w = np.random.default_rng(0).uniform(-1, 1, (1, 100_000))
    eight, nine = (example.error(w, example.quantize(w, bits, False)) for bits in (8, 9))
    assert eight / nine == pytest.approx(2, rel=0.02)
    assert eight * np.sqrt(np.mean(w**2)) == pytest.approx(1 / 127 / np.sqrt(12), rel=0.01)


def test_low_rank_is_the_truncated_decomposition_of_scikit_learn() -> None:
    w = example.trained_like(60)
    svd = TruncatedSVD(10, algorithm="arpack").fit(w)
    assert example.low_rank(w, 10) == pytest.approx(svd.inverse_transform(svd.transform(w)), abs=1e-6)


def test_pruning_keeps_the_largest_weights() -> None:
    w = np.random.default_rng(0).normal(size=(20, 20))
    pruned = example.prune(w, 0.25)
    assert np.count_nonzero(pruned) == 100
    assert abs(pruned[pruned != 0]).min() > abs(w[pruned == 0]).max()


def test_distillation_is_the_entropy_of_scipy_and_its_gradient_keeps_its_scale() -> None:
    student, teacher = np.array([1.0, 0.0, -1.0]), np.array([4.0, 2.0, 0.0])
    assert example.distillation(student, teacher, 1) == pytest.approx(
        entropy(softmax(teacher), softmax(student))
    )
    step = np.array([1e-5, 0, 0])
    for t in (10, 100, 1_000):
        slope = (
            example.distillation(student + step, teacher, t)
            - example.distillation(student - step, teacher, t)
        ) / 2e-5
        # at high temperature it is matching logits: the difference of centered logits over the number of classes
        assert slope == pytest.approx(((1 - 0) - (4 - 2)) / 3, rel=3 / t)


def test_the_matrix_needs_over_two_bits_before_rounding_beats_pruning() -> None:
    w = example.trained_like()

    def errors(bits: int) -> tuple[float, float]:
        return example.error(w, example.quantize(w, bits, True)), example.error(
            w, example.prune(w, bits / 16)
        )

    assert errors(2)[0] > errors(2)[1]
    assert errors(3)[0] < errors(3)[1]
