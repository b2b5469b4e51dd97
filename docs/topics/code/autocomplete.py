from bisect import bisect_left, bisect_right
from heapq import heappop, heappush

import numpy as np


class Completer:
    """Top-k completion: sorted queries, and the position of the largest count in every
    block of 1, 2, 4... neighbors, so that the best of any range costs two look-ups."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.queries = sorted(counts)
        self.counts = np.array([counts[q] for q in self.queries])
        self.best = [np.arange(len(self.queries))]
        while 2 ** len(self.best) <= len(self.queries):
            half = 2 ** (len(self.best) - 1)
            left, right = self.best[-1][:-half], self.best[-1][half:]
            self.best.append(np.where(self.counts[left] >= self.counts[right], left, right))

    def argmax(self, low: int, high: int) -> int:
        """Position of the largest count in low..high-1; the first in alphabet on a tie."""
        level = (high - low).bit_length() - 1
        pair = self.best[level][low], self.best[level][high - 2**level]
        return int(max(pair, key=lambda i: (self.counts[i], -i)))

    def complete(self, prefix: str, k: int) -> list[str]:
        """The k most searched queries that start with prefix, best first."""
        low = bisect_left(self.queries, prefix)
        high = bisect_right(self.queries, prefix, key=lambda q: q[: len(prefix)])
        heap: list[tuple[int, int, int, int]] = []
        rows: list[str] = []

        def push(a: int, b: int) -> None:
            if a < b:
                i = self.argmax(a, b)
                heappush(heap, (-int(self.counts[i]), i, a, b))

        push(low, high)
        while heap and len(rows) < k:  # take the best of a range, then split the range there
            _, i, a, b = heappop(heap)
            rows.append(self.queries[i])
            push(a, i)
            push(i + 1, b)
        return rows


def reciprocal_rank(rows: list[str], target: str) -> float:
    """1 / rank of the target, 0 if it is not shown."""
    return 1 / (rows.index(target) + 1) if target in rows else 0.0


if __name__ == "__main__":
    index = Completer({"stand": 40, "standing desk": 90, "star": 70, "start": 20, "stool": 60, "desk": 99})
    for length in range(1, 5):
        rows = index.complete("start"[:length], 3)
        print(length, rows, round(reciprocal_rank(rows, "start"), 2))
