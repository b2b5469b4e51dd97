"""Blending, recall and quotas against sets, scikit-learn and an exhaustive search."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import recall_score

from tests.topics import load_example

stage = load_example("candidate-generation")

ranked = st.lists(st.integers(0, 20), unique=True, max_size=10)


@given(st.lists(ranked, min_size=1, max_size=4), st.data())
def test_a_blend_holds_exactly_each_sources_first_items_once(
    sources: list[list[int]], data: st.DataObject
) -> None:
    quotas = data.draw(st.lists(st.integers(0, 12), min_size=len(sources), max_size=len(sources)))
    blended = stage.blend(sources, quotas)
    assert len(blended) == len(set(blended))
    assert set(blended) == set().union(*(s[:q] for s, q in zip(sources, quotas, strict=True)))
    assert blended[: min(quotas[0], len(sources[0]))] == sources[0][: quotas[0]]


@given(ranked, st.sets(st.integers(0, 20), min_size=1))
def test_recall_agrees_with_scikit_learn(candidates: list[int], relevant: set[int]) -> None:
    truth = [i in relevant for i in range(21)]
    taken = [i in candidates for i in range(21)]
    assert stage.recall(candidates, relevant) == pytest.approx(recall_score(truth, taken))


def best_by_search(
    requests: list[list[list[int]]], truths: list[set[int]], costs: list[float], budget: float
) -> float:
    """The best mean recall of any affordable quotas."""
    choices = itertools.product(range(5), repeat=len(costs))
    return max(
        np.mean([stage.recall(stage.blend(r, list(q)), t) for r, t in zip(requests, truths, strict=True)])
        for q in choices
        if np.dot(q, costs) <= budget
    )


@given(st.integers(0, 10_000), st.integers(1, 8))
@settings(max_examples=25, deadline=None)
def test_quotas_are_the_best_possible_when_sources_do_not_overlap_and_hits_fall_with_rank(
    seed: int, budget: int
) -> None:
    rng = np.random.default_rng(seed)
    sources = [[10 * s + r for r in range(4)] for s in range(3)]
    # As many requests want an item as its rank allows: never more at a lower rank.
    wanted = [-np.sort(-rng.integers(0, 20, 4)) for _ in range(3)]
    truths = [
        {99} | {sources[s][r] for s in range(3) for r in range(4) if n < wanted[s][r]} for n in range(20)
    ]
    same_size = [t | set(range(200, 220 - len(t))) for t in truths]
    requests = [sources] * 20
    quotas = stage.allocate(requests, same_size, [1.0] * 3, budget, 1)
    found = np.mean([stage.recall(stage.blend(sources, quotas), t) for t in same_size])
    assert found == pytest.approx(best_by_search(requests, same_size, [1.0] * 3, budget))


def test_a_source_that_only_repeats_another_gets_nothing_while_a_new_one_helps() -> None:
    sources = [[1, 2, 3, 4], [1, 2, 3, 4], [5, 6, 7, 8]]
    quotas = stage.allocate([sources], [{1, 2, 3, 4, 5, 6, 7, 8}], [1, 1.01, 1], 8, 1)
    assert quotas == [4, 0, 4]


def test_quotas_stay_within_the_budget_and_weigh_cost() -> None:
    sources = [[1, 2, 3, 4], [5, 6, 7, 8]]
    quotas = stage.allocate([sources], [set(range(1, 9))], [1.0, 3.0], 7.0, 1)
    assert np.dot(quotas, [1.0, 3.0]) <= 7.0
    assert quotas == [4, 1]
