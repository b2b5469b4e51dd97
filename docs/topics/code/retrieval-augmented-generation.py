from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy import ndarray


def rrf(rankings: Sequence[Sequence[str]], k: float = 60) -> list[tuple[str, float]]:
    """Reciprocal rank fusion: sum of 1 / (k + rank) over the lists that hold the passage."""
    score: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage in enumerate(ranking, start=1):
            score[passage] += 1 / (k + rank)
    return sorted(score.items(), key=lambda item: -item[1])


def kept_whole(span: int, chunk: int, overlap: int) -> float:
    """Share of positions at which `span` tokens of evidence lie inside one chunk."""
    return float(np.clip((chunk - span + 1) / (chunk - overlap), 0, 1))


def gold_rank(scores: ndarray) -> ndarray:
    """Rank of column 0, the passage with the answer, in each row of scores."""
    return 1 + (scores[:, 1:] >= scores[:, :1]).sum(axis=1)


def simulate(questions: int = 4_000, passages: int = 300, seed: int = 0) -> dict[str, ndarray]:
    """Rank of the right passage by keywords, by vectors, fused, and fused then reranked."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=(3, questions, passages))
    kind = rng.choice(3, questions, p=[0.3, 0.3, 0.4])  # codes and names, paraphrases, both
    noise[0, :, 0] += np.array([3.5, 0.5, 2.5])[kind]  # what the keyword index sees of it
    noise[1, :, 0] += np.array([0.5, 3.5, 2.5])[kind]  # what the vector index sees of it
    noise[2, :, 0] += 2.5  # the reranker reads question and passage together
    rank = noise[:2].argsort(axis=2)[:, :, ::-1].argsort(axis=2) + 1
    fused = np.where(rank <= 100, 1 / (60 + rank), 0).sum(axis=0)
    candidate = fused >= -np.partition(-fused, 49, axis=1)[:, 49:50]
    reranked = np.where(candidate, noise[2], -np.inf)
    scores = {"keywords": noise[0], "vectors": noise[1], "fused": fused, "reranked": reranked}
    return {name: gold_rank(s) for name, s in scores.items()}


if __name__ == "__main__":
    print([round(kept_whole(80, 300, overlap), 2) for overlap in (0, 50, 80)])
    for passage, score in rrf([["A", "B", "C", "D"], ["C", "E", "B", "A"]])[:4]:
        print(f"{passage} {score:.5f}")
    for name, rank in simulate().items():
        print(f"{name:9} recall@5 {np.mean(rank <= 5):.2f}  recall@50 {np.mean(rank <= 50):.2f}")
