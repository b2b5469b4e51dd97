import numpy as np
from numpy import ndarray


def half_step(counts: ndarray, other: ndarray, alpha: float, lam: float) -> ndarray:
    """Best factors of the rows of counts while the other side's factors stay fixed.

    Minimizes sum c (p - x.y)^2 + lam |x|^2, where p = [count > 0], c = 1 + alpha * count.
    """
    rank = other.shape[1]
    base = other.T @ other + lam * np.eye(rank)  # all cells as weak zeros: once for all rows
    factors = np.zeros((len(counts), rank))
    for row, count in enumerate(counts):
        seen = np.flatnonzero(count)
        y, extra = other[seen], alpha * count[seen]
        factors[row] = np.linalg.solve(base + (y.T * extra) @ y, y.T @ (1 + extra))
    return factors


def loss(counts: ndarray, x: ndarray, y: ndarray, alpha: float, lam: float) -> float:
    """Weighted squared error over all cells, seen or not, plus the penalty."""
    error = (1 + alpha * counts) * ((counts > 0) - x @ y.T) ** 2
    return float(error.sum() + lam * ((x**2).sum() + (y**2).sum()))


def als(
    counts: ndarray, rank: int, alpha: float, lam: float, sweeps: int = 8
) -> tuple[ndarray, ndarray, list[float]]:
    """User factors, item factors, and the loss after each sweep."""
    y = np.random.default_rng(0).normal(0, 0.1, (counts.shape[1], rank))
    history = []
    for _ in range(sweeps):
        x = half_step(counts, y, alpha, lam)
        y = half_step(counts.T, x, alpha, lam)
        history.append(loss(counts, x, y, alpha, lam))
    return x, y, history


if __name__ == "__main__":
    items = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    user = half_step(np.array([[2, 0, 0]]), items, alpha=2, lam=1)
    print("user", user[0].round(2), "scores", (user @ items.T)[0].round(2))
    rng = np.random.default_rng(1)
    taste, style = rng.normal(size=(400, 4)), rng.normal(size=(150, 4))
    plays = rng.poisson(np.minimum(np.exp(taste @ style.T - 4), 3))
    _, _, history = als(plays, rank=4, alpha=5, lam=20)
    print("loss, thousands:", *(f"{value / 1000:.1f}" for value in history))
