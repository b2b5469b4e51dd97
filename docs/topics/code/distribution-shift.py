"""Measure a shift (PSI, KS, classifier), and correct for it (importance weights, label shift)."""

import numpy as np
from scipy.stats import ks_2samp
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict


def psi(reference, current, bins=10):
    """Population stability index, over bins that hold equal shares of the reference."""
    edges = np.quantile(reference, np.linspace(0, 1, bins + 1)[1:-1])
    r, c = (np.bincount(np.searchsorted(edges, x), minlength=bins) + 0.5 for x in (reference, current))
    r, c = r / r.sum(), c / c.sum()
    return np.sum((c - r) * np.log(c / r))


def tell_apart(reference, current):
    """AUC of a classifier that tells the samples apart, and weights that turn reference into current."""
    x, is_current = np.r_[reference, current], np.repeat([0, 1], [len(reference), len(current)])
    model = HistGradientBoostingClassifier(max_depth=3, early_stopping=False)
    p = cross_val_predict(model, x, is_current, cv=5, method="predict_proba")[:, 1]
    odds = p / (1 - p) * len(reference) / len(current)
    return roc_auc_score(is_current, p), odds[: len(reference)]


def effective_share(weights):
    """Share of the sample that is left after weighting (Kish)."""
    return weights.sum() ** 2 / (len(weights) * np.sum(weights**2))


def base_rate(flagged, recall, false_positive_rate):
    """Live share of positives under label shift, from the share that the model flags."""
    return (flagged - false_positive_rate) / (recall - false_positive_rate)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    before = rng.normal(size=(20_000, 2))
    for name, after in {
        "nothing": rng.normal(size=(20_000, 2)),
        "mean + 0.5 sd": rng.normal([0.5, 0], 1, (20_000, 2)),
        "correlation": rng.multivariate_normal([0, 0], [[1, 0.8], [0.8, 1]], 20_000),
    }.items():
        auc, w = tell_apart(before, after)
        scores = psi(before[:, 0], after[:, 0]), ks_2samp(before[:, 0], after[:, 0]).statistic, auc
        print(f"{name:14} PSI {scores[0]:.2f}  KS {scores[1]:.2f}  AUC {auc:.2f}  kept {effective_share(w):.0%}")
    print("live share of positives:", round(base_rate(0.125, recall=0.80, false_positive_rate=0.05), 3))
