import numpy as np
from scipy.cluster.vq import kmeans2


def squared(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Squared distances of the rows of a to the rows of b."""
    return (a**2).sum(1)[:, None] - 2 * a @ b.T + (b**2).sum(1)


class IvfPq:
    """Inverted file with product quantization: clusters of vectors; inside a cluster each vector
    is kept as `parts` bytes, which code its offset from the cluster's center part by part."""

    def __init__(self, vectors: np.ndarray, clusters: int, parts: int, codes: int = 256) -> None:
        learn = {"iter": 5, "minit": "points", "rng": 0}
        self.vectors = vectors
        self.coarse, self.cluster = kmeans2(vectors, clusters, **learn)
        pieces = np.split(vectors - self.coarse[self.cluster], parts, axis=1)
        self.books, by_part = zip(*(kmeans2(p, codes, **learn) for p in pieces), strict=True)
        self.codes = np.stack(by_part, axis=1)

    def search(self, query: np.ndarray, k: int, probes: int, rerank: int) -> np.ndarray:
        """The k nearest by code among the `probes` nearest clusters; with `rerank` > 0, the
        nearest by full vector among that many best codes."""
        rows, estimates = [], []
        for c in squared(query[None], self.coarse)[0].argsort()[:probes]:
            inside = np.flatnonzero(self.cluster == c)
            parts = np.split(query - self.coarse[c], len(self.books))  # the query itself is not coded
            tables = [((book - q) ** 2).sum(1) for book, q in zip(self.books, parts, strict=True)]
            estimates.append(sum(t[self.codes[inside, j]] for j, t in enumerate(tables)))
            rows.append(inside)
        found = np.concatenate(rows)[np.concatenate(estimates).argsort()][: rerank or k]
        exact = ((self.vectors[found] - query) ** 2).sum(1)
        return found[exact.argsort()[:k]] if rerank else found


def recall(index: IvfPq, queries: np.ndarray, truth: np.ndarray, probes: int, rerank: int) -> float:
    """Share of the true nearest neighbors, one row of `truth` a query, that the search returns."""
    found = [index.search(q, truth.shape[1], probes, rerank) for q in queries]
    return float(np.mean([np.isin(t, f).mean() for t, f in zip(truth, found, strict=True)]))


def sample(n: int, queries: int) -> tuple[np.ndarray, np.ndarray]:
    """Queries and n vectors of 32 numbers from 100 overlapping topics; later numbers matter less."""
    rng = np.random.default_rng(0)
    topic = rng.normal(size=(100, 32))[rng.integers(0, 100, n + queries)]
    rows = topic + rng.normal(size=(n + queries, 32))
    return np.split(rows * np.arange(1, 33) ** -0.5, [queries])


if __name__ == "__main__":
    queries, vectors = sample(10_000, 50)
    truth = squared(queries, vectors).argsort(1)[:, :10]
    index = IvfPq(vectors, clusters=100, parts=8)
    for probes in (1, 4, 16, 64):
        a, b, c = (recall(index, queries, truth, probes, rerank) for rerank in (0, 50, 10_000))
        print(f"probes {probes:2}:  codes {a:.2f}  50 reranked {b:.2f}  all exact {c:.2f}")
