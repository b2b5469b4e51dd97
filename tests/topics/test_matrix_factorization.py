"""The listing and the figures of the page on matrix factorization."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import lstsq
from scipy.optimize import approx_fprime
from scipy.special import expit
from sklearn.decomposition import TruncatedSVD

from tests.topics import load_example

example = load_example("matrix-factorization")


def plays(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).poisson(0.4, (30, 20))


def test_a_half_step_is_the_least_squares_solution_of_scipy() -> None:
    counts, other = plays(), np.random.default_rng(1).normal(size=(20, 3))
    found = example.half_step(counts, other, alpha=4, lam=2)
    for row, count in enumerate(counts):
        weight = np.sqrt(1 + 4 * count)
        design = np.vstack(
            [weight[:, None] * other, np.sqrt(2) * np.eye(3)]
        )  # the penalty as three more rows
        expected, *_ = lstsq(design, np.concatenate([weight * (count > 0), np.zeros(3)]))
        assert found[row] == pytest.approx(expected)


def test_no_half_step_can_be_improved() -> None:
    counts = plays()
    x, y, _ = example.als(counts, rank=3, alpha=4, lam=2)
    x = example.half_step(counts, y, 4, 2)
    gradient = approx_fprime(x.ravel(), lambda v: example.loss(counts, v.reshape(x.shape), y, 4, 2), 1e-6)
    assert gradient == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("alpha", [1, 40])
def test_the_loss_never_rises(alpha: float) -> None:
    _, _, history = example.als(plays(), rank=4, alpha=alpha, lam=1, sweeps=20)
    assert np.all(np.diff(history) <= 1e-9 * history[0])
    assert history[-1] < 0.9 * history[0]


def test_the_worked_example() -> None:
    items = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    user = example.half_step(np.array([[2, 0, 0]]), items, alpha=2, lam=1)
    assert user[0] == pytest.approx([0.75, -0.25])
    sure = example.half_step(np.array([[2, 0, 0]]), items, alpha=1e9, lam=1)
    assert (sure @ items.T)[0] == pytest.approx([1, -1 / 3, 2 / 3], abs=1e-6)


def test_without_confidence_and_penalty_it_is_the_truncated_svd() -> None:
    seen = (plays() > 0).astype(int)
    _, _, history = example.als(seen, rank=3, alpha=0, lam=1e-9, sweeps=400)
    svd = TruncatedSVD(3, algorithm="arpack").fit(seen.astype(float))
    assert history[-1] == pytest.approx((seen**2).sum() - (svd.singular_values_**2).sum(), rel=1e-4)


def test_the_step_of_bpr() -> None:
    user, good, bad = np.array([1, 0.5]), np.array([0.1, 0.2]), np.array([0.5, 0.2])

    def objective(v: np.ndarray) -> float:
        return float(np.log(expit(v[:2] @ (v[2:4] - v[4:]))))

    start = np.concatenate([user, good, bad])
    after = start + 0.1 * approx_fprime(start, objective, 1e-7)
    assert expit(0.4) == pytest.approx(0.60, abs=0.005)
    assert after[:2] @ (after[2:4] - after[4:]) == pytest.approx(-0.24, abs=0.005)


def test_rotated_factors_give_the_same_scores_and_mixed_runs_do_not() -> None:
    x, y, _ = example.als(plays(), rank=3, alpha=4, lam=2)
    turn, _ = np.linalg.qr(np.random.default_rng(2).normal(size=(3, 3)))
    assert (x @ turn) @ (y @ turn).T == pytest.approx(x @ y.T)
    assert abs(np.corrcoef((x @ (y @ turn).T).ravel(), (x @ y.T).ravel())[0, 1]) < 0.9
