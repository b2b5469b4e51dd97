import numpy as np
from numpy import ndarray
from sklearn.metrics import average_precision_score, roc_auc_score


def recall_at(k: int, relevant: ndarray) -> float:
    """Share of the relevant items that are among the first k; `relevant` is 0 or 1 by position."""
    return np.sum(relevant[:k]) / np.sum(relevant)


def reciprocal_rank(relevant: ndarray) -> float:
    """1 / position of the first relevant item; 0 if there is none."""
    return np.max(relevant / np.arange(1, len(relevant) + 1))


def average_precision(relevant: ndarray) -> float:
    """Precision at each relevant item, averaged over the relevant items."""
    precision = np.cumsum(relevant) / np.arange(1, len(relevant) + 1)
    return np.sum(precision * relevant) / np.sum(relevant)


def ndcg(k: int, gain: ndarray) -> float:
    """Discounted gain of the first k positions over that of the best possible order."""
    discount = 1 / np.log2(np.arange(2, len(gain) + 2))
    discount[k:] = 0
    return np.sum(gain * discount) / np.sum(np.sort(gain)[::-1] * discount)


if __name__ == "__main__":
    for name, hits in {"X": [1, 9, 10], "Y": [2, 3, 4]}.items():
        r = np.isin(np.arange(1, 11), hits).astype(int)
        print(f"list {name}: RR {reciprocal_rank(r):.2f}  NDCG {ndcg(10, r):.2f}", end="  ")
        print(f"AP {average_precision(r):.2f}  recall@5 {recall_at(5, r):.2f}")
    rng = np.random.default_rng(0)
    y = np.repeat([1, 0], [1_000, 99_000])
    u = rng.random(100_000)  # a negative's place among the negatives, 0 the top
    half = np.where(np.arange(1_000) < 500, 0.005, 0.395)
    for name, reach in {"sharp": half, "flat": np.full(1_000, 0.2)}.items():
        score = -np.r_[reach * u[:1_000], u[1_000:]]
        found = y[np.argsort(-score)][:1_000].sum()
        auc, ap = roc_auc_score(y, score), average_precision_score(y, score)
        print(f"{name:5}  ROC AUC {auc:.2f}  AP {ap:.2f}  positives in the top 1,000: {found}")
