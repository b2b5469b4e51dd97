"""The listing and the figures of the page on dialog systems."""

from __future__ import annotations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("dialog-systems")
State = example.State
FULL = {"place": ("Lupo", 0.97), "people": ("4", 0.95), "day": ("Friday", 0.95)}


def test_a_slot_is_asked_for_then_confirmed_then_used() -> None:
    state = State()
    assert example.policy(state, 10) == "ask(place)"
    state = example.track(state, {**FULL, "people": ("4", 0.8)})
    assert example.policy(state, 10) == "confirm(people=4)"
    state = example.track(state, {}, confirms="people")
    assert example.policy(state, 10) == "book(Lupo, 4, Friday)"


def test_a_changed_value_loses_its_confirmation_and_the_others_keep_theirs() -> None:
    state = State(FULL, {"people", "day"})
    assert example.track(state, {"people": ("5", 0.6)}).confirmed == {"day"}
    assert example.track(state, {"people": ("4", 0.6)}).confirmed == {"people", "day"}
    assert example.policy(example.track(state, {"people": ("5", 0.6)}), 10) == "confirm(people=5)"


def test_tracking_leaves_the_earlier_state_alone() -> None:
    before = State(dict(FULL), {"day"})
    example.track(before, {"day": ("Sunday", 0.9)})
    assert before.slots == FULL
    assert before.confirmed == {"day"}


@pytest.mark.parametrize("error_cost", [3.0, 10.0, 30.0])
def test_at_the_threshold_accepting_and_confirming_cost_the_same(error_cost: float) -> None:
    def accept(p: float) -> float:
        return (1 - p) * error_cost

    def confirm(p: float) -> float:
        return 1 + (1 - p)

    p = example.threshold(error_cost)
    assert accept(p) == pytest.approx(confirm(p))
    assert accept(p + 0.01) < confirm(p + 0.01)
    assert accept(p - 0.01) > confirm(p - 0.01)


@pytest.mark.parametrize("mends", [0.0, 0.3, 0.6])
def test_joint_accuracy_is_what_a_simulation_of_the_turns_gives(mends: float) -> None:
    rng = np.random.default_rng(0)
    right = np.ones(100_000, dtype=bool)
    simulated = []
    for turn in range(8):
        draw = rng.random(right.size)
        right = np.where(right, draw > 0.05, (draw < mends) & (turn > 0))
        simulated.append(right.mean())
    assert example.joint_accuracy(8, 0.05, mends) == pytest.approx(simulated, abs=0.01)


def test_joint_accuracy_levels_off_at_mends_over_mends_plus_breaks() -> None:
    assert example.joint_accuracy(200, 0.05, 0.3)[-1] == pytest.approx(0.3 / 0.35)
    assert example.joint_accuracy(10, 0.05, 0)[-1] == pytest.approx(0.95**10)
