from hashlib import blake2b

import numpy as np


def bucket_ids(example: dict[str, str], crosses: list[tuple[str, ...]], buckets: int) -> np.ndarray:
    """Rows of the weight table for all fields and crosses: a hash modulo the table's size."""
    names = [(field,) for field in example] + crosses
    keys = ["&".join(f"{f}={example[f]}" for f in name) for name in names]
    digests = [blake2b(key.encode(), digest_size=8).digest() for key in keys]
    return np.unique([int.from_bytes(d, "big") % buckets for d in digests])


def weights(z, n, alpha=0.2, beta=1.0, l1=0.0, l2=0.0) -> np.ndarray:
    """FTRL-Proximal: minimizes z·w + l1·|w| + (l2 + (beta + sqrt n)/alpha)·w²/2, row by row."""
    return np.where(np.abs(z) <= l1, 0.0, (np.sign(z) * l1 - z) / ((beta + np.sqrt(n)) / alpha + l2))


def one_pass(rows, clicks, buckets: int, alpha=0.2, **penalty) -> tuple[np.ndarray, int]:
    """Predicts each example before learning from it: those predictions, and the non-zero weights."""
    z, n, predicted = np.zeros(buckets), np.zeros(buckets), np.zeros(len(rows))
    for t, (r, y) in enumerate(zip(rows, clicks, strict=True)):
        w = weights(z[r], n[r], alpha, **penalty)
        predicted[t] = p = 1 / (1 + np.exp(-w.sum()))
        g = p - y  # gradient of log loss for a feature of value 1
        z[r] += g - (np.sqrt(n[r] + g * g) - np.sqrt(n[r])) / alpha * w
        n[r] += g * g
    return predicted, int(np.count_nonzero(weights(z, n, alpha, **penalty)))


def normalized_entropy(clicks, predicted) -> float:
    """Log loss over the log loss of always predicting the share of clicks."""
    loss = -np.mean(clicks * np.log(predicted) + (1 - clicks) * np.log1p(-predicted))
    b = np.mean(clicks)
    return float(loss / -(b * np.log(b) + (1 - b) * np.log1p(-b)))


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    shown = rng.integers(0, (20, 20, 20_000), (40_000, 3))
    taste = rng.normal(0, 1, (20, 20))  # which ad works on which site: lives in pairs only
    truth = 1 / (1 + np.exp(2.5 - taste[shown[:, 0], shown[:, 1]]))
    clicks = rng.random(40_000) < truth
    log = [{"all": "1", "site": f"{s}", "ad": f"{a}", "user": f"{u}"} for s, a, u in shown]
    late, pair = slice(20_000, None), [("site", "ad")]
    print(f"true probabilities:    NE {normalized_entropy(clicks[late], truth[late]):.3f}")
    runs = [("fields", [], 18, 0), ("+ cross", pair, 18, 0)]
    runs += [("+ L1 = 1", pair, 18, 1), ("+ small", pair, 10, 1)]
    for name, crosses, bits, l1 in runs:
        p, kept = one_pass([bucket_ids(e, crosses, 2**bits) for e in log], clicks, 2**bits, l1=l1)
        ne = normalized_entropy(clicks[late], p[late])
        print(f"{name:8} {2**bits:7,} rows: NE {ne:.3f}, {kept:6,} non-zero weights")
