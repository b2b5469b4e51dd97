import numpy as np
from numpy import ndarray


def lora_parameters(layers: int, width: int, rank: int, matrices: int = 2) -> int:
    """Trained numbers: A (rank x width) and B (width x rank) for each adapted square matrix."""
    return layers * matrices * 2 * width * rank


def training_gigabytes(frozen: float, bits: float, trained: float) -> float:
    """Frozen weights as stored, plus 12 bytes for each trained one: 16-bit weight and gradient,
    Adam's two 32-bit moments. Activations come on top."""
    return (frozen * bits / 8 + trained * 12) / 1e9


def gradients(a: ndarray, b: ndarray, x: ndarray, error: ndarray) -> tuple[ndarray, ndarray]:
    """Of half the squared error of x @ (B A)^T, mean over the rows of x, for A and for B."""
    full = error.T @ x / len(x)  # the gradient of the whole matrix
    return b.T @ full, full @ a.T


def lora(x: ndarray, y: ndarray, rank: int, steps: int = 400, rate: float = 0.2) -> ndarray:
    """The update B A fitted to y = x @ update^T by gradient descent; B starts at zero."""
    rng = np.random.default_rng(0)
    a, b = rng.normal(0, x.shape[1] ** -0.5, (rank, x.shape[1])), np.zeros((y.shape[1], rank))
    for _ in range(steps):
        of_a, of_b = gradients(a, b, x, x @ (b @ a).T - y)
        a, b = a - rate * of_a, b - rate * of_b
    return b @ a


def world(n: int, width: int = 32, rank: int = 3) -> tuple[ndarray, ndarray, ndarray]:
    """Inputs, noisy targets, and the change of a weight matrix (of that rank) behind them."""
    rng = np.random.default_rng(1)
    change = rng.normal(size=(width, rank)) @ rng.normal(size=(rank, width)) / width
    x = rng.normal(size=(n, width))
    return x, x @ change.T + rng.normal(0, 0.5, (n, width)), change


if __name__ == "__main__":
    print(f"48 layers of 1,536, rank 16: {lora_parameters(48, 1_536, 16):,} trained")
    print(f"96 layers of 12,288, rank 4: 1 in {175e9 / lora_parameters(96, 12_288, 4):,.0f}")
    x, y, change = world(100)
    updates = {f"rank {r:2}": lora(x, y, r) for r in (1, 3, 12)}
    updates["all"] = np.linalg.lstsq(x, y, rcond=None)[0].T
    for name, update in updates.items():
        print(f"{name:8} error left: {((update - change) ** 2).sum() / (change**2).sum():.2f}")
