import numpy as np
from numpy import ndarray
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def undo_odds_factor(score: ndarray, factor: float) -> ndarray:
    """The probability behind a score whose odds training multiplied by `factor`:
    the weight given to positives, or 1 / (share of negatives kept)."""
    return expit(logit(score) - np.log(factor))


def cost_threshold(miss: float, false_alarm: float) -> float:
    """The calibrated probability above which acting is cheaper than not acting."""
    return false_alarm / (false_alarm + miss)


def focal_loss(p: ndarray, y: ndarray, gamma: float) -> ndarray:
    """Focal loss of predicting p for label y; gamma = 0 is log loss."""
    p_true = np.where(y == 1, p, 1 - p)
    return -((1 - p_true) ** gamma) * np.log(p_true)


def focal_optimum(rate: float, gamma: float) -> float:
    """The score that focal loss rewards most where the true probability is `rate`."""

    def risk(p: float) -> float:
        return rate * focal_loss(p, 1, gamma) + (1 - rate) * focal_loss(p, 0, gamma)

    return minimize_scalar(risk, bounds=(1e-6, 1 - 1e-6), method="bounded").x


if __name__ == "__main__":
    rng = np.random.default_rng(4)
    y = (rng.random(400_000) < 0.01).astype(int)
    x = rng.normal(y[:, None] * [1.5, 1.0, 0.0], 1)
    train, test = slice(0, 200_000), slice(200_000, None)
    kept = (y[train] == 1) | (rng.random(200_000) < 0.05)
    cut = cost_threshold(miss=20, false_alarm=1)
    runs = [
        ("as it is", slice(None), 1, 1),
        ("5% of neg.", kept, 1, 20),
        ("weighted", slice(None), 99, 99),
    ]
    print(f"training    AUC   mean score  cost at 0.5  cost corrected, at {cut:.3f}")
    for name, rows, weight, factor in runs:
        model = LogisticRegression(class_weight={1: weight}).fit(x[train][rows], y[train][rows])
        s = model.predict_proba(x[test])[:, 1]
        acts = s > 0.5, undo_odds_factor(s, factor) > cut
        cost = [1000 * np.mean(np.where(y[test] == 1, 20 * ~act, act)) for act in acts]
        print(
            f"{name:11} {roc_auc_score(y[test], s):.2f} {s.mean():9.3f} {cost[0]:12.0f} {cost[1]:14.0f}"
        )
    print(f"focal loss, gamma 2: a true rate of 0.01 is scored {focal_optimum(0.01, 2):.2f}")
