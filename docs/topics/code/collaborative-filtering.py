import numpy as np
from numpy import ndarray


def center(ratings: ndarray) -> ndarray:
    """Ratings (users x items, NaN where unknown) minus each user's own mean."""
    return ratings - np.nanmean(ratings, axis=1, keepdims=True)


def similarity(centered: ndarray, beta: float = 0.0) -> ndarray:
    """Cosine of columns over the n rows that know both, times n / (n + beta).

    As given: items by adjusted cosine. Transposed: users.
    """
    known = (~np.isnan(centered)).astype(float)
    x = np.nan_to_num(centered)
    square = (x**2).T @ known  # [i, j]: squared length of i, over rows that know j too
    length = np.sqrt(square * square.T)
    n = known.T @ known
    cosine = np.divide(x.T @ x, length, out=np.zeros_like(n), where=length > 0)
    return cosine * n / np.maximum(n + beta, 1)


def weighted(similar: ndarray, values: ndarray, k: int = 20) -> float:
    """Mean of the known values, weighted by similarity; only the k largest |weights| count."""
    known = np.flatnonzero(~np.isnan(values))
    near = known[np.argsort(-abs(similar[known]), kind="stable")[:k]]
    total = abs(similar[near]).sum()
    return similar[near] @ values[near] / total if total > 0 else 0.0


if __name__ == "__main__":
    _ = np.nan
    ratings = np.array(
        [[5, 4, 1, _, 2], [4, 5, 2, 5, _], [1, 2, 5, 1, 4], [2, _, 4, 2, 5], [5, 3, _, 4, 1]]
    )
    c = center(ratings)
    items, users = similarity(c), similarity(c.T)
    print("D to A, B, C, E:       ", np.delete(items[3], 3).round(2))
    print("  shrunk, beta = 5:    ", np.delete(similarity(c, 5)[3], 3).round(2))
    print("Ann to Bob, Cy, Di, Ed:", users[0, 1:].round(2))
    print(f"Ann on D, by items: {3 + weighted(items[3], c[0]):.2f}")
    print(f"Ann on D, by users: {3 + weighted(users[0], c[:, 3]):.2f}")
