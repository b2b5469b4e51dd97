"""The listing and the figures of the page on distribution shift."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, entropy, ks_2samp, kstwobign, norm
from sklearn.linear_model import LinearRegression

from tests.topics import CODE, load_example

example = load_example("distribution-shift")
page = (CODE.parent / "distribution-shift.md").read_text(encoding="utf-8")
# rows of the table of rulers: shift, PSI, KS, AUC, percent left
RULERS = [
    tuple(float(cell.strip(" %")) for cell in line.strip("|").split("|"))
    for line in re.findall(r"^\|(?: [\d.]+ \|){4} \d+% \|$", page, re.MULTILINE)
]


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), bins=st.integers(2, 20), shift=st.floats(-2, 2))
def test_psi_is_the_divergence_in_both_directions(seed: int, bins: int, shift: float) -> None:
    rng = np.random.default_rng(seed)
    then, now = rng.normal(size=500), rng.normal(shift, 1, 400)
    edges = np.r_[-np.inf, np.quantile(then, np.linspace(0, 1, bins + 1)[1:-1]), np.inf]
    # bins closed on the right, as searchsorted has them
    shares = [np.histogram(-x, -edges[::-1])[0] + 0.5 for x in (then, now)]
    expected = entropy(shares[0], shares[1]) + entropy(shares[1], shares[0])
    assert example.psi(then, now, bins) == pytest.approx(expected)


def test_psi_by_hand() -> None:
    then = np.repeat(np.arange(10), 10_000)
    now = np.repeat(np.arange(10), [5_000, *[10_000] * 8, 15_000])
    assert example.psi(then, now) == pytest.approx(0.055, abs=5e-4)


def test_the_table_of_rulers_follows_from_two_normals() -> None:
    assert [row[0] for row in RULERS] == [0.1, 0.32, 0.5, 1, 2]
    for shift, psi, ks, auc, left in RULERS:
        now = np.diff(norm.cdf(norm.ppf(np.linspace(0, 1, 11)) - shift))
        assert psi == pytest.approx(np.sum((now - 0.1) * np.log(now / 0.1)), abs=0.005 if psi < 1 else 0.05)
        assert ks == pytest.approx(2 * norm.cdf(shift / 2) - 1, abs=0.005)
        assert auc == pytest.approx(norm.cdf(shift / np.sqrt(2)), abs=0.005)
        assert left == pytest.approx(100 * np.exp(-(shift**2)), abs=0.5)


@pytest.mark.parametrize(("shift", "psi", "ks", "auc", "left"), RULERS[2:4])
def test_the_listing_measures_what_the_table_says(
    shift: float, psi: float, ks: float, auc: float, left: float
) -> None:
    rng = np.random.default_rng(1)
    then, now = rng.normal(size=(50_000, 1)), rng.normal(shift, 1, (50_000, 1))
    found, weights = example.tell_apart(then, now)
    assert example.psi(then[:, 0], now[:, 0]) == pytest.approx(psi, abs=0.03)
    assert ks_2samp(then[:, 0], now[:, 0]).statistic == pytest.approx(ks, abs=0.01)
    assert found == pytest.approx(auc, abs=0.01)
    assert 100 * example.effective_share(weights) == pytest.approx(left, abs=5)
    assert np.average(then[:, 0], weights=weights) == pytest.approx(now.mean(), abs=0.03)


def test_psi_without_a_shift_is_as_noisy_as_the_page_says() -> None:
    rng = np.random.default_rng(0)
    psis = [example.psi(*rng.normal(size=(2, 1_000))) for _ in range(2_000)]
    assert np.mean(psis) == pytest.approx(9 * 2 / 1_000, rel=0.05)
    assert np.quantile(psis, 0.95) == pytest.approx(chi2.ppf(0.95, 9) * 2 / 1_000, rel=0.08)


def test_the_page_gives_the_gap_that_a_million_rows_make_significant() -> None:
    gap = kstwobign.isf(0.05) * np.sqrt(2 / 1e6)
    shift = 2 * norm.ppf((1 + gap) / 2)
    assert f"from a gap of {gap:.4f}, a shift of {shift:.3f} standard deviations" in page


def test_effective_share_of_equal_weights_is_one_and_of_a_single_row_is_its_part() -> None:
    assert example.effective_share(np.full(50, 3.0)) == pytest.approx(1)
    assert example.effective_share(np.eye(50)[0]) == pytest.approx(1 / 50)


@given(rate=st.floats(0, 1), recall=st.floats(0.5, 1), false_positive_rate=st.floats(0, 0.4))
def test_the_base_rate_is_recovered_from_the_share_flagged(
    rate: float, recall: float, false_positive_rate: float
) -> None:
    flagged = rate * recall + (1 - rate) * false_positive_rate
    assert example.base_rate(flagged, recall, false_positive_rate) == pytest.approx(rate, abs=1e-9)


def test_the_page_works_the_label_shift_example_as_the_listing_does() -> None:
    rate = example.base_rate(0.125, 0.80, 0.05)
    factor = (rate / (1 - rate)) / (0.02 / 0.98)
    assert f"(0.125 − 0.05) / (0.80 − 0.05) = {rate:.0%}" in page
    assert f"(0.1/0.9) / (0.02/0.98) = {factor:.1f}" in page


def test_weights_help_a_wrong_model_and_a_right_one_does_not_need_them() -> None:
    rng = np.random.default_rng(0)
    x, live = rng.normal(size=(50_000, 1)), rng.normal(1, 1, (50_000, 1))
    y, y_live = (v[:, 0] + v[:, 0] ** 2 / 2 + rng.normal(0, 0.5, len(v)) for v in (x, live))
    _, weights = example.tell_apart(x, live)

    def live_error(features: list[int], weight: np.ndarray | None) -> tuple[float, float]:
        model = LinearRegression().fit(x ** np.array(features), y, sample_weight=weight)
        predicted = model.predict(live ** np.array(features))
        return float(np.mean((predicted - y_live) ** 2)), float(model.coef_[0])

    assert live_error([1], None) == pytest.approx((2.00, 1), abs=0.08)
    assert live_error([1], weights) == pytest.approx((0.75, 2), abs=0.12)
    assert live_error([1, 2], None)[0] == pytest.approx(0.25, abs=0.01)
