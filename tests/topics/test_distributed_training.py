"""The listings and figures of the page on distributed training."""

from __future__ import annotations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("distributed-training")
stragglers = load_example("distributed-training.stragglers")


def test_optimizer_memory_is_that_of_the_published_example() -> None:
    # DeepSpeed's tutorial: 1.5 billion weights, 18 GB of Adam state, 2.25 GB on each of 8 under stage 1
    saved = example.state_bytes(1.5e9, 8, 0) - example.state_bytes(1.5e9, 8, 1)
    assert saved == pytest.approx((18 - 2.25) * 1e9)


def test_stage_three_divides_everything_and_one_worker_saves_nothing() -> None:
    assert example.state_bytes(1e9, 16, 3) == pytest.approx(1e9)
    assert {example.state_bytes(1e9, 1, stage) for stage in range(4)} == {16e9}


@pytest.mark.parametrize("workers", [2, 3, 8])
def test_every_worker_ends_with_the_sum_and_sends_as_little_as_stated(workers: int) -> None:
    gradients = list(np.random.default_rng(0).normal(size=(workers, 24 * workers)))
    results, sent = example.ring_all_reduce(gradients)
    for result in results:
        assert result == pytest.approx(np.sum(gradients, axis=0))
    assert sent == 2 * (workers - 1) / workers * 24 * workers


def test_break_even_tokens_balance_compute_and_network() -> None:
    weights, flops, network = 7e9, 1e14, 1e10
    tokens = example.break_even_tokens(flops, network, 0)
    assert 6 * weights * tokens / flops == pytest.approx(2 * 2 * weights / network)
    assert example.break_even_tokens(flops, network, 3) == pytest.approx(1.5 * tokens)


@pytest.mark.parametrize(("workers", "spare"), [(1, 0), (32, 0), (32, 2), (100, 5)])
def test_the_step_time_agrees_with_drawing(workers: int, spare: int) -> None:
    drawn = stragglers.simulate(workers, spare, 0.1, np.random.default_rng(0), steps=10_000)
    assert stragglers.step_time(workers, spare, 0.1) == pytest.approx(drawn, abs=0.01)


@pytest.mark.parametrize("stale", [0, 3, 15])
def test_stale_gradients_diverge_above_the_known_rate(stale: int) -> None:
    limit = 2 * np.sin(np.pi / (2 * (2 * stale + 1)))  # of w[t + 1] = w[t] - rate * w[t - stale]
    target = np.ones(3)
    assert stragglers.asynchronous(target, 0.9 * limit, stale, 1_500) < 0.01
    assert stragglers.asynchronous(target, 1.1 * limit, stale, 1_500) > 100
