"""The listing and the figures of the page on serving language models."""

from __future__ import annotations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("large-language-model-serving")
MIB = 2**20


@pytest.mark.parametrize(
    ("model", "tokens", "mebibytes"),
    # the first two as allocated by llama.cpp, the third as worked out by the authors of KIVI
    [("LLAMA3_8B", 2048, 256), ("LLAMA3_70B", 2048, 640), ("LLAMA2_7B", 4196, 2.05 * 1024)],
)
def test_cache_sizes_are_those_published(model: str, tokens: int, mebibytes: float) -> None:
    assert tokens * getattr(example, model).kv_bytes_per_token() / MIB == pytest.approx(mebibytes, rel=2e-3)


def test_the_parameters_are_what_the_shape_of_llama_3_8b_adds_up_to() -> None:
    width, vocabulary, hidden, keys = 4096, 128_256, 14_336, 8 * 128
    layer = 2 * width**2 + 2 * width * keys + 3 * width * hidden + 2 * width
    assert example.LLAMA3_8B.parameters == pytest.approx(
        2 * vocabulary * width + 32 * layer + width, rel=1e-3
    )


def test_a_full_card_takes_the_same_time_whatever_the_mix() -> None:
    model, gpu = example.LLAMA3_8B, example.H100
    for context in (500, 2000, 8000):
        full = example.largest_batch(model, gpu, context)
        assert example.step_seconds(model, gpu, full, context) == pytest.approx(0.0215, rel=0.01)
        assert example.step_seconds(model, gpu, full + 1, context) * gpu.bandwidth > 0.9 * gpu.memory


def test_the_roofline_bends_at_295_tokens_when_there_is_no_cache() -> None:
    model, gpu = example.LLAMA3_8B, example.H100
    read = model.weight_bytes() / gpu.bandwidth
    assert example.step_seconds(model, gpu, 295, 0) == pytest.approx(read)
    assert example.step_seconds(model, gpu, 590, 0) == pytest.approx(2 * read, rel=2e-3)
    assert example.prefill_seconds(model, gpu, 10) == pytest.approx(read)


@pytest.mark.parametrize(("accept", "drafted"), [(0.5, 4), (0.8, 4), (0.9, 7), (1.0, 3)])
def test_tokens_a_check_agree_with_drawn_drafts(accept: float, drafted: int) -> None:
    accepted = np.random.default_rng(0).random((200_000, drafted)) < accept
    # the run of accepted drafts, and one token that the large model adds itself
    tokens = np.cumprod(accepted, axis=1).sum(axis=1) + 1
    assert example.tokens_per_check(accept, drafted) == pytest.approx(tokens.mean(), rel=0.01)


def test_a_fixed_batch_of_32_is_a_quarter_busy() -> None:
    lengths = np.random.default_rng(0).exponential(200, (20_000, 32))
    assert lengths.max(axis=1).mean() == pytest.approx(812, rel=0.02)
    assert 200 / lengths.max(axis=1).mean() == pytest.approx(0.25, abs=0.01)


def test_users_of_the_70b_model_that_fit() -> None:
    model = example.LLAMA3_70B
    for cards, tokens in ((2, 8_545), (4, 448_000)):
        gpu = example.Gpu(cards * 80e9, cards * 3.35e12, cards * 989e12)
        assert example.largest_batch(model, gpu, 1) == pytest.approx(tokens, rel=1e-3)


@pytest.mark.parametrize(
    ("batch", "context", "accept", "speedup"),
    [
        (1, 500, 0.8, 2.8),
        (1, 500, 0.5, 1.6),
        (213, 2000, 0.8, 2.8),
        (200, 500, 0.8, 1.6),
        (200, 500, 0.5, 0.94),
    ],
)
def test_speculation_pays_until_the_batch_fills_the_arithmetic(
    batch: int, context: int, accept: float, speedup: float
) -> None:
    model, gpu = example.LLAMA3_8B, example.H100
    step = example.step_seconds(model, gpu, batch, context)
    # five tokens checked for each request: the bytes of one step, five times its arithmetic
    check = max(step, 5 * 2 * model.parameters * batch / gpu.flops)
    gained = example.tokens_per_check(accept, 4) * step / (check + 4 * 0.05 * step)
    assert gained == pytest.approx(speedup, rel=0.02)
