"""Reliability table, expected calibration error (ECE), and three ways to recalibrate a score."""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss


def reliability(y, p, bins=10):
    """Count, mean prediction and observed rate of each equal-count bin, one row a bin."""
    groups = np.array_split(np.argsort(p, kind="stable"), bins)
    return np.array([(len(g), p[g].mean(), y[g].mean()) for g in groups])


def ece(y, p, bins=10):
    """Gap between prediction and observed rate, averaged over bins by their counts."""
    count, predicted, observed = reliability(y, p, bins).T
    return np.average(abs(predicted - observed), weights=count)


def platt(y, p):
    """Two parameters: sigmoid(a * logit(p) + b), fitted by log loss."""
    model = LogisticRegression(C=1e6, tol=1e-8).fit(logit(p)[:, None], y)
    return lambda q: model.predict_proba(logit(q)[:, None])[:, 1]


def temperature(y, p):
    """One parameter: sigmoid(logit(p) / T), fitted by log loss."""
    risk = lambda t: log_loss(y, expit(logit(p) / t))
    best = minimize_scalar(risk, bounds=(0.05, 20), method="bounded").x
    return lambda q: expit(logit(q) / best)


def isotonic(y, p):
    """Any rising step function, fitted by squared error (pool adjacent violators)."""
    return IsotonicRegression(y_min=1e-4, y_max=1 - 1e-4, out_of_bounds="clip").fit(p, y).predict


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    true = rng.beta(1, 4, 60_000)
    y, raw = (rng.random(60_000) < true).astype(int), expit(2 * logit(true) + 1)
    test = slice(50_000, None)
    print("raw, bin 10: predicted {1:.2f}, observed {2:.2f}".format(*reliability(y[test], raw[test])[-1]))
    print(f"raw: ECE {ece(y[test], raw[test]):.3f}, log loss {log_loss(y[test], raw[test]):.3f}")
    for n in (200, 50_000):
        for fit in (temperature, platt, isotonic):
            q = fit(y[:n], raw[:n])(raw[test])
            print(f"{n:6} {fit.__name__:11} {ece(y[test], q):.3f} {log_loss(y[test], q):.3f}")
