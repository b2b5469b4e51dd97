import numpy as np
from numpy import ndarray
from scipy.optimize import minimize
from scipy.special import log_softmax


def source(seed: int = 0, words: int = 100, classes: int = 6) -> ndarray:
    """P(next | previous) of a language in which words of one class behave alike."""
    rng = np.random.default_rng(seed)
    follows = rng.dirichlet(np.full(classes, 0.3), classes)
    kind, share = np.arange(words) % classes, 1 / (1 + np.arange(words) // classes)
    emit = share * (kind == np.arange(classes)[:, None])
    return follows[kind] @ (emit / emit.sum(axis=1, keepdims=True))


def sample(p: ndarray, n: int, seed: int) -> ndarray:
    """Counts of n word pairs from a running text."""
    table, word, ladder = np.zeros(p.shape), 0, p.cumsum(axis=1)
    for u in np.random.default_rng(seed).random(n):
        last, word = word, min(int(np.searchsorted(ladder[word], u)), len(p) - 1)
        table[last, word] += 1
    return table


def kneser_ney(table: ndarray, d: float = 0.75) -> ndarray:
    """As in the first listing; a word never seen gets a tenth of a continuation."""
    low = np.maximum((table > 0).sum(axis=0), 0.1)
    total = np.maximum(table.sum(axis=1), 1e-12)
    saved = np.where(table.any(axis=1), d * (table > 0).sum(axis=1) / total, 1)
    return np.maximum(table - d, 0) / total[:, None] + np.outer(saved, low / low.sum())


def neural(table: ndarray, dim: int = 6, decay: float = 1) -> ndarray:
    """softmax(in-vector . out-vector + bias), fitted to the counts by penalized log loss."""
    v = len(table)

    def unpack(flat: ndarray) -> tuple[ndarray, ndarray, ndarray]:
        a, b = flat[: v * dim].reshape(v, dim), flat[v * dim :].reshape(v, dim + 1)
        return a, b, log_softmax(a @ b[:, :dim].T + b[:, dim], axis=1)

    def loss(flat: ndarray) -> tuple[float, ndarray]:
        a, b, logp = unpack(flat)
        g = np.exp(logp) * table.sum(axis=1, keepdims=True) - table
        grad = np.concatenate([(g @ b[:, :dim]).ravel(), np.c_[g.T @ a, g.sum(axis=0)].ravel()])
        return decay / 2 * flat @ flat - (table * logp).sum(), grad + decay * flat

    start = np.random.default_rng(0).normal(0, 0.3, v * (2 * dim + 1))
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return np.exp(unpack(flat)[2])


if __name__ == "__main__":
    true = source()
    new = sample(true, 20_000, seed=9)
    for n in (1_000, 10_000, 100_000):
        models = [fit(sample(true, n, seed=1)) for fit in (kneser_ney, neural)] + [true]
        found = [np.exp(-(new * np.log(p)).sum() / new.sum()) for p in models]
        print(f"{n:7,} words:", "Kneser-Ney {:.0f}, neural {:.0f}, source {:.0f}".format(*found))
