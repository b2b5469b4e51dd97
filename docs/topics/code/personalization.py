import numpy as np
from numpy import ndarray


def components(values: list[ndarray]) -> tuple[float, float, float]:
    """Mean, variance within users, and variance between users' true means (one-way ANOVA)."""
    n = np.array([len(v) for v in values])
    own = np.array([v.mean() for v in values])
    mean = np.average(own, weights=n)
    within = sum(((v - v.mean()) ** 2).sum() for v in values) / (n.sum() - len(n))
    size = (n.sum() - (n**2).sum() / n.sum()) / (len(n) - 1)  # events a user, effectively
    between = ((n * (own - mean) ** 2).sum() / (len(n) - 1) - within) / size
    return mean, within, max(0.0, between)


def shrink(own: ndarray, n: ndarray, center: ndarray | float, k: float) -> ndarray:
    """Users' own means pulled toward a center that weighs as much as k events."""
    return (n * own + k * center) / (n + k)


def newest_weight(drift: float, noise: float) -> float:
    """Best weight of the newest event if the taste moves by variance `drift` an event."""
    ratio = drift / noise
    return float((np.sqrt(ratio**2 + 4 * ratio) - ratio) / 2)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    n, segment = rng.geometric(1 / 6, 5000), rng.integers(4, size=5000)
    taste = np.array([-0.3, -0.1, 0.1, 0.3])[segment] + rng.normal(0, 0.3, 5000)
    values = [rng.normal(t, 1.0, m) for t, m in zip(taste, n)]
    own = np.array([v.mean() for v in values])
    mean, within, between = components(values)
    print(f"within {within:.2f}, between {between:.2f}, k = {within / between:.1f} events")
    groups = [components([v for v, s in zip(values, segment) if s == g]) for g in range(4)]
    center = np.array([g[0] for g in groups])[segment]
    k = np.mean([g[1] for g in groups]) / np.mean([g[2] for g in groups])
    answers = {"same for all": np.full(5000, mean), "by segment": center, "own mean": own}
    answers["own, shrunk to all"] = shrink(own, n, mean, within / between)
    answers["own, shrunk to segment"] = shrink(own, n, center, k)
    for name, estimate in answers.items():
        print(f"{name:23} error {np.sqrt(np.mean((estimate - taste) ** 2)):.2f}")
    for drift in (0.01, 0.0001):
        weight = newest_weight(drift, 1.0)
        print(f"drift {drift:6}: half-life {np.log(0.5) / np.log(1 - weight):.0f} events")
