from collections.abc import Callable

import numpy as np
from numpy import ndarray
from scipy.special import expit, logit
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

Curve = Callable[[ndarray], ndarray]  # a score in, a recalibrated score out


def reliability(y: ndarray, p: ndarray, bins: int = 10) -> ndarray:
    """Count, mean prediction and observed rate of equal-count bins, one row a bin."""
    groups = np.array_split(np.argsort(p, kind="stable"), bins)
    return np.array([(len(g), p[g].mean(), y[g].mean()) for g in groups])


def ece(y: ndarray, p: ndarray, bins: int = 10) -> float:
    """Expected calibration error: |prediction - observed rate|, averaged over the rows."""
    count, predicted, observed = reliability(y, p, bins).T
    return np.average(abs(predicted - observed), weights=count)


def temperature(y: ndarray, p: ndarray) -> Curve:
    """One parameter: sigmoid(logit(p) / T), fitted by log loss."""
    grid = np.geomspace(0.1, 10, 201)
    best = min(grid, key=lambda t: log_loss(y, expit(logit(p) / t)))
    return lambda q: expit(logit(q) / best)


def platt(y: ndarray, p: ndarray) -> Curve:
    """Two parameters: sigmoid(a * logit(p) + b), fitted by log loss."""
    model = LogisticRegression(C=1e6, tol=1e-8).fit(logit(p)[:, None], y)
    return lambda q: model.predict_proba(logit(q)[:, None])[:, 1]


def isotonic(y: ndarray, p: ndarray) -> Curve:
    """Any rising step function, fitted by squared error (pool adjacent violators)."""
    return IsotonicRegression(y_min=1e-4, y_max=1 - 1e-4, out_of_bounds="clip").fit(p, y).predict


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    true = rng.beta(1, 4, 60_000)
    y, raw = (rng.random(60_000) < true).astype(int), expit(2 * logit(true) + 1)
    y_new, raw_new = y[50_000:], raw[50_000:]
    _, predicted, observed = reliability(y_new, raw_new)[-1]
    print(f"raw, last bin: predicted {predicted:.2f}, observed {observed:.2f}")

    def report(name: str, q: ndarray) -> None:
        print(f"{name:18}  ECE {ece(y_new, q):.2f}  log loss {log_loss(y_new, q):.2f}")

    report("raw", raw_new)
    for n in (200, 50_000):
        for fit in (temperature, platt, isotonic):
            report(f"{fit.__name__:11} {n:6,}", fit(y[:n], raw[:n])(raw_new))
