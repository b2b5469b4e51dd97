import heapq

import numpy as np


def wand(lists: list[tuple[np.ndarray, np.ndarray]], k: int) -> tuple[list[tuple[float, int]], int]:
    """The k best (score, document) of a sum over posting lists, and how many documents were
    scored in full. A list is (document numbers, rising; scores); its bound is its largest score."""
    bounds = [scores.max() for _, scores in lists]
    at = [0] * len(lists)  # a cursor in each list
    best: list[tuple[float, int]] = []
    scored = 0
    while True:
        open_lists = [i for i, (docs, _) in enumerate(lists) if at[i] < len(docs)]
        order = sorted(open_lists, key=lambda i: lists[i][0][at[i]])
        needed = best[0][0] if len(best) == k else 0.0
        reach, pivot = 0.0, None
        for i in order:  # the first document whose lists could together beat the k-th best
            reach += bounds[i]
            if reach > needed:
                pivot = lists[i][0][at[i]]
                break
        if pivot is None:
            return sorted(best, reverse=True), scored
        if lists[order[0]][0][at[order[0]]] < pivot:  # nothing before the pivot can win: skip to it
            for i in order:
                at[i] += np.searchsorted(lists[i][0][at[i] :], pivot)
            continue
        here = [i for i in order if lists[i][0][at[i]] == pivot]
        score, scored = sum(lists[i][1][at[i]] for i in here), scored + 1
        (heapq.heappush if len(best) < k else heapq.heappushpop)(best, (float(score), int(pivot)))
        for i in here:
            at[i] += 1


if __name__ == "__main__":
    rng, n = np.random.default_rng(0), 50_000
    lists = []
    for share in (0.2, 0.02, 0.002):  # a common, a middling and a rare word
        docs = np.flatnonzero(rng.random(n) < share)
        lists.append((docs, np.log(1 / share) * rng.uniform(0.3, 1, len(docs))))
    matching = len(np.unique(np.concatenate([docs for docs, _ in lists])))
    for k in (10, 100, 1_000):
        print(f"top {k:5,}: {wand(lists, k)[1]:6,} of {matching:,} matching documents scored")
