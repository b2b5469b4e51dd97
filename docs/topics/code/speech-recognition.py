from collections import defaultdict

import numpy as np
from numpy import ndarray

BLANK = 0  # the symbol in column 0; "_" in print


def collapse(path: tuple[int, ...]) -> tuple[int, ...]:
    """Merge repeats, then drop blanks: the label that a frame-by-frame path stands for."""
    return tuple(s for i, s in enumerate(path) if s != BLANK and (i == 0 or s != path[i - 1]))


def label_probability(p: ndarray, label: tuple[int, ...]) -> float:
    """P(label) summed over all its paths; p has one row a frame, one column a symbol."""
    slots = [BLANK, *(s for symbol in label for s in (symbol, BLANK))]  # _ a _ b _
    alpha = np.zeros(len(slots))
    alpha[:2] = p[0, slots[:2]]
    for frame in p[1:]:
        before, alpha = alpha, np.zeros(len(slots))
        for s, symbol in enumerate(slots):
            skip = s > 1 and symbol != BLANK and symbol != slots[s - 2]  # a blank may be left out
            alpha[s] = before[max(s - 1, 0) : s + 1].sum() + (before[s - 2] if skip else 0)
            alpha[s] *= frame[symbol]
    return float(alpha[-2:].sum())


def prefix_beam(p: ndarray, width: int) -> tuple[tuple[int, ...], float]:
    """Most probable label among prefixes, merging paths that spell the same one."""
    beam = {(): (1.0, 0.0)}  # prefix: probability of paths ending in a blank, and not
    for frame in p:
        grown: dict[tuple[int, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
        for prefix, (blank, other) in beam.items():
            for s, q in enumerate(frame):
                if s == BLANK:
                    grown[prefix][0] += (blank + other) * q
                elif prefix and s == prefix[-1]:
                    grown[prefix][1] += other * q  # still the same symbol
                    grown[(*prefix, s)][1] += blank * q  # a blank between: doubled
                else:
                    grown[(*prefix, s)][1] += (blank + other) * q
        beam = dict(sorted(((k, (v[0], v[1])) for k, v in grown.items()), key=lambda kv: -sum(kv[1]))[:width])
    best = max(beam, key=lambda prefix: sum(beam[prefix]))
    return best, sum(beam[best])


if __name__ == "__main__":
    p = np.array([[0.1, 0.8, 0.1], [0.6, 0.4, 0.0], [0.6, 0.1, 0.3], [0.5, 0.1, 0.4]])  # _, a, b
    greedy = tuple(int(s) for s in p.argmax(axis=1))
    for name, label in (("greedy", collapse(greedy)), ("beam 8", prefix_beam(p, 8)[0])):
        print(f"{name}: {''.join('_ab'[s] for s in label)!r:5} P = {label_probability(p, label):.3f}")
    print(f"P of the greedy path {''.join('_ab'[s] for s in greedy)}: {p.max(axis=1).prod():.3f}")
