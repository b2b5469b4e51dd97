import numpy as np


def mmr(relevance, similarity, k: int, weight: float) -> list[int]:
    """Greedy list by weight * relevance - (1 - weight) * similarity to the nearest chosen item."""
    chosen: list[int] = []
    while len(chosen) < k:
        near = similarity[:, chosen].max(axis=1) if chosen else 0.0
        value = weight * relevance - (1 - weight) * near
        value[chosen] = -np.inf
        chosen.append(int(value.argmax()))
    return chosen


def dpp(quality, similarity, k: int) -> list[int]:
    """Greedy list by the determinant of the kernel quality_i * similarity_ij * quality_j,
    with one Cholesky row an item (Chen et al., 2018): O(k^2 M) for k of M items."""
    kernel = quality[:, None] * similarity * quality[None, :]
    gain = kernel.diagonal().copy()  # det with the item / det without it
    rows = np.zeros((0, len(quality)))
    chosen: list[int] = []
    while len(chosen) < k and gain.max() > 1e-10:
        new = int(gain.argmax())
        row = (kernel[new] - rows[:, new] @ rows) / np.sqrt(gain[new])
        rows, gain = np.vstack([rows, row]), gain - row**2
        chosen.append(new)
        gain[chosen] = -np.inf
    return chosen


def intra_list_distance(similarity, chosen: list[int]) -> float:
    """Mean 1 - similarity over the pairs of a list."""
    pairs = similarity[np.ix_(chosen, chosen)][np.triu_indices(len(chosen), 1)]
    return float(1 - pairs.mean())


def miscalibration(wanted, shown, smoothing: float = 0.01) -> float:
    """KL divergence of the list's category shares (smoothed) from the user's, in nats."""
    wanted = np.asarray(wanted)
    mixed = (1 - smoothing) * np.asarray(shown) + smoothing * wanted
    return float(np.sum(wanted * np.log(wanted / mixed)))


if __name__ == "__main__":
    score = np.array([0.90, 0.88, 0.86, 0.60, 0.30])
    genre = np.array([0, 0, 0, 1, 2])
    alike = np.where(genre[:, None] == genre[None, :], 0.9, 0.1)
    np.fill_diagonal(alike, 1.0)
    lists = {"by score": [0, 1, 2], "DPP": dpp(score, alike, 3)}
    lists |= {f"MMR {w}": mmr(score, alike, 3, w) for w in (0.9, 0.7, 0.5)}
    for name, items in lists.items():
        shares = np.bincount(genre[items], minlength=3) / 3
        kl = miscalibration([0.6, 0.3, 0.1], shares)
        far = intra_list_distance(alike, items)
        print(f"{name:9} {items}  score {score[items].sum():.2f}  distance {far:.2f}  KL {kl:.2f}")
