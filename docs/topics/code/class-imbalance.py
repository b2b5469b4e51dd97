"""What weights, downsampling and focal loss do to a probability when 1% of examples are positive."""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def undo_odds_factor(score, factor):
    """The probability behind a score whose odds were multiplied in training.

    `factor` is the weight given to positives, or 1 / (share of negatives kept).
    """
    return expit(logit(score) - np.log(factor))


def cost_threshold(miss, false_alarm):
    """The calibrated probability above which acting is cheaper than not acting."""
    return false_alarm / (false_alarm + miss)


def focal_loss(p, y, gamma):
    """Focal loss of predicting p for label y; gamma = 0 is log loss."""
    p_true = np.where(y == 1, p, 1 - p)
    return -((1 - p_true) ** gamma) * np.log(p_true)


def focal_optimum(rate, gamma):
    """The score that focal loss rewards most where the true probability is `rate`."""
    risk = lambda p: rate * focal_loss(p, 1, gamma) + (1 - rate) * focal_loss(p, 0, gamma)
    return minimize_scalar(risk, bounds=(1e-6, 1 - 1e-6), method="bounded").x


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    y = (rng.random(400_000) < 0.01).astype(int)
    x = rng.normal(y[:, None] * [1.5, 1.0, 0.0], 1)
    train, test = slice(0, 200_000), slice(200_000, None)
    kept = (y[train] == 1) | (rng.random(200_000) < 0.05)
    cut = cost_threshold(miss=20, false_alarm=1)
    print(f"{'training':14}  AUC   mean p  cost at 0.5  corrected, at {cut:.3f}")
    for name, rows, weight, factor in [
        ("as it is", slice(None), 1, 1), ("5% of neg.", kept, 1, 20), ("balanced", slice(None), 99, 99)]:
        model = LogisticRegression(class_weight={0: 1, 1: weight}).fit(x[train][rows], y[train][rows])
        s = model.predict_proba(x[test])[:, 1]
        cost = [1000 * np.mean(np.where(y[test], 20 * ~act, act)) for act in
                (s > 0.5, undo_odds_factor(s, factor) > cut)]
        print(f"{name:14} {roc_auc_score(y[test], s):.3f}  {s.mean():.3f}  {cost[0]:9.0f}  {cost[1]:12.0f}")
    print("focal loss, gamma 2: true rate 0.01 is scored", round(focal_optimum(0.01, 2), 2))
