import numpy as np
from numpy import ndarray
from numpy.random import Generator


def step_time(workers: int, spare: int, delay: float) -> float:
    """Mean time until the first `workers` of `workers + spare` are done.

    A worker takes 1 plus an exponential delay with the given mean; the mean of the k-th of n
    such delays is delay * (1/n + ... + 1/(n - k + 1)).
    """
    return 1 + delay * sum(1 / i for i in range(spare + 1, workers + spare + 1))


def simulate(workers: int, spare: int, delay: float, rng: Generator, steps: int = 2_000) -> float:
    """The same by drawing the workers' times."""
    times = 1 + rng.exponential(delay, (steps, workers + spare))
    return float(np.sort(times, axis=1)[:, workers - 1].mean())


def asynchronous(target: ndarray, rate: float, stale: int, steps: int) -> float:
    """Distance to the minimum of 0.5 * |w - target|^2, by gradients `stale` updates old."""
    path = [np.zeros_like(target)]
    for step in range(steps):
        path.append(path[-1] - rate * (path[max(0, step - stale)] - target))
    return float(np.linalg.norm(path[-1] - target))


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    for workers in (8, 64, 512):
        spare = round(0.05 * workers) or 1
        times = step_time(workers, 0, 0.1), step_time(workers, spare, 0.1)
        drawn = simulate(workers, 0, 0.1, rng)
        print(f"{workers:3} workers: {times[0]:.2f} (drawn {drawn:.1f}), with {spare:2} spare {times[1]:.2f}")
    for stale, rate in ((0, 0.2), (7, 0.2), (15, 0.2), (15, 0.05)):
        left = asynchronous(np.ones(1), rate, stale, 60)
        print(f"{stale:2} updates stale, rate {rate}: distance {left:.2g}")
