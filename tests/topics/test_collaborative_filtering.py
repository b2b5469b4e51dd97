"""The listing and the figures of the page on collaborative filtering."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.metrics.pairwise import cosine_similarity

from tests.topics import load_example

example = load_example("collaborative-filtering")
NAN = np.nan
RATINGS = np.array(
    [[5, 4, 1, NAN, 2], [4, 5, 2, 5, NAN], [1, 2, 5, 1, 4], [2, NAN, 4, 2, 5], [5, 3, NAN, 4, 1]]
)


def pair_by_pair(centered: np.ndarray, beta: float) -> np.ndarray:
    """Each pair of columns on its own, over the rows that know both."""
    size = centered.shape[1]
    found = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            both = ~np.isnan(centered[:, i]) & ~np.isnan(centered[:, j])
            if both.any():
                cosine = cosine_similarity(centered[both, i][None], centered[both, j][None])[0, 0]
                found[i, j] = cosine * both.sum() / (both.sum() + beta)
    return found


@pytest.mark.parametrize("beta", [0.0, 5.0])
@pytest.mark.parametrize("transpose", [False, True])
def test_similarities_agree_with_scikit_learn_pair_by_pair(beta: float, transpose: bool) -> None:
    rng = np.random.default_rng(3)
    ratings = np.where(rng.random((25, 12)) < 0.4, rng.integers(1, 6, (25, 12)), NAN)
    ratings[:, 0] = 3  # nobody without a rating
    centered = example.center(ratings)
    table = centered.T if transpose else centered
    assert example.similarity(table, beta) == pytest.approx(pair_by_pair(table, beta), abs=1e-12)


def test_centering_is_by_user() -> None:
    assert np.nanmean(example.center(RATINGS), axis=1) == pytest.approx(0, abs=1e-12)
    assert example.center(RATINGS)[1] == pytest.approx([0, 1, -2, 1, NAN], nan_ok=True)


def test_the_weighted_mean_uses_the_k_nearest_that_are_known() -> None:
    similar, values = np.array([0.9, -0.8, 0.1, 1.0]), np.array([1.0, 2.0, 5.0, NAN])
    assert example.weighted(similar, values, k=2) == pytest.approx((0.9 * 1 - 0.8 * 2) / 1.7)
    assert example.weighted(similar, np.full(4, NAN)) == 0


def test_the_predictions_of_the_page() -> None:
    c = example.center(RATINGS)
    assert 3 + example.weighted(example.similarity(c)[3], c[0]) == pytest.approx(4.52, abs=0.005)
    assert 3 + example.weighted(example.similarity(c.T)[0], c[:, 3]) == pytest.approx(4.18, abs=0.005)


def test_the_plain_cosine_takes_opposites_for_alike() -> None:
    def raw(i: int, j: int) -> float:
        both = ~np.isnan(RATINGS[:, i]) & ~np.isnan(RATINGS[:, j])
        return float(cosine_similarity(RATINGS[both, i][None], RATINGS[both, j][None])[0, 0])

    assert (raw(3, 0), raw(3, 2)) == pytest.approx((0.98, 0.63), abs=0.005)
    assert example.similarity(example.center(RATINGS))[3, 2] == pytest.approx(-0.93, abs=0.005)


def test_the_table_of_pairs() -> None:
    own, buyers, both = 1_000, np.array([200_000, 400, 20]), np.array([300, 60, 4])
    cosine = both / np.sqrt(own * buyers)
    assert both / own == pytest.approx([0.30, 0.06, 0.004])
    assert both / own / (buyers / 1e6) == pytest.approx([1.5, 150, 200])
    assert cosine == pytest.approx([0.021, 0.095, 0.028], abs=5e-4)
    assert cosine * both / (both + 20) == pytest.approx([0.020, 0.071, 0.005], abs=5e-4)


def test_heavy_buyers_make_lift_without_relation() -> None:
    rng = np.random.default_rng(0)
    # 1% of all purchases are Y, for everyone; only the number of purchases differs
    light, heavy = (rng.binomial(n, 0.01, 200_000) > 0 for n in (3, 20))
    assert (light.mean(), heavy.mean()) == pytest.approx((0.03, 0.18), abs=0.005)
    assert heavy.mean() / light.mean() == pytest.approx(6, abs=0.3)


def test_learned_item_weights_are_one_ridge_regression_an_item() -> None:
    clicks = (np.random.default_rng(1).random((60, 6)) < 0.3).astype(float)
    inverse = np.linalg.inv(clicks.T @ clicks + 2 * np.eye(6))
    weights = -inverse / np.diag(inverse)
    for item in range(6):
        others = np.delete(np.arange(6), item)
        ridge = Ridge(alpha=2, fit_intercept=False).fit(clicks[:, others], clicks[:, item])
        assert weights[others, item] == pytest.approx(ridge.coef_, abs=1e-8)
