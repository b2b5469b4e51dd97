from itertools import pairwise

import numpy as np


def all_pairs(v: np.ndarray) -> float:
    """Sum of the dot products of all pairs of rows of v (fields by size), in linear time."""
    return float((v.sum(axis=0) ** 2 - (v**2).sum(axis=0)).sum() / 2)


def cross_layer(x0: np.ndarray, x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """DCN-v2: x0 * (w x + b) + x; each layer raises the highest degree of the products by one."""
    return x0 * (w @ x + b) + x


def mlp(*widths: int) -> int:
    """Weights and biases of dense layers of these widths."""
    return sum((a + 1) * b for a, b in pairwise(widths))


def parameters(
    ids: int, fields: int, numbers: int, size: int, hidden: tuple[int, ...], crosses: int, rank: int
):
    """(in tables, dense) by model: `ids` in all fields, `numbers` numeric inputs, vectors of `size`."""
    d = fields * size + numbers  # width of the concatenated input
    deep, linear = mlp(d, *hidden, 1), numbers + 1
    bottom = mlp(numbers, *hidden, size)  # turns the numeric inputs into one more vector
    dots = (fields + 1) * fields // 2
    return {
        "logistic regression": (ids, linear),
        "  with hashed crosses": (ids + crosses, linear),
        "factorization machine": (ids * (1 + size), linear + numbers * size),
        "wide and deep": (ids * size + crosses, deep),
        "DeepFM": (ids * (1 + size), linear + deep),
        "DCN-v2, 3 layers": (ids * size, 3 * (d * d + d) + deep),
        f"DCN-v2, rank {rank}": (ids * size, 3 * (2 * d * rank + d) + deep),
        "DLRM": (ids * size, bottom + mlp(dots + size, *hidden, 1)),
    }


if __name__ == "__main__":
    user, ad, site = np.array([0.5, 1.0]), np.array([1.0, 0.5]), np.array([-0.5, 1.0])
    print("FM score of the pairs:", all_pairs(np.stack([user, ad, site])))
    x0 = np.array([2.0, 3.0])
    print("cross layer:", cross_layer(x0, x0, np.array([[0, 1], [0, 0]]), np.zeros(2)))
    sizes = parameters(
        10_000_000, fields=26, numbers=13, size=16, hidden=(512, 256), crosses=20_000_000, rank=64
    )
    for name, (tables, dense) in sizes.items():
        print(f"{name:22} {tables / 1e6:5.0f} M in tables  {dense / 1e3:7.1f} k dense")
