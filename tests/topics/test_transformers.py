"""The listing and the figures of the page on Transformers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("transformers")


def weights(rng: np.random.Generator, d: int) -> dict[str, np.ndarray]:
    return {name: rng.normal(size=(d, d)) / d**0.5 for name in "qkvo"}


def turn(vector: np.ndarray, position: int) -> np.ndarray:
    """RoPE as the paper has it: pair by pair a complex number is multiplied by exp(i m theta)."""
    half = len(vector) // 2
    theta = 10_000.0 ** (-np.arange(half) / half)
    turned = (vector[:half] + 1j * vector[half:]) * np.exp(1j * position * theta)
    return np.concatenate([turned.real, turned.imag])


@pytest.mark.parametrize("causal", [True, False])
def test_attention_is_what_explicit_loops_compute(causal: bool) -> None:
    rng = np.random.default_rng(1)
    n, d, heads = 7, 12, 3
    x, w = rng.normal(size=(n, d)), weights(rng, d)
    size, joined = d // heads, np.zeros((n, d))
    for head in range(heads):
        part = slice(head * size, (head + 1) * size)
        q, k, v = ((x @ w[name])[:, part] for name in "qkv")
        for i in range(n):
            seen = range(i + 1) if causal else range(n)
            e = np.array([np.exp(turn(q[i], i) @ turn(k[j], j) / size**0.5) for j in seen])
            joined[i, part] = sum(weight * v[j] for weight, j in zip(e / e.sum(), seen, strict=True))
    assert example.attention(x, w, heads, causal) == pytest.approx(joined @ w["o"])


def test_a_rotated_product_depends_on_the_distance_only() -> None:
    q, k = np.random.default_rng(2).normal(size=(2, 8))
    rows_q, rows_k = (example.rotate(np.tile(v, (30, 1))) for v in (q, k))
    assert rows_q[5] @ rows_k[2] == pytest.approx(rows_q[25] @ rows_k[22])
    assert rows_q[5] @ rows_k[2] != pytest.approx(rows_q[5] @ rows_k[3])


def test_without_positions_attention_cannot_see_order(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    x, w, order = rng.normal(size=(6, 8)), weights(rng, 8), rng.permutation(6)
    assert example.attention(x[order], w, 2, False) != pytest.approx(example.attention(x, w, 2, False)[order])
    monkeypatch.setattr(example, "rotate", lambda v: v)
    assert example.attention(x[order], w, 2, False) == pytest.approx(example.attention(x, w, 2, False)[order])


def test_the_page_s_example_by_hand() -> None:
    scores = np.array([2, 0, 1]) / 2**0.5
    assert example.softmax(scores) == pytest.approx([0.576, 0.140, 0.284], abs=5e-4)
    assert example.softmax(scores) @ [10, 20, 30] == pytest.approx(17.1, abs=0.05)
    assert example.softmax(scores[:2]) @ [10, 20] == pytest.approx(12.0, abs=0.05)


def test_parameters_are_the_sizes_of_the_matrices() -> None:
    d, layers, vocabulary = 16, 3, 50
    block = [(d, d)] * 4 + [(d, 4 * d), (4 * d, d)]
    assert example.parameters(layers, d, vocabulary) == (
        layers * sum(a * b for a, b in block),
        vocabulary * d,
    )


def test_operations_are_two_for_each_multiplication_counted() -> None:
    layers, d, n = 2, 6, 5
    in_weights = sum(1 for _ in range(layers) for _ in range(n) for _ in range(12 * d * d))
    pairs = layers * (n * n * d + n * n * d)  # q with each k, weight with each v
    assert example.flops(layers, d, n) == (2 * in_weights, 2 * pairs)


def test_halves_meet_at_six_times_the_width_and_cache_and_matrix_sizes_hold() -> None:
    in_weights, pairs = example.flops(12, 768, 6 * 768)
    assert in_weights == pairs
    assert 2 * 32 * 32 * 128 * 2 == 524_288
    assert pytest.approx(4.3, abs=0.01) == 524_288 * 8_192 / 1e9
    assert pytest.approx(1.07, abs=0.01) == 2 * 32 * 8 * 128 * 2 * 8_192 / 1e9
    assert pytest.approx(25.8, abs=0.05) == 12 * 32_768**2 * 2 / 1e9


def test_scores_spread_with_the_root_of_the_width() -> None:
    q, k = np.random.default_rng(4).normal(size=(2, 20_000, 64))
    assert (q * k).sum(axis=1).std() == pytest.approx(8, rel=0.03)
