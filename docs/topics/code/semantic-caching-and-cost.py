from scipy.optimize import brentq
from scipy.stats import norm

SAME = norm(0.92, 0.04)  # similarity to the nearest cached question: same answer serves
OTHER = norm(0.78, 0.06)  # similarity to the nearest cached question: it does not


def call_cost(prefix: int, fresh: int, output: int, hit: float, read: float = 0.1) -> float:
    """Dollars of one call at $3 and $15 a million tokens in and out (assumed prices).

    hit: share of calls that find the prefix cached; read: price of a cached token in full ones.
    """
    return (3 * (prefix * (1 - hit * (1 - read)) + fresh) + 15 * output) / 1e6


def hits(threshold: float, share: float) -> tuple[float, float]:
    """Hit rate, and share of hits that are false, if `share` of requests have a twin cached."""
    true, false = share * SAME.sf(threshold), (1 - share) * OTHER.sf(threshold)
    return true + false, false / (true + false)


def p_wrong(similarity: float, share: float) -> float:
    """Chance that the neighbor at exactly this similarity has another answer."""
    same, other = share * SAME.pdf(similarity), (1 - share) * OTHER.pdf(similarity)
    return other / (same + other)


def request_cost(threshold: float, share: float, call: float, loss: float) -> float:
    """Dollars a request: model calls on misses, losses on false hits, a lookup on all."""
    rate, false = hits(threshold, share)
    return 0.0001 + (1 - rate) * call + rate * false * loss


def best_threshold(share: float, call: float, loss: float) -> float:
    """Serve from the cache down to the similarity where p_wrong = call / loss."""
    return brentq(lambda s: p_wrong(s, share) - call / loss, 0.80, 0.99)


def cascade_cost(small: float, large: float, check: float, escalated: float) -> float:
    """Every request pays the small model and the check; the escalated share pays twice."""
    return small + check + escalated * large


if __name__ == "__main__":
    plain, cached = (call_cost(3_000, 1_500, 300, hit) for hit in (0, 0.9))
    print(f"a call ${plain:.4f}, with 90% prefix hits ${cached:.4f}")
    for t in (0.80, 0.85, 0.90, 0.95):
        rate, false = hits(t, 0.35)
        costs = "  ".join(f"{request_cost(t, 0.35, cached, x):.4f}" for x in (0.05, 0.5))
        print(f"{t:.2f}  hits {rate:.2f}  false {false:.3f}  cost {costs}")
    for loss in (0.05, 0.5):
        t = best_threshold(0.35, cached, loss)
        print(f"loss ${loss}: threshold {t:.3f}, cost {request_cost(t, 0.35, cached, loss):.4f}")
    print(f"cascade ${cascade_cost(0.0008, cached, 0.0004, 0.3):.4f}")
