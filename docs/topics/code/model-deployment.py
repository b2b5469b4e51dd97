import numpy as np
from numpy import ndarray
from numpy.random import Generator


def share(part: float, ratio: float) -> float:
    """Share of all errors that falls on a canary with `part` of the requests and `ratio` times the rate."""
    return ratio * part / (ratio * part + 1 - part)


def bounds(false_alarm: float, miss: float) -> tuple[float, float]:
    """Wald's limits of the log likelihood ratio: go on below the first, stop above the second."""
    return np.log(miss / (1 - false_alarm)), np.log((1 - miss) / false_alarm)


def steps(part: float, ratio: float) -> tuple[float, float]:
    """What an error on the canary, and one on the control, adds to the evidence for `ratio`."""
    s0, s1 = share(part, 1), share(part, ratio)
    return np.log(s1 / s0), np.log((1 - s1) / (1 - s0))


def decide(on_canary: ndarray, part: float, ratio: float, false_alarm: float, miss: float) -> tuple[str, int]:
    """Verdict on a sequence of errors (True: on the canary), and how many it took."""
    low, high = bounds(false_alarm, miss)
    evidence = np.cumsum(np.where(on_canary, *steps(part, ratio)))
    ends = np.flatnonzero((evidence >= high) | (evidence <= low))
    if not len(ends):
        return "undecided", len(on_canary)
    return ("roll back" if evidence[ends[0]] >= high else "go on"), int(ends[0]) + 1


def trial(truth: float, part: float, rng: Generator, runs: int = 500) -> tuple[float, float]:
    """Chance of a rollback, and mean number of errors seen, if the canary's rate is `truth` times."""
    errors = (rng.random(10_000) < share(part, truth) for _ in range(runs))
    results = [decide(each, part, 2, 0.001, 0.1) for each in errors]
    return np.mean([verdict == "roll back" for verdict, _ in results]), np.mean([n for _, n in results])


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    for part, name in ((0.5, "control of equal size"), (0.01, "1% against the rest")):
        for truth in (1, 2, 5):
            stopped, errors = trial(truth, part, rng)
            bad = errors * share(part, truth)
            print(f"{name}, rate x{truth}: rolled back {stopped:4.0%}, about {bad:2.0f} errors on the canary")
