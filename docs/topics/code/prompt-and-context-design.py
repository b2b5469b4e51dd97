import numpy as np
from numpy import ndarray


def pack(value: ndarray, tokens: ndarray, budget: int) -> list[int]:
    """Items of the greatest total value that fit: 0/1 knapsack by dynamic programming."""
    best = np.zeros((len(value) + 1, budget + 1))
    for i, (v, t) in enumerate(zip(value, tokens, strict=True)):
        best[i + 1] = best[i]
        if t <= budget:
            best[i + 1, t:] = np.maximum(best[i, t:], best[i, : budget + 1 - t] + v)
    chosen, room = [], budget
    for i in range(len(value) - 1, -1, -1):
        if best[i + 1, room] > best[i, room]:
            chosen.append(i)
            room -= int(tokens[i])
    return chosen[::-1]


def greedy(priority: ndarray, tokens: ndarray, budget: int) -> list[int]:
    """Takes items in order of priority and skips what no longer fits."""
    chosen: list[int] = []
    for i in np.argsort(-priority, kind="stable"):
        if tokens[i] <= budget:
            chosen.append(int(i))
            budget -= int(tokens[i])
    return sorted(chosen)


def edges_first(order: list[int]) -> list[int]:
    """Best first, second best last, and so on inward, so that the weakest stand in the middle."""
    return order[::2] + order[1::2][::-1]


if __name__ == "__main__":
    value = np.array([0.90, 0.60, 0.55, 0.35, 0.30, 0.10])  # chance that the item is needed
    tokens = np.array([1_500, 700, 800, 400, 300, 100])
    for name, chosen in {
        "by value": greedy(value, tokens, 2_000),
        "by value a token": greedy(value / tokens, tokens, 2_000),
        "knapsack": pack(value, tokens, 2_000),
    }.items():
        print(f"{name:17} {chosen} {tokens[chosen].sum()} tokens, value {value[chosen].sum():.2f}")
    print(edges_first([1, 2, 3, 4, 5]))
