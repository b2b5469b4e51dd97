"""The listings and figures of the page on MLOps."""

from __future__ import annotations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("mlops")
gate = load_example("mlops.gate")
BASE = {"code": "3f2a", "data": "november", "config": "depth=6"}


def test_a_fingerprint_depends_on_every_input_and_on_nothing_else() -> None:
    assert example.fingerprint(BASE) == example.fingerprint(dict(reversed(BASE.items())))
    names = {example.fingerprint(BASE | {k: v + "x"}) for k, v in BASE.items()} | {example.fingerprint(BASE)}
    assert len(names) == 4


def test_a_version_that_fails_one_check_leaves_live_alone() -> None:
    registry = example.Registry()
    first = registry.register(BASE, {"auc": 0.80, "new": 0.74})
    worse = registry.register(BASE | {"config": "depth=9"}, {"auc": 0.82, "new": 0.70})
    limits = {"auc": 0.002, "new": 0.01}
    assert registry.promote(first, limits)
    assert not registry.promote(worse, limits)
    assert registry.blocked_by(worse, limits) == ["new"]
    assert registry.live == [first]


def test_rollback_returns_the_version_before_and_training_again_replaces_nothing() -> None:
    registry = example.Registry()
    first = registry.register(BASE, {"auc": 0.80})
    second = registry.register(BASE | {"data": "december"}, {"auc": 0.81})
    assert registry.register(BASE, {"auc": 0.99}) == first
    assert registry.versions[first] == {"auc": 0.80}
    assert registry.promote(first, {"auc": 0.002}) and registry.promote(second, {"auc": 0.002})
    assert registry.roll_back() == first


@pytest.mark.parametrize(("drop", "checks"), [(0.0, 1), (0.002, 1), (0.001, 20)])
def test_the_chance_to_pass_agrees_with_drawing(drop: float, checks: int) -> None:
    measured = -drop + np.random.default_rng(0).normal(0, 0.001, (40_000, checks))
    drawn = (measured > -0.003).all(axis=1).mean()
    assert gate.pass_chance(drop, 0.001, 0.003, checks) == pytest.approx(drawn, abs=0.01)


def test_the_limit_lets_equal_models_pass_as_often_as_asked() -> None:
    for checks in (1, 5, 20):
        limit = gate.limit_for(0.001, checks, 0.98)
        assert gate.pass_chance(0, 0.001, limit, checks) == pytest.approx(0.98)
    assert gate.limit_for(0.001, 1, 0.98) == pytest.approx(0.00205, abs=1e-5)


def test_only_a_pinned_reference_stops_the_ratchet() -> None:
    def mean(pinned: bool) -> float:
        return float(
            np.mean([gate.live_after(100, 0.001, 0.002, pinned, np.random.default_rng(s)) for s in range(50)])
        )

    assert mean(False) < -0.018
    assert mean(True) > -0.005
