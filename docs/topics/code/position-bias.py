import numpy as np


def from_swaps(clicks_top: int, clicks_low: int) -> float:
    """Examination of a lower slot relative to the top one, when the same item was put
    in either by a coin: the item cancels, so the clicks' ratio is enough."""
    return clicks_low / clicks_top


def expectation_maximization(clicks, views, steps=2_000) -> tuple[np.ndarray, np.ndarray]:
    """Examination by slot (first = 1) and relevance by item of the position-based model
    P(click) = examination[slot] * relevance[item]. Tables: item by slot."""
    seen, good = np.full(views.shape[1], 0.5), np.full(views.shape[0], 0.5)
    skips = views - clicks
    for _ in range(steps):
        e, r = seen[None, :], good[:, None]
        missed = 1 - e * r
        was_seen = clicks + skips * e * (1 - r) / missed  # expected, given no click
        was_good = clicks + skips * r * (1 - e) / missed
        seen = was_seen.sum(axis=0) / views.sum(axis=0)
        good = was_good.sum(axis=1) / views.sum(axis=1)
    return seen / seen[0], good * seen[0]


def weighted_relevance(clicks, views, seen) -> np.ndarray:
    """Clicks per view of each item, each click worth 1 / examination of its slot."""
    return (clicks / seen).sum(axis=1) / views.sum(axis=1)


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    true_seen, relevance = np.array([1, 0.6, 0.4, 0.25]), np.array([0.30, 0.25, 0.2, 0.35])
    # The old ranker likes item 0 best and buries item 3, the best one.
    views = np.array([[70, 20, 8, 2], [20, 55, 20, 5], [8, 20, 50, 22], [2, 5, 22, 71]])
    views *= 2_000
    clicks = rng.binomial(views, np.outer(relevance, true_seen))
    by_slot = clicks.sum(axis=0) / views.sum(axis=0)
    swapped = rng.binomial(20_000, 0.3 * true_seen)  # one item, 20,000 views in each slot
    seen, _ = expectation_maximization(clicks, views)
    by_swaps = np.array([from_swaps(swapped[0], c) for c in swapped])
    print("true examination:", true_seen)
    print("click rate ratio:", (by_slot / by_slot[0]).round(2))
    print("swaps:           ", by_swaps.round(2))
    print("EM:              ", seen.round(2))
    print("raw click rate:  ", (clicks.sum(axis=1) / views.sum(axis=1)).round(2))
    print("weighted:        ", weighted_relevance(clicks, views, seen).round(2))
