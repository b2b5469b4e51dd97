import numpy as np
from numpy import ndarray
from scipy.stats import rankdata


def roc_auc(y: ndarray, score: ndarray) -> float:
    """Share of (positive, negative) pairs in the right order, ties half: from ranks alone."""
    positives, negatives = np.sum(y == 1), np.sum(y == 0)
    above = rankdata(score)[y == 1].sum() - positives * (positives + 1) / 2
    return above / (positives * negatives)


def curves(y: ndarray, score: ndarray) -> tuple[ndarray, ndarray, ndarray]:
    """False-positive rate, recall and precision at each distinct threshold, highest first."""
    order = np.argsort(-score, kind="stable")
    last = np.r_[np.diff(score[order]) != 0, True]  # tied scores pass a threshold together
    found, flagged = np.cumsum(y[order])[last], np.arange(1, len(y) + 1)[last]
    return (flagged - found) / np.sum(y == 0), found / np.sum(y), found / flagged


def average_precision(y: ndarray, score: ndarray) -> float:
    """Precision at each threshold, weighted by the recall it adds."""
    _, recall, precision = curves(y, score)
    return np.sum(np.diff(recall, prepend=0) * precision)


def log_loss(y: ndarray, p: ndarray) -> float:
    """Mean of -ln(probability given to what happened)."""
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))


if __name__ == "__main__":
    y = np.array([1, 0, 1, 0, 0, 0])
    p = np.array([0.9, 0.6, 0.4, 0.4, 0.2, 0.1])
    print(f"ROC AUC {roc_auc(y, p):.3f}  AP {average_precision(y, p):.3f}  log loss {log_loss(y, p):.3f}")
    print("after squaring every score:", end="  ")
    print(f"{roc_auc(y, p**2):.3f}  {average_precision(y, p**2):.3f}  {log_loss(y, p**2):.3f}")
