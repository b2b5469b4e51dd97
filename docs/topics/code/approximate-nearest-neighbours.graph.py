import heapq

import numpy as np


def build(vectors: np.ndarray, links: int) -> list[list[int]]:
    """A navigable graph: each vector, in order of arrival, is linked both ways to the `links`
    nearest that came before. The first ones end up with long links, the last with short ones."""
    graph: list[list[int]] = [[]]
    for new in range(1, len(vectors)):
        distances = ((vectors[:new] - vectors[new]) ** 2).sum(1)
        graph.append(np.argsort(distances)[:links].tolist())
        for old in graph[new]:
            graph[old].append(new)
    return graph


def search(vectors, graph, query, k: int, ef: int) -> tuple[list[int], int]:
    """Best-first search that keeps the `ef` nearest seen so far, and stops when the nearest
    unexplored one is farther than all of them. Returns k of them, and the distances computed."""
    first = float(((vectors[0] - query) ** 2).sum())
    seen, frontier, kept = {0}, [(first, 0)], [(-first, 0)]
    while frontier:
        distance, node = heapq.heappop(frontier)
        if len(kept) == ef and distance > -kept[0][0]:
            break
        new = [n for n in graph[node] if n not in seen]
        seen.update(new)
        for d, n in zip(((vectors[new] - query) ** 2).sum(1).tolist(), new, strict=True):
            if len(kept) < ef or d < -kept[0][0]:
                heapq.heappush(frontier, (d, n))
                (heapq.heappush if len(kept) < ef else heapq.heappushpop)(kept, (-d, n))
    return [n for _, n in sorted(kept, reverse=True)[:k]], len(seen)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(100, 32))[rng.integers(0, 100, 8_100)] + rng.normal(size=(8_100, 32))
    queries, rows = np.split(rows * np.arange(1, 33) ** -0.5, [100])
    for n in (2_000, 8_000):
        vectors = rows[:n]
        graph = build(vectors, links=8)
        truth = [set(np.argsort(((vectors - q) ** 2).sum(1))[:10].tolist()) for q in queries]
        for ef in (10, 40, 160):
            runs = [search(vectors, graph, q, 10, ef) for q in queries]
            recall = np.mean([len(t & set(f)) / 10 for t, (f, _) in zip(truth, runs, strict=True)])
            print(
                f"{n:,} vectors, ef {ef:3}: recall {recall:.2f}, distances {np.mean([d for _, d in runs]):.0f}"
            )
