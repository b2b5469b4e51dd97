"""The listing and the figures of the page on calibration."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.frozen import FrozenEstimator
from sklearn.metrics import log_loss, roc_auc_score

from tests.topics import CODE, load_example

example = load_example("calibration")
page = (CODE.parent / "calibration.md").read_text(encoding="utf-8")


def draw(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels, true probabilities and the page's overconfident scores."""
    rng = np.random.default_rng(seed)
    true = rng.beta(1, 4, n)
    return (rng.random(n) < true).astype(int), true, expit(2 * logit(true) + 1)


class Scores(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose decision function is its input, for scikit-learn's calibrators."""

    def fit(self, x: np.ndarray, y: np.ndarray) -> Scores:
        self.classes_ = np.array([0, 1])
        return self

    def decision_function(self, x: np.ndarray) -> np.ndarray:
        return x[:, 0]

    def predict(self, x: np.ndarray) -> np.ndarray:
        return (x[:, 0] > 0).astype(int)


def scikit_learn(method: str, y: np.ndarray, p: np.ndarray) -> np.ndarray:
    x = logit(p)[:, None]
    base = FrozenEstimator(Scores().fit(x, y))
    return CalibratedClassifierCV(base, method=method).fit(x, y).predict_proba(x)[:, 1]


def test_the_reliability_table_is_the_calibration_curve_of_scikit_learn() -> None:
    y, _, raw = draw(10_000)
    observed, predicted = calibration_curve(y, raw, n_bins=10, strategy="quantile")
    table = example.reliability(y, raw)
    assert table[:, 0].sum() == 10_000
    assert table[:, 1] == pytest.approx(predicted, abs=1e-3)
    assert table[:, 2] == pytest.approx(observed, abs=2e-3)


def test_ece_by_hand() -> None:
    p = np.array([0.1, 0.1, 0.1, 0.1, 0.8, 0.8, 0.8])
    y = np.array([0, 0, 0, 1, 1, 1, 1])
    # bins of four and three rows: predictions 0.1 and 0.8, observed 1/4 and 1
    assert example.ece(y, p, bins=2) == pytest.approx(4 / 7 * 0.15 + 3 / 7 * 0.2)


@pytest.mark.parametrize("n", [1_000, 10_000, 100_000])
def test_a_perfect_model_has_the_noise_floor_that_the_page_states(n: int) -> None:
    rng = np.random.default_rng(n)
    p = np.full(n, 0.3) + rng.uniform(-1e-6, 1e-6, n)
    eces = [example.ece((rng.random(n) < p).astype(int), p) for _ in range(100)]
    assert np.mean(eces) == pytest.approx(0.8 * np.sqrt(0.3 * 0.7 / (n / 10)), rel=0.08)


def test_platt_agrees_with_scikit_learn() -> None:
    y, _, raw = draw(20_000)
    assert example.platt(y, raw)(raw) == pytest.approx(scikit_learn("sigmoid", y, raw), abs=2e-3)


def test_temperature_agrees_with_scikit_learn() -> None:
    y, _, raw = draw(20_000)
    assert example.temperature(y, raw)(raw) == pytest.approx(scikit_learn("temperature", y, raw), abs=0.01)


def test_isotonic_agrees_with_pool_adjacent_violators_by_hand() -> None:
    y = np.array([0, 0, 1, 0, 1, 1, 0, 1])
    p = np.linspace(0.1, 0.8, 8)
    expected = [0, 0, 1 / 2, 1 / 2, 2 / 3, 2 / 3, 2 / 3, 1]
    assert example.isotonic(y, p)(p) == pytest.approx(expected, abs=2e-4)


def test_platt_finds_the_inverse_of_the_distortion() -> None:
    y, true, raw = draw(200_000)
    assert example.platt(y, raw)(raw) == pytest.approx(true, abs=0.02)


def test_one_and_two_parameters_keep_the_order() -> None:
    y, _, raw = draw(5_000)
    for fit in (example.temperature, example.platt):
        assert roc_auc_score(y, fit(y, raw)(raw)) == pytest.approx(roc_auc_score(y, raw))


def test_isotonic_overfits_few_rows_and_wins_on_many_when_the_distortion_is_bent() -> None:
    y, true, raw = draw(60_000, seed=1)
    bent = np.where(true < 0.3, true, 0.3 + (true - 0.3) / 3)
    fresh = slice(50_000, None)

    def loss(fit: str, score: np.ndarray, n: int) -> float:
        curve = getattr(example, fit)(y[:n], score[:n])
        return float(log_loss(y[fresh], curve(score[fresh])))

    assert loss("isotonic", raw, 200) > log_loss(y[fresh], raw[fresh]) > loss("platt", raw, 200)
    assert loss("isotonic", bent, 50_000) < loss("platt", bent, 50_000)
    curves = [example.platt(y[:50_000], bent[:50_000]), example.isotonic(y[:50_000], bent[:50_000])]
    eces = [example.ece(y[fresh], curve(bent[fresh])) for curve in curves]
    assert eces == pytest.approx([0.02, 0.01], abs=0.005)


def test_the_total_ratio_is_right_where_nearly_every_score_is_wrong() -> None:
    y, _, raw = draw(60_000, seed=1)
    assert raw.mean() / y.mean() == pytest.approx(1.0, abs=0.01)
    assert example.ece(y[50_000:], raw[50_000:]) == pytest.approx(0.07, abs=0.005)


def test_averaging_two_calibrated_models_gives_an_underconfident_one() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 400_000))  # two models, each seeing half of the evidence
    true = expit(2 * (a + b))
    y = (rng.random(400_000) < true).astype(int)
    each = [example.isotonic(y, expit(x))(expit(x)) for x in (a, b)]
    assert max(example.ece(y, np.clip(p, 0.001, 0.999)) for p in each) < 0.005
    last = example.reliability(y, np.mean(each, axis=0))[-1]
    assert last[2] > last[1] + 0.05
