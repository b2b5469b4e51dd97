"""Low-rank updates and preference losses, against published counts, finite differences and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime, minimize
from scipy.special import softmax

from tests.topics import load_example

lora = load_example("fine-tuning-and-alignment")
dpo = load_example("fine-tuning-and-alignment.dpo")


def test_the_count_is_that_of_the_authors_table() -> None:
    # microsoft/LoRA: DeBERTa XXL (48 layers of 1,536), rank 16 on query and value, 4.7M trained.
    assert round(lora.lora_parameters(48, 1_536, 16) / 1e6, 1) == 4.7
    # Abstract of the paper: "by 10,000 times" for GPT-3, here to one digit.
    assert round(175e9 / lora.lora_parameters(96, 12_288, 4), -4) == 10_000


def test_memory_of_the_table() -> None:
    # Adapters come on top of the whole frozen model; full tuning freezes nothing.
    assert lora.training_gigabytes(0, 16, 65e9) == pytest.approx(780)
    assert lora.training_gigabytes(65e9, 16, 0.2e9) == pytest.approx(132.4)
    assert lora.training_gigabytes(65e9, 4.13, 0.2e9) == pytest.approx(36.0, abs=0.05)
    assert lora.training_gigabytes(0, 16, 8e9) == pytest.approx(96)
    assert lora.training_gigabytes(8e9, 16, 40e6) == pytest.approx(16.5, abs=0.05)
    assert lora.training_gigabytes(8e9, 4.13, 40e6) == pytest.approx(4.6, abs=0.05)


def test_the_gradients_of_both_factors_are_the_finite_differences() -> None:
    rng = np.random.default_rng(0)
    a, b, x, y = (rng.normal(size=s) for s in ((2, 5), (4, 2), (9, 5), (9, 4)))

    def loss(flat: np.ndarray) -> float:
        return float(0.5 * np.sum((x @ (flat[10:].reshape(4, 2) @ flat[:10].reshape(2, 5)).T - y) ** 2) / 9)

    exact = np.concatenate([g.ravel() for g in lora.gradients(a, b, x, x @ (b @ a).T - y)])
    assert exact == pytest.approx(approx_fprime(np.r_[a.ravel(), b.ravel()], loss, 1e-7), abs=1e-4)


def test_the_fit_is_the_best_low_rank_matrix_where_inputs_are_white() -> None:
    # Eckart and Young: then the optimum is the truncated singular value decomposition.
    rng = np.random.default_rng(2)
    x = np.linalg.qr(rng.normal(size=(60, 8)))[0] * np.sqrt(60)
    y = rng.normal(size=(60, 8)) + x @ rng.normal(size=(8, 8))
    u, s, v = np.linalg.svd(y.T @ x / 60)
    fitted = lora.lora(x, y, 2, steps=4_000, rate=0.02)
    assert fitted == pytest.approx((u[:, :2] * s[:2]) @ v[:2], abs=0.02)


def test_the_gradient_of_dpo_is_the_finite_difference() -> None:
    rng = np.random.default_rng(1)
    policy, reference = rng.normal(size=(2, 4))
    pairs = np.array([[0, 1], [2, 1], [3, 0], [1, 2]])
    numeric = approx_fprime(policy, lambda p: dpo.dpo_loss(p, reference, pairs, 0.3)[0], 1e-7)
    assert dpo.dpo_loss(policy, reference, pairs, 0.3)[1] == pytest.approx(numeric, abs=1e-5)


def test_dpo_starts_at_the_logarithm_of_two() -> None:
    logits = np.array([0.3, -1.0, 2.0])
    assert dpo.dpo_loss(logits, logits, np.array([[0, 1], [2, 0]]), 0.1)[0] == pytest.approx(np.log(2))


def test_the_closed_form_maximizes_reward_less_divergence() -> None:
    reference, reward, beta = np.array([0.2, 0.5, 0.3]), np.array([1.0, 0.0, -1.0]), 0.5

    def loss(logits: np.ndarray) -> float:
        p = softmax(logits)
        return float(beta * dpo.divergence(p, reference) - p @ reward)

    found = softmax(minimize(loss, np.zeros(3)).x)
    assert dpo.tilted(reference, reward, beta) == pytest.approx(found, abs=1e-4)


def test_a_reward_lead_of_one_wins_as_often_as_the_page_says() -> None:
    assert dpo.preference(np.array([1.0, 2.0]), np.zeros(2)) == pytest.approx([0.731, 0.881], abs=0.001)
