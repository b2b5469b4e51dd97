from itertools import combinations

import numpy as np
from numpy import ndarray
from scipy.special import expit


def moments(votes: ndarray) -> ndarray:
    """Mean product of two functions' votes (-1, 0 = abstain, +1) where both voted: 2 * agreement - 1."""
    both = abs(votes).T @ abs(votes)
    return votes.T @ votes / np.maximum(both, 1)


def accuracies(votes: ndarray) -> ndarray:
    """Each function's accuracy when it votes, without any label: median over all its triplets.

    If errors are independent given the class, E[vote_i vote_j] = c_i c_j with c = 2 * accuracy - 1,
    so c_i^2 = m_ij m_ik / m_jk. The sign says that functions are better than chance.
    """
    m, k = moments(votes), votes.shape[1]
    squares: list[list[float]] = [[] for _ in range(k)]
    for triplet in combinations(range(k), 3):
        for i in triplet:
            j, other = (t for t in triplet if t != i)
            if abs(m[j, other]) > 0.01:  # a pair near chance would divide by noise
                squares[i].append(m[i, j] * m[i, other] / m[j, other])
    c = np.sqrt(np.clip([np.median(s) for s in squares], 0, 0.98))
    return (1 + c) / 2


def probabilities(votes: ndarray, accuracy: ndarray, prior: float) -> ndarray:
    """P(positive | votes): log-odds add up, an abstention adds nothing."""
    return expit(votes @ np.log(accuracy / (1 - accuracy)) + np.log(prior / (1 - prior)))


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    true, coverage = np.array([0.95, 0.75, 0.7, 0.65, 0.6]), np.array([0.5, 0.8, 0.8, 0.8, 0.8])
    y = np.where(rng.random(20_000) < 0.3, 1, -1)
    right = rng.random((20_000, 5)) < true
    votes = np.where(rng.random((20_000, 5)) < coverage, np.where(right, y[:, None], -y[:, None]), 0)
    found = accuracies(votes)
    print("true     ", *(f"{a:.2f}" for a in true))
    print("estimated", *(f"{a:.2f}" for a in found))
    majority, weighted = (
        np.where(votes.sum(1) > 0, 1, -1),
        np.where(probabilities(votes, found, 0.3) > 0.5, 1, -1),
    )
    print(f"correct: majority {np.mean(majority == y):.2f}, label model {np.mean(weighted == y):.2f}")
