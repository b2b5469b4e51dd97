import numpy as np


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Agreement of two tasks' gradients on the shared weights; below 0 they conflict."""
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def without_conflict(gradients: np.ndarray) -> np.ndarray:
    """PCGrad: from each task's gradient take away its part along any other that it points against,
    then sum. Others are visited in the order given; training draws a random one each step.
    """
    changed = []
    for i, own in enumerate(gradients):
        g = own.astype(float)
        for other in np.delete(gradients, i, axis=0):
            g = g - min(g @ other, 0) / (other @ other) * other
        changed.append(g)
    return np.sum(changed, axis=0)


def error_alone(n: int, d: int, noise: float) -> float:
    """Expected excess squared error of least squares, d normal features, n > d + 1 examples."""
    return noise**2 * d / (n - d - 1)


def error_shared(n: int, cos: float, noise: float) -> float:
    """The same if a big task fixed the direction, at `cos` to the true unit vector, and only the
    scale is fitted: what that direction cannot say, plus the noise of one parameter.
    """
    missed = 1 - cos**2
    return missed + (noise**2 + missed) / (n - 2)


def entropy(rate: float) -> float:
    """Log loss of always predicting the base rate: the scale of a binary task's loss."""
    return float(-rate * np.log(rate) - (1 - rate) * np.log1p(-rate))


if __name__ == "__main__":
    clicks, orders = np.array([1.0, 0.0]), np.array([-0.5, 1.0])
    print(f"cosine {cosine(clicks, orders):.2f}, sum {clicks + orders},", end=" ")
    print("without conflict", without_conflict(np.stack([clicks, orders])).round(2))
    for n in (75, 150, 500, 5_000):
        shared = "  ".join(f"{error_shared(n, c, 1.0):.3f}" for c in (0.5, 0.8, 0.95, 1.0))
        alone = error_alone(n, 50, 1.0)
        print(f"{n:5} examples: alone {alone:.3f}; shared at cosine .5 .8 .95 1: {shared}")
    print(f"loss of a 5% task {entropy(0.05):.3f}, of a 0.1% task {entropy(0.001):.4f}")
