import numpy as np
from numpy import ndarray

START, END = "<s>", "</s>"
Text = list[tuple[str, ...]]  # sentences, cut into words


def counts(text: Text) -> tuple[list[str], ndarray]:
    """The vocabulary, and how often each word (row) is followed by each (column)."""
    words = [START, END, *sorted({word for s in text for word in s})]
    table = np.zeros((len(words), len(words)))
    for s in text:
        for a, b in zip((START, *s), (*s, END)):
            table[words.index(a), words.index(b)] += 1
    return words, table


def kneser_ney(table: ndarray, d: float = 0.75) -> ndarray:
    """P(next | previous): counts less d, the rest by how many words one has followed."""
    continuation = (table > 0).sum(axis=0) / (table > 0).sum()
    total = np.maximum(table.sum(axis=1, keepdims=True), 1e-12)
    saved = np.where(table.any(axis=1), d * (table > 0).sum(axis=1) / total[:, 0], 1)
    return np.maximum(table - d, 0) / total + np.outer(saved, continuation)


def perplexity(p: ndarray, words: list[str], text: Text) -> float:
    """exp of the mean -log P over all words and the ends of the sentences."""
    steps = [(words.index(a), words.index(b)) for s in text for a, b in zip((START, *s), (*s, END))]
    return float(np.exp(-np.mean([np.log(p[a, b]) for a, b in steps])))


def beam_search(p: ndarray, width: int, limit: int, alpha: float = 0) -> list[int]:
    """Ended sequence of at most `limit` words with the best log P / length**alpha found."""
    beams, ended = [(0.0, [0])], []
    for _ in range(limit + 1):
        grown = [(s + np.log(p[w[-1], n]), [*w, n]) for s, w in beams for n in p[w[-1]].nonzero()[0]]
        grown = sorted(grown, key=lambda b: -b[0])[:width]
        ended += [(s / (len(w) - 1) ** alpha, w) for s, w in grown if w[-1] == 1]
        beams = [b for b in grown if b[1][-1] != 1]
    return max(ended, default=(0.0, [0]), key=lambda b: b[0])[1]


if __name__ == "__main__":
    lines = "a cat sat|a cow ate|a fox hid|a hen fled|a pig dug|no|no|no".split("|")
    words, table = counts([tuple(line.split()) for line in lines + ["the dog ran home"] * 4])
    p = kneser_ney(table)
    for text in ("the dog ran home", "the cow ran home", "home hen pig the"):
        print(f"perplexity of '{text}': {perplexity(p, words, [tuple(text.split())]):.1f}")
    for width, alpha in ((1, 0), (2, 0), (20, 0), (20, 1)):
        best = beam_search(p, width, limit=5, alpha=alpha)
        chance = np.prod([p[a, b] for a, b in zip(best, best[1:])])
        print(f"width {width:2}, alpha {alpha}: {chance:.3f}", *(words[i] for i in best[1:]))
