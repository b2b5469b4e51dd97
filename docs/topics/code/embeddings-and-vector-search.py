import numpy as np
from scipy.stats import nbinom


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows scaled to length 1, so that the dot product is the cosine."""
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def nearest(queries: np.ndarray, items: np.ndarray, k: int) -> np.ndarray:
    """Item numbers of the k largest cosines, best first, one row a query."""
    return np.argsort(-unit(queries) @ unit(items).T, axis=1, kind="stable")[:, :k]


def short_then_full(queries: np.ndarray, items: np.ndarray, k: int, dims: int, keep: int) -> np.ndarray:
    """Shortlist `keep` by the first `dims` numbers, cut and rescaled, then order by all of them."""
    shortlists = nearest(queries[:, :dims], items[:, :dims], keep)
    return np.array([s[nearest(q[None], items[s], k)[0]] for q, s in zip(queries, shortlists, strict=True)])


def agreement(found: np.ndarray, truth: np.ndarray) -> float:
    """Share of the true neighbors found, averaged over queries."""
    return float(np.mean([len(np.intersect1d(f, t)) / len(t) for f, t in zip(found, truth, strict=True)]))


def fetch(k: int, share: float, certainty: float = 0.95) -> int:
    """How many neighbors to fetch so that k of them pass a filter with this certainty, if each
    passes with chance `share` independently of its nearness."""
    return k + int(nbinom.ppf(certainty, k, share))


def spaces(n: int, dim: int = 256) -> tuple[np.ndarray, np.ndarray]:
    """The same n embeddings twice: importance packed into the first numbers, as Matryoshka
    training does, and spread evenly by a rotation. All cosines at full length are equal."""
    rng = np.random.default_rng(0)
    packed = rng.normal(size=(n, dim)) * np.arange(1, dim + 1) ** -0.5
    return packed, packed @ np.linalg.qr(rng.normal(size=(dim, dim)))[0]


if __name__ == "__main__":
    packed, spread = spaces(3_100)
    truth = nearest(packed[:100], packed[100:], 10)
    for dims in (256, 128, 64, 32):
        cut = [agreement(nearest(s[:100, :dims], s[100:, :dims], 10), truth) for s in (packed, spread)]
        full = agreement(short_then_full(packed[:100], packed[100:], 10, dims, keep=50), truth)
        print(f"{dims:3} numbers: packed {cut[0]:.2f}  spread {cut[1]:.2f}  packed, 50 rescored {full:.2f}")
    print("fetch for 10 that pass:", {share: fetch(10, share) for share in (0.5, 0.1, 0.01)})
