import numpy as np


def recall(candidates: list[int], relevant: set[int]) -> float:
    """Share of the relevant items that are among the candidates."""
    return len(relevant.intersection(candidates)) / len(relevant)


def blend(sources: list[list[int]], quotas: list[int]) -> list[int]:
    """Each source's first `quota` items, duplicates dropped, sources in order."""
    taken = [item for ranked, quota in zip(sources, quotas, strict=True) for item in ranked[:quota]]
    return list(dict.fromkeys(taken))


def allocate(requests, truths, costs: list[float], budget: float, step: int) -> list[int]:
    """Quotas by greedy marginal recall: give the next `step` items to the source that
    adds most mean recall per unit of cost, until the budget is spent. Validate on other requests."""
    quotas = [0] * len(costs)

    def mean_recall(q: list[int]) -> float:
        pairs = zip(requests, truths, strict=True)
        return float(np.mean([recall(blend(sources, q), relevant) for sources, relevant in pairs]))

    while affordable := [s for s, c in enumerate(costs) if np.dot(costs, quotas) + c * step <= budget]:
        now = mean_recall(quotas)
        raised = {s: [q + step * (s == t) for t, q in enumerate(quotas)] for s in affordable}
        best = max(affordable, key=lambda s: (mean_recall(raised[s]) - now) / costs[s])
        quotas = raised[best]
    return quotas


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    names, requests, truths = ["two-tower", "co-watch", "subscriptions", "fresh"], [], []
    for _ in range(200):  # why an item is good: long-term taste, the channel, or being new
        taste, channel, new = rng.exponential(1, (3, 4_000)) * np.array([[1.0], [0.8], [0.7]])
        truths.append(set(np.argsort(-np.maximum.reduce([taste, channel, new]))[:40].tolist()))
        noise = rng.normal(0, [[1.2], [1.5], [0.5], [1.0]], (4, 4_000))
        scores = np.stack([taste, taste, channel, new]) + noise
        requests.append([np.argsort(-s)[:400].tolist() for s in scores])
    fit, test = (requests[:100], truths[:100]), list(zip(requests[100:], truths[100:], strict=True))
    quotas = allocate(*fit, costs=[1, 1, 1, 1], budget=200, step=10)
    for label, q in [("only two-tower", [200, 0, 0, 0]), ("equal quotas", [50] * 4), ("greedy", quotas)]:
        print(f"{label:15} {q!s:20} recall {np.mean([recall(blend(s, q), t) for s, t in test]):.2f}")
    for s, name in enumerate(names):  # what the blend loses without the source
        without = [0 if t == s else q for t, q in enumerate(quotas)]
        lost = [recall(blend(x, quotas), t) - recall(blend(x, without), t) for x, t in test]
        print(f"only {name + ' finds':20} {np.mean(lost):.2f}")
