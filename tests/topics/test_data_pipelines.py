"""The listings of the page on data pipelines."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chisquare

from tests.topics import load_example

joiner = load_example("data-pipelines")
sampling = load_example("data-pipelines.sampling")


def events(rng: np.random.Generator, n: int = 200) -> tuple[list[tuple[str, str, float]], dict[str, int]]:
    """Impressions and some clicks in arrival order, and the labels by a batch join."""
    shown, after, delay = rng.uniform(0, 1_000, n), rng.exponential(30, n), rng.exponential(40, n)
    log = [(t, ("impression", str(i), t)) for i, t in enumerate(shown)]
    log += [(shown[i] + after[i] + delay[i], ("click", str(i), shown[i] + after[i])) for i in range(0, n, 2)]
    truth = {str(i): int(i % 2 == 0 and after[i] <= 25) for i in range(n)}
    return [event for _, event in sorted(log)], truth


def test_after_corrections_the_stream_equals_the_batch_join() -> None:
    log, truth = events(np.random.default_rng(0))
    for lateness in (0, 10, 10_000):
        assert joiner.join(log, 25, lateness)[1] == truth


def test_a_replay_in_any_order_gives_the_same_rows() -> None:
    rng = np.random.default_rng(1)
    log, truth = events(rng)
    shuffled = [log[i] for i in rng.permutation(2 * len(log)) % len(log)]
    assert joiner.join(shuffled, 25, 5)[1] == truth


def test_waiting_longer_misses_fewer_clicks_and_never_invents_one() -> None:
    log, truth = events(np.random.default_rng(2), 2_000)
    firsts = [joiner.join(log, 25, lateness)[0] for lateness in (0, 20, 80, 2_000)]
    found = [sum(first.values()) for first in firsts]
    assert found == sorted(found)
    assert found[0] < 0.8 * sum(truth.values())
    assert firsts[-1] == truth
    assert all(first[k] <= truth[k] for first in firsts for k in truth)


def test_every_item_of_the_stream_is_equally_likely_in_the_reservoir() -> None:
    rng = np.random.default_rng(0)
    counts = np.bincount(
        np.concatenate([sampling.reservoir(range(40), 8, rng) for _ in range(4_000)]), minlength=40
    )
    assert counts.sum() == 32_000
    assert chisquare(counts).pvalue > 0.001
    assert sorted(sampling.reservoir(iter(range(5)), 8, rng)) == [0, 1, 2, 3, 4]


def test_the_weighted_total_is_unbiased_whatever_the_chances() -> None:
    values, chance = np.array([1.0, 5.0, 20.0]), np.array([0.2, 0.5, 0.9])
    masks = [np.array([bool(i >> j & 1) for j in range(3)]) for i in range(8)]
    mean = sum(
        np.where(m, chance, 1 - chance).prod() * sampling.importance_total(values[m], chance[m])
        for m in masks
    )
    assert mean == pytest.approx(values.sum())


def test_chances_are_proportional_to_size_capped_and_keep_the_budget() -> None:
    sizes = np.array([1, 2, 3, 4, 1_000.0])
    chance = sampling.inclusion(sizes, 3)
    assert chance.sum() == pytest.approx(3, abs=1e-6)
    assert chance == pytest.approx([0.2, 0.4, 0.6, 0.8, 1], abs=1e-6)
