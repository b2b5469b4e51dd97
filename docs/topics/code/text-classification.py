import numpy as np
from numpy import ndarray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss


def documents(n: int, seed: int) -> tuple[ndarray, ndarray]:
    """Word counts (500 columns) and labels. Signals come in phrases of 1 to 8 words."""
    fixed, rng = np.random.default_rng(0), np.random.default_rng(seed)
    lean = fixed.normal(0, 0.9, 60)  # a phrase's log-odds for class 1
    phrase = np.repeat(np.eye(60), fixed.integers(1, 9, 60), axis=1)  # phrase -> its words
    zipf = 1 / np.arange(1, 501 - phrase.shape[1])
    y = rng.integers(0, 2, n)
    chance = np.exp(np.outer(2 * y - 1, lean) / 2)
    signal = [rng.multinomial(5, c) for c in chance / chance.sum(axis=1, keepdims=True)]
    noise = rng.multinomial(25, zipf / zipf.sum(), size=n)
    return np.hstack([np.array(signal) @ phrase, noise]), y


def log_count_ratio(x: ndarray, y: ndarray, alpha: float = 1) -> ndarray:
    """Log of P(word | 1) / P(word | 0) with alpha added to each count."""
    one, zero = x[y == 1].sum(axis=0) + alpha, x[y == 0].sum(axis=0) + alpha
    return np.log(one / one.sum()) - np.log(zero / zero.sum())


def naive_bayes(x: ndarray, y: ndarray, new: ndarray) -> ndarray:
    """P(1 | new): the words' log ratios added up as if each were fresh evidence."""
    z = new @ log_count_ratio(x, y) + np.log(y.mean() / (1 - y.mean()))
    return 1 / (1 + np.exp(-np.clip(z, -35, 35)))


def logistic(x: ndarray, y: ndarray, new: ndarray) -> ndarray:
    """P(1 | new): weights fitted together, so that words of one phrase share the evidence."""
    return LogisticRegression(C=0.1, solver="liblinear").fit(x, y).predict_proba(new)[:, 1]


if __name__ == "__main__":
    x_new, y_new = documents(2_000, seed=99)
    for n in (50, 200, 2_000):
        for fit in (naive_bayes, logistic):
            p = [fit(*documents(n, seed), x_new) for seed in range(3)]
            score = np.mean([accuracy_score(y_new, q > 0.5) for q in p])
            loss = np.mean([log_loss(y_new, q) for q in p])
            print(f"{n:5} labels  {fit.__name__:11}  accuracy {score:.2f}  log loss {loss:.1f}")
