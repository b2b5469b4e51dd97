"""The listing and the figures of the page on agents."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("agents")


@pytest.mark.parametrize("args", [(0.9, 0.8, 0.05, 2), (0.7, 0.5, 0.3, 4), (0.9, 0.8, 0.05, 0)])
def test_the_formula_of_a_checked_step_agrees_with_running_it(args: tuple[float, float, float, int]) -> None:
    rng = np.random.default_rng(0)
    right, _ = example.step(*args)
    ran = np.mean([example.run(rng, 3, *args, budget=1_000) for _ in range(20_000)])
    assert ran == pytest.approx(right**3, abs=0.012)


def test_mean_attempts_are_those_of_a_truncated_geometric_draw() -> None:
    rejected = 0.95 * 0.05 + 0.05 * 0.8
    draws = np.minimum(np.random.default_rng(0).geometric(1 - rejected, 200_000), 3)
    assert example.step(0.95, 0.8, 0.05, 2)[1] == pytest.approx(draws.mean(), abs=0.003)


@pytest.mark.parametrize(
    ("args", "success"),
    [((0.95,), 0.36), ((0.98,), 0.67), ((0.95, 0.8, 0.05, 2), 0.79), ((0.95, 0.3, 0.05, 2), 0.46)],
)
def test_success_over_twenty_steps_as_the_page_has_it(args: tuple[float, ...], success: float) -> None:
    assert example.step(*args)[0] ** 20 == pytest.approx(success, abs=0.005)


def test_a_check_without_retries_lowers_success() -> None:
    assert example.step(0.95, 0.8, 0.05, 0)[0] == pytest.approx(0.95 * 0.95)


def test_a_budget_at_the_mean_number_of_calls_stops_many_good_runs() -> None:
    rng = np.random.default_rng(1)
    within = [
        np.mean([example.run(rng, 20, 0.95, 0.8, 0.05, 2, b) for _ in range(4_000)]) for b in (22, 24, 99)
    ]
    assert within == pytest.approx([0.55, 0.75, 0.79], abs=0.025)


def test_pass_hat_k_is_the_share_of_k_subsets_without_a_failure() -> None:
    outcomes = [[1, 1, 1, 1, 0], [1, 0, 0, 1, 0], [1, 1, 1, 1, 1]]
    for k in (1, 2, 3):
        counted = np.mean([np.mean([all(c) for c in combinations(task, k)]) for task in outcomes])
        assert example.pass_hat_k([sum(task) for task in outcomes], 5, k) == pytest.approx(counted)


def test_the_same_mean_hides_a_reliable_and_an_unreliable_agent() -> None:
    even, split = [7] * 10, [10] * 6 + [4] * 2 + [1] * 2
    assert [example.pass_hat_k(tasks, 10, 1) for tasks in (even, split)] == pytest.approx([0.7, 0.7])
    assert [example.pass_hat_k(tasks, 10, 8) for tasks in (even, split)] == pytest.approx([0, 0.6])
