from collections.abc import Sequence
from math import comb

import numpy as np


def step(p: float, caught: float = 0, alarm: float = 0, retries: int = 0) -> tuple[float, float]:
    """Chance that a step ends right, and its mean number of attempts.

    p: an attempt is right; caught: a wrong one is rejected; alarm: a right one is rejected.
    A rejected attempt is made again, at most `retries` times; rejected at the last, it fails.
    """
    rejected = p * alarm + (1 - p) * caught
    attempts = sum(rejected**i for i in range(retries + 1))
    return p * (1 - alarm) * attempts, attempts


def run(
    rng: np.random.Generator, steps: int, p: float, caught: float, alarm: float, retries: int, budget: int
) -> bool:
    """One task: all steps right within a budget of attempts."""
    spent = 0
    for _ in range(steps):
        for _attempt in range(retries + 1):
            spent += 1
            right = rng.random() < p
            rejected = rng.random() < (alarm if right else caught)
            if not rejected:
                break
        if rejected or not right or spent > budget:
            return False
    return True


def pass_hat_k(successes: Sequence[int], trials: int, k: int) -> float:
    """Chance that k tries of a task all succeed, averaged over tasks (unbiased)."""
    return float(np.mean([comb(s, k) / comb(trials, k) for s in successes]))


if __name__ == "__main__":
    for name, args in {
        "p = 0.95": (0.95,),
        "p = 0.98": (0.98,),
        "0.95, checked, 2 retries": (0.95, 0.8, 0.05, 2),
        "0.95, weak check": (0.95, 0.3, 0.05, 2),
    }.items():
        right, attempts = step(*args)
        print(f"{name:25} step {right:.3f}  20 steps {right**20:.2f}  calls {20 * attempts:.1f}")
    rng = np.random.default_rng(0)
    for budget in (20, 22, 24):
        done = np.mean([run(rng, 20, 0.95, 0.8, 0.05, 2, budget) for _ in range(5_000)])
        print(f"budget of {budget} calls: {done:.2f}")
    for tasks in ([7] * 10, [10] * 6 + [4] * 2 + [1] * 2):
        print([round(pass_hat_k(tasks, 10, k), 2) for k in (1, 2, 4, 8)])
