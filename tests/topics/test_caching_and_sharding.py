"""The listings and figures of the page on caching and sharding."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import zipfian

from tests.topics import load_example

example = load_example("caching-and-sharding")
hashing = load_example("caching-and-sharding.ring")


def test_popularity_is_the_zipf_law_of_scipy() -> None:
    assert example.zipf(1_000, 0.9) == pytest.approx(zipfian.pmf(np.arange(1, 1_001), 0.9, 1_000))


def test_lru_hits_are_those_of_the_standard_library() -> None:
    requests = np.random.default_rng(0).choice(300, 5_000, p=example.zipf(300, 1.0)).tolist()

    @lru_cache(maxsize=25)
    def fetch(key: int) -> int:
        return key

    for key in requests:
        fetch(key)
    assert sum(example.lru(requests, 25)) == fetch.cache_info().hits


@pytest.mark.parametrize(("exponent", "size"), [(0.7, 100), (1.0, 20), (1.0, 400)])
def test_ches_approximation_agrees_with_a_simulated_cache(exponent: float, size: int) -> None:
    p = example.zipf(2_000, exponent)
    requests = np.random.default_rng(0).choice(2_000, 60_000, p=p)
    assert example.che(p, size) == pytest.approx(np.mean(example.lru(requests, size)[20_000:]), abs=0.01)


def test_lfu_approaches_the_most_popular_set_and_is_beaten_by_lru_after_a_change() -> None:
    p, rng = example.zipf(2_000, 0.9), np.random.default_rng(0)
    steady = rng.choice(2_000, 60_000, p=p)
    changed = rng.permutation(2_000)[steady[:10_000]]
    lru, lfu = (np.array(f([*steady, *changed], 100)) for f in (example.lru, example.lfu))
    assert lfu[40_000:60_000].mean() == pytest.approx(p[:100].sum(), abs=0.02)
    assert lfu[40_000:60_000].mean() > lru[40_000:60_000].mean() + 0.1
    assert lfu[60_000:].mean() < lru[60_000:].mean() - 0.05


def test_a_new_server_takes_keys_and_no_other_key_moves() -> None:
    keys, servers = [f"k{i}" for i in range(5_000)], [f"s{i}" for i in range(9)]
    old, new = hashing.ring(servers[:8], 200), hashing.ring(servers, 200)
    moved = {hashing.owner(k, new) for k in keys if hashing.owner(k, old) != hashing.owner(k, new)}
    assert moved == {"s8"}
    share = sum(hashing.owner(k, old) != hashing.owner(k, new) for k in keys) / 5_000
    assert share == pytest.approx(1 / 9, abs=0.03)


def test_the_owner_is_the_next_point_by_brute_force() -> None:
    nodes = hashing.ring(["a", "b", "c"], 5)
    for key in map(str, range(200)):
        distance = {(at - hashing.place(key)) % 2**64: server for at, server in nodes}
        assert hashing.owner(key, nodes) == distance[min(distance)]


def test_more_points_balance_the_servers() -> None:
    keys, servers = [f"k{i}" for i in range(4_000)], [f"s{i}" for i in range(20)]
    few, many = (hashing.ring(servers, points) for points in (1, 200))
    assert hashing.excess([hashing.owner(k, few) for k in keys]) > 1
    assert hashing.excess([hashing.owner(k, many) for k in keys]) < 0.4


def test_the_slowest_of_many_calls() -> None:
    slow = np.random.default_rng(0).random((20_000, 100)) < 0.01
    assert hashing.any_slow(0.01, 100) == pytest.approx(slow.any(axis=1).mean(), abs=0.01)
