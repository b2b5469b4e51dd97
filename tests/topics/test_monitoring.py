"""The listing and the figures of the page on monitoring."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, poisson

from tests.topics import CODE, load_example

example = load_example("monitoring")
page = (CODE.parent / "monitoring.md").read_text(encoding="utf-8")
series = st.lists(st.floats(-4, 4), min_size=1, max_size=60).map(np.array)


@given(checks=st.floats(10, 1e7), share=st.floats(1e-4, 0.5))
def test_the_limit_raises_as_many_false_alarms_as_asked(checks: float, share: float) -> None:
    limit = example.limit_for(checks, checks * share)
    assert checks * (norm.cdf(-limit) + norm.sf(limit)) == pytest.approx(checks * share, rel=1e-6)


@given(change=st.floats(0.01, 0.9), limit=st.floats(1, 6))
def test_the_change_reaches_the_limit_at_the_volume_stated(change: float, limit: float) -> None:
    volume = example.positives_needed(change, limit)
    assert example.ratio_z(volume * (1 - change), volume) == pytest.approx(-limit)


def test_z_of_a_count_is_close_to_its_poisson_tail() -> None:
    z = example.ratio_z(9_700, 10_000)
    assert z == pytest.approx(-3.0)
    assert poisson.cdf(9_700, 10_000) == pytest.approx(norm.cdf(z), rel=0.1)


@given(z=series, limit=st.floats(0.5, 4))
def test_the_single_window_rule_stops_at_the_first_value_beyond(z: np.ndarray, limit: float) -> None:
    late = next((i for i, value in enumerate(z, start=1) if abs(value) > limit), None)
    assert example.beyond(z, limit) == late


@given(z=series, slack=st.floats(0, 1), limit=st.floats(0.5, 5))
def test_cusum_alarms_when_some_recent_stretch_exceeds_its_slack_by_the_limit(
    z: np.ndarray, slack: float, limit: float
) -> None:
    def excess(values: np.ndarray) -> float:
        return max((values[start:] - slack).sum() for start in range(len(values)))

    largest = [max(excess(z[:end]), excess(-z[:end])) for end in range(1, len(z) + 1)]
    if min(abs(value - limit) for value in largest) > 1e-9:
        expected = next((i for i, value in enumerate(largest, start=1) if value > limit), None)
        assert example.cusum(z, slack, limit) == expected


# Average run lengths of the two-sided chart with slack 0.5 and limit 5 as tables of quality control print them.
@pytest.mark.parametrize(("drift", "windows"), [(0.5, 38.0), (1.0, 10.4), (2.0, 4.01), (3.0, 2.57)])
def test_cusum_is_as_quick_as_published_tables_say(drift: float, windows: float) -> None:
    assert example.mean_delay(example.cusum, drift) == pytest.approx(windows, rel=0.06)


@pytest.mark.parametrize("drift", [1.0, 2.0, 3.0])
def test_the_single_window_rule_is_as_quick_as_theory_says(drift: float) -> None:
    expected = 1 / (norm.sf(3 - drift) + norm.cdf(-3 - drift))
    assert example.mean_delay(example.beyond, drift) == pytest.approx(expected, rel=0.1)


def test_cusum_raises_no_more_false_alarms_than_the_single_window_rule() -> None:
    rng = np.random.default_rng(0)

    def run_length(alarm: object) -> float:
        return float(np.mean([alarm(rng.normal(size=6_000)) for _ in range(400)]))  # type: ignore[operator]

    assert 1 / (2 * norm.sf(3)) == pytest.approx(370, abs=1)
    assert run_length(example.cusum) == pytest.approx(465, rel=0.15)


def test_the_page_states_what_the_listing_computes() -> None:
    volumes = [example.positives_needed(change, 3) for change in (0.10, 0.05, 0.20)]
    assert "{:,.0f} for 10% at 3, {:,.0f} for 5%".format(*volumes) in page
    assert f"(3/0.2)² = {volumes[2]:.0f} positives" in page
    assert f"z = −{-example.ratio_z(780, 900):.1f} and observed ÷ predicted is {780 / 900:.2f}" in page
    assert f"For one a week the limit is {example.limit_for(200 * 24 * 7, 1):.1f}" in page


def test_two_days_of_two_hundred_labels_usually_show_an_error_rate_that_doubled() -> None:
    wrong = np.random.default_rng(0).binomial(400, 0.10, 20_000)
    z = [example.ratio_z(count, 400 * 0.05) for count in wrong]
    assert np.mean(np.array(z) > 3) > 0.8
