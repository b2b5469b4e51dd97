"""The listing and the figures of the page on retrieval-augmented generation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import rankdata

from tests.topics import load_example

example = load_example("retrieval-augmented-generation")


def test_fusion_of_the_two_lists_on_the_page_by_hand() -> None:
    fused = example.rrf([["A", "B", "C", "D"], ["C", "E", "B", "A"]])
    expected = {"C": 1 / 63 + 1 / 61, "A": 1 / 61 + 1 / 64, "B": 1 / 62 + 1 / 63}
    assert [passage for passage, _ in fused[:3]] == list(expected)
    assert dict(fused)["E"] == pytest.approx(1 / 62)
    for passage, score in expected.items():
        assert dict(fused)[passage] == pytest.approx(score)


@pytest.mark.parametrize(("k", "last_winner"), [(60, 61), (10, 11)])
def test_first_in_one_list_loses_to_a_middling_rank_in_both(k: int, last_winner: int) -> None:
    def fused(rank: int) -> dict[str, float]:
        fillers = [[f"{side}{i}" for i in range(100)] for side in "ab"]
        left = ["alone", *fillers[0]]
        right = list(fillers[1])
        left.insert(rank - 1, "both")
        right.insert(rank - 1, "both")
        return dict(example.rrf([left, right], k))

    below, above = fused(last_winner), fused(last_winner + 2)
    assert below["both"] > below["alone"]
    assert above["both"] < above["alone"]


@pytest.mark.parametrize(
    ("span", "chunk", "overlap"), [(80, 300, 0), (80, 300, 50), (120, 256, 120), (60, 50, 10)]
)
def test_the_share_of_evidence_kept_whole_is_what_counting_gives(span: int, chunk: int, overlap: int) -> None:
    stride = chunk - overlap
    starts = np.arange(0, 40 * stride, stride)
    positions = range(10 * stride, 20 * stride)  # whole strides, far from both ends
    whole = [any((starts <= p) & (p + span <= starts + chunk)) for p in positions]
    assert example.kept_whole(span, chunk, overlap) == pytest.approx(np.mean(whole))


def test_the_rank_of_the_answer_agrees_with_scipy() -> None:
    scores = np.random.default_rng(0).normal(size=(50, 20))
    assert example.gold_rank(scores) == pytest.approx(rankdata(-scores, axis=1)[:, 0])


def test_fusing_finds_and_reranking_orders() -> None:
    ranks = example.simulate()
    at = {name: {n: float((rank <= n).mean()) for n in (5, 8, 10, 30, 50)} for name, rank in ranks.items()}
    assert at["fused"][50] > at["keywords"][50] + 0.15
    assert at["fused"][5] < at["keywords"][5] + 0.06
    assert at["reranked"][50] == pytest.approx(at["fused"][50], abs=0.002)
    right = {n: at["reranked"][n] * (0.94 - 0.006 * n) for n in at["reranked"]}
    assert max(right, key=right.__getitem__) == 10
    assert (right[10], right[30]) == pytest.approx((0.82, 0.75), abs=0.005)
    assert at["fused"][30] * (0.94 - 0.18) == pytest.approx(0.70, abs=0.005)
