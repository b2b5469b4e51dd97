import numpy as np
from sklearn.linear_model import LogisticRegression


def logit_shift(negatives_per_positive: float, q):
    """What negative sampling does to the best logit: with k negatives drawn from q for each
    positive it is ln P(item | user) - ln(k q). Add this shift to get ln P back."""
    return np.log(negatives_per_positive * q)


def unsample(p_sampled, kept: float):
    """Probability after keeping only a share `kept` of the negatives, on the original scale."""
    return p_sampled / (p_sampled + (1 - p_sampled) / kept)


def power_noise(counts, exponent: float):
    """Sampling distribution between uniform (exponent 0) and in-batch, by popularity (1)."""
    weights = np.asarray(counts, float) ** exponent
    return weights / weights.sum()


def false_negatives(scores, relevant, seen, first: int, last: int) -> float:
    """Share of truly relevant items among unseen items ranked first..last (1 = best)."""
    order = np.argsort(-np.where(seen, -np.inf, scores))
    return float(relevant[order[first - 1 : last]].mean())


if __name__ == "__main__":
    rng = np.random.default_rng(2)
    p, k, n = np.array([0.60, 0.25, 0.10, 0.05]), 3, 100_000  # one user's true P(item)
    for exponent in (0.0, 0.75, 1.0):
        q = power_noise([700, 200, 80, 20], exponent)
        counts = [*rng.multinomial(n, p), *rng.multinomial(k * n, q)]  # positives, then negatives
        rows, labels = np.tile(np.eye(4), (2, 1)), [1] * 4 + [0] * 4
        model = LogisticRegression(C=1e6).fit(rows, labels, sample_weight=counts)
        logit = model.decision_function(np.eye(4))
        fixed = np.exp(logit + logit_shift(k, q))
        print(f"q ~ count^{exponent:<4}  raw logits {logit.round(1) + 0.0}  P recovered {fixed.round(2)}")
    relevant = np.arange(20_000) < 200  # 200 good items, 20 of them ever clicked
    seen = np.arange(20_000) < 20
    # Half-trained: good items score two standard deviations higher. Sixty such models.
    scores = 2.0 * relevant + rng.normal(size=(60, 20_000))
    for first, last in [(1, 10), (11, 100), (101, 500), (501, 2_000), (1, 19_980)]:
        share = np.mean([false_negatives(s, relevant, seen, first, last) for s in scores])
        print(f"negatives from ranks {first:>3} to {last:>6}: {share:6.1%} are really positive")
