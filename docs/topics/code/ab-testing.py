import numpy as np
from scipy.stats import chisquare, norm


def users_for_mean(sd: float, effect: float, alpha=0.05, power=0.8) -> float:
    """Users per arm that detect a difference `effect` between two means."""
    z = norm.isf(alpha / 2) + norm.ppf(power)
    return 2 * (z * sd / effect) ** 2


def users_for_share(p: float, q: float, alpha=0.05, power=0.8) -> float:
    """Users per arm that tell a share p from a share q."""
    pooled = np.sqrt((p + q) * (2 - p - q) / 2)
    apart = np.sqrt(p * (1 - p) + q * (1 - q))
    return ((norm.isf(alpha / 2) * pooled + norm.ppf(power) * apart) / (p - q)) ** 2


def cuped(y: np.ndarray, before: np.ndarray) -> np.ndarray:
    """The metric less what the pre-period already told; pass both arms together."""
    theta = np.cov(y, before)[0, 1] / np.var(before, ddof=1)
    return y - theta * (before - before.mean())


def ratio_error(top: np.ndarray, bottom: np.ndarray) -> tuple[float, float]:
    """sum(top) / sum(bottom) over users, and its standard error (delta method)."""
    ratio = top.sum() / bottom.sum()
    residual = (top - ratio * bottom) / bottom.mean()
    return ratio, residual.std(ddof=1) / np.sqrt(len(top))


def false_alarms(bounds: np.ndarray, runs=400_000, seed=0) -> float:
    """Share of A/A tests in which |z| passes its bound at some evenly spaced look."""
    steps = np.random.default_rng(seed).normal(size=(runs, len(bounds)))
    z = steps.cumsum(axis=1) / np.sqrt(np.arange(1, len(bounds) + 1))
    return float((np.abs(z) > bounds).any(axis=1).mean())


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    print(f"5.0% to 5.1%: {users_for_share(0.05, 0.051):,.0f} users per arm")
    print(f"sd 4 x mean, +1%: {users_for_mean(4, 0.01):,.0f} users per arm")
    for looks in (1, 5, 10, 20):
        print(f"{looks} looks at 1.96: {false_alarms(np.full(looks, 1.96)):.1%} false alarms")
    views = rng.geometric(0.05, 20_000)
    clicks = rng.binomial(views, rng.beta(1, 19, 20_000))
    rate, error = ratio_error(clicks, views)
    naive = np.sqrt(rate * (1 - rate) / views.sum())
    print(f"CTR error by the delta method / by views: {error / naive:.1f}")
    print(f"SRM, 50,912 to 49,648: p = {chisquare([50_912, 49_648]).pvalue:.5f}")
