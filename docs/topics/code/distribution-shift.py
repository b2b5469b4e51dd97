import numpy as np
from numpy import ndarray
from scipy.stats import ks_2samp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures


def psi(reference: ndarray, current: ndarray, bins: int = 10) -> float:
    """Population stability index over bins with equal shares of the reference."""
    edges = np.quantile(reference, np.linspace(0, 1, bins + 1)[1:-1])
    counts = [np.bincount(np.searchsorted(edges, x), minlength=bins) for x in (reference, current)]
    r, c = [(n + 0.5) / (n + 0.5).sum() for n in counts]  # half a row each: no empty bin
    return np.sum((c - r) * np.log(c / r))


def tell_apart(reference: ndarray, current: ndarray) -> tuple[float, ndarray]:
    """AUC of a classifier that tells the samples apart, and each reference row's weight:
    how many times as common such a row is in the current sample."""
    x = np.vstack([reference, current])
    is_current = np.repeat([0, 1], [len(reference), len(current)])
    model = make_pipeline(PolynomialFeatures(2), LogisticRegression())
    p = cross_val_predict(model, x, is_current, cv=5, method="predict_proba")[:, 1]
    odds = p / (1 - p) * len(reference) / len(current)
    return roc_auc_score(is_current, p), odds[: len(reference)]


def effective_share(weights: ndarray) -> float:
    """Share of a sample's information that is left after weighting it (Kish)."""
    return weights.sum() ** 2 / (len(weights) * np.sum(weights**2))


def base_rate(flagged: float, recall: float, false_positive_rate: float) -> float:
    """Live share of positives under label shift, from the share that the model flags."""
    return (flagged - false_positive_rate) / (recall - false_positive_rate)


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    before, same, after = rng.normal(size=(3, 20_000, 2))
    linked = after @ np.linalg.cholesky([[1, 0.8], [0.8, 1]]).T
    for name, now in {"nothing": same, "mean": after + [0.5, 0], "correlation": linked}.items():
        auc, w = tell_apart(before, now)
        index = psi(before[:, 0], now[:, 0])
        gap = ks_2samp(before[:, 0], now[:, 0]).statistic
        left = effective_share(w)
        print(f"{name:11} PSI {index:.2f}  KS {gap:.2f}  AUC {auc:.2f}  left {left:.2f}")
    print(f"12.5% flagged: {base_rate(0.125, 0.80, 0.05):.1%} of live cases are positive")
