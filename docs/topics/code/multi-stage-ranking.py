from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri  # the normal distribution function and its inverse


class Stage(NamedTuple):
    name: str
    agreement: float  # correlation of its score with the last ranker's
    keeps: int
    cost: float  # microseconds an item it looks at


def survival(agreement: float, keeps: float, top: float) -> float:
    """Chance that an item in the last ranker's best `top` share passes a cut that keeps the
    best `keeps` share, if both scores are normal with that correlation (0 <= agreement < 1)."""
    best = -ndtri(top * (np.arange(2_000) + 0.5) / 2_000)  # evenly spaced ranks in the top share
    cut = -ndtri(keeps)
    return float(ndtr((agreement * best - cut) / np.sqrt(1 - agreement**2)).mean())


def run(stages: list[Stage], truth, page: int, rng) -> tuple[list[float], list[float], float]:
    """One request, given the last ranker's score of every item (`truth`): by stage, microseconds
    and share of the best `page` still in; then the mean of `truth` over the items left."""
    best, left = np.argpartition(-truth, page - 1)[:page], np.arange(len(truth))
    costs, kept = [], []
    for stage in stages:
        costs.append(stage.cost * len(left))
        noise = rng.normal(size=len(left)) * np.sqrt(1 - stage.agreement**2)
        score = stage.agreement * truth[left] + noise
        left = left[np.argpartition(-score, stage.keeps - 1)[: stage.keeps]]
        kept.append(np.isin(best, left).mean())
    return costs, kept, truth[left].mean()


if __name__ == "__main__":
    retrieve, heavy = Stage("retrieval", 0.8, 2_000, 0.02), Stage("heavy", 1.0, 20, 50.0)
    funnels = {
        "heavy on 2,000": [retrieve, heavy],
        "heavy on first 400": [retrieve._replace(keeps=400), heavy],
        "light, own label": [retrieve, Stage("light", 0.6, 400, 2.0), heavy],
        "light, distilled": [retrieve, Stage("light", 0.95, 400, 2.0), heavy],
    }
    requests = np.random.default_rng(7).normal(size=(40, 100_000))
    for name, stages in funnels.items():
        rng = np.random.default_rng(2)
        runs = [run(stages, truth, 20, rng) for truth in requests]
        ms = np.mean([sum(r[0]) for r in runs]) / 1_000
        kept = np.mean([r[1] for r in runs], axis=0)
        print(f"{name:19} {ms:6.1f} ms  kept {kept.round(2)}  page {np.mean([r[2] for r in runs]):.2f}")
    print("formula, retrieval:", round(survival(0.8, 0.02, 0.0002), 2))
