import numpy as np
from scipy.stats import beta


def row_differences(served, rebuilt, tolerance=1e-6) -> dict[str, float]:
    """Share of rows whose value differs, is missing on one side, or has moved."""
    no_served, no_rebuilt = np.isnan(served), np.isnan(rebuilt)
    apart = np.abs(served - rebuilt) > tolerance * np.maximum(1, np.abs(served))
    return {
        "differ": float(apart.mean()),  # NaN compares as false: those rows are below
        "only served": float((no_rebuilt & ~no_served).mean()),
        "only rebuilt": float((no_served & ~no_rebuilt).mean()),
    }


def highest_rate(mismatches: int, rows: int, confidence=0.95) -> float:
    """The largest mismatch rate that this count leaves plausible (Clopper-Pearson)."""
    return float(beta.ppf(confidence, mismatches + 1, rows - mismatches))


def psi(expected, actual, bins=10) -> float:
    """Population stability index over quantile bins of `expected`."""
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, bins + 1))[1:-1])

    def shares(x):
        counts = np.bincount(np.searchsorted(edges, x), minlength=len(edges) + 1)
        return (counts + 0.5) / (counts + 0.5).sum()  # half a count: no empty bin

    p, q = shares(expected), shares(actual)
    return float(np.sum((q - p) * np.log(q / p)))


def blame(score, served: dict, rebuilt: dict) -> dict[str, float]:
    """Mean score shift when one feature at a time is put back to its rebuilt value."""
    base = score(served)
    return {f: float(np.abs(score(served | {f: rebuilt[f]}) - base).mean()) for f in served}


def risk(x: dict) -> np.ndarray:
    """A stand-in for the model: a logistic score of two features."""
    return 1 / (1 + np.exp(4 - 0.5 * x["buys_30d"] + 0.001 * x["age_days"]))


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    buys, age = rng.poisson(6, 50_000) * 1.0, rng.exponential(400, 50_000)
    rebuilt = {"buys_30d": buys, "age_days": age}
    stale = rng.random(50_000) < 0.01  # 1% of requests read an old cache entry
    served = {"buys_30d": np.where(stale, np.maximum(buys - 4, 0), buys), "age_days": age}
    for name in served:
        differ = row_differences(served[name], rebuilt[name])["differ"]
        print(f"{name}: {differ:.2%} of rows, PSI {psi(rebuilt[name], served[name]):.4f}")
    print("score shift:", {k: round(v, 4) for k, v in blame(risk, served, rebuilt).items()})
    print(f"0 of 3,000 rows differ: at most {highest_rate(0, 3_000):.2%} do")
