import numpy as np
from numpy import ndarray

TOPICS = {
    "money": ["loan", "credit", "cash", "account", "teller", "bank"],
    "river": ["water", "fish", "mud", "boat", "reeds", "bank"],
    "kitchen": ["bread", "onion", "knife", "oven", "flour", "salt"],
}


def corpus(sentences: int, seed: int = 0) -> list[list[str]]:
    """Four words on one topic a sentence, after "the"; never "loan" beside "credit"."""
    rng, out = np.random.default_rng(seed), []
    for i in range(sentences):
        words = list(rng.choice(TOPICS[list(TOPICS)[i % 3]], 4, replace=False))
        if not {"loan", "credit"} <= set(words):
            out.append(["the", *map(str, words)])
    return out


def cooccurrence(sentences: list[list[str]], window: int) -> tuple[dict[str, int], ndarray]:
    """Index of the words, and how often each pair is at most `window` words apart."""
    index = {word: i for i, word in enumerate(sorted({w for s in sentences for w in s}))}
    counts = np.zeros((len(index), len(index)))
    for s in sentences:
        for i, word in enumerate(s):
            for other in s[max(0, i - window) : i] + s[i + 1 : i + window + 1]:
                counts[index[word], index[other]] += 1
    return index, counts


def shifted_ppmi(counts: ndarray, k: float = 1) -> ndarray:
    """max(0, PMI - log k): what skip-gram with k negatives a positive is fitted to."""
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return np.log(np.maximum(counts / expected / k, 1))


def unit(x: ndarray) -> ndarray:
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def vectors(matrix: ndarray, dim: int) -> ndarray:
    """The best factors of `dim` columns, one row a word, each of length 1."""
    u, s, _ = np.linalg.svd(matrix)
    return unit(u[:, :dim] * np.sqrt(s[:dim]))


def in_context(v: ndarray, index: dict[str, int], sentence: str, word: str) -> ndarray:
    """The word's vector mixed with those of its neighbors: one crude step of attention."""
    return unit(v[index[word]] + np.mean([v[index[w]] for w in sentence.split() if w != word], axis=0))


if __name__ == "__main__":
    index, counts = cooccurrence(corpus(6_000), window=4)
    v = vectors(shifted_ppmi(counts), dim=3)
    print("loan beside credit", int(counts[index["loan"], index["credit"]]), "times")
    rows = {word: v[index[word]] for word in ("credit", "bread", "bank")}
    rows |= {s: in_context(v, index, s, "bank") for s in ("cash bank teller", "mud bank reeds")}
    for name, row in rows.items():
        print(f"{name:16}", *(f"to {w} {row @ v[index[w]]:.1f}" for w in ("loan", "fish")))
