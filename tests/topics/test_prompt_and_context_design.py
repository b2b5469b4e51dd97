"""The listing and the figures of the page on prompt and context design."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.stats import binomtest

from tests.topics import load_example

example = load_example("prompt-and-context-design")
VALUE = np.array([0.90, 0.60, 0.55, 0.35, 0.30, 0.10])
TOKENS = np.array([1_500, 700, 800, 400, 300, 100])


@pytest.mark.parametrize("seed", range(5))
def test_the_packing_is_as_good_as_an_integer_program(seed: int) -> None:
    rng = np.random.default_rng(seed)
    value, tokens = rng.random(15), rng.integers(50, 800, 15)
    budget = int(tokens.sum() * rng.uniform(0.2, 0.8))
    chosen = example.pack(value, tokens, budget)
    solved = milp(-value, constraints=LinearConstraint(tokens, ub=budget), integrality=1, bounds=Bounds(0, 1))
    assert tokens[chosen].sum() <= budget
    assert len(set(chosen)) == len(chosen)
    assert value[chosen].sum() == pytest.approx(-solved.fun)


def test_the_six_blocks_of_the_page_by_trying_all_sets() -> None:
    fits = [s for r in range(7) for s in combinations(range(6), r) if TOKENS[list(s)].sum() <= 2_000]
    best = max(fits, key=lambda s: VALUE[list(s)].sum())
    assert example.pack(VALUE, TOKENS, 2_000) == list(best) == [1, 2, 3, 5]
    for priority in (VALUE, VALUE / TOKENS):
        chosen = example.greedy(priority, TOKENS, 2_000)
        assert VALUE[chosen].sum() == pytest.approx(1.35)


def test_greedy_by_value_gets_worse_with_a_larger_budget() -> None:
    small, large = (VALUE[example.greedy(VALUE, TOKENS, budget)].sum() for budget in (1_250, 1_500))
    assert (small, large) == pytest.approx((1.05, 0.90))


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_the_weakest_stand_in_the_middle(n: int) -> None:
    order = example.edges_first(list(range(n)))
    assert sorted(order) == list(range(n))
    depth = np.minimum(np.arange(n), np.arange(n)[::-1])  # distance from the nearer edge
    assert all(depth[order.index(i)] <= depth[order.index(i + 1)] for i in range(n - 1))
    assert order[0] == 0


@pytest.mark.parametrize(("broken", "changed", "p"), [(5, 19, 0.06), (3, 17, 0.013), (32, 72, 0.41)])
def test_the_sign_tests_of_the_page(broken: int, changed: int, p: float) -> None:
    assert binomtest(broken, changed).pvalue == pytest.approx(p, abs=0.005)
