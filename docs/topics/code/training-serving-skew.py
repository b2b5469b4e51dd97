import numpy as np
from scipy.stats import beta


def row_differences(served, rebuilt, tolerance=1e-6) -> dict[str, float]:
    """Share of rows whose value differs, is missing on one side, or has moved."""
    gone, extra = np.isnan(rebuilt) & ~np.isnan(served), np.isnan(served) & ~np.isnan(rebuilt)
    both = ~np.isnan(served) & ~np.isnan(rebuilt)
    apart = np.abs(served - rebuilt) > tolerance * np.maximum(1, np.abs(served))
    return {"differ": np.mean(both & apart), "only served": gone.mean(), "only rebuilt": extra.mean()}


def highest_rate(mismatches: int, rows: int, confidence=0.95) -> float:
    """The largest mismatch rate that this count leaves plausible (Clopper-Pearson)."""
    return float(beta.ppf(confidence, mismatches + 1, rows - mismatches))


def psi(expected, actual, bins=10) -> float:
    """Population stability index over quantile bins of `expected`."""
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, bins + 1))[1:-1])
    share = [np.bincount(np.searchsorted(edges, x), minlength=len(edges) + 1) for x in (expected, actual)]
    p, q = ((s + 0.5) / (s + 0.5).sum() for s in share)  # half a count: no empty bins
    return float(np.sum((q - p) * np.log(q / p)))


def blame(score, served: dict, rebuilt: dict) -> dict[str, float]:
    """Mean score shift when one feature at a time is put back to its rebuilt value."""
    base = score(served)
    return {f: float(np.abs(score(served | {f: rebuilt[f]}) - base).mean()) for f in served}


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    rebuilt = {"buys_30d": rng.poisson(6, 50_000) * 1.0, "age_days": rng.exponential(400, 50_000)}
    served = {k: v.copy() for k, v in rebuilt.items()}
    fresh = rng.random(50_000) < 0.01  # 1% of requests read a stale cache
    served["buys_30d"][fresh] = np.maximum(served["buys_30d"][fresh] - 4, 0)
    score = lambda x: 1 / (1 + np.exp(4 - 0.5 * x["buys_30d"] + 0.001 * x["age_days"]))  # noqa: E731
    print("rows that differ:", f"{row_differences(served['buys_30d'], rebuilt['buys_30d'])['differ']:.2%}")
    print("PSI:", f"{psi(rebuilt['buys_30d'], served['buys_30d']):.4f}")
    print("0 of 3,000 differ: rate at most", f"{highest_rate(0, 3_000):.2%}")
    print("mean score shift:", {k: round(v, 4) for k, v in blame(score, served, rebuilt).items()})
