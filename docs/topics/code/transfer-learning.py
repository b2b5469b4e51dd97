import numpy as np
from numpy import ndarray

NOISE = 0.5  # standard deviation; the signal has variance 1, so the best R2 is 0.8


def fit(x: ndarray, y: ndarray, penalty: ndarray, start: ndarray | float = 0.0) -> ndarray:
    """Least squares plus (w - start)' penalty (w - start): how far each direction may move costs."""
    return np.linalg.solve(x.T @ x + penalty, x.T @ y + penalty @ (start + np.zeros(x.shape[1])))


def pretrain(sources: list[tuple[ndarray, ndarray]], k: int) -> ndarray:
    """The k directions (d, k) that the source tasks' weights share, by singular values."""
    weights = [fit(x, y, np.eye(x.shape[1])) for x, y in sources]
    return np.linalg.svd(np.array(weights))[2][:k].T


def freedom(features: ndarray, outside: float) -> ndarray:
    """Penalty 0.1 on pretrained directions, `outside` on all others: 1e9 freezes, 100 fine-tunes."""
    inside = features @ features.T
    return 0.1 * inside + outside * (np.eye(len(inside)) - inside)


def draw(rng: np.random.Generator, w: ndarray, n: int) -> tuple[ndarray, ndarray]:
    x = rng.normal(size=(n, len(w)))
    return x, x @ w + NOISE * rng.normal(size=n)


def r2(w: ndarray, truth: ndarray) -> float:
    """On fresh rows, exactly: inputs are independent with variance 1."""
    return float(1 - (sum((w - truth) ** 2) + NOISE**2) / (sum(truth**2) + NOISE**2))


def world(seed: int, d: int = 100, k: int = 8, new: float = 0.15) -> tuple[ndarray, ndarray]:
    """Pretrained directions, and a target of which a share `new` of the signal lies outside them."""
    rng = np.random.default_rng(seed)
    shared = np.linalg.qr(rng.normal(size=(d, k)))[0]
    sources = [draw(rng, shared @ rng.normal(size=k) / k**0.5, 2_000) for _ in range(30)]
    inside, own = shared @ rng.normal(size=k), rng.normal(size=d)
    own -= shared @ (shared.T @ own)
    return pretrain(sources, k), np.sqrt([1 - new, new]) @ [v / np.linalg.norm(v) for v in (inside, own)]


if __name__ == "__main__":
    features, target = world(0)
    x, y = draw(np.random.default_rng(1), target, 5_000)
    ways = {
        "scratch": 10 * np.eye(100),
        "frozen": freedom(features, 1e9),
        "fine-tuned": freedom(features, 150),
    }
    for name, penalty in ways.items():
        print(
            f"{name:11}",
            *(f"n={n}: {r2(fit(x[:n], y[:n], penalty), target):.2f}" for n in (25, 100, 400, 5_000)),
        )
