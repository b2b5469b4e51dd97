from collections import Counter, OrderedDict
from collections.abc import Iterable

import numpy as np
from numpy import ndarray
from scipy.optimize import brentq


def zipf(items: int, exponent: float) -> ndarray:
    """Request probabilities that fall as rank ** -exponent."""
    weights = np.arange(1, items + 1) ** -exponent
    return weights / weights.sum()


def che(p: ndarray, size: int) -> float:
    """Hit rate of an LRU cache (Che): an item stays for T requests after its last one."""
    stay = brentq(lambda t: (1 - np.exp(-p * t)).sum() - size, 1, 1e12)
    return float((p * (1 - np.exp(-p * stay))).sum())


def lru(requests: Iterable[int], size: int) -> list[bool]:
    """Hit or miss of each request if the least recently used item makes room."""
    cache, hits = OrderedDict[int, None](), []
    for key in requests:
        hits.append(key in cache)
        cache[key] = None
        cache.move_to_end(key)
        if len(cache) > size:
            cache.popitem(last=False)
    return hits


def lfu(requests: Iterable[int], size: int) -> list[bool]:
    """Hit or miss if the item with the fewest requests ever makes room, the new one included."""
    counts, cached, hits = Counter[int](), set[int](), []
    for key in requests:
        counts[key] += 1
        hits.append(key in cached)
        cached.add(key)
        if len(cached) > size:
            cached.remove(min(cached, key=counts.__getitem__))
    return hits


if __name__ == "__main__":
    p, rng = zipf(5_000, 0.9), np.random.default_rng(0)
    steady, other = rng.choice(5_000, 50_000, p=p), rng.permutation(5_000)
    requests = [*steady, *other[steady[:10_000]]]  # for the last 10,000, other items are the favorites
    for size in (50, 250):
        print(f"{size:3} of 5,000 items cached: LRU by Che {che(p, size):.0%}")
        for policy in (lru, lfu):
            before, after = np.mean(np.split(np.array(policy(requests, size)[-20_000:]), 2), axis=1)
            print(f"  {policy.__name__}: steady {before:.0%}, after the favorites changed {after:.0%}")
