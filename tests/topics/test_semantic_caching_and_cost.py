"""The listing and the figures of the page on semantic caching and cost."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from tests.topics import load_example

example = load_example("semantic-caching-and-cost")
CALL = example.call_cost(3_000, 1_500, 300, 0.9)


def test_a_call_priced_token_by_token() -> None:
    assert example.call_cost(3_000, 1_500, 300, 0) == pytest.approx(0.0090 + 0.0045 + 0.0045)
    one_in_ten_misses = 0.1 * 0.0090 + 0.9 * 0.0009
    assert pytest.approx(one_in_ten_misses + 0.0090) == CALL
    assert example.call_cost(8_000, 500, 200, 0.9) == pytest.approx(0.0091, abs=5e-5)


@pytest.mark.parametrize("threshold", [0.80, 0.90, 0.95])
def test_hits_and_false_hits_agree_with_drawn_requests(threshold: float) -> None:
    rng = np.random.default_rng(1)
    twin = rng.random(400_000) < 0.35
    similarity = np.where(twin, rng.normal(0.92, 0.04, twin.size), rng.normal(0.78, 0.06, twin.size))
    hit = similarity >= threshold
    rate, false = example.hits(threshold, 0.35)
    assert rate == pytest.approx(hit.mean(), rel=0.02)
    assert false == pytest.approx((hit & ~twin).sum() / hit.sum(), rel=0.08)


@pytest.mark.parametrize("loss", [0.05, 0.1, 0.5])
def test_the_threshold_from_the_ratio_is_the_one_of_least_cost(loss: float) -> None:
    searched = minimize_scalar(
        lambda t: example.request_cost(t, 0.35, CALL, loss), bounds=(0.82, 0.99), method="bounded"
    )
    assert example.best_threshold(0.35, CALL, loss) == pytest.approx(searched.x, abs=1e-3)


def test_what_the_page_says_a_cache_saves() -> None:
    def relative(threshold: float, loss: float) -> float:
        return float(example.request_cost(threshold, 0.35, CALL, loss) / CALL)

    assert relative(example.best_threshold(0.35, CALL, 0.05), 0.05) == pytest.approx(0.82, abs=0.005)
    assert relative(example.best_threshold(0.35, CALL, 0.5), 0.5) == pytest.approx(0.99, abs=0.005)
    assert relative(0.90, 0.5) == pytest.approx(1.44, abs=0.005)
    assert relative(example.best_threshold(0.35, CALL, 10 * CALL), 10 * CALL) == pytest.approx(
        0.89, abs=0.005
    )
    assert example.p_wrong(0.90, 0.35) == pytest.approx(0.16, abs=0.005)


def test_a_cascade_breaks_even_at_one_minus_the_ratio_of_prices() -> None:
    share = 1 - (0.0008 + 0.0004) / CALL
    assert share == pytest.approx(0.89, abs=0.005)
    assert example.cascade_cost(0.0008, CALL, 0.0004, share) == pytest.approx(CALL)
    assert example.cascade_cost(0.0008, CALL, 0.0004, 0.3) == pytest.approx(0.41 * CALL, rel=0.01)
