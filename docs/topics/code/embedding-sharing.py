import numpy as np
from numpy import ndarray
from scipy.stats import ortho_group
from sklearn.linear_model import Ridge


def rotation(new: ndarray, old: ndarray) -> ndarray:
    """Orthogonal Procrustes: the Q with Q'Q = I that minimizes |new @ Q - old|, rows being items.

    With the singular value decomposition new'old = U S V', it is Q = U V'.
    """
    u, _, vt = np.linalg.svd(new.T @ old)
    return u @ vt


def cosine(a: ndarray, b: ndarray) -> float:
    """Mean cosine between vectors of the same item in two versions."""
    return float(np.mean((a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)))


def two_trainings(items: int, dim: int, noise: float, seed: int = 0) -> tuple[ndarray, ndarray]:
    """Two runs that learned the same items: axes turned at random, and some real change."""
    rng = np.random.default_rng(seed)
    old = rng.normal(size=(items, dim))
    turn = ortho_group.rvs(dim, random_state=seed)
    return old, (old + noise * rng.normal(size=old.shape)) @ turn


if __name__ == "__main__":
    old, new = two_trainings(items=20_000, dim=32, noise=0.3)
    rng = np.random.default_rng(1)
    target = old @ rng.normal(size=32) + rng.normal(size=20_000)  # what one consumer predicts
    anchors, consumer, rest = slice(1_000), slice(1_000, 10_000), slice(10_000, None)
    model = Ridge().fit(old[consumer], target[consumer])

    def report(name: str, vectors: ndarray) -> None:
        same = cosine(vectors[rest], old[rest])
        print(f"{name:24} cosine {same:5.2f}   consumer's R2 {model.score(vectors[rest], target[rest]):5.2f}")

    report("old version", old)
    report("new, as it comes", new)
    report("new, rotated onto old", new @ rotation(new[anchors], old[anchors]))
    retrained = Ridge().fit(new[consumer], target[consumer])
    print(f"retrained on the new one: R2 {retrained.score(new[rest], target[rest]):.2f}")
    turned = new @ rotation(new[anchors], old[anchors])
    print(
        "dot products within the version unchanged:",
        np.allclose(new[:99] @ new[:99].T, turned[:99] @ turned[:99].T),
    )
