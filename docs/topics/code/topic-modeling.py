from itertools import combinations

import numpy as np
from numpy import ndarray
from sklearn.decomposition import NMF, LatentDirichletAllocation

THEMES = ("refund invoice charge card payment", "courier late parcel address tracking",
          "password login code email locked", "size color fabric fit shoe")  # fmt: skip
WORDS = " ".join(THEMES).split() + "please help order thanks hello".split()


def corpus(n: int, rng: np.random.Generator) -> ndarray:
    """Counts of n documents of 12 words: a mixture of themes, 40% words that say nothing."""
    topics = np.kron(np.eye(4), np.full(5, 0.6 / 5))
    topics = np.hstack([topics, np.full((4, 5), 0.4 / 5)])
    mixtures = rng.dirichlet(np.full(4, 0.1), n)
    return np.array([rng.multinomial(12, p) for p in mixtures @ topics])


def top_words(weights: ndarray, n: int = 5) -> list[list[int]]:
    """Indices of the n heaviest words of each topic, the rows of `weights`."""
    return [list(row.argsort()[::-1][:n]) for row in weights]


def npmi(words: list[int], counts: ndarray) -> float:
    """Coherence: mean over pairs of log(p_ij / (p_i p_j)) / -log(p_ij), in documents of `counts`."""
    seen = counts > 0
    values = []
    for i, j in combinations(words, 2):
        p_i, p_j, p_ij = seen[:, i].mean(), seen[:, j].mean(), (seen[:, i] & seen[:, j]).mean()
        values.append(-1.0 if p_ij == 0 else 1.0 if p_ij == 1 else np.log(p_ij / (p_i * p_j)) / -np.log(p_ij))
    return float(np.mean(values))


def agreement(a: list[list[int]], b: list[list[int]]) -> float:
    """Mean, over the topics of a, of the best Jaccard overlap of top words with a topic of b."""
    overlap = [[len({*s} & {*t}) / len({*s} | {*t}) for t in b] for s in a]
    return float(np.max(overlap, axis=1).mean())


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    train, held_out = corpus(500, rng), corpus(2_000, rng)
    models = {"LDA": LatentDirichletAllocation(4, random_state=0), "NMF": NMF(4, random_state=0)}
    for name, model in models.items():
        tops = top_words(model.fit(train).components_)
        print(f"{name}: coherence {np.mean([npmi(t, held_out) for t in tops]):.2f}")
        print("  " + "; ".join(sorted(" ".join(sorted(WORDS[w] for w in t)) for t in tops)))
    print(f"five words that say nothing: coherence {npmi(list(range(20, 25)), held_out):.2f}")
