import numpy as np
from numpy import ndarray
from scipy.special import expit, log_expit, log_softmax, softmax


def preference(first: ndarray, second: ndarray) -> ndarray:
    """Bradley-Terry: the chance that the first of two rewards is preferred."""
    return expit(first - second)


def dpo_loss(policy: ndarray, reference: ndarray, pairs: ndarray, beta: float) -> tuple[float, ndarray]:
    """Mean loss over pairs (preferred, rejected) of answers, and its gradient for the policy's
    logits. Both models are given as logits over the answers to one prompt."""
    won, lost = pairs.T
    moved = log_softmax(policy) - log_softmax(reference)
    margin = beta * (moved[won] - moved[lost])
    push = beta * expit(-margin) / len(pairs)  # large where the pair is still in the wrong order
    gradient = np.bincount(lost, push, len(policy)) - np.bincount(won, push, len(policy))
    return float(-log_expit(margin).mean()), gradient


def tilted(reference: ndarray, reward: ndarray, beta: float) -> ndarray:
    """The probabilities that maximize mean reward - beta * KL(policy, reference)."""
    return softmax(np.log(reference) + reward / beta)


def divergence(policy: ndarray, reference: ndarray) -> float:
    """KL(policy, reference) in nats."""
    return float(np.sum(policy * np.log(policy / reference)))


if __name__ == "__main__":
    rng, beta = np.random.default_rng(0), 0.5
    reward, reference = np.array([1.0, 0.0, -1.0]), np.log([0.2, 0.5, 0.3])
    pairs = np.array([[0, 1], [0, 2], [1, 2]])[rng.integers(3, size=20_000)]
    first = rng.random(20_000) < preference(reward[pairs[:, 0]], reward[pairs[:, 1]])
    pairs = np.where(first[:, None], pairs, pairs[:, ::-1])
    policy = reference.copy()
    print(f"loss before: {dpo_loss(policy, reference, pairs, beta)[0]:.3f}")
    for _ in range(500):
        policy = policy - 4 * dpo_loss(policy, reference, pairs, beta)[1]
    print("reference:  ", softmax(reference).round(2))
    print("after DPO:  ", softmax(policy).round(2))
    print("closed form:", tilted(softmax(reference), reward, beta).round(2))
