import numpy as np
from scipy.special import expit, softmax


def gaps(a: np.ndarray) -> np.ndarray:
    """a_i - a_j for all pairs of each list; a list is a row (last axis)."""
    return a[..., :, None] - a[..., None, :]


def ndcg(scores: np.ndarray, grades: np.ndarray, top: int = 10**9) -> np.ndarray:
    """Gain 2^grade - 1 over log2(1 + rank), as a share of what the best order gets."""
    rank, gain = np.arange(scores.shape[-1]), np.exp2(grades) - 1
    discount = (rank < top) / np.log2(rank + 2)
    got = np.take_along_axis(gain, np.argsort(-scores, kind="stable"), axis=-1)
    return got @ discount / (np.sort(gain)[..., ::-1] @ discount)


def ranknet(scores, grades, pair_weight=1.0) -> np.ndarray:
    """Minus the gradient: a pair's better one goes up by the chance of an error, the other down."""
    push = pair_weight * (gaps(grades) > 0) * expit(-gaps(scores))
    return push.sum(axis=-1) - push.sum(axis=-2)


def lambdarank(scores, grades) -> np.ndarray:
    """RankNet's pushes, each times |change of NDCG if the two swapped places|."""
    place = np.argsort(np.argsort(-scores, kind="stable"))
    discount, gain = 1 / np.log2(place + 2), np.exp2(grades) - 1
    best = (np.sort(gain) * np.sort(discount)).sum(axis=-1)[..., None, None]
    return ranknet(scores, grades, np.abs(gaps(gain) * gaps(discount)) / best)


def listwise(scores, grades) -> np.ndarray:
    """Softmax of the scores should match each document's share of the gain."""
    gain = np.exp2(grades) - 1
    return gain / gain.sum(axis=-1, keepdims=True) - softmax(scores, axis=-1)


def fit(x: np.ndarray, grades: np.ndarray, method, steps: int = 200) -> np.ndarray:
    """Weights of a linear scorer; AdaGrad, since the methods' pushes differ in scale."""
    w, seen = np.zeros(x.shape[-1]), 1e-9
    for _ in range(steps):
        g = np.einsum("qdf,qd->f", x, method(x @ w, grades)) / len(x)
        w += 0.3 * g / np.sqrt(seen := seen + g**2)
    return w


if __name__ == "__main__":
    example = np.array([2.0, 1.5, 1.0]), np.array([0, 3, 1])
    print("RankNet", ranknet(*example).round(3), "lambdas", lambdarank(*example).round(3))
    rng = np.random.default_rng(1)
    g = rng.choice(4, (600, 20), p=[0.5, 0.35, 0.1, 0.05])
    x = np.stack([g**0, g > 0, np.maximum(g - 1, 0)], axis=2)  # constant, bad-fair, fair-best
    x = x + rng.normal(0, (0, 0.4, 1.0), x.shape)  # the last feature is the least clear
    methods = {"grade": lambda s, g: g - s, "gain": lambda s, g: np.exp2(g) - 1 - s}  # regressions
    methods |= {"RankNet": ranknet, "LambdaRank": lambdarank, "softmax": listwise}
    for name, method in methods.items():
        s, t = x[300:] @ fit(x[:300], g[:300], method), g[300:]
        got = {"NDCG@1": ndcg(s, t, 1), "@5": ndcg(s, t, 5), "pairs": (gaps(s) > 0)[gaps(t) > 0]}
        print(f"{name:10}", *(f" {metric} {value.mean():.2f}" for metric, value in got.items()))
