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


def always_valid_bound(ratio: float, alpha=0.05) -> float:
    """|z| to pass at any look; ratio: variance of usual effects / of this difference."""
    return np.sqrt((1 + 1 / ratio) * (2 * np.log(1 / alpha) + np.log1p(ratio)))


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    print(f"5.0% to 5.1%: {users_for_share(0.05, 0.051):,.0f} users per arm")
    print(f"sd 4 x mean, +1%: {users_for_mean(4, 0.01):,.0f} users per arm")
    for n in (1, 5, 10, 20):
        print(f"|z| > 1.96 at any of {n} looks: {false_alarms(np.full(n, 1.96)):.0%}")
    print(f"Always valid: |z| > {always_valid_bound(9):.2f}")
    before, news = rng.gamma(1, 1, (2, 100_000))
    after = 0.6 * before + 0.8 * news
    print(f"Variance left by CUPED: {cuped(after, before).var() / after.var():.2f}")
    views = rng.geometric(0.05, 20_000)
    clicks = rng.binomial(views, rng.beta(1, 19, 20_000))
    rate, error = ratio_error(clicks, views)
    naive = np.sqrt(rate * (1 - rate) / views.sum())
    print(f"Error of the click rate, true / naive: {error / naive:.1f}")
    print(f"SRM, 50,912 to 49,648: p = {chisquare([50_912, 49_648]).pvalue:.5f}")
