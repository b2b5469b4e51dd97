import numpy as np
from numpy import ndarray
from scipy.special import logsumexp

TAGS = ("DET", "ADJ", "NOUN", "VERB")
START = np.log([0.6, 0.1, 0.2, 0.1])  # P(first tag)
MOVE = np.log(  # P(next tag | tag), one row a tag
    [[0.01, 0.40, 0.58, 0.01], [0.02, 0.20, 0.75, 0.03], [0.01, 0.04, 0.30, 0.65], [0.50, 0.15, 0.25, 0.10]]
)
EMIT = {  # log P(word | tag), in the order of TAGS
    "the": np.log([0.5, 1e-6, 1e-6, 1e-6]),
    "old": np.log([1e-6, 0.02, 0.004, 1e-6]),
    "man": np.log([1e-6, 1e-6, 0.01, 0.001]),
    "boat": np.log([1e-6, 1e-6, 0.004, 0.0002]),
}


def viterbi(start: ndarray, move: ndarray, emit: ndarray) -> tuple[list[int], float]:
    """Best tag sequence and its log score; `emit` has one row a word, one column a tag."""
    score, back = start + emit[0], []
    for word in emit[1:]:
        paths = score[:, None] + move  # best path into tag i, then the step from i to j
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + word
    tags = [int(score.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1], float(score.max())


def log_partition(start: ndarray, move: ndarray, emit: ndarray) -> float:
    """Log of the sum over all tag sequences: Viterbi with max replaced by sum."""
    score = start + emit[0]
    for word in emit[1:]:
        score = logsumexp(score[:, None] + move, axis=0) + word
    return float(logsumexp(score))


def beam(start: ndarray, move: ndarray, emit: ndarray, width: int) -> tuple[list[int], float]:
    """Best sequence among those that stay in the `width` best prefixes at every word."""
    kept = [([t], float(s)) for t, s in enumerate(start + emit[0])]
    for word in emit[1:]:
        kept = sorted(kept, key=lambda path: -path[1])[:width]
        kept = [([*tags, t], s + move[tags[-1], t] + word[t]) for tags, s in kept for t in range(len(word))]
    return max(kept, key=lambda path: path[1])


if __name__ == "__main__":
    emit = np.array([EMIT[w] for w in "the old man the boat".split()])
    best, score = viterbi(START, MOVE, emit)
    results = [("viterbi", best, score)] + [(f"beam {b}", *beam(START, MOVE, emit, b)) for b in (1, 2, 3)]
    for name, tags, s in results:
        print(f"{name}: {' '.join(TAGS[t] for t in tags):24} {np.exp(s):.1e}")
    print(f"share of the best sequence: {np.exp(score - log_partition(START, MOVE, emit)):.2f}")
