import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln


def fit_prior(clicks: np.ndarray, views: np.ndarray) -> tuple[float, float]:
    """Beta(a, b) of the items' click rates by maximum likelihood of the counts, with the rates
    integrated out (beta-binomial). Its mean is a / (a + b), its worth a + b views.
    """

    def loss(log_ab: np.ndarray) -> float:
        a, b = np.exp(log_ab)
        return -float(np.sum(betaln(a + clicks, b + views - clicks) - betaln(a, b)))

    mean = clicks.sum() / views.sum()
    best = minimize(loss, np.log([100 * mean, 100 * (1 - mean)]), method="Nelder-Mead")
    return float(np.exp(best.x[0])), float(np.exp(best.x[1]))


def smoothed(clicks, views, a: float, b: float):
    """Posterior mean click rate: the prior counts as a clicks in a + b views."""
    return (clicks + a) / (views + a + b)


def views_to_know(rate: float, relative: float) -> float:
    """Views until the standard error of a click rate is `relative` times the rate."""
    return (1 - rate) / (rate * relative**2)


if __name__ == "__main__":
    rng = np.random.default_rng(7)
    truth = rng.beta(2, 48, 5_000)  # 4% on average
    views = rng.geometric(1 / 60, 5_000)  # 60 on average, many items with a handful
    clicks = rng.binomial(views, truth)
    a, b = fit_prior(clicks, views)
    print(f"prior: mean {a / (a + b):.3f}, worth {a + b:.0f} views; ", end="")
    print(f"3 clicks in 20: {smoothed(3, 20, a, b):.3f}")
    guesses = {"raw rate": clicks / views, "prior mean": np.full(5_000, a / (a + b))}
    guesses["smoothed"] = smoothed(clicks, views, a, b)
    for name, guess in guesses.items():
        error = np.sqrt(np.mean((guess - truth) ** 2))
        best = np.argsort(-guess, kind="stable")[:50]
        promised, given = guess[best].mean(), truth[best].mean()
        print(f"{name:10} error {error:.3f}; its top 50 promise {promised:.3f}, give {given:.3f}")
    print(f"views to know a 4% rate within 30%: {views_to_know(0.04, 0.3):.0f}")
