from collections.abc import Callable

import numpy as np
from numpy import ndarray
from sklearn.datasets import load_digits
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

Score = Callable[[ndarray], ndarray]  # class probabilities, one row an example -> higher is asked first


def least_confident(p: ndarray) -> ndarray:
    return 1 - p.max(axis=1)


def small_margin(p: ndarray) -> ndarray:
    top = np.sort(p, axis=1)[:, -2:]
    return top[:, 0] - top[:, 1]


def entropy(p: ndarray) -> ndarray:
    return -(p * np.log(np.maximum(p, 1e-12))).sum(axis=-1)


def bald(members: ndarray) -> ndarray:
    """Mutual information of label and model; members: (models, examples, classes)."""
    return entropy(members.mean(axis=0)) - entropy(members).mean(axis=0)


def run(score: Score | None, seed: int, batch: int = 30, rounds: int = 8) -> tuple[ndarray, ndarray]:
    """Accuracy on a random test set before each batch is bought, and on that batch itself."""
    x, y = load_digits(return_X_y=True)
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(y))
    test, rest = order[:500], order[500:]
    known = [int(i) for label in range(10) for i in rest[y[rest] == label][:4]]
    pool = [int(i) for i in rest if i not in set(known)]
    on_test, on_batch = [], []
    for _ in range(rounds):
        model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.2).fit(x[known], y[known])
        worth = rng.random(len(pool)) if score is None else score(model.predict_proba(x[pool]))
        asked = [pool[i] for i in np.argsort(-worth)[:batch]]
        on_test.append(model.score(x[test], y[test]))
        on_batch.append(model.score(x[asked], y[asked]))
        known, pool = known + asked, [i for i in pool if i not in set(asked)]
    return np.array(on_test), np.array(on_batch)


if __name__ == "__main__":
    for name, score in (("random", None), ("margin", small_margin), ("entropy", entropy)):
        test, batch = np.mean([run(score, seed) for seed in range(3)], axis=0)
        print(
            f"{name:8} test: 40 labels {test[0]:.2f}, 130 {test[3]:.2f}, 250 {test[7]:.2f}  batches {batch.mean():.2f}"
        )
