import numpy as np
from numpy import ndarray


def state_bytes(parameters: float, workers: int, stage: int) -> float:
    """Bytes a worker holds for training with Adam in mixed precision, under ZeRO stage 0 to 3.

    16-bit weights and gradients (2 + 2), and 12 for the 32-bit weights and two moments.
    """
    weights, gradients, optimizer = 2.0, 2.0, 12.0
    if stage >= 1:
        optimizer /= workers
    if stage >= 2:
        gradients /= workers
    if stage >= 3:
        weights /= workers
    return parameters * (weights + gradients + optimizer)


def ring_all_reduce(gradients: list[ndarray]) -> tuple[list[ndarray], int]:
    """Sum of all workers' arrays, at every worker, and how many numbers each one sent."""
    n, sent = len(gradients), 0
    parts = [np.array_split(g.astype(float), n) for g in gradients]
    for step in range(2 * (n - 1)):  # first n - 1 steps add up, the others pass on
        outgoing = [parts[w][(w - step) % n].copy() for w in range(n)]
        sent += len(outgoing[0])
        for w, part in enumerate(outgoing):
            here = parts[(w + 1) % n]
            slot = (w - step) % n
            here[slot] = here[slot] + part if step < n - 1 else part
    return [np.concatenate(p) for p in parts], sent


def break_even_tokens(flops: float, bytes_s: float, stage: int) -> float:
    """Tokens a worker must compute in a step to take as long as its communication.

    Compute is 6 operations a weight and token. Each weight sends 2 bytes in each of two passes
    (reduce-scatter, all-gather), and in a third one under stage 3.
    """
    return (3 if stage == 3 else 2) * 2 / bytes_s * flops / 6


if __name__ == "__main__":
    for stage in range(4):
        each = state_bytes(13e9, 64, stage) / 1e9
        print(f"13 billion weights, 64 workers, stage {stage}: {each:5.1f} GB each")
    _, sent = ring_all_reduce([np.ones(800) for _ in range(8)])
    print(f"ring of 8, 800 numbers: each worker sends {sent}")
    for network in (50e9, 1.25e9):
        print(f"{network / 1e9:5.2f} GB/s: {break_even_tokens(125e12, network, 0):,.0f} tokens to break even")
