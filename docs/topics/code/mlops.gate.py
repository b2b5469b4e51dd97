from numpy.random import Generator, default_rng
from scipy.stats import norm


def pass_chance(drop: float, noise: float, limit: float, checks: int = 1) -> float:
    """Chance that a model passes `checks` independent gates "not worse by more than limit".

    drop: how much worse it truly is; noise: standard deviation of the measured difference.
    """
    return float(norm.cdf((limit - drop) / noise) ** checks)


def limit_for(noise: float, checks: int, keep: float) -> float:
    """The limit at which an equally good model passes all checks with probability `keep`."""
    return float(noise * norm.ppf(keep ** (1 / checks)))


def live_after(releases: int, noise: float, limit: float, pinned: bool, rng: Generator) -> float:
    """True quality after candidates that are each worse by a tenth of the limit, start 0.

    Each is compared with the live model, or with a pinned reference of quality 0.
    """
    live = 0.0
    for _ in range(releases):
        candidate = live - limit / 10
        difference = candidate - (0.0 if pinned else live) + rng.normal(0, noise)
        live = candidate if difference > -limit else live
    return live


if __name__ == "__main__":
    noise = 0.001  # of the measured difference in AUC between two models
    for checks in (1, 20):
        limit = limit_for(noise, checks, 0.98)
        chances = [pass_chance(d, noise, limit, checks) for d in (0, 0.002, 0.004)]
        print(f"{checks:2} checks: limit {limit:.4f}, passes {', '.join(f'{c:.0%}' for c in chances)}")
    print(f"20 checks at the limit of one: an equal model passes {pass_chance(0, noise, 0.00205, 20):.0%}")
    for pinned in (False, True):
        runs = [live_after(100, noise, 0.002, pinned, default_rng(s)) for s in range(200)]
        print(f"after 100 releases, pinned reference {pinned}: {sum(runs) / 200:.3f}")
